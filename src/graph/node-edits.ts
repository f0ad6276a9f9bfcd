/**
 * @file Edits to existing nodes and wires: remove and reconnect nodes, replace or swap nodes, drop a node onto a wire,
 * reconnect a wire.
 */
import type { Catalog, LooseParams } from '../catalog/node-def'
import { type ParamSpec, type ParamSpecs, problemOf } from '../catalog/params'
import { BLOCK, BLOCK_OF, PORT_IN, PORT_OUT } from './block'
import type { Drawing, DrawnNode, Position, Wire } from './drawing'
import type { Edit } from './edit'
import { freshWire, type NewNode } from './edit-helpers'
import { portCountsOf, specsOfNode, titleOf } from './node-values'
import { covers, makeSpaceForInsert } from './spacing'

/**
 * Removes nodes and connects their source to their targets, if there is exactly one source. Blocks are reconnected port
 * by port.
 */
export function removeAndHeal(drawing: Drawing, selection: readonly string[]): readonly Edit[] {
  const removed = new Set(selection)
  const blocks = new Set(drawing.nodes.flatMap(({ id, kind }) => (kind === BLOCK ? [id] : [])))
  /**
   * The wire that feeds the node at which the given wire starts. If that node is a block with several inputs, returns
   * the wire into the input with the same index as the output.
   */
  const feeding = ({ from, out = 0 }: Wire): Wire | undefined => {
    const into = drawing.wires.filter(({ to }) => to === from)
    if (into.length === 1) return into[0]
    return blocks.has(from) ? into.find(({ port }) => port === out) : undefined
  }
  /** Follows wires back through removed nodes to a wire that starts at a remaining node. */
  const source = (wire: Wire): Wire | undefined => {
    let at: Wire | undefined = wire
    for (let steps = removed.size; at && removed.has(at.from) && steps > 0; steps--) at = feeding(at)
    return at && !removed.has(at.from) ? at : undefined
  }
  const edits: Edit[] = [{ type: 'remove', nodes: selection }]
  let grown = drawing
  for (const wire of drawing.wires) {
    if (!removed.has(wire.from) || removed.has(wire.to)) continue
    const end = source(wire)
    if (!end) continue
    const fresh: Wire = { ...freshWire(grown, end.from, wire.to, wire.port), ...(end.out ? { out: end.out } : {}) }
    edits.push({ type: 'connect', wire: fresh })
    grown = { ...grown, wires: [...grown.wires, fresh] }
  }
  return edits
}

/**
 * Replaces a node with another kind of node or with a block. Wires stay connected to ports that still exist, and
 * parameters that are valid for the new kind keep their values.
 */
export function replace<S>(
  drawing: Drawing,
  catalog: Catalog<S>,
  id: string,
  { kind, params: own = {} }: NewNode,
): readonly Edit[] {
  const node = drawing.nodes.find((one) => one.id === id)
  if (!node || node.kind === PORT_IN || node.kind === PORT_OUT) return []
  const fresh: DrawnNode = { ...node, kind, params: own }
  if (kind !== BLOCK && !catalog.find(kind)) return []
  if (node.kind === kind && node.params[BLOCK_OF] === own[BLOCK_OF]) return []
  const specs = specsOfNode(drawing, catalog, fresh)
  const kept: LooseParams = Object.fromEntries(
    Object.entries(node.params).filter(([name, value]) => {
      const spec = Object.hasOwn(specs, name) ? specs[name] : undefined
      return spec && !problemOf(spec, value)
    }),
  )
  // Keep a label that the user chose; replace a default label with the new default.
  const label = node.label === titleOf(drawing, catalog, node) ? titleOf(drawing, catalog, fresh) : node.label
  const { ins, outs } = portCountsOf(drawing, catalog, fresh)
  const into = drawing.wires.filter(({ to }) => to === id).sort((a, b) => a.port - b.port)
  // A block has a fixed number of ports; a merge layer accepts any number of wires.
  const stay = kind === BLOCK ? into.filter(({ port }) => port < ins) : into.slice(0, ins)
  const cutIns = into.filter((wire) => !stay.includes(wire))
  const cutOuts = drawing.wires.filter(({ from, out = 0 }) => from === id && out >= outs)
  const cut = [...cutIns, ...cutOuts].map((wire): Edit => ({ type: 'disconnect', wire: wire.id }))
  return [...cut, { type: 'replace', node: id, kind, label, params: { ...kept, ...own } }]
}

/** Inserts an existing, unwired node into a wire, connecting its first input and first output. */
export function dropOnto<S>(drawing: Drawing, catalog: Catalog<S>, id: string, wireId: string): readonly Edit[] {
  const wire = drawing.wires.find((one) => one.id === wireId)
  const node = drawing.nodes.find((one) => one.id === id)
  const isKnown = node && (node.kind === BLOCK || catalog.find(node.kind) !== undefined)
  const isWired = drawing.wires.some(({ from, to }) => from === id || to === id)
  if (!wire || !isKnown || isWired) return []
  const { ins, outs } = portCountsOf(drawing, catalog, node)
  if (ins === 0 || outs === 0) return []
  const into = { ...freshWire(drawing, wire.from, id, 0), ...(wire.out ? { out: wire.out } : {}) }
  const out = freshWire({ ...drawing, wires: [...drawing.wires, into] }, id, wire.to, wire.port)
  return [
    { type: 'connect', wire: into },
    { type: 'connect', wire: out },
  ]
}

/**
 * Moves a node that was dropped on a wire: to the drop position or, if it would overlap another node there, to the
 * position of the wire's target, which moves aside.
 */
export function dropPosition(drawing: Drawing, id: string, wireId: string, at: Position): readonly Edit[] {
  const target = drawing.nodes.find((one) => one.id === drawing.wires.find((wire) => wire.id === wireId)?.to)
  const node = drawing.nodes.find((one) => one.id === id)
  const others = drawing.nodes.filter((one) => one.id !== id)
  if (!node || !target || !covers({ ...drawing, nodes: others }, { ...node, position: at }))
    return [{ type: 'move', positions: { [id]: at } }]
  const { positionOf: place, moves } = makeSpaceForInsert({ ...drawing, nodes: others }, target, 1)
  return [{ type: 'move', positions: { ...moves, [id]: place(0) } }]
}

/** Moves one end of a wire to another node or port. */
export function reconnect(
  drawing: Drawing,
  wireId: string,
  to: { readonly from: string; readonly out?: number } | { readonly to: string; readonly port?: number },
): readonly Edit[] {
  const wire = drawing.wires.find((one) => one.id === wireId)
  if (!wire) return []
  const { out: _, ...plain } = wire
  if ('from' in to)
    return to.from === wire.to
      ? []
      : [{ type: 'connect', wire: { ...plain, from: to.from, ...(to.out ? { out: to.out } : {}) } }]
  if (to.to === wire.from) return []
  const without = { ...drawing, wires: drawing.wires.filter((one) => one !== wire) }
  const port = to.port ?? freshWire(without, wire.from, to.to).port
  return [{ type: 'connect', wire: { ...wire, to: to.to, port } }]
}

/** The parameters that all of these nodes have with the same type, restricted to the values that every node accepts. */
export function sharedParams<S>(drawing: Drawing, catalog: Catalog<S>, nodes: readonly DrawnNode[]): ParamSpecs {
  const [first, ...others] = nodes.map((node) => specsOfNode(drawing, catalog, node))
  return Object.fromEntries(
    Object.entries(first ?? {}).flatMap(([name, spec]) => {
      const all = others.map((specs) => (Object.hasOwn(specs, name) ? specs[name] : undefined))
      const both = all.reduce<ParamSpec | undefined>((so, next) => so && next && commonSpec(so, next), spec)
      return both ? [[name, both] as const] : []
    }),
  )
}

/** A spec for the values that both specs accept, with the label of the first; undefined if there are no such values. */
function commonSpec(a: ParamSpec, b: ParamSpec): ParamSpec | undefined {
  if (a === b) return a
  if (a.type === 'choice' && b.type === 'choice') {
    const options = a.options.filter((option) => b.options.includes(option))
    return options.length > 0 ? { ...a, options } : undefined
  }
  if (a.type === 'window' && b.type === 'window' && a.axes !== b.axes) return undefined
  if ('min' in a && 'min' in b && a.type === b.type) {
    const [min, max] = [Math.max(a.min, b.min), Math.min(a.max, b.max)]
    return min <= max ? { ...a, min, max } : undefined
  }
  return a.type === b.type ? a : undefined
}

/**
 * Moves a node one step toward the input or the output. Returns no edits if the path branches, merges or ends there.
 */
export function swapNodes<S>(
  drawing: Drawing,
  catalog: Catalog<S>,
  id: string,
  direction: 'earlier' | 'later',
): readonly Edit[] {
  if (direction === 'earlier') return swapWithSource(drawing, catalog, id)
  // Moving a node later is the same as moving its successor earlier.
  const [next, another] = drawing.wires.filter(({ from }) => from === id)
  return next && !another ? swapWithSource(drawing, catalog, next.to) : []
}

function swapWithSource<S>({ nodes, wires }: Drawing, catalog: Catalog<S>, id: string): readonly Edit[] {
  const node = nodes.find((one) => one.id === id)
  const into = onlyInto(wires, id)
  const before = nodes.find((one) => one.id === into?.from)
  const first = before && onlyInto(wires, before.id)
  const isEnd = !node || node.kind === PORT_OUT || catalog.find(node.kind)?.out === false
  if (isEnd || !into || !before || !first || first.from === id || before === node) return []
  // If the source has other targets, the swap would change their input.
  if (wires.some((wire) => wire.from === before.id && wire !== into)) return []
  const outgoing = wires.filter(({ from }) => from === id)
  if ([into, ...outgoing].some(({ out = 0 }) => out > 0)) return []
  return [
    { type: 'connect', wire: { ...first, to: id, port: into.port } },
    { type: 'connect', wire: { ...into, from: id, to: before.id, port: first.port } },
    ...outgoing.map((wire): Edit => ({ type: 'connect', wire: { ...wire, from: before.id } })),
    { type: 'move', positions: { [id]: before.position, [before.id]: node.position } },
  ]
}

function onlyInto(wires: readonly Wire[], id: string): Wire | undefined {
  const [only, another] = wires.filter(({ to }) => to === id)
  return another ? undefined : only
}
