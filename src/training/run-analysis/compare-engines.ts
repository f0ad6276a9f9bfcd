/** @file parity: runs one batch on two engines and compares the results layer by layer, to find where they differ. */
import type { TrainingJob } from '../../data/training-job'
import type { ParityReport } from '../../protocol/trainer-messages'
import type { BatchInspection, TrainStep } from '../train-step'

/**
 * Compares the layer outputs and gradients of two engines for one batch, using the first engine's weights. Overwrites
 * the second engine's weights.
 */
export async function parity(engines: readonly [TrainStep, TrainStep], job: TrainingJob): Promise<ParityReport> {
  const [first, second] = engines
  second.restore(await first.snapshot())
  const rows = job.split.train.slice(0, job.batchSize)
  const a = await first.inspect(rows, 0)
  const b = await second.inspect(rows, 0)
  const layers = new Set([...a.results, ...a.gradients].map(({ layer }) => layer))
  const compared = [...layers].map((layer) => ({
    layer,
    result: worst(layer, a.results, b.results),
    gradient: worst(layer, a.gradients, b.gradients),
  }))
  const largestDifference = ({ result, gradient }: { result: number; gradient: number }) => Math.max(result, gradient)
  return {
    engines: [`${first.name} (${first.device})`, `${second.name} (${second.device})`],
    lossDifference: Math.abs(a.loss - b.loss) / Math.max(Math.abs(a.loss), 1e-3),
    layers: compared.sort((x, y) => largestDifference(y) - largestDifference(x)),
  }
}

type Named = BatchInspection['results'][number] | BatchInspection['gradients'][number]

/**
 * Returns the largest difference over all tensors of a layer, each relative to the tensor's largest value; 0 if either
 * engine does not report the layer.
 */
function worst(layer: string, given: readonly Named[], expected: readonly Named[]): number {
  const [a, b] = [given, expected].map((all) => all.filter((one) => one.layer === layer))
  let most = 0
  for (const [i, { values }] of (a ?? []).entries()) {
    const other = b?.[i]?.values
    if (!other || other.length !== values.length) continue
    most = Math.max(most, distance(values, other))
  }
  return most
}

function distance(a: Float32Array, b: Float32Array): number {
  let largest = 1e-6
  let difference = 0
  for (let i = 0; i < a.length; i++) {
    largest = Math.max(largest, Math.abs(b[i] as number))
    difference = Math.max(difference, Math.abs((a[i] as number) - (b[i] as number)))
  }
  return difference / largest
}
