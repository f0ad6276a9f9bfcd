/**
 * @file Shared code of the recurrent layers: parameters, shape, weights, and lowering. The layers differ in the number
 * of gates.
 */
import { layersText } from '../../../messages/en/catalog/layers'
import type { Problem } from '../../../messages/problem'
import { ok, type Result } from '../../../base/result'
import type { LayerMemory, Shape, WeightSpec } from '../../layer-def'
import { choice, flag, int, type ValuesOf } from '../../params'
import { ACTIVATIONS, snake } from './activation'
import { ranked, sequence, size } from './shapes'
import { initializer, kernelInitializer, useBias } from './initializers-and-regularizers'

export const recurrentParams = {
  units: int({
    ...layersText.params.units,
    min: 1,
    max: 4096,
    default: 32,
  }),
  returnSequences: flag({
    ...layersText.params.returnSequences,
    default: false,
  }),
  activation: choice({
    ...layersText.params.stateActivation,
    options: ACTIVATIONS,
    default: 'tanh',
    advanced: true,
  }),
  useBias,
  kernelInitializer,
}

/** Activation of the gates. Always explicit, because TensorFlow.js defaults to hardSigmoid and Keras to sigmoid. */
export const recurrentActivation = choice({
  ...layersText.params.recurrentActivation,
  options: ['sigmoid', 'hardSigmoid'],
  default: 'sigmoid',
  advanced: true,
})

type Params = ValuesOf<typeof recurrentParams>

/** The settings of a recurrent layer that are shown on its node. */
export function recurrentGlance(p: Params): string {
  const text = layersText.glance.units({ units: p.units })
  return p.returnSequences ? layersText.glance.everyStep({ text }) : text
}

/** Maps [steps, features] to [units], or to [steps, units] if every step is returned. */
export function recurrentShape(inputs: readonly Shape[], p: Params, layer: string): Result<Shape, Problem> {
  const x = ranked(inputs, 2, layer)
  if (!x.ok) return x
  return ok(p.returnSequences ? [sequence(inputs)[0], p.units] : [p.units])
}

/** The weights, with the matrices of all gates concatenated. */
export function recurrentWeights(inputs: readonly Shape[], p: Params, gates: 1 | 3 | 4): readonly WeightSpec[] {
  const width = gates * p.units
  return [
    { name: 'kernel', shape: [sequence(inputs)[1], width], trainable: true },
    { name: 'recurrent_kernel', shape: [p.units, width], trainable: true },
    ...(p.useBias ? [{ name: 'bias', shape: [width], trainable: true }] : []),
  ]
}

/** Multiply-adds of a recurrent layer: two matrix products per step. */
export function recurrentMultiplyAdds(inputs: readonly Shape[], p: Params, gates: 1 | 3 | 4): number {
  const [steps, features] = sequence(inputs)
  return steps * gates * p.units * (features + p.units)
}

/** Activations whose derivative does not follow from their result, which the engines need in a recurrent layer. */
const SLOW: ReadonlySet<string> = new Set(['gelu', 'swish', 'mish', 'softplus', 'softmax', 'logSoftmax'])

/** Whether the engines cannot train a recurrent layer, because of the activation of its state. */
export function isSlowRecurrent({ activation }: Pick<Params, 'activation'>): boolean {
  return SLOW.has(activation)
}

/**
 * The memory of a recurrent layer, which keeps every step: the states, the sums of all gates and their gradients, and
 * for an LSTM its cells or for a GRU the states that its reset gate changed.
 */
export function recurrentMemory(inputs: readonly Shape[], output: Shape, p: Params, gates: 1 | 3 | 4): LayerMemory {
  const [timeSteps] = sequence(inputs)
  const perGate = timeSteps * p.units
  const kept = gates === 1 ? 0 : perGate
  // The gradients that are carried from step to step.
  const carried = { 1: 0, 3: 3 * p.units, 4: 2 * p.units }[gates]
  const sums = gates * perGate
  return { forward: size(output) + perGate + sums + kept, backward: size(output) + sums + carried, timeSteps }
}

/**
 * Config keys common to all recurrent layers. Recurrent dropout is not offered, because TensorFlow.js draws its masks
 * without a seed.
 */
export function recurrentConfig(p: Params): Readonly<Record<string, unknown>> {
  return {
    units: p.units,
    activation: snake(p.activation),
    use_bias: p.useBias,
    kernel_initializer: initializer(p.kernelInitializer),
    recurrent_initializer: 'orthogonal',
    bias_initializer: 'zeros',
    dropout: 0,
    recurrent_dropout: 0,
    return_sequences: p.returnSequences,
    return_state: false,
    go_backwards: false,
    stateful: false,
    unroll: false,
  }
}
