/** @file The data of each chart on the Live tab: series computed from the steps of a time range, and marks for changes. */

import type { Alias } from '../../../../catalog/lowered-stage'
import { liveText } from '../../../../messages/en/operate/live'
import { requestStatusText } from '../../../../messages/en/operate/request'
import { termsText } from '../../../../messages/en/operate/terms'
import { byText, reasonText, serviceChangeText } from '../../../../ops/change-text'
import { type Counters, FIELD } from '../../../../ops/log/counters'
import {
  type Cost,
  costOf,
  type LogStep,
  latencyOf,
  NO_VERSION,
  type Prices,
  qualityOf,
  replicasOf,
  requestsOf,
  type StepCounts,
  statusesOf,
  successOf,
} from '../../../../ops/log/log-metrics'
import {
  type Change,
  HTTP_STATUS,
  type LogDictionary,
  STATUSES,
  type Status,
  versionName,
} from '../../../../ops/log-entry'
import { loggedEventTitle } from '../../../../ops/scenario/events'
import { MINUTE } from '../../../../ops/scenario/scenario'
import type { Reading } from './time-range'

export interface Series {
  readonly name: string
  /** The name of the design token that defines the line color. */
  readonly token: string
  /** One value per step; NaN if there is no value. */
  readonly y: readonly number[]
  /** The lower bounds of an interval; the area between them and `y` is filled and has no line. */
  readonly from?: readonly number[]
  /** Whether the series is stacked on the series before it. */
  readonly stacked?: true
}

/** The minimum number of labels for which a step's accuracy is drawn; with fewer labels it is mostly noise. */
const MIN_LABELS = 5

const { series: text } = liveText

type SteppedReading = Pick<Reading, 'steps' | 'step' | 'at'>

/** The length of each step in simulated minutes; the last step may not be over yet. */
function minutesOf({ steps, step, at }: SteppedReading): readonly number[] {
  return steps.map((one) => Math.max(MINUTE, Math.min(step, at - one.at)) / MINUTE)
}

const get = (counters: Counters, field: number) => counters.get(field) ?? 0

/** The number of received and of answered requests per minute. */
export function trafficSeriesOf(reading: SteppedReading): readonly Series[] {
  const minutes = minutesOf(reading)
  const rate = (of: (all: Counters) => number) =>
    reading.steps.map(({ all, at }, i) => (at < reading.at ? of(all) / (minutes[i] as number) : Number.NaN))
  return [
    { name: text.received, token: 'faint', y: rate(requestsOf) },
    { name: text.answered, token: 'accent', y: rate(answeredOf) },
  ]
}

function answeredOf(all: Counters): number {
  const statuses = statusesOf(all)
  return STATUSES.reduce((sum, status) => sum + (HTTP_STATUS[status] === 200 ? statuses[status] : 0), 0)
}

/** Latency from arrival to answer, in milliseconds. */
export function latencySeriesOf({ steps }: Pick<Reading, 'steps'>): readonly Series[] {
  const all = steps.map((step) => latencyOf(step.all))
  return [
    { name: text.p50, token: 'class-0', y: all.map(({ p50 }) => p50) },
    { name: text.p95, token: 'validation', y: all.map(({ p95 }) => p95) },
    { name: text.p99, token: 'bad', y: all.map(({ p99 }) => p99) },
  ]
}

const STATUS_TOKENS: Readonly<Record<Exclude<Status, 'ok'>, string>> = {
  invalid: 'faint',
  limited: 'validation',
  unready: 'class-1',
  failed: 'bad',
  abstained: 'combines',
  fallback: 'class-0',
}

/** The share of each outcome except `ok`, as stacked series; outcomes that did not occur are omitted. */
export function statusSeriesOf({ steps }: Pick<Reading, 'steps'>): readonly Series[] {
  const counts = steps.map(({ all }) => ({ statuses: statusesOf(all), requests: requestsOf(all) }))
  return STATUSES.flatMap((status): Series[] => {
    if (status === 'ok' || !counts.some(({ statuses }) => statuses[status] > 0)) return []
    const y = counts.map(({ statuses, requests }) => (requests > 0 ? statuses[status] / requests : Number.NaN))
    return [{ name: requestStatusText[status], token: STATUS_TOKENS[status], y, stacked: true }]
  })
}

/** Availability: the share of valid requests that were answered. */
export function successSeriesOf({ steps }: Pick<Reading, 'steps'>): readonly Series[] {
  return [{ name: text.availability, token: 'good', y: steps.map(({ all }) => successOf(all)) }]
}

/** Accuracy measured from labels with its 95% interval, or the mean absolute error for numeric predictions. */
export function qualitySeriesOf({ steps }: Pick<Reading, 'steps'>, classes: number): readonly Series[] {
  const all = steps.map((step) => qualityOf(step.all, classes))
  const of = (value: (one: (typeof all)[number]) => number) =>
    all.map((one) => (one.labeled < MIN_LABELS ? Number.NaN : value(one)))
  if (classes === 0) return [{ name: text.error, token: 'accent', y: of(({ error }) => error) }]
  return [
    { name: '', token: 'accent', y: of(({ interval }) => interval.high), from: of(({ interval }) => interval.low) },
    { name: text.accuracy, token: 'accent', y: of(({ accuracy }) => accuracy) },
  ]
}

/** The mean queue time in ms, and the mean number of requests in the queue according to Little's law. */
export function waitingSeriesOf({ steps, step }: SteppedReading): {
  readonly waited: readonly Series[]
  readonly inQueue: readonly Series[]
} {
  const ms = steps.map(({ all }) => get(all, FIELD.waited) / 1000)
  const y = steps.map(({ all }, i) => (requestsOf(all) > 0 ? (ms[i] as number) / requestsOf(all) : Number.NaN))
  return {
    waited: [{ name: text.queueTime, token: 'validation', y }],
    inQueue: [{ name: text.inQueue, token: 'combines', y: ms.map((all) => all / step) }],
  }
}

const VERSION_TOKENS = ['class-0', 'class-1', 'class-2', 'combines', 'regularises', 'reshapes'] as const

/** The share of requests answered by each version, as stacked series that show the rollout over time. */
export function rolloutSeriesOf({ steps }: Pick<Reading, 'steps'>, book: LogDictionary): readonly Series[] {
  const versions = [...new Set(steps.flatMap((step) => [...step.versions.keys()]))].filter((one) => one !== NO_VERSION)
  const answered = (step: LogStep, version: number) => requestsOf(step.versions.get(version) ?? new Map())
  const all = steps.map((step) => versions.reduce((sum, version) => sum + answered(step, version), 0))
  return versions
    .toSorted((a, b) => a - b)
    .map((version, i) => ({
      name: versionLabel(book, version),
      token: VERSION_TOKENS[i % VERSION_TOKENS.length] as string,
      y: steps.map((step, k) => ((all[k] as number) > 0 ? answered(step, version) / (all[k] as number) : Number.NaN)),
      stacked: true,
    }))
}

/**
 * For each time step: the number of warm replicas, grouped by the version that served requests, and the number of
 * requests that waited for a replica to start.
 */
export function replicaSeriesOf(
  { steps }: Pick<Reading, 'steps'>,
  book: LogDictionary,
): {
  readonly warm: readonly Series[]
  readonly cold: readonly Series[]
} {
  const all = steps.map((step) => replicasOf(step.all))
  const versions = [...new Set(steps.flatMap((step) => [...step.versions.keys()]))].toSorted((a, b) => a - b)
  const none: Counters = new Map()
  const answered = versions.filter((one) => one !== NO_VERSION)
  return {
    warm: versions
      .map((version) => ({
        name: version === NO_VERSION ? text.noVersionAnswered : versionLabel(book, version),
        token:
          version === NO_VERSION
            ? 'faint'
            : (VERSION_TOKENS[answered.indexOf(version) % VERSION_TOKENS.length] as string),
        y: steps.map((step) => replicasOf(step.versions.get(version) ?? none).warm),
      }))
      .filter(({ y }) => y.some(Number.isFinite)),
    cold: [
      {
        name: text.waitedForStart,
        token: 'class-1',
        y: steps.map((step, i) => (requestsOf(step.all) > 0 ? (all[i]?.cold ?? 0) : Number.NaN)),
        stacked: true,
      },
    ],
  }
}

/** The name of a version, or a description for requests that were not answered by any version. */
export function versionLabel(book: LogDictionary, version: number): string {
  const ref = book.versions[version]
  return ref ? versionName(ref) : text.noVersion
}

/** Wrong predictions per step, according to the simulated ground truth. */
export function harmSeriesOf({ steps }: Pick<Reading, 'steps'>): readonly Series[] {
  return [{ name: text.wrong, token: 'bad', y: steps.map(({ all }) => get(all, FIELD.harmed)) }]
}

// costOfRange: the cost incurred over a time range at the user's prices: model compute, wrong predictions, and
// unanswered requests.

/** The default prices. */
export const DEFAULT_PRICES: Prices = { busyHour: 0.5, wrongAnswer: 1, noAnswer: 0.1 }

/**
 * The cost incurred over a time range. `hourly` contains the stage times of whole hours, which are attributed to the
 * range in proportion to its share of the requests.
 */
export function costOfRange(sum: StepCounts, hourly: StepCounts, models: readonly number[], prices: Prices): Cost {
  const part = requestsOf(sum.all) / Math.max(1, requestsOf(hourly.all))
  const stages = models.map((stage) => {
    const counters: Counters = new Map()
    for (const [field, value] of hourly.stages.get(stage) ?? []) counters.set(field, value * Math.min(1, part))
    return counters
  })
  return costOf(sum.all, stages, prices)
}

// Marks: changes to a service, shown as vertical lines on every chart with a time axis, each with a description.

export interface Mark {
  readonly at: number
  readonly text: string
  /** The name of the design token that defines the line color. */
  readonly token: string
  /**
   * Whether the change was caused by the scenario or the diagram rather than by a decision; such marks are drawn
   * lighter.
   */
  readonly isSoft: boolean
}

/** A mark for each change. */
export function marksOf(changes: readonly Change[]): readonly Mark[] {
  return changes.map(({ at, what }): Mark => {
    switch (what.type) {
      case 'alias':
        return { at, text: aliasText(what), token: 'accent', isSoft: false }
      case 'share':
        return { at, text: liveText.changes.share(what), token: 'class-1', isSoft: false }
      case 'canary':
        return { at, text: liveText.changes.canary[what.did](what), token: 'class-1', isSoft: false }
      case 'note': {
        const event = { title: loggedEventTitle(what.title) }
        return {
          at,
          text: what.on ? liveText.changes.eventStarts(event) : liveText.changes.eventEnds(event),
          token: what.lane === 'faults' ? 'bad' : 'validation',
          isSoft: true,
        }
      }
      case 'service':
        return { at, text: serviceChangeText(what), token: 'faint', isSoft: true }
      default:
        return what satisfies never
    }
  })
}

interface AliasMove {
  readonly model: string
  readonly alias: Alias
  readonly to?: number
}

function aliasText({ model, alias, to }: AliasMove): string {
  const of = { model, alias: termsText.alias[alias] }
  return to === undefined ? liveText.changes.aliasRemoved(of) : liveText.changes.aliasSet({ ...of, version: to })
}

/** The mark nearest to a time, unless it is more than `within` ms away. */
export function nearestMark(marks: readonly Mark[], at: number, within: number): Mark | undefined {
  let best: Mark | undefined
  for (const mark of marks) {
    const distance = Math.abs(mark.at - at)
    if (distance <= within && (!best || distance <= Math.abs(best.at - at))) best = mark
  }
  return best
}

/** Describes a change, with its author and reason. */
export function changeText(of: Change): string {
  const change = marksOf([of])[0]?.text ?? ''
  const { what } = of
  return 'by' in what ? liveText.changes.byWhom({ change, by: byText(what.by), why: reasonText(what.why) }) : change
}
