/**
 * @file predictRows: computes the monitored features of dataset rows and each version's predictions for them, without
 * requests or log entries.
 */
import { refuse } from '../messages/message'
import type { RowsRequest } from '../protocol/serving-messages'
import { rowReader, groundTruthReader } from './request-rows'
import type { Service } from './open-service'
import { scaleTemperature } from './stages/calibrate'

/** Throws a Refusal if the service has no rows. */
export async function predictRows(service: Service, rows: Uint32Array, of: 'inputs' | 'answers'): Promise<RowsRequest> {
  const { rows: from, versions, width, spec, kind } = service
  const first = versions.find((one) => one)
  if (!from || !first) return refuse('service-no-rows', {})
  const readRow = rowReader(from.dataset, first.pipeline)
  const truthOf = groundTruthReader(first.pipeline, from.dataset, service.output.classes)
  const raw = Array.from(rows, readRow)
  const size = service.book().features?.length ?? 0
  const features = new Float32Array(rows.length * size)
  raw.forEach((row, i) => {
    features.set(service.monitoredFeatures(row), i * size)
  })
  const groundTruth = Float32Array.from(rows, truthOf)
  if (of === 'inputs') return { features, truth: groundTruth, answers: [] }
  const inputs = raw.map((row) => service.validate(row))
  const temperatures = spec.stages.flatMap((one) => (one.class_name === 'Calibrate' ? [one.config.temperature] : []))
  const answers: RowsRequest['answers'][number][] = []
  for (const [at, version] of versions.entries()) {
    // The bad versions of a scenario and versions that were not reloaded have no predictions.
    if (!version || version.derivedFrom) continue
    const outputs = new Float32Array(rows.length * width).fill(Number.NaN)
    const readable = inputs.flatMap(({ clean }, i) => (clean[at] ? [i] : []))
    const encoded = version.encode(
      readable.map((i) => inputs[i]?.clean[at] ?? {}),
      readable.map((i) => rows[i] as number),
    )
    const predictions = readable.length > 0 ? await version.predict(encoded, readable.length) : []
    predictions.forEach((one, k) => {
      const calibrated = kind === 'classes' ? temperatures.reduce(scaleTemperature, one) : one
      outputs.set(calibrated, (readable[k] as number) * width)
    })
    answers.push({ version: version.ref, outputs })
  }
  return { features, truth: groundTruth, answers }
}
