/**
 * @file wireNearest: a fix that connects a node without an input to an unused output of an earlier node, for example
 * after a node was removed from a chain.
 */
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

/** What the fix needs to know about the checked drawing. */
export interface WireContext<S> {
  readonly drawing: Drawing
  readonly report: Report<S>
  readonly outgoing: ReadonlyMap<string, readonly unknown[]>
}

/**
 * The fix for a node without an input: connects the only unused output that the node accepts, or all such outputs if
 * the node accepts any number of wires. `isOpen` tells whether an output of this shape is meant to lead somewhere.
 */
export function wireNearest<S>(
  { drawing, report, outgoing }: WireContext<S>,
  catalog: Catalog<S>,
  node: DrawnNode,
  def: NodeDef<S>,
  isOpen: (shape: S) => boolean = () => true,
): readonly Fix[] {
  if ((def.inputs !== 'one' && def.inputs !== 'some') || report.incoming.get(node.id)?.length) return []
  const params = valuesOfNode(def, node)
  if (!params.ok) return []
  // A node whose output shape is known does not depend on this node, so a wire from it cannot close a cycle.
  const ends = drawing.nodes.flatMap((end) => {
    const shape = report.shapes.get(end.id)
    if (!shape || outgoing.has(end.id) || catalog.find(end.kind)?.out === false || !isOpen(shape)) return []
    const isAccepted = end.id !== node.id && precedes(end, node) && def.shape([shape], params.value).ok
    return isAccepted ? [{ end, shape }] : []
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
