/**
 * @file measureTiming: measures the time of each stage and model on this device, for single requests and for batches;
 * the simulation of queues is based on these times.
 */
import { type LogDictionary, type Timing, versionName } from '../ops/log-entry'
import type { Version } from './model-versions'
import type { Service } from './open-service'
import { rowReader } from './request-rows'
import { serveRequest } from './serve-request'

/** Number of requests that warm up the code before measuring. */
const WARM = 30
/** Number of warm-up requests at the end that are already as fast as the measured ones. */
const WARMEST = 15
const MEASURED = 200
/** A prediction is repeated, up to this maximum, until it takes long enough for a clock that ticks every 0.1 ms. */
const [MIN_MS, MAX_REPEATS] = [0.3, 32]
/**
 * Number of times that each request is measured; the shortest time counts, because delays caused by other load on the
 * machine are not part of the model's time.
 */
const TRIES = 3
/** Number of rows in the batch that is used to measure how much time each additional row adds. */
const BATCH = 64
/** Maximum duration of one measurement in milliseconds. */
const MAX_MS = 800

/**
 * Measures the stages and models of an open service that `before` does not contain. If the service has no rows, it
 * measures with an input whose values are all missing.
 */
export async function measureTiming(
  service: Service,
  before?: Pick<LogDictionary, 'stages' | 'timing'>,
): Promise<Timing> {
  const { versions, spec } = service
  const models: Record<string, Timing['models'][string]> = { ...before?.timing.models }
  for (const version of versions) {
    if (!version || version.derivedFrom) continue
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
  const until = performance.now() + MAX_MS
  for (let i = 0; i < WARM + rows.length && performance.now() < until; i++) {
    const request = { id: i, at: i, source: 'held-out', row: rows[i % rows.length], groundTruth: Number.NaN } as const
    const { run } = await serveRequest(service, { ...request, sentAt: performance.now() })
    if (i < WARM) continue
    for (const [place, ms] of run.stageTimes.entries()) if (!Number.isNaN(ms)) times[place]?.push(ms)
  }
  // Clears what the measured requests have left in caches and rate limiters.
  service.setSpec(spec)
  // The time of a model stage is set to 0 here, because models are measured separately for each version.
  return times.map((all, place) => (spec.stages[place]?.class_name === 'Model' ? 0 : typicalMs(all)))
}

async function measureModel(service: Service, version: Version): Promise<Timing['models'][string]> {
  const one: number[] = []
  const rows = sampleOf(service, version, MEASURED)
  const encoded = rows.map((row) => version.encode([row]))
  let warm = performance.now()
  const until = warm + MAX_MS
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
    // Other load may have slowed down only the warm-up: then there are too few repeats for the clock.
    const isCoarse = i >= 0 && shortest * repeats < MIN_MS / 2 && repeats < MAX_REPEATS
    if (isCoarse && performance.now() < until) {
      repeats = Math.min(MAX_REPEATS, 2 * repeats)
      one.length = 0
      continue
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

/** Returns held-out rows as sample requests; if none fit, a single row of missing values. */
function sampleOf({ rows }: Service, version: Version, count: number) {
  const empty = Object.fromEntries(
    version.columns.map(({ name, window }) => [name, window ? new Array<null>(window).fill(null) : null]),
  )
  if (!rows || rows.heldOut.length === 0 || !version.fits) return [empty]
  const readRow = rowReader(rows.dataset, version.pipeline)
  const step = Math.max(1, Math.floor(rows.heldOut.length / count))
  return Array.from({ length: Math.min(count, rows.heldOut.length) }, (_, i) =>
    readRow(rows.heldOut[i * step] as number),
  )
}

/** Returns how many times an operation of this duration must be repeated so that a coarse clock can measure it. */
export function repeatsOf(ms: number): number {
  return Math.min(MAX_REPEATS, Math.max(1, Math.ceil(MIN_MS / Math.max(ms, 1e-3))))
}

/**
 * Returns the median, or the mean if the median is below the clock's resolution, because the sum over many requests is
 * still measurable.
 */
export function typicalMs(values: readonly number[]): number {
  return median(values) || values.reduce((sum, ms) => sum + ms, 0) / Math.max(1, values.length)
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}
