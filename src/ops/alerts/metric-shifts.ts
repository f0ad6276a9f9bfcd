/**
 * @file Recent metrics of a service, recorded minute by minute over a few hours: traffic, time per stage, confidence
 * and slices, and how the last half hour differs from the hours before it.
 */
import { confidenceAt } from '../log/columns'
import { NOT_QUEUED, REJECTED, type Requests, STATUSES } from '../log-entry'
import { HISTORY_MINUTES } from './common-traits'

/** A metric that changed around the time of an alert; this is evidence, not proof. */
export type Shift =
  /** Requests per minute: the mean before, and the most in one of the recent minutes (`now`). */
  | { readonly kind: 'traffic'; readonly before: number; readonly now: number }
  /** The share of all requests that belong to a slice; `value` is an index into the dictionary's slices. */
  | { readonly kind: 'slice'; readonly value: number; readonly before: number; readonly now: number }
  /** Mean time in a stage, in milliseconds; `value` is an index into the dictionary's stages. */
  | { readonly kind: 'stage'; readonly value: number; readonly before: number; readonly now: number }
  /** Mean time spent waiting for a replica, in milliseconds. */
  | { readonly kind: 'waiting'; readonly before: number; readonly now: number }
  /** Mean number of warm replicas, in the minute in which it was lowest (`now`). */
  | { readonly kind: 'warm'; readonly before: number; readonly now: number }
  /** Mean confidence of predictions. */
  | { readonly kind: 'less sure'; readonly before: number; readonly now: number }

/** Length of the recent period, in minutes; everything stored before it is the baseline. */
export const RECENT_MINUTES = 30
const MIN_REQUESTS = 30
const MORE_TRAFFIC = 2
const SLICE_TIMES = 2
const SLICE_POINTS = 0.1
const SLOWER = 1.5
const MIN_MS = 0.05
const WAITS_TIMES = 3
const WAITS_MS = 1
const LESS_SURE = 0.04
/** With fewer warm replicas than this on average, there are none most of the time. */
const NO_REPLICA = 0.5

interface Minute {
  requests: number
  /** The requests that were not rejected, and the total time in milliseconds that they waited. */
  accepted: number
  waited: number
  /** The number of requests that reached a model, and the total number of warm replicas that they found. */
  asked: number
  warm: number
  confident: number
  confidence: number
  readonly slices: Map<number, number>
  /** For each stage: the total time in milliseconds (`spent`) and the number of requests (`passed`). */
  spent: Float64Array
  passed: Float64Array
}

export interface RecentMetrics {
  count(requests: Requests, from: number, to: number, classes: boolean): void
  /** Ends the current minute and starts the next one. */
  endMinute(): void
  /** Whether there were requests before the last `minutes` minutes. */
  hadRequests(minutes: number): boolean
  /** The metrics that changed, most relevant first. */
  shifts(): readonly Shift[]
}

/** Creates metrics that have not recorded any requests. */
export function makeRecentMetrics(): RecentMetrics {
  const past: Minute[] = []
  let now = emptyMinute(0)
  return {
    count(requests, from, to, classes) {
      const stages = requests.times.length / Math.max(1, requests.at.length)
      if (stages > now.spent.length)
        now = { ...now, spent: widened(now.spent, stages), passed: widened(now.passed, stages) }
      for (let i = from; i < to; i++) countOne(now, requests, i, stages, classes)
    },
    endMinute() {
      past.push(now)
      const oldest = past.length > HISTORY_MINUTES ? past.shift() : undefined
      // Reuses the oldest minute's object to avoid allocations: a year has half a million minutes.
      now = oldest && oldest.spent.length === now.spent.length ? emptied(oldest) : emptyMinute(now.spent.length)
    },
    hadRequests: (minutes) => past.slice(0, Math.max(0, past.length - minutes)).some(({ requests }) => requests > 0),
    shifts: () => shiftsOf(sumOf(past.slice(0, -RECENT_MINUTES)), sumOf(past.slice(-RECENT_MINUTES))),
  }
}

function countOne(now: Minute, requests: Requests, i: number, stages: number, classes: boolean): void {
  now.requests++
  if (!REJECTED.has(STATUSES[requests.status[i] as number] ?? 'failed')) {
    now.accepted++
    now.waited += requests.waited[i] || 0
  }
  const warm = requests.warm[i] as number
  if (warm !== NOT_QUEUED) {
    now.asked++
    now.warm += warm
  }
  const slice = requests.slice[i] as number
  now.slices.set(slice, (now.slices.get(slice) ?? 0) + 1)
  for (let stage = 0; stage < stages; stage++) {
    const ms = requests.times[i * stages + stage] as number
    if (Number.isNaN(ms)) continue
    now.spent[stage] = (now.spent[stage] as number) + ms
    now.passed[stage] = (now.passed[stage] as number) + 1
  }
  const confidence = classes ? confidenceAt(requests.outputs, requests.width, i) : Number.NaN
  if (Number.isNaN(confidence)) return
  now.confident++
  now.confidence += confidence
}

const SUMMED = ['requests', 'accepted', 'waited', 'asked', 'warm', 'confident', 'confidence'] as const

interface Sum extends Minute {
  minutes: number
  fewestWarm: number
  /** The most requests in one minute. */
  peak: number
}

function sumOf(minutes: readonly Minute[]): Sum {
  const stages = minutes.reduce((most, { spent }) => Math.max(most, spent.length), 0)
  const sum: Sum = {
    ...emptyMinute(stages),
    minutes: minutes.length,
    peak: Math.max(0, ...minutes.map(({ requests }) => requests)),
    fewestWarm: minutes.reduce(
      (least, { warm, asked }) => (asked > 0 ? Math.min(least, warm / asked) : least),
      Infinity,
    ),
  }
  for (const one of minutes) {
    for (const key of SUMMED) sum[key] += one[key]
    for (const [slice, n] of one.slices) sum.slices.set(slice, (sum.slices.get(slice) ?? 0) + n)
    for (let stage = 0; stage < one.spent.length; stage++) {
      sum.spent[stage] = (sum.spent[stage] as number) + (one.spent[stage] as number)
      sum.passed[stage] = (sum.passed[stage] as number) + (one.passed[stage] as number)
    }
  }
  return sum
}

function shiftsOf(before: Sum, now: Sum): readonly Shift[] {
  if (before.requests < MIN_REQUESTS || now.requests < MIN_REQUESTS) return []
  const shifts: Shift[] = []
  const [waitedBefore, waitedNow] = [before.waited / before.accepted, now.waited / now.accepted]
  if (waitedNow >= WAITS_MS && waitedNow >= WAITS_TIMES * waitedBefore)
    shifts.push({ kind: 'waiting', before: waitedBefore, now: waitedNow })
  const warmBefore = before.warm / before.asked
  if (now.fewestWarm < NO_REPLICA && warmBefore >= 1)
    shifts.unshift({ kind: 'warm', before: warmBefore, now: now.fewestWarm })
  const slower = Array.from(now.spent, (spent, value): Shift => {
    const [then, since] = [
      (before.spent[value] ?? 0) / (before.passed[value] ?? 0),
      spent / (now.passed[value] as number),
    ]
    return { kind: 'stage', value, before: then, now: since }
  })
  shifts.push(
    ...slower
      .filter((one) => one.now > SLOWER * one.before && one.now - one.before > MIN_MS)
      .sort((a, b) => b.now - b.before - (a.now - a.before)),
  )
  const [sureBefore, sureNow] = [before.confidence / before.confident, now.confidence / now.confident]
  if (sureBefore - sureNow > LESS_SURE) shifts.push({ kind: 'less sure', before: sureBefore, now: sureNow })
  for (const [value, n] of now.slices) {
    const [then, since] = [(before.slices.get(value) ?? 0) / before.requests, n / now.requests]
    if (since > SLICE_TIMES * then && since - then > SLICE_POINTS)
      shifts.push({ kind: 'slice', value, before: then, now: since })
  }
  const [rateBefore, rateNow] = [before.requests / before.minutes, now.requests / now.minutes]
  if (rateNow > MORE_TRAFFIC * rateBefore) shifts.push({ kind: 'traffic', before: rateBefore, now: now.peak })
  return shifts
}

function emptyMinute(stages: number): Minute {
  return {
    ...{
      requests: 0,
      accepted: 0,
      waited: 0,
      asked: 0,
      warm: 0,
      confident: 0,
      confidence: 0,
      slices: new Map<number, number>(),
    },
    spent: new Float64Array(stages),
    passed: new Float64Array(stages),
  }
}

function emptied(minute: Minute): Minute {
  if (minute.requests > 0) {
    for (const key of SUMMED) minute[key] = 0
    minute.slices.clear()
    minute.spent.fill(0)
    minute.passed.fill(0)
  }
  return minute
}

function widened(values: Float64Array, to: number): Float64Array {
  const wider = new Float64Array(to)
  wider.set(values)
  return wider
}
