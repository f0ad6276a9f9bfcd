/** @file stageLive: the recent traffic of each stage and wire, from the latest requests: rate, latency, and the share that ended there. */
import { oldest, type Ring, watchedPlaceOf } from '../../../../ops/log/request-buffer'
import { STATUSES, type Status } from '../../../../ops/record'
import { MINUTE } from '../../../../ops/scenario/scenario'
import { nearestRank } from '../../../../metrics/quantile'

export interface StageLive {
  /** Requests per simulated minute. */
  readonly perMinute: number
  /** Milliseconds in the stage. */
  readonly p95: number
  /** The share of its requests that ended here: a cache hit, an abstention, a rejection. */
  readonly ended: number
}

/** The traffic of a wire. */
export interface WireLive {
  /** Requests per simulated minute. */
  readonly perMinute: number
  /** The share of the requests of the stage where the wire starts. */
  readonly share: number
}

/** The last `span` simulated ms before `at`. */
interface Lately {
  readonly at: number
  readonly span: number
}

/** The most requests that are counted, newest first; more would not improve a rate. */
const MOST = 3000

/** The kinds of stages that can cause each outcome. */
const ENDS: Readonly<Partial<Record<Status, readonly string[]>>> = {
  invalid: ['validate', 'model'],
  limited: ['rateLimit'],
  unready: ['model'],
  failed: ['model'],
  abstained: ['abstain'],
  fallback: ['fallback'],
}

/** By index in the stages of the book. `kinds` are the kinds of their nodes. */
export function stageLive(
  ring: Ring,
  kinds: readonly (string | undefined)[],
  lately: Lately,
): readonly (StageLive | undefined)[] {
  const { columns, widths } = ring
  const passed = kinds.map(() => 0)
  const ended = kinds.map(() => 0)
  const times: number[][] = kinds.map(() => [])
  const { places, minutes } = placesOf(ring, lately)
  for (const place of places) {
    let end = -1
    const status = STATUSES[columns.status[place] as number]
    const ends = columns.cached[place] === 1 ? ['cache'] : ((status && ENDS[status]) ?? [])
    for (const [stage, kind] of kinds.entries()) {
      // A stage that is new in the book has no column before its first request.
      const ms = stage < widths.stages ? columns.times[place * widths.stages + stage] : undefined
      if (ms === undefined || Number.isNaN(ms)) continue
      passed[stage] = (passed[stage] as number) + 1
      times[stage]?.push(ms)
      if (end < 0 && kind !== undefined && ends.includes(kind)) end = stage
    }
    if (end >= 0) ended[end] = (ended[end] as number) + 1
  }
  return kinds.map((_, stage) => {
    const n = passed[stage] as number
    if (n === 0) return undefined
    return {
      perMinute: n / minutes,
      p95: nearestRank(Float64Array.from(times[stage] as number[]).sort(), 0.95),
      ended: (ended[stage] as number) / n,
    }
  })
}

/**
 * By wire, given as two indices in the stages of the book. A request that passed both ends of a wire passed the wire, because a stage sends
 * a request to all following stages or, for a split, to one of them.
 */
export function wiresLive(
  ring: Ring,
  wires: readonly (readonly [from: number, to: number])[],
  lately: Lately,
): readonly (WireLive | undefined)[] {
  const { columns, widths } = ring
  const { places, minutes } = placesOf(ring, lately)
  const passed = (place: number, stage: number) =>
    stage < widths.stages && !Number.isNaN(columns.times[place * widths.stages + stage])
  return wires.map(([from, to]) => {
    const came = places.filter((place) => passed(place, from))
    if (came.length === 0) return undefined
    const along = came.filter((place) => passed(place, to)).length
    return { perMinute: along / minutes, share: along / came.length }
  })
}

/** The places of the latest requests in the ring, and the simulated minutes in which they arrived. */
function placesOf(ring: Ring, { at, span }: Lately): { readonly places: readonly number[]; readonly minutes: number } {
  const places: number[] = []
  let since = at - span
  for (let id = ring.next - 1; id >= oldest(ring); id--) {
    const place = watchedPlaceOf(ring, id)
    if (place < 0) continue
    const came = ring.columns.at[place] as number
    // Part of a batch that is only half read.
    if (came > at) continue
    if (came < at - span) break
    if (places.length === MOST) {
      since = came
      break
    }
    places.push(place)
  }
  return { places, minutes: Math.max(1e-9, (at - since) / MINUTE) }
}
