/**
 * @file checkGradients: compares a backend's gradients with central finite differences that are computed with the plain
 * JavaScript CPU backend, or with the gradients of that backend. Tests in Node do the former, which takes seconds; the
 * worker does the latter, for backends that only browsers have.
 */
import { rng, type Rng } from '../base/rng'
import type { KerasModel } from '../catalog/keras-json'
import type { Backend } from '../protocol/backend'
import type { GradientReport } from '../protocol/trainer-messages'
import { openBackend } from './backends/open'
import { type Network, openNetwork } from './network'
import { tf } from './tensorflow'

export interface GradientCase {
  readonly name: string
  readonly model: KerasModel
  /** If set, inputs are random integers below this bound; otherwise, they are normally distributed. */
  readonly wholeBelow?: number
}

/** Number of samples per batch. */
const ROWS = 3
/** Number of entries checked per tensor. */
const ENTRIES = 14
/**
 * The step of the finite differences. The results for this step and for half of it must agree; otherwise the entry is
 * near a kink of the function and is skipped.
 */
const SHIFT = 1e-2
const KINK = 0.004

/** What the gradients of a backend are compared with. */
export type GradientReference = 'finite differences' | 'cpu'

/**
 * Returns one report per case: the largest error of an output or a gradient, relative to the largest value of its
 * tensor.
 */
export async function checkGradients(
  backend: Backend,
  cases: readonly GradientCase[],
  reference: GradientReference = 'finite differences',
): Promise<GradientReport[]> {
  return compareGradients(backend, cases, await expectedGradients(cases, reference))
}

/** What the outputs and gradients of each case should be. */
export async function expectedGradients(
  cases: readonly GradientCase[],
  reference: GradientReference = 'finite differences',
): Promise<readonly ExpectedGradients[]> {
  const expectedOf = reference === 'cpu' ? gradientsOnCpu : differences
  await openBackend('cpu')
  const expected: ExpectedGradients[] = []
  for (const [index, gradientCase] of cases.entries()) expected.push(await expectedOf(gradientCase, index))
  return expected
}

/** Returns one report per case, as `checkGradients` does. */
export async function compareGradients(
  backend: Backend,
  cases: readonly GradientCase[],
  expected: readonly ExpectedGradients[],
): Promise<GradientReport[]> {
  await openBackend(backend)
  const reports: GradientReport[] = []
  for (const [index, gradientCase] of cases.entries())
    reports.push(await compare(gradientCase, index, expected[index] as ExpectedGradients))
  return reports
}

interface Derivative {
  /** Index of the tensor, counting the inputs first, then the trainable weights. */
  readonly tensor: number
  readonly entry: number
  /** NaN if the entry is near a kink. */
  readonly value: number
}

interface Setup {
  readonly network: Network
  readonly inputs: readonly Float32Array[]
  readonly variables: readonly tf.Variable[]
  /** The weight of each output value in the weighted sum that is differentiated. */
  readonly outputWeights: readonly Float32Array[]
}

/**
 * Opens a network with random weights and inputs of both signs; the weights and inputs are the same on every backend.
 */
async function openSetup({ model, wholeBelow }: GradientCase, index: number): Promise<Setup> {
  const network = await openNetwork(model, 11)
  const random = rng(index, { kind: 'generate' })
  const draw = (size: number, next: (random: Rng) => number) => Float32Array.from({ length: size }, () => next(random))
  const variables = network.model.trainableWeights.map((weight) => weight.read() as tf.Variable)
  for (const variable of variables) {
    const values = draw(variable.size, (r) => 0.5 * r.normal())
    tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)))
  }
  const inputs = network.inputSizes.map((size) =>
    draw(ROWS * size, (r) => (wholeBelow ? r.below(wholeBelow) : r.normal())),
  )
  const outputWeights = network.outputSizes.map((size) => draw(ROWS * size, (r) => r.normal()))
  return { network, inputs, variables, outputWeights }
}

/** Returns the weighted sum of all outputs, in float64 so that finite differences of this sum keep their precision. */
function scalarOf({ network, outputWeights }: Setup, inputs: readonly Float32Array[]): number {
  const outputs = tf.tidy(() => network.forward(inputs, ROWS, 'train').map((output) => output.dataSync()))
  let sum = 0
  outputs.forEach((values, i) => {
    const counted = outputWeights[i] as Float32Array
    for (let k = 0; k < counted.length; k++) sum += (values[k] as number) * (counted[k] as number)
  })
  return sum
}

export interface ExpectedGradients {
  readonly outputs: readonly Float32Array[]
  readonly derivatives: readonly Derivative[]
}

/**
 * Estimates the derivative with respect to one entry; `at` evaluates the scalar with that entry shifted by the given
 * amount. NaN near a kink.
 */
export function centralDifference(at: (shift: number) => number): number {
  const wide = (at(SHIFT) - at(-SHIFT)) / (2 * SHIFT)
  const narrow = (at(SHIFT / 2) - at(-SHIFT / 2)) / SHIFT
  if (Math.abs(wide - narrow) > KINK * Math.max(0.1, Math.abs(wide))) return Number.NaN
  // Richardson extrapolation: halving the shift divides the error by four, so this combination cancels the leading
  // error.
  return (4 * narrow - wide) / 3
}

async function differences(gradientCase: GradientCase, index: number): Promise<ExpectedGradients> {
  const setup = await openSetup(gradientCase, index)
  const outputs = tf.tidy(() =>
    setup.network.forward(setup.inputs, ROWS, 'train').map((output) => output.dataSync().slice() as Float32Array),
  )
  const { network, variables } = setup
  const derivatives: Derivative[] = []
  const random = rng(index, { kind: 'split' })
  const entries = (size: number) =>
    size <= ENTRIES
      ? Array.from({ length: size }, (_, i) => i)
      : Array.from({ length: ENTRIES }, () => random.below(size))
  if (!gradientCase.wholeBelow) {
    setup.inputs.forEach((values, tensor) => {
      for (const entry of entries(values.length)) {
        const at = (shift: number) => {
          const moved = setup.inputs.map((other) => other.slice())
          const target = moved[tensor] as Float32Array
          target[entry] = (target[entry] as number) + shift
          return scalarOf(setup, moved)
        }
        derivatives.push({ tensor, entry, value: centralDifference(at) })
      }
    })
  }
  variables.forEach((variable, i) => {
    const values = variable.dataSync().slice() as Float32Array
    const assign = (actual: Float32Array) => tf.tidy(() => variable.assign(tf.tensor(actual, variable.shape)))
    for (const entry of entries(values.length)) {
      const at = (shift: number) => {
        const moved = values.slice()
        moved[entry] = (moved[entry] as number) + shift
        assign(moved)
        return scalarOf(setup, setup.inputs)
      }
      derivatives.push({ tensor: setup.inputs.length + i, entry, value: centralDifference(at) })
    }
    assign(values)
  })
  network.close()
  return { outputs, derivatives }
}

/** The shape of the only output, without the batch. */
function outputShape({ model }: Network): number[] {
  if (model.outputs.length > 1) throw new Error('a case has one output')
  return model.outputs[0]?.shape.slice(1) as number[]
}

interface Gradients {
  readonly outputs: readonly Float32Array[]
  /** By tensor, in the order of `Derivative.tensor`. Undefined for inputs that are integers. */
  readonly values: readonly (Float32Array | undefined)[]
}

/** The outputs and gradients on the current backend. */
async function gradientsOf(gradientCase: GradientCase, index: number): Promise<Gradients> {
  const { network, inputs, outputWeights, variables } = await openSetup(gradientCase, index)
  const shapes = network.model.inputs.map(({ shape }) => [ROWS, ...shape.slice(1)] as number[])
  const tensors = tf.tidy(() => {
    const given = inputs.map((values, i) => tf.tensor(values, shapes[i] as number[]))
    const from = gradientCase.wholeBelow ? [...variables] : [...given, ...variables]
    // The weights of the sum are its gradients with respect to the outputs, so a backend needs no kernels for the sum.
    const weights = tf.tensor(outputWeights[0] as Float32Array, [ROWS, ...outputShape(network)])
    const run = () =>
      network.model.apply(given.length === 1 ? (given[0] as tf.Tensor) : given, { training: true }) as tf.Tensor
    if (from.length === 0) return [run()]
    // A layer that returns its input has no operation on the tape, so an empty tape is allowed.
    const { value, grads } = tf.engine().gradients(run, from, weights, true)
    return [value, ...grads]
  })
  const [output, ...values] = (await Promise.all(tensors.map((tensor) => tensor.data()))) as Float32Array[]
  tf.dispose(tensors)
  network.close()
  return {
    outputs: [output as Float32Array],
    values: gradientCase.wholeBelow ? [...inputs.map(() => undefined), ...values] : values,
  }
}

async function gradientsOnCpu(gradientCase: GradientCase, index: number): Promise<ExpectedGradients> {
  const { outputs, values } = await gradientsOf(gradientCase, index)
  const derivatives = values.flatMap((tensorValues, tensor) =>
    [...(tensorValues ?? [])].map((value, entry) => ({ tensor, entry, value })),
  )
  return { outputs, derivatives }
}

/** Compares the outputs and gradients of this backend with those expected. */
async function compare(
  gradientCase: GradientCase,
  index: number,
  expected: ExpectedGradients,
): Promise<GradientReport> {
  const { derivatives } = expected
  const { outputs: actual, values } = await gradientsOf(gradientCase, index)

  let worst = Math.max(...expected.outputs.map((output, i) => maxDifference(actual[i] as Float32Array, output)))
  let checked = 0
  for (const { tensor, entry, value } of derivatives) {
    if (Number.isNaN(value)) continue
    const largest = derivatives.reduce(
      (most, other) => (other.tensor === tensor && Math.abs(other.value) > most ? Math.abs(other.value) : most),
      0.05,
    )
    const error = Math.abs((values[tensor]?.[entry] ?? Number.NaN) - value) / largest
    worst = Number.isNaN(error) ? Number.POSITIVE_INFINITY : Math.max(worst, error)
    checked++
  }
  return { name: gradientCase.name, worst, checked, entries: derivatives.length }
}

/** The largest difference between two arrays, relative to the largest expected value. */
function maxDifference(values: Float32Array, expected: Float32Array): number {
  let most = 0
  let largest = 0.05
  expected.forEach((value, i) => {
    const difference = Math.abs((values[i] ?? Number.NaN) - value)
    most = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(most, difference)
    largest = Math.max(largest, Math.abs(value))
  })
  return most / largest
}
