/** @file Scores of an input guard, for any network that predicts and has the outputs of its layers. */
import { scoresAt } from './decode-outputs'
import { distanceOf, type InputGuard, l1, type SqueezedPixels, squeezed } from './input-guard'
import { isImage } from './input-ranges'
import type { FittedOutput, Pipeline } from './pipeline'

/** Encoded inputs, one flat array for each input of the network. */
type Inputs = Float32Array<ArrayBuffer>[]

/** A network with a guard of one of its outputs. */
export interface GuardedNetwork {
  readonly guard: InputGuard
  readonly pipeline: Pipeline
  /** The index of the output. */
  readonly output: number
  predict(inputs: Inputs, count: number): Promise<readonly Float32Array[]>
  /** The output of a layer, by its generated name, for each row. */
  layer(inputs: Inputs, count: number, name: string): Promise<Float32Array>
  /** The values of black and white for each value of an input; undefined if there are none. */
  range(input: number): Promise<SqueezedPixels['range'] | undefined>
}

/** The score of each encoded row; a higher one is more unusual. */
export async function guardScoresOf(network: GuardedNetwork, inputs: Inputs, count: number): Promise<Float64Array> {
  const { guard } = network
  if (guard.method === 'mahalanobis') {
    const values = await network.layer(inputs, count, guard.layer)
    return Float64Array.from({ length: count }, (_, i) => distanceOf(guard, rowAt(values, count, i)).score)
  }
  const { own, others } = await squeezedProbabilities(network, guard.bits, inputs, count)
  return Float64Array.from(own, (row, i) =>
    Math.max(...others.map(({ rows }) => l1(row, rows[i] as readonly number[]))),
  )
}

/** The probabilities of each row, and those after each way of squeezing it, with the inputs that these are of. */
export async function squeezedProbabilities(network: GuardedNetwork, bits: number, inputs: Inputs, count: number) {
  const { pipeline } = network
  const plain = withoutDecision(pipeline.outputs[network.output])
  const place = pipeline.inputs.findIndex(isImage)
  const input = pipeline.inputs[place]
  const range = input && (await network.range(place))
  if (plain?.kind !== 'classes' || !input || !range) throw new Error('no pixels to squeeze') // not text: our mistake
  const probabilities = async (of: Inputs) => {
    const raw = (await network.predict(of, count))[network.output] as Float32Array
    const rows = Array.from({ length: count }, (_, i) => scoresAt(plain, raw, i, raw.length / count))
    return { rows, width: raw.length / count }
  }
  const { rows: own, width } = await probabilities(inputs)
  const others = []
  for (const values of squeezed(inputs[place] as Float32Array, { range, shape: input.shape }, bits)) {
    const changed = inputs.map((one, k) => (k === place ? values : one))
    others.push({ inputs: changed, rows: (await probabilities(changed)).rows })
  }
  return { own, others, width }
}

/** One row of values, [rows, values]. */
export function rowAt(values: Float32Array, count: number, i: number): Float32Array {
  const width = values.length / count
  return values.subarray(i * width, (i + 1) * width)
}

/** The guard was fitted to the probabilities of the network itself. */
function withoutDecision(output: FittedOutput | undefined): FittedOutput | undefined {
  if (output?.kind !== 'classes') return output
  const { calibration: _, decision: __, ...plain } = output
  return plain
}
