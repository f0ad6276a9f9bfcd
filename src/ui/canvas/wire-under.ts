/** @file WireUnder: the wire that a node was let go over, for a loose node to be put into. */
import type { Catalog } from '../../catalog/node-def'
import type { Drawing } from '../../graph/drawing'
import { dropOnto } from '../../graph/gestures'

/** Where between a node's left and right a wire is looked for. */
const SHARES = [0.5, 0.25, 0.75]
/** And where between its top and its bottom. */
const ROWS = [0.5, 0.35, 0.65, 0.2, 0.8]

/** The wire under a node that may go into it; none for a node that is wired, or cannot be. */
export function wireUnder<S>(drawing: Drawing, catalog: Catalog<S>, id: string): string | undefined {
  const wired = drawing.wires.some(({ from, to }) => from === id || to === id)
  const box = document
    .querySelector(`[data-canvas] .react-flow__node[data-id="${CSS.escape(id)}"]`)
    ?.getBoundingClientRect()
  if (wired || !box) return undefined
  for (const share of SHARES) {
    for (const row of ROWS) {
      const wire = document
        .elementsFromPoint(box.left + share * box.width, box.top + row * box.height)
        .map((element) => element.closest<SVGElement>('.react-flow__edge')?.dataset.id)
        .find((one) => one !== undefined)
      if (wire !== undefined && dropOnto(drawing, catalog, id, wire).length > 0) return wire
    }
  }
  return undefined
}
