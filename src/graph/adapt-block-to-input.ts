/**
 * @file fitBlock: adapts a newly wired block to its input. Its second input is wired to an unused upstream output, and
 * its parameters are set to the values of upstream parameters with the same names.
 */
import type { Catalog, LooseParams } from '../catalog/node-def'
import { problemOf } from '../catalog/params'
import { BLOCK_OF, blockOf, REPEAT } from './block'
import type { DrawnNode, Drawing, Wire } from './drawing'
import type { Edit } from './edit'
import { freshWire } from './edit-helpers'
import { blockAccepts } from './block-accepts-shape'
import { portCountsOf, specsOfNode } from './port-counts'

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
