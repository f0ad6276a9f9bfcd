/** @file WireUnder: the wire that what is dragged would go into: a loose node on the canvas, or something new from the palette. */
import type { Catalog } from '../../catalog/node-def'
import { BLOCK, BLOCK_OF } from '../../graph/block'
import type { DrawnNode, Drawing, Position } from '../../graph/drawing'
import { dropOnto } from '../../graph/node-edits'
import { portCountsOf } from '../../graph/port-counts'
import type { What } from './canvas-ui'

/** Where between a node's left and right a wire is looked for. */
const SHARES = [0.5, 0.25, 0.75]
/** And where between its top and its bottom. */
const ROWS = [0.5, 0.35, 0.65, 0.2, 0.8]
/** How near to the pointer, in pixels, what comes from the palette finds one. */
const NEAR = [0, -14, 14]

/**
 * The wire under a node that may go into it, were its top left corner there, or else under the pointer that drags it: who aims,
 * aims with one or the other. None for a node that is wired, or cannot be.
 */
export function wireUnder<S>(
  drawing: Drawing,
  catalog: Catalog<S>,
  id: string,
  { x, y }: Position,
  pointer: Position | undefined,
): string | undefined {
  if (!isLoose(drawing, catalog, id)) return undefined
  const box = document
    .querySelector(`[data-canvas] .react-flow__node[data-id="${CSS.escape(id)}"]`)
    ?.getBoundingClientRect()
  if (!box) return undefined
  const spots = SHARES.flatMap((share) => ROWS.map((row) => ({ x: x + share * box.width, y: y + row * box.height })))
  const near = pointer ? NEAR.map((down) => ({ x: pointer.x, y: pointer.y + down })) : []
  for (const spot of [...spots, ...near]) {
    const wire = wireAt(spot.x, spot.y)
    if (wire !== undefined && dropOnto(drawing, catalog, id, wire).length > 0) return wire
  }
  return undefined
}

/** Whether a node is wired to nothing, and could be on both sides. */
export function isLoose<S>(drawing: Drawing, catalog: Catalog<S>, id: string): boolean {
  const node = drawing.nodes.find((one) => one.id === id)
  return (
    node !== undefined &&
    goesBetween(drawing, catalog, node) &&
    !drawing.wires.some(({ from, to }) => from === id || to === id)
  )
}

/** The wire near the pointer, for what is dragged from the palette and can go into one. */
export function wireNear<S>(drawing: Drawing, catalog: Catalog<S>, what: What, { x, y }: Position): string | undefined {
  const node: DrawnNode = {
    ...{ id: '', label: '', position: { x: 0, y: 0 } },
    ...('kind' in what ? { kind: what.kind, params: {} } : { kind: BLOCK, params: { [BLOCK_OF]: what.block } }),
  }
  // What joins several would join nothing in a wire alone.
  if (!goesBetween(drawing, catalog, node) || catalog.find(node.kind)?.inputs === 'many') return undefined
  for (const down of NEAR) {
    const wire = wireAt(x, y + down) ?? (down === 0 ? undefined : wireAt(x + down, y))
    if (wire !== undefined) return wire
  }
  return undefined
}

function goesBetween<S>(drawing: Drawing, catalog: Catalog<S>, node: DrawnNode): boolean {
  const { ins, outs } = portCountsOf(drawing, catalog, node)
  return ins > 0 && outs > 0
}

function wireAt(x: number, y: number): string | undefined {
  return document
    .elementsFromPoint(x, y)
    .map((element) => element.closest<SVGElement>('.react-flow__edge')?.dataset.id)
    .find((id) => id !== undefined)
}
