/** @file measureTiming: what each stage and each model takes on this device, of one request and in batches: what queues are simulated from. */
import { type Book, type Timing, versionName } from '../ops/record'
import { answerLive } from './serve-request'
import { rowReader } from './rows'
import type { Service } from './service'
import type { Version } from './versions'

/** Requests that warm everything up, and those that are measured. */
const WARM = 30
/** Of those that warm it up the last ones: they are as quick as what is measured. */
const WARMEST = 15
const MEASURED = 200
/** What is asked is repeated, at most so often, until it takes long enough for a clock that tells tenths of a millisecond. */
const [LEAST_MS, MOST_REPEATS] = [0.3, 32]
/** Each request is asked so often, and the shortest counts: what else this machine did meanwhile is no property of a model. */
const TRIES = 3
/** Rows of a batch that shows what each further one adds. */
const BATCH = 64
/** No measuring lasts longer, whatever a model takes. */
const MOST_MS = 800

/**
 * Measures a service that is open; what was measured before, as its book had it, stays. Without rows to ask about, inputs are all
 * missing.
 */
export async function measureTiming(service: Service, before?: Pick<Book, 'stages' | 'timing'>): Promise<Timing> {
  const { versions, spec } = service
  const models: Record<string, Timing['models'][string]> = { ...before?.timing.models }
  for (const version of versions) {
    if (!version || version.timedAs) continue
    const name = versionName(version.ref)
    models[name] ??= await measureModel(service, version)
  }
  const known = new Map(before?.stages.map((id, place) => [id, before.timing.stages[place] ?? 0]))
  const measured = spec.stages.every(({ id }) => known.has(id)) ? [] : await measureStages(service)
  const drawn = new Map(spec.stages.map(({ id }, place) => [id, measured[place] ?? 0]))
  return { stages: service.book().stages.map((id) => known.get(id) ?? drawn.get(id) ?? 0), models }
}

async function measureStages(service: Service): Promise<readonly number[]> {
  const { versions, spec } = service
  const first = versions.find((one) => one)
  const rows = first ? sampleOf(service, first, MEASURED) : []
  const times = spec.stages.map((): number[] => [])
  const until = performance.now() + MOST_MS
  for (let i = 0; i < WARM + rows.length && performance.now() < until; i++) {
    const came = { id: i, at: i, source: 'held-out', row: rows[i % rows.length], truth: Number.NaN } as const
    const { flight } = await answerLive(service, { ...came, since: performance.now() })
    if (i < WARM) continue
    for (const [place, ms] of flight.times.entries()) if (!Number.isNaN(ms)) times[place]?.push(ms)
  }
  // The measured requests leave nothing behind in caches and buckets.
  service.redraw(spec)
  // What a model takes is measured of its version.
  return times.map((all, place) => (spec.stages[place]?.class_name === 'Model' ? 0 : usual(all)))
}

async function measureModel(service: Service, version: Version): Promise<Timing['models'][string]> {
  const one: number[] = []
  const rows = sampleOf(service, version, MEASURED)
  const encoded = rows.map((row) => version.encode([row]))
  let warm = performance.now()
  const until = warm + MOST_MS
  let repeats = 1
  for (let i = -WARM; i < MEASURED && (performance.now() < until || one.length < 5); i++) {
    if (i === -WARMEST) warm = performance.now()
    if (i === 0) repeats = repeatsOf((performance.now() - warm) / (WARMEST * TRIES))
    let shortest = Number.POSITIVE_INFINITY
    for (let tries = 0; tries < TRIES; tries++) {
      const began = performance.now()
      for (let n = 0; n < repeats; n++) await version.predict(encoded[Math.abs(i) % encoded.length] ?? [], 1)
      shortest = Math.min(shortest, (performance.now() - began) / repeats)
    }
    if (i >= 0 || performance.now() > until) one.push(shortest)
  }
  one.sort((a, b) => a - b)
  const whole = version.encode(Array.from({ length: BATCH }, (_, i) => rows[i % rows.length] ?? {}))
  const batches: number[] = []
  for (let i = 0; i < 12 && (performance.now() < until || batches.length < 2); i++) {
    const began = performance.now()
    await version.predict(whole, BATCH)
    batches.push(performance.now() - began)
  }
  const more = Math.max(0, (median(batches) - median(one)) / (BATCH - 1))
  return { one, more, cold: version.coldMs }
}

/** Rows as they would come; where there are none, one with nothing in it. */
function sampleOf({ rows }: Service, version: Version, count: number) {
  const empty = Object.fromEntries(
    version.columns.map(({ name, window }) => [name, window ? new Array<null>(window).fill(null) : null]),
  )
  if (!rows || rows.heldOut.length === 0) return [empty]
  const read = rowReader(rows.dataset, version.pipeline)
  const step = Math.max(1, Math.floor(rows.heldOut.length / count))
  return Array.from({ length: Math.min(count, rows.heldOut.length) }, (_, i) => read(rows.heldOut[i * step] as number))
}

/** How often something that takes so long is done in a row so that a clock of coarse steps tells it. */
export function repeatsOf(ms: number): number {
  return Math.min(MOST_REPEATS, Math.max(1, Math.ceil(LEAST_MS / Math.max(ms, 1e-3))))
}

/** The middle one; of what is shorter than the clock's steps the mean, which many requests tell though no single one does. */
export function usual(values: readonly number[]): number {
  return median(values) || values.reduce((sum, ms) => sum + ms, 0) / Math.max(1, values.length)
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}
