/**
 * @file BurnRule: how fast, and for how long, an error budget may burn before an alert fires. Comparisons use integers,
 * so that results match those of Prometheus exactly.
 */
import { assert } from '../base/assert'
import type { Slo } from './slo'

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
