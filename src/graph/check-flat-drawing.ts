/**
 * @file check: finds the problems of a drawing and the shape on every wire, and the lookup tables that let a check take
 * linear time. Generic over a catalog; one pass over nodes and wires, no recursion. Each problem is reported once: shapes
 * after a problem are unknown and cause no further problems.
 */

import type { Catalog, NodeDef } from '../catalog/node-def'
import { message } from '../messages/message'
import type { Problem } from '../messages/problem'
import { BLOCK } from './block'
import { cachedOutput } from './check-cache'
import type { CheckedDrawing, Diagnostic, Fix, Report, Step } from './check-report'
import type { Drawing, DrawnNode, Wire } from './drawing'
import { addEnd, clampParams, removeNode, removeWires } from './fixes'
import { valuesOfNode } from './node-values'
import { findCycles, topologicalOrder } from './topological-order'

/**
 * Checks a drawing. `sources`: the shape that the data provides for each source node, if known; `index`: the index, if
 * already built.
 */
export function check<S>(
  drawing: Drawing,
  catalog: Catalog<S>,
  sources: ReadonlyMap<string, S>,
  index: GraphIndex<NodeDef<S>> = buildIndex(drawing, catalog),
): Report<S> {
  const diagnostics: Diagnostic[] = [...endProblems(drawing, catalog), ...wireProblems(drawing, index)]
  const shapes = new Map<string, S>()
  const steps: Step<S>[] = []
  for (const node of index.order) {
    const step = stepOf(node, index, catalog, sources, shapes, diagnostics)
    if (!step) continue
    shapes.set(node.id, step.output)
    if (index.live.has(node.id)) steps.push(step)
  }
  // A node that leads to no output is not part of the network. This is only advice, because it does not prevent
  // training, and while the network has a missing input, unused nodes are expected.
  const isUnfinished = diagnostics.some(
    ({ severity, problem }) => severity === 'error' && problem.code === 'missing-input',
  )
  for (const node of isUnfinished ? [] : index.order) {
    const isUsed = index.live.has(node.id) || index.outgoing.has(node.id) || !index.defs.get(node.id)?.out
    if (!isUsed && shapes.has(node.id)) {
      diagnostics.push(advice(message('unused', { layer: node.label }), node, [removeNode(node)]))
    }
  }
  const isValid = diagnostics.every(({ severity }) => severity !== 'error')
  const checked: CheckedDrawing<S> = { steps }
  return { diagnostics, shapes, incoming: index.incoming, ...(isValid ? { checked } : {}) }
}

/**
 * The step of one node, or undefined if the node's output shape cannot be determined. Adds a diagnostic if this node is
 * the cause.
 */
function stepOf<S>(
  node: DrawnNode,
  index: GraphIndex<NodeDef<S>>,
  catalog: Catalog<S>,
  sources: ReadonlyMap<string, S>,
  shapes: ReadonlyMap<string, S>,
  diagnostics: Diagnostic[],
): Step<S> | undefined {
  // The block cannot be expanded; expandBlocks reports why.
  if (node.kind === BLOCK) return undefined
  const def = catalog.find(node.kind)
  if (!def) {
    diagnostics.push(error(message('unknown-kind', { kind: node.kind }), node, [removeNode(node)]))
    return undefined
  }
  const params = valuesOfNode(def, node)
  if (!params.ok) diagnostics.push(error(params.error, node, clampParams(def, node)))

  const wires = index.incoming.get(node.id) ?? []
  const arity = arityProblem(node, def, wires, index.live.has(node.id))
  if (arity) diagnostics.push(arity)
  if (!params.ok || arity) return undefined

  const from = wires.map((wire) => wire.from)
  const source = sources.get(node.id)
  const known = def.inputs === 'none' ? (source === undefined ? [] : [source]) : from.map((id) => shapes.get(id))
  const inputs = known.filter((shape) => shape !== undefined)
  if (inputs.length < known.length) return undefined
  const output = cachedOutput(def, node, inputs, params.value)
  if (output.ok) return { node, from, inputs, output: output.value }
  diagnostics.push({ ...error(output.error, node, []), ...(wires[0] ? { wire: wires[0].id } : {}) })
  return undefined
}

/** Minimum number of wires into a node. */
const MIN_INPUTS = { none: 0, one: 1, some: 1, many: 2 } as const

function arityProblem<S>(
  node: DrawnNode,
  def: NodeDef<S>,
  wires: readonly Wire[],
  isLive: boolean,
): Diagnostic | undefined {
  const layer = node.label
  const wants = MIN_INPUTS[def.inputs]
  if (wires.length < wants) {
    const problem = message('missing-input', { layer, has: wires.length, wants })
    return isLive ? error(problem, node, []) : advice(problem, node, [removeNode(node)])
  }
  if (def.inputs === 'many' || def.inputs === 'some' || wires.length === wants) return undefined
  const problem = message('extra-input', { layer, has: wires.length, wants })
  return error(problem, node, [removeWires('remove-extra', wires.slice(wants))])
}

function endProblems<S>(drawing: Drawing, catalog: Catalog<S>): Diagnostic[] {
  const found: Diagnostic[] = []
  const defs = drawing.nodes.map(({ kind }) => catalog.find(kind))
  if (!defs.some((def) => def?.inputs === 'none')) {
    found.push({ severity: 'error', problem: message('no-input', {}), fixes: addEnd(drawing, catalog, 'input') })
  }
  if (!defs.some((def) => def?.out === false)) {
    found.push({ severity: 'error', problem: message('no-output', {}), fixes: addEnd(drawing, catalog, 'output') })
  }
  return found
}

function wireProblems<S>(drawing: Drawing, index: GraphIndex<NodeDef<S>>): Diagnostic[] {
  const found: Diagnostic[] = []
  for (const node of index.repeated) found.push(error(message('duplicate-id', { layer: node.label }), node, []))
  for (const wire of index.dangling) {
    const problem = message('dangling-wire', { wire: wire.id })
    found.push({ severity: 'error', problem, wire: wire.id, fixes: [removeWires('remove-wire', [wire])] })
  }
  for (const wire of index.fromEnds) {
    const node = index.nodes.get(wire.from)
    if (!node) continue
    const problem = message('wire-from-output', { layer: node.label })
    found.push({ ...error(problem, node, [removeWires('remove-wire', [wire])]), wire: wire.id })
  }
  return [...found, ...cycleProblems(drawing, index)]
}

/** Reports one problem per cycle, at the node that the most recently drawn wire of the cycle leads to. */
function cycleProblems<S>(drawing: Drawing, index: GraphIndex<NodeDef<S>>): Diagnostic[] {
  if (index.onCycle.length === 0) return []
  const number = new Map(index.onCycle.map((node, i) => [node.id, i]))
  const next: number[][] = index.onCycle.map(() => [])
  const flows = (wire: Wire) => index.defs.get(wire.from)?.out !== false
  const inside = drawing.wires.filter((wire) => number.has(wire.from) && number.has(wire.to) && flows(wire))
  for (const { from, to } of inside) next[number.get(from) as number]?.push(number.get(to) as number)
  const groups = findCycles(next)
  const groupOf = new Map(groups.flatMap((group, g) => group.map((v) => [index.onCycle[v]?.id, g] as const)))
  const last = new Map<number, Wire>()
  for (const wire of inside) {
    const group = groupOf.get(wire.to)
    if (group !== undefined && group === groupOf.get(wire.from)) last.set(group, wire)
  }
  return groups.flatMap((group, g) => {
    const wire = last.get(g)
    const node = wire && index.nodes.get(wire.to)
    const before = wire && index.nodes.get(wire.from)
    if (!wire || !node || !before) return []
    const problem = message('cycle', { from: before.label, to: node.label, nodes: group.length })
    return [{ ...error(problem, node, [removeWires('remove-wire', [wire])]), wire: wire.id }]
  })
}

function error(problem: Problem, node: DrawnNode, fixes: readonly Fix[]): Diagnostic {
  return { severity: 'error', problem, node: node.id, fixes }
}

function advice(problem: Problem, node: DrawnNode, fixes: readonly Fix[]): Diagnostic {
  return { severity: 'advice', problem, node: node.id, fixes }
}

interface GraphIndex<D> {
  readonly nodes: ReadonlyMap<string, DrawnNode>
  readonly defs: ReadonlyMap<string, D>
  /** Incoming wires of each node, in port order, keyed by node id. */
  readonly incoming: ReadonlyMap<string, readonly Wire[]>
  /** Outgoing wires of each node, keyed by node id. */
  readonly outgoing: ReadonlyMap<string, readonly Wire[]>
  /** The nodes in topological order: every node after its sources. Nodes in `onCycle` are not included. */
  readonly order: readonly DrawnNode[]
  /** Nodes on a cycle or downstream of a cycle. */
  readonly onCycle: readonly DrawnNode[]
  /** Nodes that lead to an output, including the outputs themselves. */
  readonly live: ReadonlySet<string>
  /** Nodes whose id is already used by an earlier node of the drawing. */
  readonly repeated: readonly DrawnNode[]
  /** Wires whose source or target does not exist. */
  readonly dangling: readonly Wire[]
  /** Wires that start at a node without an output. */
  readonly fromEnds: readonly Wire[]
}

/** Builds the index in one pass over the nodes and two over the wires. */
export function buildIndex<S>(drawing: Drawing, catalog: Catalog<S>): GraphIndex<NodeDef<S>> {
  const nodes = new Map<string, DrawnNode>()
  const defs = new Map<string, NodeDef<S>>()
  const repeated: DrawnNode[] = []
  for (const node of drawing.nodes) {
    if (nodes.has(node.id)) {
      repeated.push(node)
      continue
    }
    nodes.set(node.id, node)
    const def = catalog.find(node.kind)
    if (def) defs.set(node.id, def)
  }

  const valid: Wire[] = []
  const dangling: Wire[] = []
  const fromEnds: Wire[] = []
  for (const wire of drawing.wires) {
    if (!nodes.has(wire.from) || !nodes.has(wire.to)) dangling.push(wire)
    else if (defs.get(wire.from)?.out === false) fromEnds.push(wire)
    else valid.push(wire)
  }
  const { incoming, outgoing, order, onCycle } = topologicalOrder(nodes, valid)
  const live = ancestorsOf(
    [...nodes.keys()].filter((id) => defs.get(id)?.out === false),
    incoming,
  )
  return { nodes, defs, incoming, outgoing, order, onCycle, live, repeated, dangling, fromEnds }
}

/** All nodes that lead to one of `ends`, including `ends` themselves. */
function ancestorsOf(ends: readonly string[], incoming: ReadonlyMap<string, readonly Wire[]>): ReadonlySet<string> {
  const ancestors = new Set(ends)
  // Entries added during the loop are visited too, because a Set iterates in insertion order.
  for (const id of ancestors) for (const wire of incoming.get(id) ?? []) ancestors.add(wire.from)
  return ancestors
}
