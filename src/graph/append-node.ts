/** @file Rows: where a drawing is open to go on, and how a new node goes behind another so that what follows stays wired. */
import type { Catalog } from '../catalog/node-def'
import type { DrawnNode, Drawing, Wire } from './drawing'
import { freshNode, freshWire, insertIntoWire, type NewNode } from './edit-helpers'
import type { EditGroup } from './fold'
import { editGroup, insertNode } from './insert-node'
import { COLUMN, covers, defaultSize } from './spacing'
import { portCountsOf } from './port-counts'

/** The one node behind which a drawing goes on: the only loose end, else what feeds the only way out; undefined where it could be several. */
export function openEnd<S>(drawing: Drawing, catalog: Catalog<S>): string | undefined {
  const feeds = new Set(drawing.wires.map(({ from }) => from))
  const loose = drawing.nodes.filter((node) => !feeds.has(node.id) && portCountsOf(drawing, catalog, node).outs > 0)
  if (loose.length > 0) return loose.length === 1 ? loose[0]?.id : undefined
  const [end, another] = drawing.nodes.filter((node) => isOutput(drawing, catalog, node))
  const [wire, second] = drawing.wires.filter(({ to }) => to === end?.id)
  return another || second ? undefined : wire?.from
}

/**
 * Puts a node behind another: into the wire that leaves it, or before the one way out that nothing leads to, else at its loose
 * end. What joins several stands beside by itself, since it would join nothing; as part of a `row` it takes that first.
 */
export function appendNode<S>(
  drawing: Drawing,
  catalog: Catalog<S>,
  what: NewNode,
  before: string,
  as: 'alone' | 'row' = 'alone',
): EditGroup {
  const node = freshNode(drawing, catalog, what.kind, { x: 0, y: 0 }, what.params, what.label)
  const { ins, outs } = portCountsOf(drawing, catalog, node)
  const source = drawing.nodes.find(({ id }) => id === before)
  const beside = as === 'alone' && catalog.find(what.kind)?.inputs === 'many'
  const passes = source && portCountsOf(drawing, catalog, source).outs > 0 && ins > 0 && outs > 0 && !beside
  if (!passes) return insertNode(drawing, catalog, what, { tag: 'after', node: before })
  const on = drawing.wires.filter(({ from, out = 0 }) => from === before && out === 0)
  const [wire] = on
  if (wire) {
    const next = drawing.nodes.find(({ id }) => id === wire.to)
    if (next && on.length === 1) return insertBetween(drawing, catalog, source, wire, next, what)
    return insertNode(drawing, catalog, what, { tag: 'after', node: before })
  }
  const end = unwiredOutput(drawing, catalog)
  if (!end) return insertNode(drawing, catalog, what, { tag: 'after', node: before })
  return insertBetween(drawing, catalog, source, { id: '', from: source.id, to: end.id, port: 0 }, end, what)
}

/** Into a wire, there or still missing. Where there is room beside the first it stands there, and nothing moves aside. */
function insertBetween<S>(
  drawing: Drawing,
  catalog: Catalog<S>,
  source: DrawnNode,
  wire: Wire,
  next: DrawnNode,
  what: NewNode,
): EditGroup {
  const { x, y } = source.position
  // As high as what stands between others: the wires stay straight.
  const place = { ...source, id: '', position: { x: 0, y: 0 } }
  const passing: Wire[] = [
    { id: '', from: source.id, to: '', port: 0 },
    { id: '', from: '', to: next.id, port: 0 },
  ]
  const sizeOf = defaultSize({ ...drawing, wires: [...drawing.wires, ...passing] })
  const at = { x: x + COLUMN, y: Math.round(y + (sizeOf(source).height - sizeOf(place).height) / 2) }
  const node = freshNode(drawing, catalog, what.kind, at, what.params, what.label)
  if (at.x + COLUMN > next.position.x || covers(drawing, node))
    return editGroup(insertIntoWire(drawing, catalog, wire, [what]))
  const into = { ...freshWire(drawing, source.id, node.id, 0), ...(wire.out ? { out: wire.out } : {}) }
  const on = freshWire({ ...drawing, wires: [...drawing.wires, into] }, node.id, next.id, wire.port)
  return editGroup([
    { type: 'add', node },
    { type: 'connect', wire: into },
    { type: 'connect', wire: on },
  ])
}

/** The one way out that nothing is wired into. */
function unwiredOutput<S>(drawing: Drawing, catalog: Catalog<S>): DrawnNode | undefined {
  const fed = new Set(drawing.wires.map(({ to }) => to))
  const [end, another] = drawing.nodes.filter((node) => isOutput(drawing, catalog, node) && !fed.has(node.id))
  return another ? undefined : end
}

function isOutput<S>(drawing: Drawing, catalog: Catalog<S>, node: DrawnNode): boolean {
  const { ins, outs } = portCountsOf(drawing, catalog, node)
  return ins > 0 && outs === 0
}
