/** @file Commands on the canvas as a view: what is brought into sight, the map, the search, the steps taken. */
import { refuse } from '../../messages/message'
import type { Board, CanvasView } from '../board'
import { defineBoardCommand } from '../command'
import { redo, undo } from '../document'
import { shownDrawing } from '../levels'
import { goSteps } from './steps'

function change(board: Board, part: Partial<CanvasView>): void {
  board.store.setState(({ canvas }) => ({ canvas: { ...canvas, ...part } }))
}

const isShown = ({ store }: Board) => store.subject.isShown(store.getState())

export const showAll = defineBoardCommand({
  id: 'canvas.showAll',
  title: 'Show all of the drawing',
  listed: true,
  shortcut: 'Shift+Digit1',
  heard: 'canvas',
  args: {},
  enabled: isShown,
  run: (board) => change(board, { look: { at: 'all' } }),
})

export const showSelection = defineBoardCommand({
  id: 'canvas.showSelection',
  title: 'Show what is selected',
  listed: true,
  shortcut: 'Shift+Digit2',
  heard: 'canvas',
  args: {},
  enabled: (board) => isShown(board) && board.store.getState().selection.length > 0,
  run: (board) => change(board, { look: { at: board.store.getState().selection } }),
})

/** Selects a layer and brings it into view: where a search ends. */
export const goTo = defineBoardCommand({
  id: 'canvas.goTo',
  title: 'Go to a layer',
  args: { node: 'node id' },
  run(board, { node }: { node: string }) {
    const there = shownDrawing(board.store.getState()).nodes.some(({ id }) => id === node)
    if (!there) return refuse('no-node', { node })
    board.store.setState({ ...board.store.subject.shown, selection: [node] })
    change(board, { look: { at: [node] }, panel: null })
  },
})

export const toggleMap = defineBoardCommand({
  id: 'canvas.map',
  title: 'Map of the drawing',
  listed: true,
  shortcut: 'm',
  heard: 'canvas',
  args: {},
  enabled: isShown,
  run: (board) => change(board, { map: !board.store.getState().canvas.map }),
})

export const toggleSnap = defineBoardCommand({
  id: 'canvas.snap',
  title: 'Keep to the grid while dragging',
  listed: true,
  args: {},
  enabled: isShown,
  run: (board) => change(board, { snap: !board.store.getState().canvas.snap }),
})

export const search = defineBoardCommand({
  id: 'canvas.search',
  title: 'Find a layer in the drawing',
  listed: true,
  // Ctrl F is the browser's own.
  shortcut: 'f',
  heard: 'canvas',
  args: {},
  enabled: isShown,
  run: (board) => change(board, { panel: 'search' }),
})

export const showHistory = defineBoardCommand({
  id: 'canvas.history',
  title: 'Steps taken',
  listed: true,
  shortcut: 'h',
  heard: 'canvas',
  args: {},
  enabled: isShown,
  run: (board) => change(board, { panel: board.store.getState().canvas.panel === 'history' ? null : 'history' }),
})

export const closePanel = defineBoardCommand({
  id: 'canvas.closePanel',
  title: 'Close what is open over the canvas',
  args: {},
  run: (board) => change(board, { panel: null }),
})

export const jump = defineBoardCommand({
  id: 'graph.jump',
  title: 'Go back or forward several steps',
  args: { steps: 'number: below 0 back, above 0 forward' },
  run(board, { steps }: { steps: number }) {
    const { past, future } = board.store.getState().history
    if (!Number.isInteger(steps) || steps < -past.length || steps > future.length) {
      return refuse('no-history', { steps: Number(steps) })
    }
    return goSteps(board, steps < 0 ? undo : redo, Math.abs(steps))
  },
})
