/**
 * @file The rates of a yes-or-no decision in each group of rows, and the largest gap of each rate between two groups.
 * Equal selection rates are demographic parity, equal true positive rates are equal opportunity, and equal true and
 * false positive rates are equalized odds (Hardt, Price, Srebro 2016, NeurIPS 29). If groups differ in how often the
 * answer is yes, equal error rates and equal calibration exclude each other (Kleinberg, Mullainathan, Raghavan 2017,
 * ITCS 8).
 */
import { atThreshold, between, type BinaryScores, thresholdPoints, totalCost, USUAL_THRESHOLD } from './curves'
import type { Costs } from '../data/output-decision'
import { type Interval, rateDifference, type ValueWithInterval, wilson } from './intervals'

/** The rates that are compared between groups, each with the rows that it is a share of. */
const RATES = ['selectionRate', 'tpr', 'fpr', 'ppv', 'accuracy'] as const
export type GroupRate = (typeof RATES)[number]

/** A share with its Wilson interval; NaN without rows. */
export interface Share extends ValueWithInterval {
  readonly n: number
}

export interface GroupRates extends Readonly<Record<GroupRate, Share>> {
  readonly group: string
  readonly n: number
  /** The mean predicted probability minus the share of rows that belong to the class. */
  readonly calibration: ValueWithInterval
}

/** The largest difference of a rate between two groups: that of `high` minus that of `low`. */
export interface RateGap extends Interval {
  readonly value: number
  readonly between: readonly [low: string, high: string]
}

export interface GroupReport {
  readonly groups: readonly GroupRates[]
  /** A rate that fewer than two groups have is absent. The intervals are not corrected for choosing the largest gap. */
  readonly gaps: { readonly [R in GroupRate]?: RateGap }
}

/** Computes the rates of each group; `groupOf` has the index of the group of each row, or -1 for none. */
export function groupReport(
  { positive, scores }: BinaryScores,
  { groupOf, names }: { readonly groupOf: ArrayLike<number>; readonly names: readonly string[] },
  threshold: number,
): GroupReport {
  const parts = partsOf({ positive, scores }, groupOf, names)
  return reportOf(parts.map(({ group, rows }) => ({ group, n: rows.scores.length, ...ratesOf(rows, threshold) })))
}

function reportOf(groups: readonly GroupRates[]): GroupReport {
  const gaps = RATES.flatMap((rate) => {
    const gap = gapOf(groups, rate)
    return gap ? [[rate, gap] as const] : []
  })
  return { groups, gaps: Object.fromEntries(gaps) }
}

interface Rows {
  readonly positive: readonly number[]
  readonly scores: readonly number[]
}

/** The rows of each group that has any. */
function partsOf({ positive, scores }: BinaryScores, groupOf: ArrayLike<number>, names: readonly string[]) {
  const rows: number[][] = names.map(() => [])
  for (let row = 0; row < scores.length; row++) rows[groupOf[row] as number]?.push(row)
  return names.flatMap((group, i): { readonly group: string; readonly rows: Rows }[] => {
    const own = rows[i] as readonly number[]
    if (own.length === 0) return []
    const part = {
      positive: own.map((row) => (positive[row] ? 1 : 0)),
      scores: own.map((row) => scores[row] as number),
    }
    return [{ group, rows: part }]
  })
}

/** What the thresholds of groups make equal; `single` is one threshold for all, and `own` is the cheapest of each. */
export const STRATEGIES = {
  single: undefined,
  own: undefined,
  demographicParity: 'selectionRate',
  equalOpportunity: 'tpr',
  predictiveParity: 'ppv',
  equalAccuracy: 'accuracy',
} as const satisfies Readonly<Record<string, GroupRate | undefined>>
export type Strategy = keyof typeof STRATEGIES

export interface StrategyResult extends GroupReport {
  readonly strategy: Strategy
  /** The threshold of each group; Infinity if no row of it is predicted as the class. */
  readonly thresholds: readonly number[]
  /** The mean cost per row. The thresholds were chosen on these rows, so other rows usually cost a little more. */
  readonly cost: number
}

/** Rates of groups that differ by at most this much count as equal. */
export const EQUAL_WITHIN = 0.02

/**
 * The cheapest thresholds under each strategy of the What-If Tool (Wexler and others 2020, IEEE TVCG 26), and for equal
 * precision. Rates count as equal if they differ by at most two points; where no thresholds come that near, as with few
 * rows, they are as near as possible.
 */
export function groupThresholds(
  rows: BinaryScores,
  { groupOf, names }: { readonly groupOf: ArrayLike<number>; readonly names: readonly string[] },
  inProduction: Costs,
): readonly StrategyResult[] {
  const parts = partsOf(rows, groupOf, names)
  const costs = withPrevalence(parts, inProduction)
  const choices = parts.map((part) => choicesOf(part.rows, costs))
  const all = parts.reduce((sum, part) => sum + part.rows.scores.length, 0)
  const single = cheapestSingle(
    parts.map((part) => part.rows),
    costs,
  )
  return (Object.keys(STRATEGIES) as Strategy[]).map((strategy) => {
    const rate = STRATEGIES[strategy]
    const thresholds = rate
      ? equalised(choices, rate).map(({ threshold }) => threshold)
      : strategy === 'single'
        ? parts.map(() => single)
        : choices.map((own) => cheapest(own).threshold)
    const groups = parts.map(({ group, rows }, i) => ({
      ...{ group, n: rows.scores.length, ...ratesOf(rows, thresholds[i] as number) },
    }))
    const cost = parts.reduce((sum, { rows }, i) => sum + costOf(rows, thresholds[i] as number, costs), 0)
    return { strategy, thresholds, cost: cost / all, ...reportOf(groups) }
  })
}

/** The costs per mistake on the rows of the groups whose sum is that of rows with the class's share in production. */
function withPrevalence(parts: ReturnType<typeof partsOf>, { miss, falseAlarm, prevalence }: Costs) {
  const positive = parts.flatMap(({ rows }) => rows.positive)
  const share = positive.reduce((sum, one) => sum + one, 0) / positive.length
  if (prevalence === undefined || !(share > 0 && share < 1)) return { miss, falseAlarm }
  return { miss: (miss * prevalence) / share, falseAlarm: (falseAlarm * (1 - prevalence)) / (1 - share) }
}

interface Choice {
  readonly threshold: number
  readonly cost: number
  readonly rates: { readonly [R in GroupRate]: number }
}

/** Every threshold that decides the rows differently. */
function choicesOf(rows: Rows, costs: Pick<Costs, 'miss' | 'falseAlarm'>): readonly Choice[] {
  const { points, positives, negatives } = thresholdPoints(rows)
  return points.map(({ threshold, truePositives: hits, falsePositives: alarms }, i) => ({
    threshold: between(threshold, points[i + 1]?.threshold),
    cost: totalCost(costs, positives - hits, alarms),
    rates: {
      selectionRate: (hits + alarms) / (positives + negatives),
      tpr: hits / positives,
      fpr: alarms / negatives,
      ppv: hits / (hits + alarms),
      accuracy: (hits + negatives - alarms) / (positives + negatives),
    },
  }))
}

/** As in `costCurve`: the usual threshold if none costs less, or else the highest. */
function cheapest(choices: readonly Choice[]): Choice {
  const best = choices.reduce((best, one) => (one.cost < best.cost ? one : best))
  return choices.find((one) => one.threshold === USUAL_THRESHOLD && one.cost === best.cost) ?? best
}

function cheapestSingle(parts: readonly Rows[], costs: Pick<Costs, 'miss' | 'falseAlarm'>): number {
  const all = { positive: parts.flatMap(({ positive }) => positive), scores: parts.flatMap(({ scores }) => scores) }
  return cheapest(choicesOf(all, costs)).threshold
}

/** For each group a choice, so that the rates of all are equal, or as near as possible: the cheapest of such choices. */
function equalised(groups: readonly (readonly Choice[])[], rate: GroupRate): readonly Choice[] {
  const all = groups
    .flatMap((choices, group) => choices.map((choice) => ({ ...choice, group, rate: choice.rates[rate] })))
    .filter((one) => !Number.isNaN(one.rate))
    .sort((a, b) => a.rate - b.rate)
  // A group without the rate, such as recall without rows of the class, does not limit the others.
  const limiting = [...new Set(all.map(({ group }) => group))]
  const width = Math.max(EQUAL_WITHIN, smallestRange(all, limiting.length)) + 1e-12
  // Of each group, the choices with a rate from `rate` up to `rate + width` that a later one does not undercut.
  const near: Choice[][] = groups.map(() => [])
  let best: { readonly chosen: ReadonlyMap<number, Choice>; readonly cost: number } | undefined
  let end = 0
  for (const lowest of all) {
    for (; end < all.length && (all[end] as typeof lowest).rate <= lowest.rate + width; end++) {
      const next = all[end] as typeof lowest
      const own = near[next.group] as Choice[]
      while (own.length > 0 && (own.at(-1) as Choice).cost > next.cost) own.pop()
      own.push(next)
    }
    if (limiting.every((group) => near[group]?.[0])) {
      const chosen = new Map(limiting.map((group) => [group, near[group]?.[0] as Choice]))
      const cost = [...chosen.values()].reduce((sum, one) => sum + one.cost, 0)
      if (!best || cost < best.cost) best = { chosen, cost }
    }
    if (near[lowest.group]?.[0] === lowest) near[lowest.group]?.shift()
  }
  return groups.map((choices, group) => best?.chosen.get(group) ?? cheapest(choices))
}

/** The width of the smallest range of rates that contains a choice of each group; `groups` is their number. */
function smallestRange(sorted: readonly { readonly group: number; readonly rate: number }[], groups: number): number {
  const last = new Map<number, number>()
  let width = Number.POSITIVE_INFINITY
  for (const { group, rate } of sorted) {
    last.set(group, rate)
    if (last.size === groups) width = Math.min(width, rate - Math.min(...last.values()))
  }
  return Number.isFinite(width) ? width : 0
}

function costOf(rows: Rows, threshold: number, costs: Pick<Costs, 'miss' | 'falseAlarm'>): number {
  const { falsePositives, falseNegatives } = atThreshold(rows, threshold)
  return totalCost(costs, falseNegatives, falsePositives)
}

function ratesOf(rows: Rows, threshold: number): Omit<GroupRates, 'group' | 'n'> {
  const { truePositives: hits, falsePositives, falseNegatives, trueNegatives } = atThreshold(rows, threshold)
  const n = rows.scores.length
  const positives = hits + falseNegatives
  const actual = shareOf(positives, n)
  const mean = rows.scores.reduce((sum, score) => sum + score, 0) / n
  return {
    selectionRate: shareOf(hits + falsePositives, n),
    tpr: shareOf(hits, positives),
    fpr: shareOf(falsePositives, falsePositives + trueNegatives),
    ppv: shareOf(hits, hits + falsePositives),
    accuracy: shareOf(hits + trueNegatives, n),
    calibration: { value: mean - actual.value, low: mean - actual.high, high: mean - actual.low },
  }
}

function shareOf(part: number, n: number): Share {
  const value = n > 0 ? part / n : Number.NaN
  return { value, ...wilson(value, n), n }
}

function gapOf(groups: readonly GroupRates[], rate: GroupRate): RateGap | undefined {
  const known = groups.filter((group) => group[rate].n > 0).sort((a, b) => a[rate].value - b[rate].value)
  const [low, high] = [known[0], known.at(-1)]
  if (!low || !high || low === high) return undefined
  const [from, to] = [low[rate], high[rate]]
  return {
    value: to.value - from.value,
    ...rateDifference(from.value, from.n, to.value, to.n),
    between: [low.group, high.group],
  }
}
