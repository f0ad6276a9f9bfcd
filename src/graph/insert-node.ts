/**
 * @file Inserting a node and wiring it: at a position, into a wire, after a node, or at the end of a wire that the user
 * is drawing.
 */
import type { Catalog } from '../catalog/node-def'
import type { Drawing, DrawnNode, Position, Wire } from './drawing'
import type { Edit } from './edit'
import { freePort, freshNode, freshWire, insertIntoWire, type NewNode } from './edit-helpers'
import type { EditGroup } from './fold-into-block'
import { portCountsOf } from './node-values'
import { freePosition } from './spacing'

/** Where to insert a new node. A node that cannot be wired as requested is added without wires. */
export type InsertTarget =
  | { readonly tag: 'place'; readonly at?: Position }
  /** Into an existing wire, between its two ends. */
  | { readonly tag: 'wire'; readonly wire: string; readonly at?: Position }
  /**
   * After a node: into the only wire that leaves the node or, if there is no such wire, at the end of a new wire from
   * the node.
   */
  | { readonly tag: 'after'; readonly node: string; readonly at?: Position }
  /** Where the user dropped a wire that starts at a node's output. */
  | { readonly tag: 'from'; readonly node: string; readonly out?: number; readonly at?: Position }
  /** Where the user dropped a wire that was drawn backward from a node's input. */
  | { readonly tag: 'to'; readonly node: string; readonly port?: number; readonly at?: Position }

/** Adds a node. A block must already be defined in the drawing. */
export function insertNode<S>(drawing: Drawing, catalog: Catalog<S>, what: NewNode, target: InsertTarget): EditGroup {
  const rounded = target.at && { x: Math.round(target.at.x), y: Math.round(target.at.y) }
  const make = (position = rounded) =>
    freshNode(drawing, catalog, what.kind, position ?? freePosition(drawing.nodes), what.params, what.label)
  const { ins, outs } = portCountsOf(drawing, catalog, make())
  const other = 'node' in target ? drawing.nodes.find(({ id }) => id === target.node) : undefined
  const sides = other && portCountsOf(drawing, catalog, other)
  const into = (wire: Wire) => {
    const edits = insertIntoWire(drawing, catalog, wire, [what], 'fit')
    return { edits, nodes: edits.flatMap((edit) => (edit.type === 'add' ? [edit.node.id] : [])) }
  }
  switch (target.tag) {
    case 'wire': {
      const wire = drawing.wires.find(({ id }) => id === target.wire)
      if (wire && ins > 0 && outs > 0) return into(wire)
      break
    }
    case 'after': {
      if (!other || !sides?.outs || ins === 0) break
      const [wire, another] = drawing.wires.filter(({ from }) => from === other.id)
      if (wire && !another && ins === 1 && outs > 0) return into(wire)
      return addWithWire(drawing, make(freePosition(drawing.nodes, other)), other.id, 0)
    }
    case 'from': {
      if (!other || !sides || sides.outs <= (target.out ?? 0) || ins === 0) break
      return addWithWire(drawing, make(rounded ?? freePosition(drawing.nodes, other)), other.id, target.out ?? 0)
    }
    case 'to': {
      if (!other || !sides?.ins || outs === 0) break
      const node = make(rounded ?? freePosition(drawing.nodes, other))
      const port = target.port ?? Math.min(freePort(drawing, other.id), sides.ins - 1)
      const grown = { ...drawing, nodes: [...drawing.nodes, node] }
      const wire = freshWire(grown, node.id, other.id, port)
      return editGroup([
        { type: 'add', node },
        { type: 'connect', wire },
      ])
    }
    case 'place':
      break
  }
  return editGroup([{ type: 'add', node: make() }])
}

function addWithWire(drawing: Drawing, node: DrawnNode, from: string, out: number): EditGroup {
  const grown = { ...drawing, nodes: [...drawing.nodes, node] }
  const wire: Wire = { ...freshWire(grown, from, node.id, 0), ...(out > 0 ? { out } : {}) }
  return editGroup([
    { type: 'add', node },
    { type: 'connect', wire },
  ])
}

/** The edits, together with the ids of the nodes that they add. */
export function editGroup(edits: readonly Edit[]): EditGroup {
  return { edits, nodes: edits.flatMap((edit) => (edit.type === 'add' ? [edit.node.id] : [])) }
}
