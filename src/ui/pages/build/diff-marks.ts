/** @file Diff marks on the nodes and wires of two compared networks. */
import { BLOCK, BLOCK_OF } from '../../../graph/block'
import type { Change } from '../../../graph/diff'
import type { Drawing } from '../../../graph/drawing'
import type { DiffMark } from '../../canvas/static-drawing'
import type { Effect } from './change-text'

export interface DiffMarks {
  readonly nodes: ReadonlyMap<string, DiffMark>
  readonly wires: ReadonlyMap<string, DiffMark>
}

/** The marks for one of the two networks. */
export function diffMarks(drawing: Drawing, changes: readonly Change[], effects: readonly Effect[]): DiffMarks {
  const nodes = new Map<string, DiffMark>()
  const wires = new Map<string, DiffMark>()
  const existing = new Set(drawing.nodes.map(({ id }) => id))
  const mark = (node: string, diffMark: DiffMark) => existing.has(node) && nodes.set(node, diffMark)
  const wireIds = new Map(
    drawing.wires.map(({ id, from, out = 0, to, port }) => [JSON.stringify([from, out, to, port]), id]),
  )
  for (const { node } of effects) mark(node, 'follows')
  for (const change of changes) {
    if (change.type === 'added' || change.type === 'removed') mark(change.node.id, change.type)
    else if (change.type === 'changed') mark(change.after.id, 'changed')
    else if (change.type === 'wired' || change.type === 'unwired') {
      const { from, out = 0, to, port } = change.wire
      const wire = wireIds.get(JSON.stringify([from, out, to, port]))
      if (wire !== undefined) wires.set(wire, change.type === 'wired' ? 'added' : 'removed')
    } else if (change.type === 'block' && change.what === 'changed') {
      for (const { id, kind, params } of drawing.nodes)
        if (kind === BLOCK && params[BLOCK_OF] === change.after.id && nodes.get(id) !== 'added') mark(id, 'changed')
    }
  }
  // A wire counts as added or removed if the node at either end was added or removed.
  for (const { id, from, to } of drawing.wires) {
    const diffMark = [from, to].map((end) => nodes.get(end)).find((one) => one === 'added' || one === 'removed')
    if (diffMark) wires.set(id, diffMark)
  }
  return { nodes, wires }
}
