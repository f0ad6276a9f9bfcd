/** @file Commands for the canvas view: zoom to nodes, minimap, search, history panel. */
import { commandsText } from '../../messages/en/commands/studio'
import { refuse } from '../../messages/message'
import type { Board, CanvasView } from '../canvas-board'
import { defineBoardCommand } from '../command'
import { redo, undo } from '../project-document'
import { shownDrawing } from '../block-levels'
import { goSteps } from './undo-redo'

function change(board: Board, part: Partial<CanvasView>): void {
  board.store.setState(({ canvas }) => ({ canvas: { ...canvas, ...part } }))
}

const isShown = ({ store }: Board) => store.subject.isShown(store.getState())

export const showAll = defineBoardCommand({
  id: 'canvas.showAll',
  title: commandsText['canvas.showAll'],
  listed: true,
  shortcut: 'Shift+Digit1',
  shortcutScope: 'canvas',
  enabled: isShown,
  run: (board) => change(board, { look: { at: 'all' } }),
})

export const showSelection = defineBoardCommand({
  id: 'canvas.showSelection',
  title: commandsText['canvas.showSelection'],
  listed: true,
  shortcut: 'Shift+Digit2',
  shortcutScope: 'canvas',
  enabled: (board) => isShown(board) && board.store.getState().selection.length > 0,
  run: (board) => change(board, { look: { at: board.store.getState().selection } }),
})

/** Selects a layer and brings it into view, for example after a search. */
export const goTo = defineBoardCommand({
  id: 'canvas.goTo',
  title: commandsText['canvas.goTo'],
  run(board, { node }: { node: string }) {
    const there = shownDrawing(board.store.getState()).nodes.some(({ id }) => id === node)
    if (!there) return refuse('no-node', { node })
    board.store.setState({ ...board.store.subject.shown, selection: [node] })
    change(board, { look: { at: [node] }, panel: null })
  },
})

export const toggleMap = defineBoardCommand({
  id: 'canvas.map',
  title: commandsText['canvas.map'],
  listed: true,
  shortcut: 'm',
  shortcutScope: 'canvas',
  enabled: isShown,
  run: (board) => change(board, { map: !board.store.getState().canvas.map }),
})

export const toggleSnap = defineBoardCommand({
  id: 'canvas.snap',
  title: commandsText['canvas.snap'],
  listed: true,
  enabled: isShown,
  run: (board) => change(board, { snap: !board.store.getState().canvas.snap }),
})

export const search = defineBoardCommand({
  id: 'canvas.search',
  title: commandsText['canvas.search'],
  listed: true,
  // A plain F, because Ctrl+F is left to the browser.
  shortcut: 'f',
  shortcutScope: 'canvas',
  enabled: isShown,
  run: (board) => change(board, { panel: 'search' }),
})

export const showHistory = defineBoardCommand({
  id: 'canvas.history',
  title: commandsText['canvas.history'],
  listed: true,
  shortcut: 'h',
  shortcutScope: 'canvas',
  enabled: isShown,
  run: (board) => change(board, { panel: board.store.getState().canvas.panel === 'history' ? null : 'history' }),
})

export const closePanel = defineBoardCommand({
  id: 'canvas.closePanel',
  title: commandsText['canvas.closePanel'],
  run: (board) => change(board, { panel: null }),
})

export const jump = defineBoardCommand({
  id: 'graph.jump',
  title: commandsText['graph.jump'],
  run(board, { steps }: { steps: number }) {
    const { past, future } = board.store.getState().history
    if (!Number.isInteger(steps) || steps < -past.length || steps > future.length) {
      return refuse('no-history', { steps: Number(steps) })
    }
    return goSteps(board, steps < 0 ? undo : redo, Math.abs(steps))
  },
})
