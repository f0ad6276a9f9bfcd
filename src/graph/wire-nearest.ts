/** @file wireNearest: a node that nothing is wired into gets what stands loose before it and fits it, as where a node was taken out of a chain. */
import { message } from '../messages/message'
import type { Catalog, NodeDef } from '../catalog/node-def'
import type { Report } from './checked-drawing'
import type { Fix } from './diagnostic'
import type { DrawnNode, Drawing } from './drawing'
import type { Edit } from './edit'
import { freshWire } from './edit-helpers'
import { fix } from './fixes'
import { precedes } from './spacing'
import { valuesOfNode } from './node-values'

/** What the fix looks at. */
export interface WireContext<S> {
  readonly drawing: Drawing
  readonly report: Report<S>
  readonly outgoing: ReadonlyMap<string, readonly unknown[]>
}

/** The fix of a node without an input: the single loose end that it can take, or all of them where it takes any number; `leads` says of what flows out whether it need lead anywhere. */
export function wireNearest<S>(
  { drawing, report, outgoing }: WireContext<S>,
  catalog: Catalog<S>,
  node: DrawnNode,
  def: NodeDef<S>,
  leads: (shape: S) => boolean = () => true,
): readonly Fix[] {
  if ((def.inputs !== 'one' && def.inputs !== 'some') || report.incoming.get(node.id)?.length) return []
  const params = valuesOfNode(def, node)
  if (!params.ok) return []
  // What gives a known shape does not wait for this node, so no such wire closes a circle.
  const ends = drawing.nodes.flatMap((end) => {
    const shape = report.shapes.get(end.id)
    if (!shape || outgoing.has(end.id) || catalog.find(end.kind)?.out === false || !leads(shape)) return []
    const fits = end.id !== node.id && precedes(end, node) && def.shape([shape], params.value).ok
    return fits ? [{ end, shape }] : []
  })
  const together =
    def.inputs === 'some' &&
    def.shape(
      ends.map(({ shape }) => shape),
      params.value,
    ).ok
  if (ends.length === 0 || (ends.length > 1 && !together)) return []
  const title = message('fix-wire-from', { layers: ends.map(({ end }) => end.label) })
  return [
    fix('wire-nearest', title, () => {
      const edits: Edit[] = []
      let grown = drawing
      for (const { end } of ends) {
        const wire = freshWire(grown, end.id, node.id)
        grown = { ...grown, wires: [...grown.wires, wire] }
        edits.push({ type: 'connect', wire })
      }
      return edits
    }),
  ]
}
