/** @file Commands for the canvas view: zoom, minimap, search, selection, automatic layout, and blocks expanded in place. */
import { BLOCK, blockOf } from '../../graph/block'
import type { Drawing, Position } from '../../graph/drawing'
import { commandsText } from '../../messages/en/commands/studio'
import { refuse } from '../../messages/message'
import { integer, list, optional } from '../arguments'
import { boardCommandsWith } from '../command'
import { shownDrawing } from '../network/block-levels'
import type { Board, BoardStore, CanvasView } from '../network/canvas-board'
import { placeOf } from '../network/inner-canvas-board'
import { edit, redo, undo } from '../project/project-document'
import { NODE, NOTES } from './common-arguments'
import { goSteps } from './undo-redo'

const defineBoardCommand = boardCommandsWith(commandsText)

function change(board: Board, part: Partial<CanvasView>): void {
  board.store.setState(({ canvas }) => ({ canvas: { ...canvas, ...part } }))
}

const isShown = ({ store }: Board) => store.subject.isShown(store.getState())

export const showAll = defineBoardCommand({
  id: 'canvas.showAll',
  args: {},
  listed: true,
  shortcut: 'Shift+Digit1',
  shortcutScope: 'canvas',
  enabled: isShown,
  run: (board) => change(board, { look: { at: 'all' } }),
})

export const showSelection = defineBoardCommand({
  id: 'canvas.showSelection',
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
  args: {},
  listed: true,
  shortcut: 'm',
  shortcutScope: 'canvas',
  enabled: isShown,
  run: (board) => change(board, { map: !board.store.getState().canvas.map }),
})

export const toggleSnap = defineBoardCommand({
  id: 'canvas.snap',
  args: {},
  listed: true,
  enabled: isShown,
  run: (board) => change(board, { snap: !board.store.getState().canvas.snap }),
})

export const search = defineBoardCommand({
  id: 'canvas.search',
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
  args: {},
  listed: true,
  shortcut: 'h',
  shortcutScope: 'canvas',
  enabled: isShown,
  run: (board) => change(board, { panel: board.store.getState().canvas.panel === 'history' ? null : 'history' }),
})

export const closePanel = defineBoardCommand({
  id: 'canvas.closePanel',
  args: {},
  run: (board) => change(board, { panel: null }),
})

export const jump = defineBoardCommand({
  id: 'graph.jump',
  args: { steps: integer() },
  run(board, { steps }) {
    const { past, future } = board.store.getState().history
    if (steps < -past.length || steps > future.length) return refuse('no-history', { steps })
    return goSteps(board, steps < 0 ? undo : redo, Math.abs(steps))
  },
})

export const select = defineBoardCommand({
  id: 'select.set',
  args: { nodes: list(NODE), notes: NOTES },
  run(board, { nodes, notes = [] }) {
    const state = board.store.getState()
    const { selection, selectedNotes, project } = state
    const has = (drawing: Drawing) => nodes.every((id) => drawing.nodes.some((node) => node.id === id))
    // Selecting a top-level node from inside a block, for example by clicking a problem, leaves the block.
    if (state.inside.length > 0 && !has(shownDrawing(state)) && has(project.drawing))
      board.store.setState({ inside: [], selection: nodes, selectedNotes: [] })
    const same = (a: readonly string[], b: readonly string[]) =>
      a.length === b.length && a.every((id, i) => id === b[i])
    if (!same(selection, nodes) || !same(selectedNotes, notes))
      board.store.setState({ selection: nodes, selectedNotes: notes })
  },
})

/** For each board, the abort controller of the layout in progress. */
const running = new WeakMap<BoardStore, AbortController>()

function mark({ store }: Board, arranging: number | undefined): void {
  store.setState(({ canvas: { arranging: _, ...canvas } }) => ({
    canvas: arranging === undefined ? canvas : { ...canvas, arranging },
  }))
}

export const tidy = defineBoardCommand({
  id: 'graph.tidy',
  args: {},
  listed: true,
  async run(board) {
    const { store } = board
    running.get(store)?.abort()
    const control = new AbortController()
    running.set(store, control)
    const drawing = shownDrawing(store.getState())
    const { inside, project } = store.getState()
    mark(board, drawing.nodes.length)
    try {
      const { arranged } = await import('../../protocol/layout-client')
      const places = await arranged(drawing, control.signal, {
        heights: store.subject.heights,
        branches: store.subject.branches,
        view: store.getState().canvas.size,
      })
      const now = store.getState()
      // Discard the layout if another project or level is shown by the time it is done.
      if (!places || now.project.id !== project.id || now.inside.join('/') !== inside.join('/')) return
      const there = new Set(shownDrawing(now).nodes.map(({ id }) => id))
      const positions: Record<string, Position> = {}
      for (const [id, place] of Object.entries(places)) if (there.has(id)) positions[id] = place
      edit(store, [{ type: 'move', positions }])
      change(board, { look: { at: 'all' } })
    } finally {
      if (running.get(store) === control) {
        running.delete(store)
        mark(board, undefined)
      }
    }
  },
})

export const stopTidy = defineBoardCommand({
  id: 'graph.stopTidy',
  args: {},
  listed: true,
  enabled: ({ store }) => store.getState().canvas.arranging !== undefined,
  run({ store }) {
    running.get(store)?.abort()
  },
})

const chosen = ({ store }: Board, id: string | undefined) => {
  const state = store.getState()
  const target = id ?? (state.selection.length === 1 ? state.selection[0] : undefined)
  return shownDrawing(state).nodes.find((node) => node.id === target)
}

export const openInPlace = defineBoardCommand({
  id: 'block.open',
  args: { node: optional(NODE) },
  listed: true,
  shortcut: 'o',
  shortcutScope: 'canvas',
  enabled: (board, args) => args?.node !== undefined || chosen(board, undefined)?.kind === BLOCK,
  run(board, { node: id }) {
    const state = board.store.getState()
    const node = chosen(board, id) ?? refuse('no-node', { node: id ?? '' })
    if (!blockOf(shownDrawing(state), node)) return refuse('not-a-block', { layer: node.label })
    const place = placeOf(state, node.id)
    const opened = state.canvas.opened ?? []
    const after = opened.includes(place) ? opened.filter((one) => one !== place) : [...opened, place]
    board.store.setState({ canvas: { ...state.canvas, opened: after, within: null } })
  },
})

export const lookInside = defineBoardCommand({
  id: 'block.select',
  args: { node: NODE, inner: optional(NODE) },
  run(board, { node: id, inner }) {
    const state = board.store.getState()
    const drawing = shownDrawing(state)
    const node = drawing.nodes.find((one) => one.id === id) ?? refuse('no-node', { node: id })
    const block = blockOf(drawing, node) ?? refuse('not-a-block', { layer: node.label })
    if (inner !== undefined && !block.inside.nodes.some((one) => one.id === inner))
      return refuse('no-node', { node: inner })
    const selection = [id]
    const within = inner === undefined ? null : { selection, node: inner }
    board.store.setState({ selection, selectedNotes: [], canvas: { ...state.canvas, within } })
  },
})
