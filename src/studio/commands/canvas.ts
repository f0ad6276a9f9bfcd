/** @file Commands for the canvas view: zoom to nodes, minimap, search, history panel. */
import { commandsText } from '../../messages/en/commands/studio'
import { refuse } from '../../messages/message'
import { integer } from '../arguments'
import type { Board, CanvasView } from '../network/canvas-board'
import { defineBoardCommand } from '../command'
import { redo, undo } from '../project/project-document'
import { shownDrawing } from '../network/block-levels'
import { NODE } from './common-arguments'
import { goSteps } from './undo-redo'

function change(board: Board, part: Partial<CanvasView>): void {
  board.store.setState(({ canvas }) => ({ canvas: { ...canvas, ...part } }))
}

const isShown = ({ store }: Board) => store.subject.isShown(store.getState())

export const showAll = defineBoardCommand({
  id: 'canvas.showAll',
  title: commandsText['canvas.showAll'],
  args: {},
  listed: true,
  shortcut: 'Shift+Digit1',
  shortcutScope: 'canvas',
  enabled: isShown,
  run: (board) => change(board, { look: { at: 'all' } }),
})

export const showSelection = defineBoardCommand({
  id: 'canvas.showSelection',
  title: commandsText['canvas.showSelection'],
  args: {},
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
  args: { node: NODE },
  run(board, { node }) {
    const there = shownDrawing(board.store.getState()).nodes.some(({ id }) => id === node)
    if (!there) return refuse('no-node', { node })
    board.store.setState({ ...board.store.subject.shown, selection: [node] })
    change(board, { look: { at: [node] }, panel: null })
  },
})

export const toggleMap = defineBoardCommand({
  id: 'canvas.map',
  title: commandsText['canvas.map'],
  args: {},
  listed: true,
  shortcut: 'm',
  shortcutScope: 'canvas',
  enabled: isShown,
  run: (board) => change(board, { map: !board.store.getState().canvas.map }),
})

export const toggleSnap = defineBoardCommand({
  id: 'canvas.snap',
  title: commandsText['canvas.snap'],
  args: {},
  listed: true,
  enabled: isShown,
  run: (board) => change(board, { snap: !board.store.getState().canvas.snap }),
})

export const search = defineBoardCommand({
  id: 'canvas.search',
  title: commandsText['canvas.search'],
  args: {},
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
  args: {},
  listed: true,
  shortcut: 'h',
  shortcutScope: 'canvas',
  enabled: isShown,
  run: (board) => change(board, { panel: board.store.getState().canvas.panel === 'history' ? null : 'history' }),
})

export const closePanel = defineBoardCommand({
  id: 'canvas.closePanel',
  title: commandsText['canvas.closePanel'],
  args: {},
  run: (board) => change(board, { panel: null }),
})

export const jump = defineBoardCommand({
  id: 'graph.jump',
  title: commandsText['graph.jump'],
  args: { steps: integer() },
  run(board, { steps }) {
    const { past, future } = board.store.getState().history
    if (steps < -past.length || steps > future.length) return refuse('no-history', { steps })
    return goSteps(board, steps < 0 ? undo : redo, Math.abs(steps))
  },
})
