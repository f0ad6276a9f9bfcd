/** @file Command that sets the selection: nodes of the visible level, and notes. */
import { commandsText } from '../../messages/en/commands/studio'
import type { Drawing } from '../../graph/drawing'
import { list } from '../arguments'
import { defineBoardCommand } from '../command'
import { shownDrawing } from '../network/block-levels'
import { NODE, NOTES } from './common-arguments'

export const select = defineBoardCommand({
  id: 'select.set',
  title: commandsText['select.set'],
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
