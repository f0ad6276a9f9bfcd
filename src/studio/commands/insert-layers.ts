/** @file Command that inserts several layers at once, as entered in quick add. */
import { commandsText } from '../../messages/en/commands/studio'
import { refuse } from '../../messages/message'
import type { Position } from '../../graph/drawing'
import type { InsertTarget } from '../../graph/insert-node'
import { defineBoardCommand } from '../command'
import { shownDrawing } from '../block-levels'
import type { InRow } from '../insert-layers'

interface Place {
  readonly wire?: string
  readonly after?: string
  readonly from?: string
  readonly out?: number
  readonly to?: string
  readonly port?: number
  readonly position?: Position
}

export const insertRow = defineBoardCommand({
  id: 'graph.row',
  title: commandsText['graph.row'],
  async run(board, { row, position: at, ...place }: Place & { row: readonly InRow[] }) {
    if (at && !(Number.isFinite(at.x) && Number.isFinite(at.y))) return refuse('no-position', {})
    const { nodes, wires } = shownDrawing(board.store.getState())
    const node = place.after ?? place.from ?? place.to
    if (place.wire !== undefined && !wires.some(({ id }) => id === place.wire))
      return refuse('no-wire', { wire: place.wire })
    if (place.wire === undefined && node !== undefined && !nodes.some(({ id }) => id === node))
      return refuse('no-node', { node })
    const { findFreePosition: openSpot, insertLayers: putAll } = await import('../insert-layers')
    const target = targetOf(place) ?? openSpot(board, row)
    return putAll(board, row, { ...target, ...(at ? { at } : {}) })
  },
})

function targetOf({ wire, after, from, out, to, port }: Place): InsertTarget | undefined {
  if (wire !== undefined) return { tag: 'wire', wire }
  if (after !== undefined) return { tag: 'after', node: after }
  if (from !== undefined) return { tag: 'from', node: from, ...(out === undefined ? {} : { out }) }
  if (to !== undefined) return { tag: 'to', node: to, ...(port === undefined ? {} : { port }) }
  return undefined
}
