/**
 * @file cost: computes the parameters, multiply-adds, and memory of a network, and whether a browser can train the
 * network at all.
 */
import { type Message, message } from '../messages/message'
import type { Problem } from '../messages/problem'
import type { Shape } from '../catalog/layer-def'
import type { Plan } from '../catalog/training-plan'
import type { CheckedDrawing, Step } from '../graph/checked-drawing'
import { optimizerOf } from './lower-plan'
import type { NetworkReport } from './network-report'
import { visibleNode } from './visible-node'
import { definitionOf } from './to-keras'

/** Bytes per float32 number. */
const FLOAT = 4
/**
 * Approximate memory copies per activation: the value kept for backpropagation, its gradient, and one temporary copy.
 */
const COPIES_OF_RESULTS = 3
/** Bytes that one tab can safely use: the WASM heap is limited to 2 GB and also holds the data. */
export const MEMORY_LIMIT = 1.5e9
/**
 * Maximum number of weights in one layer: 2^28 floats are 1 GB, more than a single buffer can hold in most browsers.
 */
export const WEIGHTS_LIMIT = 2 ** 28

export interface NodeCost {
  readonly parameters: number
  readonly trainable: number
  /** Multiply-adds of the forward pass, for one sample. */
  readonly multiplyAdds: number
  /** Size of the node's output for one sample, in bytes. */
  readonly activationBytes: number
}

export interface Cost extends NodeCost {
  readonly nodes: ReadonlyMap<string, NodeCost>
}

type Placed = Pick<Step<Shape>, 'node' | 'inputs' | 'output'>
const known = new WeakMap<Step<Shape>['node'], { readonly at: Placed; readonly cost: NodeCost }>()

/** The cost of one node for one sample. Nodes are immutable, so the cost is computed once per set of input shapes. */
export function nodeCost(step: Placed): NodeCost {
  const before = known.get(step.node)
  if (before && sameInputs(before.at.inputs, step.inputs)) return before.cost
  const { def, params } = definitionOf(step)
  const weights = def.weights(step.inputs, params)
  const trainable = weights.filter((weight) => weight.trainable)
  const cost: NodeCost = {
    parameters: total(weights.map(({ shape }) => size(shape))),
    trainable: total(trainable.map(({ shape }) => size(shape))),
    multiplyAdds: def.multiplyAdds(step.inputs, step.output, params),
    activationBytes: def.out ? size(step.output) * FLOAT : 0,
  }
  known.set(step.node, { at: step, cost })
  return cost
}

function sameInputs(a: readonly Shape[], b: readonly Shape[]): boolean {
  return a.length === b.length && a.every((shape, i) => shape === b[i] || sameShape(shape, b[i] ?? []))
}

/** The cost of the whole network for a batch of this size, and of each of its nodes for one sample. */
export function cost(checked: CheckedDrawing<Shape>, batch: number): Cost {
  const nodes = new Map(checked.steps.map((step) => [step.node.id, nodeCost(step)]))
  const all = [...nodes.values()]
  return {
    nodes,
    parameters: total(all.map((node) => node.parameters)),
    trainable: total(all.map((node) => node.trainable)),
    multiplyAdds: batch * total(all.map((node) => node.multiplyAdds)),
    activationBytes: batch * total(all.map((node) => node.activationBytes)),
  }
}

/** The cost of one node of the drawing; the cost of a block includes everything inside it. */
export interface CostRow {
  readonly node: string
  readonly parameters: number
  /** Multiply-adds of the forward pass, for one sample. */
  readonly multiplyAdds: number
  /** Size of the node's outputs for one batch, in bytes. */
  readonly activationBytes: number
  /** Number of values in the node's first output, for one sample; 0 for an output node. */
  readonly outputSize: number
}

/** Keys of the numeric columns of the cost table. */
export const COST_COLUMNS = ['parameters', 'multiplyAdds', 'activationBytes', 'outputSize'] as const
export type CostColumn = (typeof COST_COLUMNS)[number]

/**
 * The cost of each node, from input to output, inside the block at `path` (empty: the network itself). The table is
 * empty while the drawing has errors, because its costs are then only partly known.
 */
export function costTable(
  { checked, expanded }: Pick<NetworkReport, 'checked' | 'expanded'>,
  batch: number,
  path: readonly string[] = [],
): readonly CostRow[] {
  const rows = new Map<string, Omit<CostRow, 'outputSize'>>()
  const sizes = new Map<string, number>()
  for (const step of checked?.steps ?? []) {
    const own = nodeCost(step)
    sizes.set(step.node.id, own.activationBytes / FLOAT)
    const node = visibleNode(expanded, step.node.id, path)
    if (node === undefined) continue
    const before = rows.get(node)
    rows.set(node, {
      node,
      parameters: (before?.parameters ?? 0) + own.parameters,
      multiplyAdds: (before?.multiplyAdds ?? 0) + own.multiplyAdds,
      activationBytes: (before?.activationBytes ?? 0) + batch * own.activationBytes,
    })
  }
  return [...rows.values()].map((row) => ({
    ...row,
    outputSize: sizes.get(expanded.source(row.node, 0, path) ?? '') ?? 0,
  }))
}

type Training = Pick<Plan, 'batchSize' | 'optimizer' | 'accumulate' | 'movingAverage'>

/** Lower bound on training memory, in bytes: weights, gradients, optimizer state, and activations. */
export function forecast(checked: CheckedDrawing<Shape>, plan: Training): number {
  return bytesOf(cost(checked, plan.batchSize), plan)
}

type Sums = Pick<Cost, 'parameters' | 'trainable' | 'activationBytes'>

function bytesOf({ parameters, trainable, activationBytes }: Sums, plan: Training): number {
  const { def, params } = optimizerOf(plan.optimizer)
  const sums = Number((plan.accumulate ?? 1) > 1) + Number((plan.movingAverage ?? 0) > 0)
  return FLOAT * (parameters + trainable * (1 + def.slots(params) + sums)) + COPIES_OF_RESULTS * activationBytes
}

/**
 * Whether training certainly fits in memory: a quick test against an upper bound that treats every weight as trainable.
 * `parameters` are the counts from the check.
 */
export function fitsInMemory(
  { steps }: CheckedDrawing<Shape>,
  parameters: ReadonlyMap<string, number>,
  plan: Training,
): boolean {
  let [weights, most, numbers] = [0, 0, 0]
  for (const { node, output } of steps) {
    const own = parameters.get(node.id) ?? 0
    weights += own
    most = Math.max(most, own)
    numbers += size(output)
  }
  const activationBytes = FLOAT * plan.batchSize * numbers
  return (
    most <= WEIGHTS_LIMIT && bytesOf({ parameters: weights, trainable: weights, activationBytes }, plan) <= MEMORY_LIMIT
  )
}

/** Why the network is too large, including the relevant numbers and its largest node; undefined when it fits. */
export function tooLargeAt(
  checked: CheckedDrawing<Shape>,
  plan: Training,
): { problem: Problem; node: string } | undefined {
  const whole = cost(checked, plan.batchSize)
  const { nodes, parameters } = whole
  for (const { node } of checked.steps) {
    const weights = nodes.get(node.id)?.parameters ?? 0
    if (weights > WEIGHTS_LIMIT) {
      return {
        problem: message('layer-too-large', { layer: node.label, weights, limit: WEIGHTS_LIMIT }),
        node: node.id,
      }
    }
  }
  const bytes = bytesOf(whole, plan)
  const [first, ...others] = nodes
  if (bytes <= MEMORY_LIMIT || !first) return undefined
  const takes = (one: NodeCost) => FLOAT * one.parameters + COPIES_OF_RESULTS * plan.batchSize * one.activationBytes
  const [node] = others.reduce((most, one) => (takes(one[1]) > takes(most[1]) ? one : most), first)
  // Memory that does not depend on the batch size. The rest, divided by the batch size, is the memory per sample.
  const still = bytesOf({ ...whole, activationBytes: 0 }, plan)
  const fits = Math.max(0, Math.floor((MEMORY_LIMIT - still) / ((bytes - still) / plan.batchSize)))
  const args = { bytes, limit: MEMORY_LIMIT, weights: parameters, batch: plan.batchSize, fits }
  return { problem: message('training-too-large', args), node }
}

/** The message that refuses a run because the network is too large; undefined when it fits. */
export function forecastRefusal(checked: CheckedDrawing<Shape>, plan: Training): Message | undefined {
  return tooLargeAt(checked, plan)?.problem
}

function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((n, axis) => n === b[axis])
}

function size(shape: Shape): number {
  return shape.reduce((product, n) => product * n, 1)
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, n) => sum + n, 0)
}
