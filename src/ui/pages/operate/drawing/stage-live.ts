/** @file stageLive: what passed each stage and each wire lately, how long it took there and what ended there, out of the latest requests. */
import { oldest, type Ring, watchedPlaceOf } from '../../../../ops/log/request-buffer'
import { STATUSES, type Status } from '../../../../ops/record'
import { MINUTE } from '../../../../ops/scenario/scenario'
import { nearestRank } from '../../../../metrics/quantile'

export interface StageLive {
  /** A virtual minute. */
  readonly perMinute: number
  /** Milliseconds in the stage. */
  readonly p95: number
  /** The share of what passed that got its answer, or none, here: a hit, an abstention, a refusal. */
  readonly ended: number
}

/** What passed along a wire. */
export interface WireLive {
  /** A virtual minute. */
  readonly perMinute: number
  /** Of what passed the stage that it comes from. */
  readonly share: number
}

/** The last `span` virtual ms before `at`. */
interface Lately {
  readonly at: number
  readonly span: number
}

/** Looked at, newest first: more tell no more of a rate. */
const MOST = 3000

/** Which stage a way to end is owed to, by the kind of its node. */
const ENDS: Readonly<Partial<Record<Status, readonly string[]>>> = {
  invalid: ['validate', 'model'],
  limited: ['rateLimit'],
  unready: ['model'],
  failed: ['model'],
  abstained: ['abstain'],
  fallback: ['fallback'],
}

/** By place in the book's stages. `kinds` are their nodes' kinds. */
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
      // A stage that is new in the book has no column before the first request that meets it.
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
 * By wire, from one place in the book's stages to another. A stage passes a request to all behind it or, a split, to one of them: what
 * passed both ends passed the wire.
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

/** Where the latest requests lie in the ring, and the virtual minutes that they came in. */
function placesOf(ring: Ring, { at, span }: Lately): { readonly places: readonly number[]; readonly minutes: number } {
  const places: number[] = []
  let since = at - span
  for (let id = ring.next - 1; id >= oldest(ring); id--) {
    const place = watchedPlaceOf(ring, id)
    if (place < 0) continue
    const came = ring.columns.at[place] as number
    // Of a batch that is half read.
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
