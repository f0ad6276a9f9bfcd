/**
 * @file The tally of a drill: what happened to each request, what that costs, and what the replicas cost, minute by
 * minute. It is computed from the log and from the service diagrams; grades are computed from it.
 */
import { defineReducer } from './log/fold-log'
import { HARMS } from './log/outcome-counts'
import { labelSourceAt, slotOf, UNLABELED } from './log/request-buffer'
import { HTTP_STATUS, LABEL_SOURCES, STATUSES } from './log-entry'
import type { ServiceSpec } from './service-spec'
import { MINUTE } from './scenario/scenario'
import { judgeRequest, type Slo } from './slo'

/** The cost per request of each kind of harm. */
export interface DrillPrice {
  readonly wrong: number
  readonly failed: number
  readonly late: number
  /** The cost of an abstention, which requires a person to decide. */
  readonly unsure: number
  /** The cost of each label given by the user. */
  readonly label: number
  /** The cost of a replica for an hour, idle or not; not counted by the first grading rules. */
  readonly replicaHour: number
  /** The cost of each request that a stage answers, keyed by stage id, for models that are expensive to call. */
  readonly calls?: Readonly<Record<string, number>>
}

export interface DrillRules {
  /** Responses that take longer than this many milliseconds count as late. */
  readonly lateMs: number
  readonly price: DrillPrice
  /** Detecting or resolving the fault after this many minutes earns no points. */
  readonly slowMinutes: number
}

/** Kinds of user actions: report the fault, acknowledge an incident, change the service, label a request. */
export const DRILL_ACTIONS = ['see', 'take', 'change', 'label'] as const

/** An action taken by the user, with its simulated time. */
export interface DrillAction {
  readonly at: number
  readonly kind: (typeof DRILL_ACTIONS)[number]
  readonly what: string
}

export type DrillHarm = (typeof HARMS)[number]
type Counts = Record<DrillHarm, number>

/** The number of requests in a quarter of an hour, their total cost, and the sum of squared costs. */
export interface Quarter {
  requests: number
  cost: number
  squares: number
}

export interface DrillTally {
  readonly slos: readonly Slo[]
  readonly rules: DrillRules
  requests: number
  /** Requests that a fallback answered; they may also be wrong or late. */
  fallbacks: number
  readonly counts: Counts
  readonly bySlice: Map<number, { requests: number; readonly counts: Counts }>
  readonly byVersion: Map<number, { requests: number; readonly counts: Counts }>
  /** One entry per quarter of an hour. */
  readonly quarters: Quarter[]
  /** The cost of the harm in each minute. */
  readonly minutes: number[]
  /** For each stage in the log dictionary, how many requests passed through it in each minute. */
  readonly stageRequests: number[][]
  readonly budgets: { total: number; bad: number }[]
  labels: number
}

export const QUARTER_MS = 15 * 60_000
const none = (): Counts => ({ wrong: 0, failed: 0, late: 0, unsure: 0 })
const PERSON = LABEL_SOURCES.indexOf('person')

/** The reducer that tallies a drill with these rules and objectives. */
export function drillTallyReducer(rules: DrillRules, slos: readonly Slo[]) {
  return defineReducer<DrillTally>({
    initial: () => ({
      ...{
        slos,
        rules,
        requests: 0,
        fallbacks: 0,
        counts: none(),
        quarters: [],
        minutes: [],
        stageRequests: [],
        labels: 0,
      },
      ...{ bySlice: new Map(), byVersion: new Map(), budgets: slos.map(() => ({ total: 0, bad: 0 })) },
    }),
    requests(tally, requests, from, to) {
      const stages = requests.times.length / requests.at.length
      for (let i = from; i < to; i++) {
        const status = STATUSES[requests.status[i] as number] ?? 'failed'
        const [totalMs, truth, predicted] = [
          requests.total[i] as number,
          requests.truth[i] as number,
          requests.predicted[i],
        ]
        const harm = harmOf(rules, status, totalMs, !Number.isNaN(truth) && truth !== predicted)
        tally.requests++
        if (status === 'fallback') tally.fallbacks++
        const quarter = Math.floor((requests.at[i] as number) / QUARTER_MS)
        while (tally.quarters.length <= quarter) tally.quarters.push({ requests: 0, cost: 0, squares: 0 })
        const cells = [
          tally,
          cell(tally.bySlice, requests.slice[i] as number),
          cell(tally.byVersion, requests.version[i] as number),
        ]
        for (const { counts } of cells) if (harm) counts[harm]++
        const during = tally.quarters[quarter] as Quarter
        const cost = harm ? rules.price[harm] : 0
        during.requests++
        during.cost += cost
        during.squares += cost * cost
        const minute = Math.floor((requests.at[i] as number) / MINUTE)
        while (tally.minutes.length <= minute) tally.minutes.push(0)
        tally.minutes[minute] = (tally.minutes[minute] as number) + cost
        for (let stage = 0; stage < stages; stage++)
          if (!Number.isNaN(requests.times[i * stages + stage])) countStage(tally, stage, minute)
        slos.forEach((slo, slot) => {
          if (slo.kind !== 'accuracy') count(tally, slot, judgeRequest(slo, { status, totalMs }))
        })
      }
    },
    label(tally, labels, row, { buffer }) {
      const slot = slotOf(buffer, labels.id[row] as number)
      // Correcting an existing label costs nothing.
      if (labels.by[row] === PERSON && labelSourceAt(buffer, slot) !== 'person') tally.labels++
      // Drills keep grading as they did when their results were saved: labels by hand count for budgets.
      if (slot < 0 || buffer.labelBy[slot] !== UNLABELED) return
      const { predicted, status, total } = buffer.columns
      if ((predicted[slot] as number) < 0) return
      const right = predicted[slot] === labels.label[row]
      const outcome = { status: STATUSES[status[slot] as number] ?? 'ok', totalMs: total[slot] as number, right }
      slos.forEach((slo, at) => {
        if (slo.kind === 'accuracy') count(tally, at, judgeRequest(slo, outcome))
      })
    },
  })
}

function countStage({ stageRequests }: DrillTally, stage: number, minute: number): void {
  while (stageRequests.length <= stage) stageRequests.push([])
  const counts = stageRequests[stage] as number[]
  counts[minute] = (counts[minute] ?? 0) + 1
}

function cell(map: DrillTally['bySlice'], key: number) {
  const entry = map.get(key) ?? { requests: 0, counts: none() }
  map.set(key, entry)
  entry.requests++
  return entry
}

function count({ budgets }: DrillTally, slot: number, verdict: 'good' | 'bad' | undefined): void {
  const budget = budgets[slot]
  if (!verdict || !budget) return
  budget.total++
  if (verdict === 'bad') budget.bad++
}

function harmOf(
  { lateMs }: DrillRules,
  status: (typeof STATUSES)[number],
  totalMs: number,
  isWrong: boolean,
): DrillHarm | undefined {
  if (HTTP_STATUS[status] !== 200) return 'failed'
  if (status === 'abstained') return 'unsure'
  if (isWrong) return 'wrong'
  return totalMs > lateMs ? 'late' : undefined
}

/** The total cost of all harm counted in a drill. */
export function costOf({ counts, rules: { price } }: Pick<DrillTally, 'counts' | 'rules'>): number {
  return HARMS.reduce((sum, harm) => sum + counts[harm] * price[harm], 0)
}

/** The share of each error budget that is left; negative if it is overspent. */
export function budgetsLeft({ budgets, slos }: Pick<DrillTally, 'budgets' | 'slos'>) {
  return budgets.map(({ total, bad }, slot) => {
    const { id, targetPercent } = slos[slot] as Slo
    const allowed = total * (1 - targetPercent / 100)
    return { slo: id, left: bad === 0 ? 1 : allowed > 0 ? Math.max(MIN_BUDGET, 1 - bad / allowed) : MIN_BUDGET }
  })
}

/** The lower limit for an overspent budget: if the budget is tiny, it does not matter how far it is overspent. */
export const MIN_BUDGET = -9.99

/** Limits a number to the range from 0 to 1. */
export function clamp(share: number): number {
  return Math.max(0, Math.min(1, share))
}

/** What a drill cost: the harm, and what its replicas and expensive calls cost. */
export interface DrillCosts {
  /** The total cost of each minute of the scenario. */
  readonly minutes: readonly number[]
  /** The part of the total that replicas and calls cost. */
  readonly running: number
}

/** A service diagram, from the minute in which it takes effect. */
export interface DrawnFrom {
  readonly minute: number
  readonly spec: ServiceSpec
}

/**
 * The costs of a drill. A replica is paid for while it runs: always if it never stops, and otherwise until its stage
 * has had no request for that many minutes. `stages` are those of the log dictionary, and `drawn` the diagrams in order.
 */
export function drillCosts(
  { minutes: harm, stageRequests, rules: { price } }: Pick<DrillTally, 'minutes' | 'stageRequests' | 'rules'>,
  stages: readonly string[],
  drawn: readonly DrawnFrom[],
  durationMs: number,
): DrillCosts {
  const { replicaHour, calls = {} } = price
  const countsOf = new Map(stages.map((id, i) => [id, stageRequests[i] ?? []]))
  const lastRequest = new Map<string, number>()
  const minutes: number[] = []
  let [running, next] = [0, 0]
  let spec: ServiceSpec | undefined
  for (let minute = 0; minute < Math.ceil(durationMs / MINUTE); minute++) {
    for (; next < drawn.length && (drawn[next] as DrawnFrom).minute <= minute; next++) spec = drawn[next]?.spec
    let [replicas, called] = [0, 0]
    for (const stage of spec?.stages ?? []) {
      const requests = countsOf.get(stage.id)?.[minute] ?? 0
      if (requests > 0) lastRequest.set(stage.id, minute)
      called += requests * (calls[stage.id] ?? 0)
      if (stage.class_name !== 'Model') continue
      const { idle, replicas: own } = stage.config
      if (idle === 0 || minute - (lastRequest.get(stage.id) ?? Number.NEGATIVE_INFINITY) <= idle) replicas += own
    }
    const cost = called + (replicas * replicaHour) / 60
    running += cost
    minutes.push((harm[minute] ?? 0) + cost)
  }
  return { minutes, running }
}
