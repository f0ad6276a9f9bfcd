/** @file cost: what a network takes: weights, work and memory; and whether a browser can train it at all. */
import { type Message, message } from '../base/messages/message'
import type { Shape } from '../catalog/layer-def'
import type { Plan } from '../catalog/plan'
import type { Checked, Step } from '../graph/checked'
import { optimizerOf } from './lower-plan'
import { definitionOf } from './to-keras'

/** Bytes of a float32. */
const FLOAT = 4
/** Each result is kept for the way back, has a gradient, and a copy is in the making: about three at once. */
const COPIES_OF_RESULTS = 3
/** Bytes a tab may be trusted with: WASM's heap ends at 2 GB, and the data lives there too. */
export const MEMORY_LIMIT = 1.5e9
/** Weights in one layer; 2^28 floats are 1 GB, beyond what one buffer holds in most browsers. */
export const WEIGHTS_LIMIT = 2 ** 28

export interface NodeCost {
  readonly parameters: number
  readonly trainable: number
  /** For one sample, forward. */
  readonly multiplyAdds: number
  /** Bytes of one sample's result. */
  readonly activationBytes: number
}

export interface Cost extends NodeCost {
  readonly nodes: ReadonlyMap<string, NodeCost>
}

/** What one node takes, for one sample. */
export function nodeCost(step: Pick<Step<Shape>, 'node' | 'inputs' | 'output'>): NodeCost {
  const { def, params } = definitionOf(step)
  const weights = def.weights(step.inputs, params)
  const trainable = weights.filter((weight) => weight.trainable)
  return {
    parameters: total(weights.map(({ shape }) => size(shape))),
    trainable: total(trainable.map(({ shape }) => size(shape))),
    multiplyAdds: def.multiplyAdds(step.inputs, step.output, params),
    activationBytes: def.out ? size(step.output) * FLOAT : 0,
  }
}

/** What a network takes in all, for a batch of so many samples, and each of its nodes for one sample. */
export function cost(checked: Checked<Shape>, batch: number): Cost {
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

type Training = Pick<Plan, 'batchSize' | 'optimizer' | 'accumulate' | 'movingAverage'>

/** Bytes a training needs at least: the weights, their gradients, what is kept beside them, and the results on the way. */
export function forecast(checked: Checked<Shape>, plan: Training): number {
  const { parameters, trainable, activationBytes } = cost(checked, plan.batchSize)
  const { def, params } = optimizerOf(plan.optimizer)
  const sums = Number((plan.accumulate ?? 1) > 1) + Number((plan.movingAverage ?? 0) > 0)
  return FLOAT * (parameters + trainable * (1 + def.slots(params) + sums)) + COPIES_OF_RESULTS * activationBytes
}

/** Why this should not be built, with its numbers; undefined when it fits. */
export function forecastRefusal(checked: Checked<Shape>, plan: Training): Message | undefined {
  const { nodes, parameters } = cost(checked, plan.batchSize)
  for (const { node } of checked.steps) {
    const weights = nodes.get(node.id)?.parameters ?? 0
    if (weights > WEIGHTS_LIMIT) {
      return message('layer-too-large', { layer: node.label, weights, limit: WEIGHTS_LIMIT })
    }
  }
  const bytes = forecast(checked, plan)
  if (bytes <= MEMORY_LIMIT) return undefined
  return message('training-too-large', { bytes, limit: MEMORY_LIMIT, weights: parameters, batch: plan.batchSize })
}

function size(shape: Shape): number {
  return shape.reduce((product, n) => product * n, 1)
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, n) => sum + n, 0)
}
