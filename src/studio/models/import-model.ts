/** @file Importing a model: reads its file in a worker, and predicts its golden samples again before it is saved. */
import '../../messages/en/files'
import { Refusal, refuse } from '../../messages/message'
import type { ReadArtifact } from '../../storage/model-artifact/read'
import type { AppContext } from '../context'

/**
 * Maximum difference of a prediction, relative to values above 1. Engines of other devices differ by less than a tenth
 * of it.
 */
const TOLERANCE = 1e-3

/** The model of an artifact. Refuses if it does not predict the outputs that the artifact lists for its golden samples. */
export async function readVerified(studio: AppContext, bytes: Uint8Array): Promise<Omit<ReadArtifact, 'golden'>> {
  const { golden, ...record } = await readModel(bytes)
  const key = `${record.name}:imported:${record.hash}`
  const outputs = await studio.predictor.predict(key, record, golden.inputs, golden.count)
  let largest = 0
  golden.outputs.forEach((expected, head) => {
    expected.forEach((value, i) => {
      const difference = Math.abs(value - (outputs[head]?.[i] ?? Number.NaN)) / Math.max(1, Math.abs(value))
      if (!(difference <= largest)) largest = difference
    })
  })
  return largest <= TOLERANCE ? record : refuse('artifact-replay', { difference: largest })
}

/** Tests in Node have no workers, so they read the file directly. */
async function readModel(bytes: Uint8Array): Promise<ReadArtifact> {
  if (typeof Worker === 'function') {
    const { readModelFile } = await import('../../protocol/export-client')
    return (await readModelFile(bytes)) as ReadArtifact
  }
  const { readArtifact } = await import('../../storage/model-artifact/read')
  const read = readArtifact(bytes)
  return read.ok ? read.value : Promise.reject(new Refusal(read.error))
}
