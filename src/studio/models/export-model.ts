/**
 * @file Exporting a model: verifies an artifact on held-out samples before it is offered, and reads the code of
 * serve.mjs, which is deployed next to the app.
 */
import '../../messages/en/files'
import { rng } from '../../base/rng'
import { encodeRows } from '../../data/encode-rows'
import { loadSplitStrategies } from '../../data/load-split-strategies'
import { createMonitor } from '../../data/monitoring/monitored-features'
import { loadPagedRows } from '../../data/paged-columns'
import { sizeOf } from '../../data/pipeline'
import { makeSplit } from '../../data/split'
import { finalForm } from '../../data/transforms/step-chain'
import { Refusal, refuse } from '../../messages/message'
import { inputReferences, type ReferenceFile, toReferenceFile } from '../../ops/drift/references'
import { rowReader } from '../../serving/request-rows'
import type { Golden } from '../../storage/model-artifact/write'
import type { ModelRecord } from '../../storage/records'
import type { AppContext } from '../context'
import { mayHaveSeenRows } from './evaluated-split'
import '../../messages/en/url'

/** Number of samples that are compared and included in the artifact. */
const SAMPLES = 32

/**
 * The bytes of a verified artifact, with server code if given. Refuses if predictions after reading it back differ by
 * more than 1e-5.
 */
export async function verify(
  studio: AppContext,
  record: ModelRecord,
  server?: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const { writeArtifact } = await import('../../storage/model-artifact/write')
  const { readArtifact } = await import('../../storage/model-artifact/read')
  const { inputs, count, from } = await samplesFor(studio, record)
  const reference = record.reference ?? (await referenceFor(studio, record))
  const whole = { ...record, ...(reference && { reference }) }
  const backend = record.run?.chosen?.backend ?? studio.store.getState().machine.choice
  const name = `${record.name}@${record.version}`
  const outputs = await studio.predictor.predict(`${name}:${record.hash}`, record, inputs, count)
  const golden = { inputs, outputs, count, from, backend }

  const read = readArtifact(writeArtifact(whole, { ...golden, largestDifference: 0 }))
  if (!read.ok) throw new Refusal(read.error)
  const again = await studio.predictor.predict(`${name}:reloaded`, read.value, inputs, count)
  const largestDifference = largest(outputs, again)
  if (!(largestDifference <= 1e-5)) return refuse('artifact-differs', { difference: largestDifference })
  return writeArtifact(whole, { ...golden, largestDifference }, server)
}

/** Maximum number of training rows for the reference; more rows are sampled at even intervals. */
const MOST_REFERENCE = 5000

/** The reference distribution of the model's training rows; undefined if the data is unavailable. */
async function referenceFor(
  studio: AppContext,
  { content, pipeline }: ModelRecord,
): Promise<ReferenceFile | undefined> {
  try {
    const { dataset, split } = await studio.data.of(content)
    const { train } = split
    const step = Math.max(1, train.length / MOST_REFERENCE)
    const rows = Uint32Array.from(
      { length: Math.floor(train.length / step) },
      (_, i) => train[Math.floor(i * step)] as number,
    )
    const here = await loadPagedRows(dataset, rows)
    const [watch, read] = [createMonitor(pipeline), rowReader(here, pipeline)]
    const table = Float32Array.from(Array.from(rows, (row) => [...watch.read(read(row))]).flat())
    return toReferenceFile(inputReferences(watch.features, table))
  } catch {
    // The dataset is gone or too large for this device, so the artifact has no reference.
    return undefined
  }
}

/** Rows the model was not trained on; seeded noise of the right shape if the data is unavailable. */
async function samplesFor(studio: AppContext, record: ModelRecord): Promise<Pick<Golden, 'inputs' | 'count' | 'from'>> {
  const { data: pick, plan } = record.content
  try {
    const dataset = await studio.data.load(pick)
    await loadSplitStrategies(plan.split)
    const split = makeSplit(dataset, plan.split, plan.seed, plan.target ?? dataset.schema.target)
    const rows = (split.test.length > 0 ? split.test : split.validation).slice(0, SAMPLES)
    if (rows.length > 0) {
      const here = await loadPagedRows(dataset, rows)
      const inputs = record.pipeline.inputs.map((input) => encodeRows(input, here, rows))
      return { inputs, count: rows.length, from: mayHaveSeenRows(record) ? 'dataset' : 'held-out' }
    }
  } catch {
    // Noise reveals changed weights as reliably as data does.
  }
  const random = rng(0, { kind: 'generate' })
  const inputs = record.pipeline.inputs.map((input) => {
    const ids = input.kind === 'columns' ? input.columns.map(finalForm).find(({ type }) => type === 'ids') : undefined
    const draw = () => (ids ? random.below(ids.count ?? 1) : random.uniform())
    return Float32Array.from({ length: sizeOf(input) * SAMPLES }, draw)
  })
  return { inputs, count: SAMPLES, from: 'random' }
}

function largest(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  let most = 0
  a.forEach((values, head) => {
    values.forEach((value, i) => {
      const difference = Math.abs(value - (b[head]?.[i] ?? Number.NaN))
      if (!(difference <= most)) most = difference
    })
  })
  return most
}

/** The server code. Refuses if it is unavailable, or if the model has a layer it does not support. */
export async function serverFor({ name, version, model }: ModelRecord): Promise<string> {
  const { toPredictProgram } = await import('../../serving/predict-program')
  try {
    toPredictProgram(model, 1)
  } catch (error) {
    return refuse('server-lacks', { name, version, why: error instanceof Error ? error.message : String(error) })
  }
  const answer = await fetch(new URL('serve.mjs', document.baseURI)).catch(() => undefined)
  const code = answer?.ok ? await answer.text() : '<'
  // Some hosts answer a request for a missing file with the app's HTML page.
  return code.trimStart().startsWith('<') ? refuse('server-absent', {}) : code
}
