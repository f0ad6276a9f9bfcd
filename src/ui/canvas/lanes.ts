/** @file lanesIn: the lanes of a drawing's wires that would run behind nodes, worked out once for each drawing. */
import type { DrawnNode, Drawing } from '../../graph/drawing'
import { blockPortCounts } from '../../studio/levels'
import { END_WIRE_Y, type Heights, heightOf, NODE_WIDTH, portY, WIRE_Y } from './flow'
import { lanesOf } from './route'

const known = new WeakMap<Drawing, { readonly faces: Heights; readonly lanes: ReadonlyMap<string, number> }>()

/** By wire, the height of its lane; only of those that need one. */
export function lanesIn(drawing: Drawing, faces: Heights): ReadonlyMap<string, number> {
  const before = known.get(drawing)
  if (before?.faces === faces) return before.lanes
  const lanes = workOut(drawing, faces)
  known.set(drawing, { faces, lanes })
  return lanes
}

function workOut(drawing: Drawing, faces: Heights): ReadonlyMap<string, number> {
  const nodes = new Map(drawing.nodes.map((node) => [node.id, boxOf(drawing, faces, node)]))
  const wires = drawing.wires.flatMap(({ id, from, to, port, out = 0 }) => {
    const [a, b] = [nodes.get(from), nodes.get(to)]
    if (!a || !b) return []
    const ends = { sourceX: a.x + a.width, sourceY: a.endY(out, 'outs'), targetX: b.x, targetY: b.endY(port, 'ins') }
    return [{ id, ...ends }]
  })
  return lanesOf([...nodes.values()], wires)
}

/** As high as a node is at least: what it says may make it higher. */
function boxOf(drawing: Drawing, faces: Heights, node: DrawnNode) {
  const { x, y } = node.position
  const ports = blockPortCounts(drawing, node)
  const face = Object.hasOwn(faces, node.kind) ? faces[node.kind] : undefined
  const endY = (port: number, side: 'ins' | 'outs') =>
    y + (ports ? portY(port, ports[side]) : face ? END_WIRE_Y : WIRE_Y)
  return { x, y, width: NODE_WIDTH, height: ports ? heightOf(ports) : (face?.height ?? 54), endY }
}
