/** @file put: a new node where it is wanted and wired to what it is wanted for: at a place, in a wire, behind a node, at a wire's loose end. */
import type { Catalog } from '../catalog/node-def'
import type { DrawnNode, Drawing, Position, Wire } from './drawing'
import type { Edit } from './edit'
import { freePort, freshNode, freshWire, insertIntoWire, type NewNode } from './edit-helpers'
import type { EditGroup } from './fold'
import { freePosition } from './spacing'
import { portCountsOf } from './port-counts'

/** Where a new node goes. What cannot be wired as asked stands at its place, loose. */
export type InsertTarget =
  | { readonly tag: 'place'; readonly at?: Position }
  /** Between the ends of a wire. */
  | { readonly tag: 'wire'; readonly wire: string; readonly at?: Position }
  /** Into the one wire that leaves a node, else wired behind it. */
  | { readonly tag: 'after'; readonly node: string; readonly at?: Position }
  /** Where a wire from a node was let go. */
  | { readonly tag: 'from'; readonly node: string; readonly out?: number; readonly at?: Position }
  /** Where a wire drawn backwards, from a way in, was let go. */
  | { readonly tag: 'to'; readonly node: string; readonly port?: number; readonly at?: Position }

/** Adds a node. A block has to be one of the drawing's. */
export function insertNode<S>(drawing: Drawing, catalog: Catalog<S>, what: NewNode, spot: InsertTarget): EditGroup {
  const rounded = spot.at && { x: Math.round(spot.at.x), y: Math.round(spot.at.y) }
  const make = (place = rounded) =>
    freshNode(drawing, catalog, what.kind, place ?? freePosition(drawing.nodes), what.params, what.label)
  const { ins, outs } = portCountsOf(drawing, catalog, make())
  const other = 'node' in spot ? drawing.nodes.find(({ id }) => id === spot.node) : undefined
  const sides = other && portCountsOf(drawing, catalog, other)
  const into = (wire: Wire) => {
    const edits = insertIntoWire(drawing, catalog, wire, [what])
    return { edits, nodes: edits.flatMap((edit) => (edit.type === 'add' ? [edit.node.id] : [])) }
  }
  switch (spot.tag) {
    case 'wire': {
      const wire = drawing.wires.find(({ id }) => id === spot.wire)
      // What joins several is wired by hand: in a wire alone it would join nothing.
      if (wire && ins > 0 && outs > 0 && !isMergeLayer(catalog, what)) return into(wire)
      break
    }
    case 'after': {
      if (!other || !sides?.outs || ins === 0) break
      const [wire, another] = drawing.wires.filter(({ from }) => from === other.id)
      if (wire && !another && ins === 1 && outs > 0) return into(wire)
      return addWithWire(drawing, make(freePosition(drawing.nodes, other)), other.id, 0)
    }
    case 'from': {
      if (!other || !sides || sides.outs <= (spot.out ?? 0) || ins === 0) break
      return addWithWire(drawing, make(rounded ?? freePosition(drawing.nodes, other)), other.id, spot.out ?? 0)
    }
    case 'to': {
      if (!other || !sides?.ins || outs === 0) break
      const node = make(rounded ?? freePosition(drawing.nodes, other))
      const port = spot.port ?? Math.min(freePort(drawing, other.id), sides.ins - 1)
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

function isMergeLayer<S>(catalog: Catalog<S>, { kind }: NewNode): boolean {
  return catalog.find(kind)?.inputs === 'many'
}

/** Edits with the nodes that they add. */
export function editGroup(edits: readonly Edit[]): EditGroup {
  return { edits, nodes: edits.flatMap((edit) => (edit.type === 'add' ? [edit.node.id] : [])) }
}
