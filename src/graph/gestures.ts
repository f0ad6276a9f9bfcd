/** @file Gestures on nodes and wires that stand already: healing, replacing, dropping onto a wire, turning a wire round. */
import type { Catalog, LooseParams } from '../catalog/node-def'
import { problemOf } from '../catalog/params'
import type { DrawnNode, Drawing, Wire } from './drawing'
import type { Edit } from './edit'
import { freshWire } from './edits'

/** Takes nodes away and joins what fed them to what they fed, where there is one that fed. */
export function heal(drawing: Drawing, selection: readonly string[]): readonly Edit[] {
  const gone = new Set(selection)
  const fed = (id: string) => drawing.wires.filter(({ to }) => to === id)
  /** Follows the only wire into each node that goes, to what stays. */
  const source = (wire: Wire): Wire | undefined => {
    let at: Wire | undefined = wire
    for (let steps = gone.size; at && gone.has(at.from) && steps > 0; steps--) {
      const into = fed(at.from)
      at = into.length === 1 ? into[0] : undefined
    }
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

/** Puts another kind in a node's place: its wires stay, and each parameter that both know and the new one takes. */
export function replace<S>(drawing: Drawing, catalog: Catalog<S>, id: string, kind: string): readonly Edit[] {
  const node = drawing.nodes.find((one) => one.id === id)
  const def = catalog.find(kind)
  if (!node || !def || node.kind === kind) return []
  const params: LooseParams = Object.fromEntries(
    Object.entries(node.params).filter(([name, value]) => {
      const spec = Object.hasOwn(def.params, name) ? def.params[name] : undefined
      return spec && !problemOf(spec, value)
    }),
  )
  // A name of its own stays; one that only said the kind says the new one.
  const label = node.label === catalog.find(node.kind)?.title ? def.title : node.label
  const wires = drawing.wires.filter(({ to }) => to === id).sort((a, b) => a.port - b.port)
  const most = def.inputs === 'none' ? 0 : def.inputs === 'one' ? 1 : wires.length
  const outgoing = def.out ? [] : drawing.wires.filter(({ from }) => from === id)
  const cut = [...wires.slice(most), ...outgoing].map((wire): Edit => ({ type: 'disconnect', wire: wire.id }))
  return [...cut, { type: 'replace', node: id, kind, label, params }]
}

/** Puts a node that stands already, and is wired to nothing, into a wire. */
export function dropOnto<S>(drawing: Drawing, catalog: Catalog<S>, id: string, wireId: string): readonly Edit[] {
  const wire = drawing.wires.find((one) => one.id === wireId)
  const node = drawing.nodes.find((one) => one.id === id)
  const def = node && catalog.find(node.kind)
  const wired = drawing.wires.some(({ from, to }) => from === id || to === id)
  if (!wire || !def || def.inputs === 'none' || !def.out || wired) return []
  const into = { ...freshWire(drawing, wire.from, id, 0), ...(wire.out ? { out: wire.out } : {}) }
  const out = freshWire({ ...drawing, wires: [...drawing.wires, into] }, id, wire.to, wire.port)
  return [
    { type: 'connect', wire: into },
    { type: 'connect', wire: out },
  ]
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
  nodes: readonly DrawnNode[],
  catalog: Catalog<S>,
  name: string,
  value: LooseParams[string],
): readonly Edit[] {
  return nodes.flatMap((node): readonly Edit[] => {
    const specs = catalog.find(node.kind)?.params
    const spec = specs && Object.hasOwn(specs, name) ? specs[name] : undefined
    return spec && !problemOf(spec, value) ? [{ type: 'set', node: node.id, params: { [name]: value } }] : []
  })
}

/** The parameters that all of these nodes have, of one type in all of them. */
export function sharedParams<S>(nodes: readonly DrawnNode[], catalog: Catalog<S>): readonly string[] {
  const [first, ...others] = nodes.map(({ kind }) => catalog.find(kind)?.params ?? {})
  return Object.entries(first ?? {}).flatMap(([name, { type }]) =>
    others.every((specs) => Object.hasOwn(specs, name) && specs[name]?.type === type) ? [name] : [],
  )
}
