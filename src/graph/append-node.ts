/**
 * @file Appending a node at the open end of a drawing, and adapting a newly wired block to its input: its second input
 * is wired to an unused upstream output, and its parameters are set to the values of upstream parameters with the same
 * names.
 */
import type { Catalog, LooseParams } from '../catalog/node-def'
import { problemOf } from '../catalog/params'
import { type Message, message } from '../messages/message'
import { BLOCK_OF, blockOf, REPEAT } from './block'
import { blockAccepts } from './block-accepts-shape'
import type { Drawing, DrawnNode, Wire } from './drawing'
import type { Edit } from './edit'
import { freshNode, freshWire, insertIntoWire, type NewNode } from './edit-helpers'
import type { EditGroup } from './fold-into-block'
import { editGroup, insertNode } from './insert-node'
import { portCountsOf, specsOfNode } from './node-values'
import { COLUMN, covers, defaultSize } from './spacing'

/** Maximum number of nodes in one row. */
const LONGEST_ROW = 64

/** Why a row is too long or empty; undefined if it is not. A block is one node, which repeats at most as often. */
export function rowProblem(
  row: readonly { readonly block?: string | undefined; readonly times?: number | undefined }[],
): Message | undefined {
  const none = row.find(({ times = 1 }) => !(Number.isInteger(times) && times >= 1))
  const each = row.map(({ block, times = 1 }) => (block === undefined || times > LONGEST_ROW ? times : 1))
  const has = none?.times ?? each.reduce((sum, one) => sum + one, 0)
  return none || has < 1 || has > LONGEST_ROW ? message('row-length', { has, most: LONGEST_ROW }) : undefined
}

/**
 * The node after which a drawing continues: the node with the only unused output, otherwise the source of the only
 * network output. Undefined if ambiguous.
 */
export function openEnd<S>(drawing: Drawing, catalog: Catalog<S>): string | undefined {
  const feeds = new Set(drawing.wires.map(({ from }) => from))
  const unused = drawing.nodes.filter((node) => !feeds.has(node.id) && portCountsOf(drawing, catalog, node).outs > 0)
  if (unused.length > 0) return unused.length === 1 ? unused[0]?.id : undefined
  const [end, another] = drawing.nodes.filter((node) => isOutput(drawing, catalog, node))
  const [wire, second] = drawing.wires.filter(({ to }) => to === end?.id)
  return another || second ? undefined : wire?.from
}

/**
 * Adds a node after another one: into the wire that leaves that node, before the only unwired network output, or at the
 * node's unused output. A merge layer gets its first input; the check offers its second one.
 */
export function appendNode<S>(drawing: Drawing, catalog: Catalog<S>, what: NewNode, before: string): EditGroup {
  const node = freshNode(drawing, catalog, what.kind, { x: 0, y: 0 }, what.params, what.label)
  const { ins, outs } = portCountsOf(drawing, catalog, node)
  const source = drawing.nodes.find(({ id }) => id === before)
  const canPass = source && portCountsOf(drawing, catalog, source).outs > 0 && ins > 0 && outs > 0
  if (!canPass) return insertNode(drawing, catalog, what, { tag: 'after', node: before })
  const outgoing = drawing.wires.filter(({ from, out = 0 }) => from === before && out === 0)
  const [wire] = outgoing
  if (wire) {
    const next = drawing.nodes.find(({ id }) => id === wire.to)
    if (next && outgoing.length === 1) return insertBetween(drawing, catalog, source, wire, next, what)
    return insertNode(drawing, catalog, what, { tag: 'after', node: before })
  }
  const end = unwiredOutput(drawing, catalog)
  if (!end) return insertNode(drawing, catalog, what, { tag: 'after', node: before })
  return insertBetween(drawing, catalog, source, { id: '', from: source.id, to: end.id, port: 0 }, end, what)
}

/**
 * Inserts a node into a wire that exists or is yet to be added. If there is enough space after the source, no node
 * moves aside.
 */
function insertBetween<S>(
  drawing: Drawing,
  catalog: Catalog<S>,
  source: DrawnNode,
  wire: Wire,
  next: DrawnNode,
  what: NewNode,
): EditGroup {
  const { x, y } = source.position
  // A placeholder for the new node, used to compute its height, so that the wires stay straight.
  const placeholder = { ...source, id: '', position: { x: 0, y: 0 } }
  const newWires: Wire[] = [
    { id: '', from: source.id, to: '', port: 0 },
    { id: '', from: '', to: next.id, port: 0 },
  ]
  const sizeOf = defaultSize({ ...drawing, wires: [...drawing.wires, ...newWires] })
  const at = { x: x + COLUMN, y: Math.round(y + (sizeOf(source).height - sizeOf(placeholder).height) / 2) }
  const node = freshNode(drawing, catalog, what.kind, at, what.params, what.label)
  if (at.x + COLUMN > next.position.x || covers(drawing, node))
    return editGroup(insertIntoWire(drawing, catalog, wire, [what], 'fit'))
  const into = { ...freshWire(drawing, source.id, node.id, 0), ...(wire.out ? { out: wire.out } : {}) }
  const on = freshWire({ ...drawing, wires: [...drawing.wires, into] }, node.id, next.id, wire.port)
  return editGroup([
    { type: 'add', node },
    { type: 'connect', wire: into },
    { type: 'connect', wire: on },
  ])
}

/** The only network output without a wire into it. */
function unwiredOutput<S>(drawing: Drawing, catalog: Catalog<S>): DrawnNode | undefined {
  const fed = new Set(drawing.wires.map(({ to }) => to))
  const [end, another] = drawing.nodes.filter((node) => isOutput(drawing, catalog, node) && !fed.has(node.id))
  return another ? undefined : end
}

function isOutput<S>(drawing: Drawing, catalog: Catalog<S>, node: DrawnNode): boolean {
  const { ins, outs } = portCountsOf(drawing, catalog, node)
  return ins > 0 && outs === 0
}

/** The shape at an output of a node, or undefined if it is unknown. */
export type FlowOut<S> = (node: string, out: number) => S | undefined

/**
 * Edits that wire a block and set its parameters so that it has no problems, if possible. Parameters set by the user
 * stay unchanged.
 */
export function fitBlock<S>(drawing: Drawing, catalog: Catalog<S>, id: string, flowOut: FlowOut<S>): readonly Edit[] {
  const node = drawing.nodes.find((one) => one.id === id)
  const block = node && blockOf(drawing, node)
  const into = drawing.wires.filter(({ to }) => to === id)
  const [first] = into
  if (!node || !block || !first || into.length > 1 || first.port !== 0) return []
  const flow = flowOut(first.from, first.out ?? 0)
  if (flow === undefined) return []
  const accepts = (params: LooseParams, flows: readonly S[]) =>
    blockAccepts(block, { ...node.params, ...params }, drawing.blocks, catalog, flows)
  const before = upstream(drawing, id)

  if (portCountsOf(drawing, catalog, node).ins === 2) {
    for (const { node: source, out } of before.flatMap((one) => unusedOutputs(drawing, catalog, one))) {
      const second = flowOut(source.id, out)
      if (second === undefined) continue
      const params = [matchingParams(drawing, catalog, source, node), {}].find((one) => accepts(one, [flow, second]))
      if (params) return [...setEdit(id, params), { type: 'connect', wire: wireFrom(drawing, source.id, out, id) }]
    }
    return []
  }
  const grown = grownParams(drawing, catalog, before, node)
  if (accepts(grown, [flow])) return setEdit(id, grown)
  if (accepts({}, [flow])) return []
  const fitting = before
    .map((source) => matchingParams(drawing, catalog, source, node))
    .find((one) => accepts(one, [flow]))
  return fitting ? setEdit(id, fitting) : []
}

/** All ancestors of a node, the nearest first. */
function upstream({ nodes, wires }: Drawing, id: string): readonly DrawnNode[] {
  const seen = new Set([id])
  const found: DrawnNode[] = []
  let edge = [id]
  while (edge.length > 0) {
    const next = wires.filter(({ to, from }) => edge.includes(to) && !seen.has(from)).map(({ from }) => from)
    edge = [...new Set(next)]
    for (const one of edge) seen.add(one)
    found.push(...nodes.filter((node) => edge.includes(node.id)))
  }
  return found
}

/** A node's unwired outputs, except the first output. */
function unusedOutputs<S>(drawing: Drawing, catalog: Catalog<S>, node: DrawnNode) {
  const { outs } = portCountsOf(drawing, catalog, node)
  const taken = new Set(drawing.wires.filter(({ from }) => from === node.id).map(({ out = 0 }) => out))
  return Array.from({ length: Math.max(0, outs - 1) }, (_, i) => ({ node, out: i + 1 })).filter(
    ({ out }) => !taken.has(out),
  )
}

/** The parameters that `node` shares with `source`, with the values of `source`, except those already set on `node`. */
function matchingParams<S>(drawing: Drawing, catalog: Catalog<S>, source: DrawnNode, node: DrawnNode): LooseParams {
  const sourceSpecs = specsOfNode(drawing, catalog, source)
  const own = Object.entries(specsOfNode(drawing, catalog, node))
  return Object.fromEntries(
    own.flatMap(([name, spec]) => {
      const other = Object.hasOwn(sourceSpecs, name) ? sourceSpecs[name] : undefined
      const isUnset = name !== REPEAT && name !== BLOCK_OF && !Object.hasOwn(node.params, name)
      const value = source.params[name] ?? other?.default
      return isUnset && other?.type === spec.type && value !== undefined && value !== spec.default
        ? [[name, value]]
        : []
    }),
  )
}

/**
 * Values for the parameters whose spec has a growth factor (`grows`): the factor times the value on the nearest
 * ancestor that has the same parameter.
 */
function grownParams<S>(
  drawing: Drawing,
  catalog: Catalog<S>,
  before: readonly DrawnNode[],
  node: DrawnNode,
): LooseParams {
  return Object.fromEntries(
    Object.entries(specsOfNode(drawing, catalog, node)).flatMap(([name, spec]) => {
      if (spec.type !== 'int' || spec.grows === undefined || Object.hasOwn(node.params, name)) return []
      for (const source of before) {
        const specs = specsOfNode(drawing, catalog, source)
        if (!Object.hasOwn(specs, name)) continue
        const value = Number(source.params[name] ?? specs[name]?.default) * spec.grows
        return value === spec.default || problemOf(spec, value) ? [] : [[name, value]]
      }
      return []
    }),
  )
}

function setEdit(node: string, params: LooseParams): readonly Edit[] {
  return Object.keys(params).length > 0 ? [{ type: 'set', node, params }] : []
}

function wireFrom(drawing: Drawing, from: string, out: number, to: string): Wire {
  return { ...freshWire(drawing, from, to, 1), out }
}
