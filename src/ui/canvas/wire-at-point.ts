/**
 * @file Finds the wire into which a dragged node would be inserted if dropped now. The node is either an unconnected
 * node on the canvas or a new one from the palette.
 */
import type { Catalog } from '../../catalog/node-def'
import { BLOCK, BLOCK_OF } from '../../graph/block'
import type { DrawnNode, Drawing, Position } from '../../graph/drawing'
import { dropOnto } from '../../graph/node-edits'
import { portCountsOf } from '../../graph/port-counts'
import type { Addable } from './canvas-ui-state'

/** Horizontal positions at which to look for a wire under a node, as fractions of the node's width. */
const X_SHARES = [0.5, 0.25, 0.75]
/** Vertical positions to check, as fractions of the node's height. */
const Y_SHARES = [0.5, 0.35, 0.65, 0.2, 0.8]
/** Vertical offsets from the pointer, in pixels, at which to look for a wire. */
const POINTER_OFFSETS = [0, -14, 14]

/**
 * The wire under a node at this screen position, or else under the pointer, because people aim with either the node or
 * the pointer. Undefined if the node is already connected or cannot be inserted.
 */
export function wireUnderNode<S>(
  drawing: Drawing,
  catalog: Catalog<S>,
  id: string,
  { x, y }: Position,
  pointer: Position | undefined,
): string | undefined {
  if (!isUnconnected(drawing, catalog, id)) return undefined
  const box = document
    .querySelector(`[data-canvas] .react-flow__node[data-id="${CSS.escape(id)}"]`)
    ?.getBoundingClientRect()
  if (!box) return undefined
  const points = X_SHARES.flatMap((share) =>
    Y_SHARES.map((row) => ({ x: x + share * box.width, y: y + row * box.height })),
  )
  const near = pointer ? POINTER_OFFSETS.map((down) => ({ x: pointer.x, y: pointer.y + down })) : []
  for (const point of [...points, ...near]) {
    const wire = wireAt(point.x, point.y)
    if (wire !== undefined && dropOnto(drawing, catalog, id, wire).length > 0) return wire
  }
  return undefined
}

/** Whether a node has no wires yet but accepts wires on both sides. */
export function isUnconnected<S>(drawing: Drawing, catalog: Catalog<S>, id: string): boolean {
  const node = drawing.nodes.find((one) => one.id === id)
  return (
    node !== undefined &&
    canBeInserted(drawing, catalog, node) &&
    !drawing.wires.some(({ from, to }) => from === id || to === id)
  )
}

/** The wire near the pointer, if the kind or block dragged from the palette can be inserted into a wire. */
export function wireNearPointer<S>(
  drawing: Drawing,
  catalog: Catalog<S>,
  what: Addable,
  { x, y }: Position,
): string | undefined {
  const node: DrawnNode = {
    ...{ id: '', label: '', position: { x: 0, y: 0 } },
    ...('kind' in what ? { kind: what.kind, params: {} } : { kind: BLOCK, params: { [BLOCK_OF]: what.block } }),
  }
  // A merge layer is not inserted into a single wire, because it would have nothing to merge.
  if (!canBeInserted(drawing, catalog, node) || catalog.find(node.kind)?.inputs === 'many') return undefined
  for (const down of POINTER_OFFSETS) {
    const wire = wireAt(x, y + down) ?? (down === 0 ? undefined : wireAt(x + down, y))
    if (wire !== undefined) return wire
  }
  return undefined
}

function canBeInserted<S>(drawing: Drawing, catalog: Catalog<S>, node: DrawnNode): boolean {
  const { ins, outs } = portCountsOf(drawing, catalog, node)
  return ins > 0 && outs > 0
}

function wireAt(x: number, y: number): string | undefined {
  return document
    .elementsFromPoint(x, y)
    .map((element) => element.closest<SVGElement>('.react-flow__edge')?.dataset.id)
    .find((id) => id !== undefined)
}
