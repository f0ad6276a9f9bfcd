/**
 * @file objectives: the reducer that counts, minute by minute, what is good and bad for each objective of a service, watches its budget burn
 * and keeps every alert with what it saw. Labels count for accuracy in the minute they come, each request once, by its first label.
 */
import { type BurnAlert, GAP_MINUTES, type Move, moveOf, movesBefore } from '../alerts/alert'
import { makeMinuteCounts, type MinuteCounts } from '../alerts/minute-counts'
import { longestPart, makeTraitCounts, type TraitCounts } from '../alerts/traits'
import { makeVitals, type Vitals } from '../alerts/vitals'
import { BURN_RULES, type BurnRule } from '../burn-rules'
import { defineReducer, type LogView } from '../log/fold'
import { placeOf, UNLABELLED } from '../log/request-buffer'
import { type Labels, type Requests, STATUSES } from '../record'
import { makeRolling, type Rolling } from '../rolling'
import { judge, type Slo } from '../slo'
import { type BurnWatch, burnRate, makeBurnWatch } from '../slo-burn'

/** What is known of one objective. */
export interface Watched {
  readonly slo: Slo
  /** Undefined before the first minute is over. */
  past?: { readonly counts: MinuteCounts; readonly watch: BurnWatch }
  /** Of the minute that is not over. */
  total: number
  bad: number
  readonly period: Rolling
  readonly hour: Rolling
  readonly short: Rolling
  /** First and last minutes with a bad request in which the short one burned faster than it may, without a longer rest between. */
  readonly hot: { readonly from: number; to: number }[]
  readonly traits: TraitCounts
}

export interface Objectives {
  readonly slos: readonly Slo[]
  readonly rules: readonly BurnRule[]
  readonly watched: readonly Watched[]
  /** In the order in which they began. */
  alerts: readonly BurnAlert[]
  moves: readonly Move[]
  readonly vitals: Vitals
  /** The first minute that is watched, and the first that is not over. */
  first: number | undefined
  minute: number
}

/** Alerts and moves that are kept; older ones go. */
const MOST = 2000
/** What bad requests have in common is looked at again until an alert is so many minutes old: at first there are few of them. */
const SETTLES = 15
const LEAST_LOOK = 30
/** It burns where it did in so many minutes, by so many bad requests at least. */
const HOT_MINUTES = 15
const HOT_BAD = 3

/** Objectives of which nothing is known yet. */
export function openObjectives(slos: readonly Slo[] = [], rules: readonly BurnRule[] = BURN_RULES): Objectives {
  return {
    ...{ slos, rules },
    watched: slos.map((slo) => ({
      slo,
      ...{ total: 0, bad: 0 },
      hot: [],
      period: makeRolling(slo.overDays * 1440),
      hour: makeRolling(60),
      short: makeRolling(HOT_MINUTES),
      traits: makeTraitCounts(),
    })),
    ...{ alerts: [], moves: [], vitals: makeVitals() },
    first: undefined,
    minute: 0,
  }
}

/** The reducer for these objectives; a service's log begins with none and is given its own by `rewatch`. */
export function objectivesOf(slos: readonly Slo[], rules: readonly BurnRule[] = BURN_RULES) {
  return defineReducer<Objectives>({ ...objectives, initial: () => openObjectives(slos, rules) })
}

export const objectives = defineReducer<Objectives>({
  initial: () => openObjectives(),
  requests(state, requests, from, to, { book }) {
    if (state.watched.length === 0) return
    state.vitals.count(requests, from, to, book.classes.length > 0)
    const stages = requests.times.length / requests.at.length
    for (const one of state.watched) {
      if (one.slo.kind === 'accuracy') continue
      for (let i = from; i < to; i++) countRequest(one, requests, i, stages)
    }
  },
  label(state, labels, row, log) {
    for (const one of state.watched) if (one.slo.kind === 'accuracy') countLabel(one, labels, row, log)
  },
  change(state, change) {
    const move = moveOf(change)
    if (move) state.moves = [...state.moves.slice(1 - MOST), move]
  },
  minute(state, minute) {
    state.minute = minute + 1
    if (state.watched.length === 0) return
    state.first ??= minute
    state.vitals.turn()
    for (const one of state.watched) turn(state, one, minute)
  },
})

function countRequest(one: Watched, requests: Requests, i: number, stages: number): void {
  const status = requests.status[i] as number
  const verdict = judge(one.slo, { status: STATUSES[status] ?? 'failed', totalMs: requests.total[i] as number })
  if (!verdict) return
  const [version, slice] = [requests.version[i] as number, requests.slice[i] as number]
  one.total++
  one.traits.count(version, slice)
  if (verdict === 'good') return
  one.bad++
  const refused = requests.verdict[i] as number
  one.traits.countBad(version, slice, {
    status,
    part: longestPart(requests, i, stages),
    ...(refused > 0 ? { verdict: refused } : {}),
  })
}

function countLabel(one: Watched, labels: Labels, row: number, { ring, book }: LogView): void {
  const place = placeOf(ring, labels.id[row] as number)
  if (place < 0 || ring.labelBy[place] !== UNLABELLED || book.classes.length === 0) return
  const { columns } = ring
  const predicted = columns.predicted[place] as number
  if (predicted < 0) return
  const status = columns.status[place] as number
  const right = predicted === labels.label[row]
  const verdict = judge(one.slo, { status: STATUSES[status] ?? 'ok', totalMs: columns.total[place] as number, right })
  if (!verdict) return
  const [version, slice] = [columns.version[place] as number, columns.slice[place] as number]
  one.total++
  one.traits.count(version, slice)
  if (verdict === 'good') return
  one.bad++
  one.traits.countBad(version, slice, {})
}

function turn(state: Objectives, one: Watched, minute: number): void {
  const { slo, total, bad } = one
  one.past ??= { counts: makeMinuteCounts(minute), watch: makeBurnWatch(slo, state.rules, minute) }
  one.past.counts.add(total, bad)
  for (const window of [one.period, one.hour, one.short]) window.add(total, bad)
  heat(one, minute, bad)
  one.traits.turn()
  one.total = 0
  one.bad = 0
  const { began, ended } = one.past.watch.minute(total, bad)
  const isYoung = one.past.watch.firing.some(({ fromMinute }) => fromMinute < minute && minute - fromMinute <= SETTLES)
  if (began.length + ended.length === 0 && !isYoung) return
  const alerts = state.alerts.map((alert) => {
    if (alert.toMinute !== undefined || alert.slo !== slo.id) return alert
    const over = ended.find(({ rule }) => rule === alert.rule)
    if (over) return { ...alert, toMinute: minute, hotMinute: hotMinuteOf(one, alert) }
    return minute - alert.fromMinute <= SETTLES
      ? { ...alert, traits: traitsOf(one, state.rules, alert, minute) }
      : alert
  })
  const hotFrom = one.hot.at(-1)?.from ?? minute
  const fresh = began.map(
    (firing): BurnAlert => ({
      ...firing,
      id: `${slo.id} ${firing.rule} ${firing.fromMinute}`,
      kind: slo.kind,
      ...{ hotFrom, hotMinute: minute },
      traits: traitsOf(one, state.rules, { rule: firing.rule, hotFrom }, minute),
      shifts: state.vitals.shifts(),
      moves: movesBefore(state.moves, minute),
    }),
  )
  state.alerts = [...alerts, ...fresh].slice(-MOST)
}

function heat({ slo, short, hot }: Watched, minute: number, bad: number): void {
  if (bad === 0 || short.bad < HOT_BAD || (burnRate(slo, short.bad, short.total) ?? 0) <= 1) return
  const last = hot.at(-1)
  if (last && minute - last.to <= GAP_MINUTES) last.to = minute
  else hot.push({ from: minute, to: minute })
  if (hot.length > MOST) hot.shift()
}

function hotMinuteOf({ hot }: Watched, { hotFrom, fromMinute }: BurnAlert): number {
  return Math.max(fromMinute, hot.findLast(({ from }) => from === hotFrom)?.to ?? 0)
}

/** Of the stretch in which it burns, as far as the short window reaches: what was bad as usual in the hours before hides what is bad now. */
function traitsOf(
  one: Watched,
  rules: readonly BurnRule[],
  { rule: id, hotFrom }: Pick<BurnAlert, 'rule' | 'hotFrom'>,
  minute: number,
) {
  const { shortMinutes = 0 } = rules.find((rule) => rule.id === id) ?? {}
  return one.traits.traits(Math.max(LEAST_LOOK, Math.min(shortMinutes, minute - hotFrom + HOT_MINUTES)))
}

/** All alerts, with what is known of each by now. */
export function alertsOf({ alerts, watched }: Objectives): readonly BurnAlert[] {
  return alerts.map((alert) => {
    const one = watched.find(({ slo }) => slo.id === alert.slo)
    return one ? { ...alert, hotMinute: hotMinuteOf(one, alert) } : alert
  })
}

/** What is left of an objective's budget now, and for how long, as `burnDown` has it. */
export function budgetOf(state: Objectives, { slo, period, hour }: Watched) {
  const whole = slo.overDays * 1440
  const seen = Math.min(state.first === undefined ? 0 : state.minute - state.first, whole)
  const burn = burnRate(slo, period.bad, period.total)
  const left = 1 - ((burn ?? 0) * seen) / whole
  const pace = burnRate(slo, hour.bad, hour.total) ?? 0
  return {
    left,
    seenMinutes: seen,
    total: period.total,
    bad: period.bad,
    ...(burn === undefined ? {} : { burn }),
    ...(pace > 0 ? { minutesLeft: Math.max(0, (left * whole) / pace) } : {}),
  }
}
