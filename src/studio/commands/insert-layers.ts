/** @file Command that inserts several layers at once, as entered in quick add. */
import { commandsText } from '../../messages/en/commands/studio'
import { refuse } from '../../messages/message'
import type { InsertTarget } from '../../graph/insert-node'
import { type ArgsOf, list, number, optional, shape, text } from '../arguments'
import { defineBoardCommand } from '../command'
import { shownDrawing } from '../network/block-levels'
import { BLOCK, INSERT_AT, PARAMS } from './common-arguments'

const IN_ROW = shape({
  kind: optional(text()),
  block: optional(BLOCK),
  params: optional(PARAMS),
  times: optional(number()),
})

export const insertRow = defineBoardCommand({
  id: 'graph.row',
  title: commandsText['graph.row'],
  args: { row: list(IN_ROW), ...INSERT_AT },
  async run(board, { row, position: at, ...place }) {
    const { nodes, wires } = shownDrawing(board.store.getState())
    const node = place.after ?? place.from ?? place.to
    if (place.wire !== undefined && !wires.some(({ id }) => id === place.wire))
      return refuse('no-wire', { wire: place.wire })
    if (place.wire === undefined && node !== undefined && !nodes.some(({ id }) => id === node))
      return refuse('no-node', { node })
    const { findFreePosition: openSpot, insertLayers: putAll } = await import('../network/insert-layers')
    const target = targetOf(place) ?? openSpot(board, row)
    return putAll(board, row, { ...target, ...(at ? { at } : {}) })
  },
})

function targetOf({ wire, after, from, out, to, port }: ArgsOf<typeof INSERT_AT>): InsertTarget | undefined {
  if (wire !== undefined) return { tag: 'wire', wire }
  if (after !== undefined) return { tag: 'after', node: after }
  if (from !== undefined) return { tag: 'from', node: from, ...(out === undefined ? {} : { out }) }
  if (to !== undefined) return { tag: 'to', node: to, ...(port === undefined ? {} : { port }) }
  return undefined
}
