/**
 * @file stageTraffic: recent traffic of each stage and wire, computed from the latest requests: request rate, latency,
 * and the share of requests that ended at the stage.
 */
import { oldestId, type RequestBuffer, monitoredSlotOf } from '../../../../ops/log/request-buffer'
import { STATUSES, type Status } from '../../../../ops/log-entry'
import { MINUTE } from '../../../../ops/scenario/scenario'
import { nearestRank } from '../../../../metrics/latency-quantiles'

export interface StageTraffic {
  /** Requests per simulated minute. */
  readonly perMinute: number
  /** 95th percentile of the time spent in the stage, in milliseconds. */
  readonly p95: number
  /** The share of the stage's requests that ended in it: cache hits, abstentions or rejections. */
  readonly endShare: number
}

/** The traffic of a wire. */
export interface WireTraffic {
  /** Requests per simulated minute. */
  readonly perMinute: number
  /** The share of the requests reaching the wire's source stage that continue along this wire. */
  readonly share: number
}

/** The last `span` simulated milliseconds before `at`. */
interface RecentSpan {
  readonly at: number
  readonly span: number
}

/** The maximum number of requests to count, newest first; more would not make the rate more precise. */
const MAX_REQUESTS = 3000

/** For each outcome, the kinds of stages that can cause it. */
const ENDS: Readonly<Partial<Record<Status, readonly string[]>>> = {
  invalid: ['validate', 'model'],
  limited: ['rateLimit'],
  unready: ['model'],
  failed: ['model'],
  abstained: ['abstain'],
  fallback: ['fallback'],
}

/** The traffic of each stage, indexed as in the log dictionary; `kinds` contains the node kind of each stage. */
export function stageTraffic(
  buffer: RequestBuffer,
  kinds: readonly (string | undefined)[],
  recent: RecentSpan,
): readonly (StageTraffic | undefined)[] {
  const { columns, widths } = buffer
  const passed = kinds.map(() => 0)
  const endedHere = kinds.map(() => 0)
  const times: number[][] = kinds.map(() => [])
  const { places, minutes } = recentRequests(buffer, recent)
  for (const position of places) {
    let end = -1
    const status = STATUSES[columns.status[position] as number]
    const ends = columns.cached[position] === 1 ? ['cache'] : ((status && ENDS[status]) ?? [])
    for (const [stage, kind] of kinds.entries()) {
      // A stage that was just added to the log dictionary has no column until its first request.
      const ms = stage < widths.stages ? columns.times[position * widths.stages + stage] : undefined
      if (ms === undefined || Number.isNaN(ms)) continue
      passed[stage] = (passed[stage] as number) + 1
      times[stage]?.push(ms)
      if (end < 0 && kind !== undefined && ends.includes(kind)) end = stage
    }
    if (end >= 0) endedHere[end] = (endedHere[end] as number) + 1
  }
  return kinds.map((_, stage) => {
    const n = passed[stage] as number
    if (n === 0) return undefined
    return {
      perMinute: n / minutes,
      p95: nearestRank(Float64Array.from(times[stage] as number[]).sort(), 0.95),
      endShare: (endedHere[stage] as number) / n,
    }
  })
}

/**
 * The traffic of each wire, given as pairs of stage indices in the log dictionary. A request that passed through both
 * ends of a wire also passed through the wire, because a stage sends each request to all following stages or, in the
 * case of a split, to one of them.
 */
export function wireTraffic(
  buffer: RequestBuffer,
  wires: readonly (readonly [from: number, to: number])[],
  recent: RecentSpan,
): readonly (WireTraffic | undefined)[] {
  const { columns, widths } = buffer
  const { places, minutes } = recentRequests(buffer, recent)
  const passed = (position: number, stage: number) =>
    stage < widths.stages && !Number.isNaN(columns.times[position * widths.stages + stage])
  return wires.map(([from, to]) => {
    const arrived = places.filter((position) => passed(position, from))
    if (arrived.length === 0) return undefined
    const along = arrived.filter((position) => passed(position, to)).length
    return { perMinute: along / minutes, share: along / arrived.length }
  })
}

/** The buffer positions of the latest requests, and how many simulated minutes they cover. */
function recentRequests(
  buffer: RequestBuffer,
  { at, span }: RecentSpan,
): { readonly places: readonly number[]; readonly minutes: number } {
  const places: number[] = []
  let since = at - span
  for (let id = buffer.next - 1; id >= oldestId(buffer); id--) {
    const position = monitoredSlotOf(buffer, id)
    if (position < 0) continue
    const arrived = buffer.columns.at[position] as number
    // The request arrived after `at`: it belongs to a batch that has not been read completely yet.
    if (arrived > at) continue
    if (arrived < at - span) break
    if (places.length === MAX_REQUESTS) {
      since = arrived
      break
    }
    places.push(position)
  }
  return { places, minutes: Math.max(1e-9, (at - since) / MINUTE) }
}
