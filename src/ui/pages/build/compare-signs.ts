/** @file Signs: the marks at the nodes and wires of two networks that are compared. */
import { BLOCK, BLOCK_OF } from '../../../graph/block'
import type { Change } from '../../../graph/diff'
import type { Drawing } from '../../../graph/drawing'
import type { Sign } from '../../canvas/still'
import type { Effect } from './change-text'

export interface Signs {
  readonly nodes: ReadonlyMap<string, Sign>
  readonly wires: ReadonlyMap<string, Sign>
}

/** The signs in one of the two networks. */
export function signsOf(drawing: Drawing, changes: readonly Change[], follows: readonly Effect[]): Signs {
  const nodes = new Map<string, Sign>()
  const wires = new Map<string, Sign>()
  const present = new Set(drawing.nodes.map(({ id }) => id))
  const at = (node: string, sign: Sign) => present.has(node) && nodes.set(node, sign)
  const ways = new Map(
    drawing.wires.map(({ id, from, out = 0, to, port }) => [JSON.stringify([from, out, to, port]), id]),
  )
  for (const { node } of follows) at(node, 'follows')
  for (const change of changes) {
    if (change.type === 'added' || change.type === 'removed') at(change.node.id, change.type)
    else if (change.type === 'changed') at(change.after.id, 'changed')
    else if (change.type === 'wired' || change.type === 'unwired') {
      const { from, out = 0, to, port } = change.wire
      const wire = ways.get(JSON.stringify([from, out, to, port]))
      if (wire !== undefined) wires.set(wire, change.type === 'wired' ? 'added' : 'removed')
    } else if (change.type === 'block' && change.what === 'changed') {
      for (const { id, kind, params } of drawing.nodes)
        if (kind === BLOCK && params[BLOCK_OF] === change.after.id && nodes.get(id) !== 'added') at(id, 'changed')
    }
  }
  // A wire comes or goes with the node at its end.
  for (const { id, from, to } of drawing.wires) {
    const sign = [from, to].map((end) => nodes.get(end)).find((one) => one === 'added' || one === 'removed')
    if (sign) wires.set(id, sign)
  }
  return { nodes, wires }
}
