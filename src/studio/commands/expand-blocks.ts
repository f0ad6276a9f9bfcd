/** @file Commands for blocks expanded in place: expanding and collapsing them, and selecting layers inside. */
import { commandsText } from '../../messages/en/commands/studio'
import { refuse } from '../../messages/message'
import { BLOCK, blockOf } from '../../graph/block'
import { optional } from '../arguments'
import type { Board } from '../network/canvas-board'
import { defineBoardCommand } from '../command'
import { placeOf } from '../network/inner-canvas-board'
import { shownDrawing } from '../network/block-levels'
import { NODE } from './common-arguments'

const chosen = ({ store }: Board, id: string | undefined) => {
  const state = store.getState()
  const target = id ?? (state.selection.length === 1 ? state.selection[0] : undefined)
  return shownDrawing(state).nodes.find((node) => node.id === target)
}

export const openInPlace = defineBoardCommand({
  id: 'block.open',
  title: commandsText['block.open'],
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
  title: commandsText['block.select'],
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
