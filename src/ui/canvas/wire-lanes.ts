/** @file lanesOf: computes, once per drawing, the lanes for wires that would otherwise run behind nodes. */
import type { DrawnNode, Drawing } from '../../graph/drawing'
import { blockPortCounts } from '../../studio/block-levels'
import { FACE_WIRE_Y, type FaceHeights, blockHeight, NODE_WIDTH, portY, WIRE_Y } from './flow-nodes'
import { computeLanes } from './wire-route'

const cache = new WeakMap<Drawing, { readonly faces: FaceHeights; readonly lanes: ReadonlyMap<string, number> }>()

/** The y coordinate of each wire's lane, keyed by wire id. Includes only wires that need a lane. */
export function lanesOf(drawing: Drawing, faces: FaceHeights): ReadonlyMap<string, number> {
  const before = cache.get(drawing)
  if (before?.faces === faces) return before.lanes
  const lanes = lanesOfDrawing(drawing, faces)
  cache.set(drawing, { faces, lanes })
  return lanes
}

function lanesOfDrawing(drawing: Drawing, faces: FaceHeights): ReadonlyMap<string, number> {
  const nodes = new Map(drawing.nodes.map((node) => [node.id, boxOf(drawing, faces, node)]))
  const wires = drawing.wires.flatMap(({ id, from, to, port, out = 0 }) => {
    const [a, b] = [nodes.get(from), nodes.get(to)]
    if (!a || !b) return []
    const ends = { sourceX: a.x + a.width, sourceY: a.endY(out, 'outs'), targetX: b.x, targetY: b.endY(port, 'ins') }
    return [{ id, ...ends }]
  })
  return computeLanes([...nodes.values()], wires)
}

/** A node's minimum box and its ports. The node may be taller, depending on its content. */
function boxOf(drawing: Drawing, faces: FaceHeights, node: DrawnNode) {
  const { x, y } = node.position
  const ports = blockPortCounts(drawing, node)
  const face = Object.hasOwn(faces, node.kind) ? faces[node.kind] : undefined
  const endY = (port: number, side: 'ins' | 'outs') =>
    y + (ports ? portY(port, ports[side]) : face ? FACE_WIRE_Y : WIRE_Y)
  return { x, y, width: NODE_WIDTH, height: ports ? blockHeight(ports) : (face?.height ?? 54), endY }
}
