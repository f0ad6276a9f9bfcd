/**
 * @file Burn rate: how fast an objective uses up its error budget, which rules fire, and how long the budget will last.
 * It is evaluated every minute, like Prometheus with one sample per minute: a window of w minutes consists of the
 * current minute and the w - 1 minutes before it.
 */

import { assert } from '../base/assert'
import { type Interval, wilson } from '../metrics/intervals'
import type { Minutes, Slo } from './slo'

export interface BurnRule {
  readonly id: string
  /** The threshold for the burn rate; at a burn rate of 1, the budget lasts exactly as long as its period. */
  readonly factor: number
  /**
   * The burn rate must exceed the threshold in both windows: the long window ensures that the problem is significant,
   * and the short window that it is still happening.
   */
  readonly longMinutes: number
  readonly shortMinutes: number
  /** How long the condition must hold before the rule fires; if 0, the rule fires immediately. */
  readonly forMinutes: number
  readonly severity: 'page' | 'ticket'
}

/**
 * The rules from the SRE workbook, table 5-8, which correspond to using up 2% of a 30-day budget in one hour, 5% in six
 * hours, or 10% in three days; plus one rule for a slow, continuous burn.
 */
export const BURN_RULES: readonly BurnRule[] = [
  { id: 'fast', factor: 14.4, longMinutes: 60, shortMinutes: 5, forMinutes: 0, severity: 'page' },
  { id: 'slow', factor: 6, longMinutes: 360, shortMinutes: 30, forMinutes: 0, severity: 'page' },
  { id: 'days', factor: 1, longMinutes: 4320, shortMinutes: 360, forMinutes: 0, severity: 'ticket' },
  { id: 'held', factor: 3, longMinutes: 60, shortMinutes: 5, forMinutes: 15, severity: 'ticket' },
]

/**
 * With fewer bad requests than this in the long window, no alert fires, because at low traffic a single bad request
 * already results in a high burn rate.
 */
export const MIN_BAD = 5

/** A share represented by integers: `part` out of `whole`, where `whole` is a power of ten. */
export interface Share {
  readonly part: number
  readonly whole: number
}

/** The share of requests that may be bad, multiplied by a burn rate: 0.1% times 14.4 is 144 out of 10,000. */
export function shareOf({ targetPercent }: Pick<Slo, 'targetPercent'>, factor = 1): Share {
  const tenMillionths = Math.round((100 - targetPercent) * factor * 1e5)
  assert(tenMillionths > 0, `the budget of a ${targetPercent}% target, times ${factor}, must be positive`)
  let [part, whole] = [tenMillionths, 1e7]
  while (whole > 1 && part % 10 === 0) [part, whole] = [part / 10, whole / 10]
  return { part, whole }
}

/** The highest possible burn rate, reached when all requests are bad: 10 for a target of 90%. */
export function maxBurnRate(slo: Pick<Slo, 'targetPercent'>): number {
  const { part, whole } = shareOf(slo)
  return whole / part
}

/** Whether the burn rate can reach the threshold of a rule: for a target of 90%, it can never reach 14.4. */
export function isReachable(slo: Pick<Slo, 'targetPercent'>, { factor }: Pick<BurnRule, 'factor'>): boolean {
  const { part, whole } = shareOf(slo, factor)
  return part < whole
}

/**
 * The rules for an objective. If the target is so low that even a total failure does not reach the threshold of the
 * fastest rule, the workbook calls for other rules ("Extreme availability goals"): the reachable ticket rule with the
 * highest threshold and a window at least as short pages instead.
 */
export function rulesFor(slo: Pick<Slo, 'targetPercent'>, rules: readonly BurnRule[]): readonly BurnRule[] {
  const pages = rules.filter(({ severity }) => severity === 'page')
  // The user wants no pages.
  if (pages.length === 0) return rules
  const shortest = Math.min(...pages.map(({ longMinutes }) => longMinutes))
  if (pages.some((rule) => rule.longMinutes === shortest && isReachable(slo, rule))) return rules
  const next = rules
    .filter((rule) => rule.severity === 'ticket' && rule.longMinutes <= shortest && isReachable(slo, rule))
    .sort((a, b) => b.factor - a.factor)[0]
  return next ? rules.map((rule) => (rule === next ? { ...rule, severity: 'page' } : rule)) : rules
}

/** The 97.5% quantile of the normal distribution, as in `metrics/interval`. */
const Z = 1.959963984540054

/**
 * If (`whole` × bad - `part` × total) / √total exceeds this bound, the 95% Wilson interval of the bad share lies
 * entirely above the budget. The interval consists of the shares that the score test does not reject, so its lower end
 * is above q exactly if (p - q) √n > z √(q (1 - q)).
 */
export function wilsonBound({ part, whole }: Share): number {
  return Z * Math.sqrt(part * (whole - part))
}

/** The burn rate, (bad / total) / (1 - objective); undefined if there are no requests. */
export function burnRate(slo: Slo, bad: number, total: number): number | undefined {
  const { part, whole } = shareOf(slo)
  return total === 0 ? undefined : (bad * whole) / (total * part)
}

/** The numbers that caused a rule to fire. */
export interface BurnNumbers {
  readonly bad: number
  readonly total: number
  readonly burn: number
  readonly shortBad: number
  readonly shortTotal: number
  readonly shortBurn: number
  /** The confidence interval of the share of bad requests in the long window. */
  readonly interval: Interval
}

export interface Firing {
  readonly slo: string
  readonly rule: string
  readonly severity: BurnRule['severity']
  readonly fromMinute: number
  /** The first minute in which the rule no longer fires; absent while it is still firing. */
  readonly toMinute?: number
  readonly numbers: BurnNumbers
}

export interface BurnWatch {
  /** Adds a minute; returns the alerts that began in that minute and those that ended in it. */
  minute(total: number, bad: number): { readonly began: readonly Firing[]; readonly ended: readonly Firing[] }
  /** Alerts that are currently active. */
  readonly firing: readonly Firing[]
}

/** Monitors an objective, starting with the given minute. */
export function makeBurnWatch(slo: Slo, rules: readonly BurnRule[] = BURN_RULES, first = 0): BurnWatch {
  const windows = new Map<number, Rolling>()
  const windowOf = (minutes: number): Rolling => {
    const window = windows.get(minutes) ?? makeRolling(minutes)
    windows.set(minutes, window)
    return window
  }
  const monitored = rulesFor(slo, rules).map((rule) => ({
    rule,
    long: windowOf(rule.longMinutes),
    short: windowOf(rule.shortMinutes),
    most: shareOf(slo, rule.factor),
    since: undefined as number | undefined,
    firing: undefined as Firing | undefined,
  }))
  const budget = shareOf(slo)
  const bound = wilsonBound(budget)
  let minute = first - 1

  function holds({ long, short, most }: (typeof monitored)[number]): boolean {
    return (
      most.whole * long.bad > most.part * long.total &&
      most.whole * short.bad > most.part * short.total &&
      long.bad >= MIN_BAD &&
      budget.whole * long.bad - budget.part * long.total > bound * Math.sqrt(long.total)
    )
  }
  function numbers({ long, short }: (typeof monitored)[number]): BurnNumbers {
    return {
      bad: long.bad,
      total: long.total,
      burn: burnRate(slo, long.bad, long.total) ?? 0,
      shortBad: short.bad,
      shortTotal: short.total,
      shortBurn: burnRate(slo, short.bad, short.total) ?? 0,
      interval: wilson(long.bad / long.total, long.total),
    }
  }

  return {
    get firing() {
      return monitored.some(({ firing }) => firing) ? monitored.flatMap(({ firing }) => firing ?? []) : NONE
    },
    minute(total, bad) {
      minute++
      for (const window of windows.values()) window.add(total, bad)
      let [began, ended] = [NONE, NONE]
      for (const one of monitored) {
        const { id: rule, forMinutes, severity } = one.rule
        one.since = holds(one) ? (one.since ?? minute) : undefined
        const fires = one.since !== undefined && minute - one.since >= forMinutes
        if (fires && !one.firing) {
          one.firing = { slo: slo.id, rule, severity, fromMinute: minute, numbers: numbers(one) }
          began = [...began, one.firing]
        } else if (!fires && one.firing) {
          ended = [...ended, { ...one.firing, toMinute: minute }]
          one.firing = undefined
        }
      }
      return { began, ended }
    },
  }
}

const NONE: readonly Firing[] = []

/** Every period in which a rule would have fired, sorted by start. */
export function firings(minutes: Minutes, slo: Slo, rules: readonly BurnRule[] = BURN_RULES): readonly Firing[] {
  const watch = makeBurnWatch(slo, rules, minutes.first)
  const all: Firing[] = []
  for (let i = 0; i < minutes.total.length; i++)
    all.push(...watch.minute(minutes.total[i] as number, minutes.bad[i] as number).ended)
  return [...all, ...watch.firing].sort((a, b) => a.fromMinute - b.fromMinute)
}

/** Every past period in which a rule would have fired with a different threshold. */
export function firingsWithFactor(minutes: Minutes, slo: Slo, rule: BurnRule, factor: number): readonly Firing[] {
  return firings(minutes, slo, [{ ...rule, factor }])
}

export interface Budget {
  readonly minute: number
  /** The burn rate over the budget period so far; undefined if there are no requests. */
  readonly burn?: number
  /** The remaining budget: 1 means all of it, and a value below 0 means that it is overspent. */
  readonly left: number
  /**
   * Minutes until the budget is used up at the burn rate of the last hour; absent if the budget is not burning or there
   * were no requests in that hour.
   */
  readonly minutesLeft?: number
}

/**
 * The remaining budget after every `every` minutes and at the end. The budget period consists of the last `overDays`
 * days.
 */
export function burnDown({ first, total, bad }: Minutes, slo: Slo, every = 60): readonly Budget[] {
  const period = slo.overDays * 1440
  const [whole, hour] = [makeRolling(period), makeRolling(60)]
  const budgets: Budget[] = []
  for (let i = 0; i < total.length; i++) {
    for (const window of [whole, hour]) window.add(total[i] as number, bad[i] as number)
    if ((i + 1) % every !== 0 && i + 1 < total.length) continue
    const burn = burnRate(slo, whole.bad, whole.total)
    // The share of the budget that has been used is burn rate × window / period; until a full period has passed, the
    // window is the elapsed time.
    const left = 1 - ((burn ?? 0) * Math.min(i + 1, period)) / period
    const pace = burnRate(slo, hour.bad, hour.total) ?? 0
    budgets.push({
      minute: first + i,
      left,
      ...(burn === undefined ? {} : { burn }),
      ...(pace > 0 ? { minutesLeft: Math.max(0, (left * period) / pace) } : {}),
    })
  }
  return budgets
}

/** How an objective was met over a period. */
export interface Attainment {
  /** The share of good requests; NaN without requests. */
  readonly share: number
  readonly total: number
  /** `chance` if it was missed, but by no more than chance explains. */
  readonly verdict: 'met' | 'missed' | 'chance'
}

/** Compares counts with an objective, by the same minimum and the same interval as an alert rule. */
export function attainmentOf(
  slo: Pick<Slo, 'targetPercent'>,
  { total, bad }: Pick<Rolling, 'total' | 'bad'>,
): Attainment {
  const budget = shareOf(slo)
  const excess = budget.whole * bad - budget.part * total
  const isSignificant = bad >= MIN_BAD && excess > wilsonBound(budget) * Math.sqrt(total)
  return { share: 1 - bad / total, total, verdict: excess <= 0 ? 'met' : isSignificant ? 'missed' : 'chance' }
}

/** The counts of the minutes from one minute up to another, which is not included. */
export function countsBetween(
  { first, total, bad }: Minutes,
  from: number,
  to: number,
): Pick<Rolling, 'total' | 'bad'> {
  const sum = { total: 0, bad: 0 }
  for (let i = Math.max(0, from - first); i < Math.min(total.length, to - first); i++) {
    sum.total += total[i] as number
    sum.bad += bad[i] as number
  }
  return sum
}

// Rolling sums over the most recent minutes, with one addition and one subtraction per minute. The sums are exact,
// because the counts are integers.

export interface Rolling {
  readonly total: number
  readonly bad: number
  add(total: number, bad: number): void
}

/** Creates a rolling window of this many minutes; until it is full, it sums all minutes added so far. */
export function makeRolling(minutes: number): Rolling {
  const totals = new Float64Array(minutes)
  const bads = new Float64Array(minutes)
  let at = 0
  const sums = {
    total: 0,
    bad: 0,
    add(total: number, bad: number) {
      sums.total += total - (totals[at] as number)
      sums.bad += bad - (bads[at] as number)
      totals[at] = total
      bads[at] = bad
      at = (at + 1) % minutes
    },
  }
  return sums
}
