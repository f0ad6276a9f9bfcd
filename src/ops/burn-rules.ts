/**
 * @file BurnRule: how fast, and for how long, an error budget may burn before an alert fires. Comparisons use whole numbers, so that results
 * are the same here and in Prometheus.
 */
import { assert } from '../base/assert'
import type { Slo } from './slo'

export interface BurnRule {
  readonly id: string
  /** The burn rate: at 1, the budget lasts exactly as long as its period. */
  readonly factor: number
  /** Both windows must burn faster than this: the long one shows that it matters, the short one that it is still happening. */
  readonly longMinutes: number
  readonly shortMinutes: number
  /** How long the condition must hold before the rule fires; 0 means at once. */
  readonly forMinutes: number
  readonly severity: 'page' | 'ticket'
}

/**
 * From the SRE workbook, table 5-8, by the share of a 30-day budget that is used: 2% in an hour, 5% in six, 10% in three days; and one rule
 * for a slow burn without a pause.
 */
export const BURN_RULES: readonly BurnRule[] = [
  { id: 'fast', factor: 14.4, longMinutes: 60, shortMinutes: 5, forMinutes: 0, severity: 'page' },
  { id: 'slow', factor: 6, longMinutes: 360, shortMinutes: 30, forMinutes: 0, severity: 'page' },
  { id: 'days', factor: 1, longMinutes: 4320, shortMinutes: 360, forMinutes: 0, severity: 'ticket' },
  { id: 'held', factor: 3, longMinutes: 60, shortMinutes: 5, forMinutes: 15, severity: 'ticket' },
]

/** With fewer bad requests in the long window, no alert fires: with little traffic, a single one burns fast. */
export const MIN_BAD = 5

/** A share as whole numbers: `part` of `whole`, a power of ten. */
export interface Share {
  readonly part: number
  readonly whole: number
}

/** The share of requests that may be bad, times a factor: 0.1% times 14.4 is 144 of 10,000. */
export function shareOf({ targetPercent }: Pick<Slo, 'targetPercent'>, factor = 1): Share {
  const tenMillionths = Math.round((100 - targetPercent) * factor * 1e5)
  assert(tenMillionths > 0, `the budget of a ${targetPercent}% target, times ${factor}, must be positive`)
  let [part, whole] = [tenMillionths, 1e7]
  while (whole > 1 && part % 10 === 0) [part, whole] = [part / 10, whole / 10]
  return { part, whole }
}

/** The highest possible burn rate, when all requests are bad: 10 for a target of 90%. */
export function maxBurnRate(slo: Pick<Slo, 'targetPercent'>): number {
  const { part, whole } = shareOf(slo)
  return whole / part
}

/** Whether the threshold of a rule can be reached at all: with a target of 90%, a burn rate of 14.4 cannot. */
export function isReachable(slo: Pick<Slo, 'targetPercent'>, { factor }: Pick<BurnRule, 'factor'>): boolean {
  const { part, whole } = shareOf(slo, factor)
  return part < whole
}

/**
 * The rules of one objective. If the target is so low that a total failure cannot reach the fastest rule, the workbook
 * requires other rules ("Extreme availability goals"): the next reachable one with an equally short window pages
 * instead.
 */
export function rulesFor(slo: Pick<Slo, 'targetPercent'>, rules: readonly BurnRule[]): readonly BurnRule[] {
  const pages = rules.filter(({ severity }) => severity === 'page')
  const shortest = Math.min(...pages.map(({ longMinutes }) => longMinutes))
  if (pages.some((rule) => rule.longMinutes === shortest && isReachable(slo, rule))) return rules
  const next = rules
    .filter((rule) => rule.severity === 'ticket' && rule.longMinutes <= shortest && isReachable(slo, rule))
    .sort((a, b) => b.factor - a.factor)[0]
  return next ? rules.map((rule) => (rule === next ? { ...rule, severity: 'page' } : rule)) : rules
}

/** 97.5% quantile of the normal distribution, as in `metrics/interval`. */
const Z = 1.959963984540054

/**
 * The bound for `whole` × bad - `part` × total, divided by the root of the total, above which the 95% Wilson interval
 * of the bad share is above the budget. The interval is what the score test accepts, so its lower end is above q
 * exactly if (p - q) √n > z √(q (1 - q)).
 */
export function wilsonBound({ part, whole }: Share): number {
  return Z * Math.sqrt(part * (whole - part))
}
