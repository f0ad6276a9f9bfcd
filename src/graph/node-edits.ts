/** @file Gestures on nodes and wires that stand already: healing, replacing, dropping onto a wire, turning a wire round. */
import type { Catalog, LooseParams } from '../catalog/node-def'
import { type ParamSpec, type ParamSpecs, problemOf } from '../catalog/params'
import { BLOCK, BLOCK_OF, PORT_IN, PORT_OUT } from './block'
import type { DrawnNode, Drawing, Position, Wire } from './drawing'
import type { Edit } from './edit'
import { freshWire, type NewNode } from './edit-helpers'
import { covers, makeSpaceForInsert } from './spacing'
import { portCountsOf, specsOfNode, titleOf } from './port-counts'

/** Takes nodes away and joins what fed them to what they fed, where there is one that fed; a block is healed port by port. */
export function removeAndHeal(drawing: Drawing, selection: readonly string[]): readonly Edit[] {
  const gone = new Set(selection)
  const blocks = new Set(drawing.nodes.flatMap(({ id, kind }) => (kind === BLOCK ? [id] : [])))
  /** What fed the result that a wire carries: of a block with several ways in, the wire at the port of the same place. */
  const feeding = ({ from, out = 0 }: Wire): Wire | undefined => {
    const into = drawing.wires.filter(({ to }) => to === from)
    if (into.length === 1) return into[0]
    return blocks.has(from) ? into.find(({ port }) => port === out) : undefined
  }
  /** Follows the wires into nodes that go, to what stays. */
  const source = (wire: Wire): Wire | undefined => {
    let at: Wire | undefined = wire
    for (let steps = gone.size; at && gone.has(at.from) && steps > 0; steps--) at = feeding(at)
    return at && !gone.has(at.from) ? at : undefined
  }
  const edits: Edit[] = [{ type: 'remove', nodes: selection }]
  let grown = drawing
  for (const wire of drawing.wires) {
    if (!gone.has(wire.from) || gone.has(wire.to)) continue
    const end = source(wire)
    if (!end) continue
    const fresh: Wire = { ...freshWire(grown, end.from, wire.to, wire.port), ...(end.out ? { out: end.out } : {}) }
    edits.push({ type: 'connect', wire: fresh })
    grown = { ...grown, wires: [...grown.wires, fresh] }
  }
  return edits
}

/** Puts another kind, or a block, in a node's place: wires stay at the ports it has, and each parameter that both know and it takes. */
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
  // A name of its own stays; one that only said the kind says the new one.
  const label = node.label === titleOf(drawing, catalog, node) ? titleOf(drawing, catalog, fresh) : node.label
  const { ins, outs } = portCountsOf(drawing, catalog, fresh)
  const into = drawing.wires.filter(({ to }) => to === id).sort((a, b) => a.port - b.port)
  // Of a block the ports count; what joins takes as many as there are.
  const stay = kind === BLOCK ? into.filter(({ port }) => port < ins) : into.slice(0, ins)
  const cutIns = into.filter((wire) => !stay.includes(wire))
  const cutOuts = drawing.wires.filter(({ from, out = 0 }) => from === id && out >= outs)
  const cut = [...cutIns, ...cutOuts].map((wire): Edit => ({ type: 'disconnect', wire: wire.id }))
  return [...cut, { type: 'replace', node: id, kind, label, params: { ...kept, ...own } }]
}

/** Puts a node that stands already, and is wired to nothing, into a wire: its first way in, and its first way out. */
export function dropOnto<S>(drawing: Drawing, catalog: Catalog<S>, id: string, wireId: string): readonly Edit[] {
  const wire = drawing.wires.find((one) => one.id === wireId)
  const node = drawing.nodes.find((one) => one.id === id)
  const known = node && (node.kind === BLOCK || catalog.find(node.kind) !== undefined)
  const wired = drawing.wires.some(({ from, to }) => from === id || to === id)
  if (!wire || !known || wired) return []
  const { ins, outs } = portCountsOf(drawing, catalog, node)
  if (ins === 0 || outs === 0) return []
  const into = { ...freshWire(drawing, wire.from, id, 0), ...(wire.out ? { out: wire.out } : {}) }
  const out = freshWire({ ...drawing, wires: [...drawing.wires, into] }, id, wire.to, wire.port)
  return [
    { type: 'connect', wire: into },
    { type: 'connect', wire: out },
  ]
}

/** Where a node let go over a wire comes to stand: there, or in the target's place, which makes room, where it would cover another. */
export function dropPosition(drawing: Drawing, id: string, wireId: string, at: Position): readonly Edit[] {
  const target = drawing.nodes.find((one) => one.id === drawing.wires.find((wire) => wire.id === wireId)?.to)
  const node = drawing.nodes.find((one) => one.id === id)
  const others = drawing.nodes.filter((one) => one.id !== id)
  if (!node || !target || !covers({ ...drawing, nodes: others }, { ...node, position: at }))
    return [{ type: 'move', positions: { [id]: at } }]
  const { positionOf: place, moves } = makeSpaceForInsert({ ...drawing, nodes: others }, target, 1)
  return [{ type: 'move', positions: { ...moves, [id]: place(0) } }]
}

/** Moves one end of a wire to another node. */
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

/** Sets one parameter on many nodes: those that have it and take the value. */
export function setMany<S>(
  drawing: Drawing,
  catalog: Catalog<S>,
  nodes: readonly DrawnNode[],
  name: string,
  value: LooseParams[string],
): readonly Edit[] {
  return nodes.flatMap((node): readonly Edit[] => {
    const specs = specsOfNode(drawing, catalog, node)
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined
    return spec && !problemOf(spec, value) ? [{ type: 'set', node: node.id, params: { [name]: value } }] : []
  })
}

/** The parameters that all of these nodes have, of one type in all of them, within what every one of them takes. */
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

/** What two specs both take, in the words of the first; undefined where that is nothing. */
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
