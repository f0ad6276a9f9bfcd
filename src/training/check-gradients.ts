/**
 * @file checkGradients: a backend's gradients against central finite differences, which are taken on the CPU backend in
 * JavaScript. For tests in Node and, for the backends only a browser has, through the worker.
 */
import { rng, type Rng } from '../base/rng'
import type { KerasModel } from '../catalog/lowered'
import type { Backend } from '../protocol/backend'
import type { GradientReport } from '../protocol/trainer-messages'
import { openBackend } from './backends/open'
import { type Network, openNetwork } from './network'
import { tf } from './tf'

export interface GradientCase {
  readonly name: string
  readonly model: KerasModel
  /** Inputs are whole numbers below this; otherwise normal numbers of both signs. */
  readonly wholeBelow?: number
}

/** Samples a batch. */
const ROWS = 3
/** Entries of each tensor that are shifted to take a difference. */
const ENTRIES = 14
/** The shift; differences at this and at half of it must agree, or the entry sits on a kink of the function. */
const SHIFT = 1e-2
const KINK = 0.004

/** One report a case: the largest error of an output or a gradient, relative to the largest number of its tensor. */
export async function checkGradients(backend: Backend, cases: readonly GradientCase[]): Promise<GradientReport[]> {
  const reports: GradientReport[] = []
  for (const [index, one] of cases.entries()) {
    await openBackend('cpu')
    const oracle = await differences(one, index)
    await openBackend(backend)
    reports.push(await compare(one, index, oracle))
  }
  return reports
}

interface Slope {
  /** Which tensor: the inputs first, then the trainable weights. */
  readonly tensor: number
  readonly entry: number
  /** NaN on a kink. */
  readonly value: number
}

interface Scene {
  readonly network: Network
  readonly inputs: readonly Float32Array[]
  readonly variables: readonly tf.Variable[]
  /** What each output number counts in the scalar that is differentiated. */
  readonly counts: readonly Float32Array[]
}

/** A network whose weights and inputs are random, of both signs, and the same on every backend. */
async function scene({ model, wholeBelow }: GradientCase, index: number): Promise<Scene> {
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
  const counts = network.outputSizes.map((size) => draw(ROWS * size, (r) => r.normal()))
  return { network, inputs, variables, counts }
}

/** sum of counts times outputs, in float64 so that differences of it keep their digits. */
function scalarOf({ network, counts }: Scene, inputs: readonly Float32Array[]): number {
  const outputs = tf.tidy(() => network.forward(inputs, ROWS, 'train').map((output) => output.dataSync()))
  let sum = 0
  outputs.forEach((values, i) => {
    const counted = counts[i] as Float32Array
    for (let k = 0; k < counted.length; k++) sum += (values[k] as number) * (counted[k] as number)
  })
  return sum
}

interface Oracle {
  readonly outputs: readonly Float32Array[]
  readonly slopes: readonly Slope[]
}

async function differences(one: GradientCase, index: number): Promise<Oracle> {
  const here = await scene(one, index)
  const outputs = tf.tidy(() =>
    here.network.forward(here.inputs, ROWS, 'train').map((output) => output.dataSync().slice() as Float32Array),
  )
  const { network, variables } = here
  const slopes: Slope[] = []
  const random = rng(index, { kind: 'split' })
  const entries = (size: number) =>
    size <= ENTRIES
      ? Array.from({ length: size }, (_, i) => i)
      : Array.from({ length: ENTRIES }, () => random.below(size))
  /** The slope along one entry, which `at` evaluates with the entry shifted. */
  const slope = (at: (shift: number) => number): number => {
    const wide = (at(SHIFT) - at(-SHIFT)) / (2 * SHIFT)
    const narrow = (at(SHIFT / 2) - at(-SHIFT / 2)) / SHIFT
    if (Math.abs(wide - narrow) > KINK * Math.max(0.1, Math.abs(wide))) return Number.NaN
    // Richardson: the error of the two falls by four, so this combination has none of that order.
    return (4 * narrow - wide) / 3
  }
  if (!one.wholeBelow) {
    here.inputs.forEach((values, tensor) => {
      for (const entry of entries(values.length)) {
        const at = (shift: number) => {
          const moved = here.inputs.map((other) => other.slice())
          const target = moved[tensor] as Float32Array
          target[entry] = (target[entry] as number) + shift
          return scalarOf(here, moved)
        }
        slopes.push({ tensor, entry, value: slope(at) })
      }
    })
  }
  variables.forEach((variable, i) => {
    const values = variable.dataSync().slice() as Float32Array
    const put = (given: Float32Array) => tf.tidy(() => variable.assign(tf.tensor(given, variable.shape)))
    for (const entry of entries(values.length)) {
      const at = (shift: number) => {
        const moved = values.slice()
        moved[entry] = (moved[entry] as number) + shift
        put(moved)
        return scalarOf(here, here.inputs)
      }
      slopes.push({ tensor: here.inputs.length + i, entry, value: slope(at) })
    }
    put(values)
  })
  network.close()
  return { outputs, slopes }
}

/** The outputs and gradients of this backend, held against the oracle's. */
async function compare(one: GradientCase, index: number, oracle: Oracle): Promise<GradientReport> {
  const { slopes } = oracle
  const here = await scene(one, index)
  const { network, counts, variables } = here
  const shapes = network.model.inputs.map(({ shape }) => [ROWS, ...shape.slice(1)] as number[])
  const outputs = tf.tidy(() => network.forward(here.inputs, ROWS, 'train'))
  const given = await Promise.all(outputs.map((output) => output.data()))
  tf.dispose(outputs)
  const gradients = tf.tidy(() => {
    const inputs = here.inputs.map((values, i) => tf.tensor(values, shapes[i] as number[]))
    const total = (given: tf.Tensor[]): tf.Scalar => {
      const said = network.model.apply(given.length === 1 ? (given[0] as tf.Tensor) : given, { training: true })
      const outputs = (Array.isArray(said) ? said : [said]) as tf.Tensor[]
      const parts = outputs.map((output, i) =>
        tf.sum(tf.mul(output, tf.tensor(counts[i] as Float32Array, output.shape))),
      )
      return tf.addN(parts) as tf.Scalar
    }
    const ofInputs = one.wholeBelow
      ? inputs.map((x) => tf.zerosLike(x))
      : tf.grads((...x: tf.Tensor[]) => total(x))(inputs)
    const { grads } = variables.length > 0 ? tf.variableGrads(() => total(inputs), [...variables]) : { grads: {} }
    return [...ofInputs, ...variables.map(({ name }) => (grads as Record<string, tf.Tensor>)[name] as tf.Tensor)]
  })
  const values = await Promise.all(gradients.map((gradient) => gradient.data()))
  tf.dispose(gradients)
  network.close()

  let worst = Math.max(...oracle.outputs.map((expected, i) => farthest(given[i] as Float32Array, expected)))
  let checked = 0
  for (const { tensor, entry, value } of slopes) {
    if (Number.isNaN(value)) continue
    const largest = slopes.reduce(
      (most, other) => (other.tensor === tensor && Math.abs(other.value) > most ? Math.abs(other.value) : most),
      0.05,
    )
    const error = Math.abs((values[tensor]?.[entry] ?? Number.NaN) - value) / largest
    worst = Number.isNaN(error) ? Number.POSITIVE_INFINITY : Math.max(worst, error)
    checked++
  }
  return { name: one.name, worst, checked, entries: slopes.length }
}

/** The largest difference of two arrays, relative to the largest number. */
function farthest(values: Float32Array, expected: Float32Array): number {
  let most = 0
  let largest = 0.05
  expected.forEach((value, i) => {
    const difference = Math.abs((values[i] ?? Number.NaN) - value)
    most = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(most, difference)
    largest = Math.max(largest, Math.abs(value))
  })
  return most / largest
}
