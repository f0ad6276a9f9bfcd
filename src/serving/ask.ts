/** @file Ask: what rows of the set are to a service: what is watched of them, and what each version says, without a request. */
import { refuse } from '../messages/message'
import type { AskedRows } from '../protocol/serving-messages'
import { rowReader, truthReader } from './rows'
import type { Service } from './service'
import { tempered } from './stages/calibrate'

/** Refuses where the service has no rows. */
export async function askRows(service: Service, rows: Uint32Array, of: 'inputs' | 'answers'): Promise<AskedRows> {
  const { rows: from, versions, width, spec, kind } = service
  const first = versions.find((one) => one)
  if (!from || !first) return refuse('service-no-rows', {})
  const read = rowReader(from.dataset, first.pipeline)
  const truthOf = truthReader(first.pipeline, from.dataset, service.answers.classes)
  const raw = Array.from(rows, read)
  const size = service.book().features?.length ?? 0
  const features = new Float32Array(rows.length * size)
  raw.forEach((row, i) => {
    features.set(service.watched(row), i * size)
  })
  const truth = Float32Array.from(rows, truthOf)
  if (of === 'inputs') return { features, truth, answers: [] }
  const inputs = raw.map((row) => service.input(row))
  const temperatures = spec.stages.flatMap((one) => (one.class_name === 'Calibrate' ? [one.config.temperature] : []))
  const answers: AskedRows['answers'][number][] = []
  for (const [at, version] of versions.entries()) {
    // Not of those that stand for a mishap, and not of those that did not come again.
    if (!version || version.timedAs) continue
    const outputs = new Float32Array(rows.length * width).fill(Number.NaN)
    const readable = inputs.flatMap(({ clean }, i) => (clean[at] ? [i] : []))
    const encoded = version.encode(
      readable.map((i) => inputs[i]?.clean[at] ?? {}),
      readable.map((i) => rows[i] as number),
    )
    const said = readable.length > 0 ? await version.predict(encoded, readable.length) : []
    said.forEach((one, k) => {
      const told = kind === 'classes' ? temperatures.reduce(tempered, one) : one
      outputs.set(told, (readable[k] as number) * width)
    })
    answers.push({ version: version.ref, outputs })
  }
  return { features, truth, answers }
}
