/**
 * @file BurnRule: how fast, and for how long, a budget may burn before somebody is told. Comparisons are of whole numbers, so that they
 * come out the same here and in Prometheus.
 */
import { assert } from '../base/assert'
import type { Slo } from './slo'

export interface BurnRule {
  readonly id: string
  /** Times the rate at which the budget would last just as long as its period. */
  readonly factor: number
  /** Both windows must burn faster than that: the long one so that it matters, the short one so that it still goes on. */
  readonly longMinutes: number
  readonly shortMinutes: number
  /** It has to hold for so long before it is told; 0: at once. */
  readonly forMinutes: number
  readonly severity: 'page' | 'ticket'
}

/**
 * Of the SRE workbook, table 5-8, by the share of a budget of 30 days that is gone: 2 % in an hour, 5 % in six, 10 % in three days; and one
 * that burns slowly but without a pause.
 */
export const BURN_RULES: readonly BurnRule[] = [
  { id: 'fast', factor: 14.4, longMinutes: 60, shortMinutes: 5, forMinutes: 0, severity: 'page' },
  { id: 'slow', factor: 6, longMinutes: 360, shortMinutes: 30, forMinutes: 0, severity: 'page' },
  { id: 'days', factor: 1, longMinutes: 4320, shortMinutes: 360, forMinutes: 0, severity: 'ticket' },
  { id: 'held', factor: 3, longMinutes: 60, shortMinutes: 5, forMinutes: 15, severity: 'ticket' },
]

/** Bad requests in the long window below which nobody is told: with little traffic a single one burns fast. */
export const LEAST_BAD = 5

/** A share as whole numbers: `part` of `whole`, a power of ten. */
export interface Share {
  readonly part: number
  readonly whole: number
}

/** The share of requests that may be bad, times a factor. 0.1 % times 14.4 is 144 of 10,000. */
export function shareOf({ targetPercent }: Pick<Slo, 'targetPercent'>, factor = 1): Share {
  const tenMillionths = Math.round((100 - targetPercent) * factor * 1e5)
  assert(tenMillionths > 0, `a budget of ${targetPercent} % times ${factor}`)
  let [part, whole] = [tenMillionths, 1e7]
  while (whole > 1 && part % 10 === 0) [part, whole] = [part / 10, whole / 10]
  return { part, whole }
}

/** The fastest that a budget can burn, when everything is bad: 10 times at 90 %. */
export function mostBurn(slo: Pick<Slo, 'targetPercent'>): number {
  const { part, whole } = shareOf(slo)
  return whole / part
}

/** Whether a budget can burn faster than that at all: at 90 % none burns over 14.4 times, whatever goes wrong. */
export function isReachable(slo: Pick<Slo, 'targetPercent'>, { factor }: Pick<BurnRule, 'factor'>): boolean {
  const { part, whole } = shareOf(slo, factor)
  return part < whole
}

/**
 * The rules as they are of one objective. The workbook asks for other ones where a target is so low that a total failure cannot reach the
 * fastest ("Extreme availability goals"): the next that looks back as short and can be reached pages in its place.
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

/** 97.5 % quantile of the normal distribution, as `metrics/interval` has it. */
const Z = 1.959963984540054

/**
 * What `whole` × bad - `part` × total must exceed, a root of the total, for the 95 % Wilson interval of the bad share to lie above
 * the budget: the interval is what the score test accepts, so its lower end is above q exactly where (p - q) √n > z √(q (1 - q)).
 */
export function evidence({ part, whole }: Share): number {
  return Z * Math.sqrt(part * (whole - part))
}
