/**
 * @file The rates of a yes-or-no decision in each group of rows, and the largest gap of each rate between two groups.
 * Equal selection rates are demographic parity, equal true positive rates are equal opportunity, and equal true and
 * false positive rates are equalized odds (Hardt, Price, Srebro 2016, NeurIPS 29). If groups differ in how often the
 * answer is yes, equal error rates and equal calibration exclude each other (Kleinberg, Mullainathan, Raghavan 2017,
 * ITCS 8).
 */
import { atThreshold, type BinaryScores, type Costs, thresholdPoints } from './curves'
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

/** The levels of a rate that are tried, and by how much the rates of groups may differ. */
const LEVELS = 200
const TOLERANCE = 0.02

/**
 * The cheapest thresholds under each strategy of the What-If Tool (Wexler and others 2020, IEEE TVCG 26), and for equal
 * precision. Rates count as equal if they differ by at most two points, or by one row of the smallest group; where no
 * thresholds come that near, they are as near as possible.
 */
export function groupThresholds(
  rows: BinaryScores,
  { groupOf, names }: { readonly groupOf: ArrayLike<number>; readonly names: readonly string[] },
  costs: Pick<Costs, 'miss' | 'falseAlarm'>,
): readonly StrategyResult[] {
  const parts = partsOf(rows, groupOf, names)
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

interface Choice {
  readonly threshold: number
  readonly cost: number
  readonly rates: { readonly [R in GroupRate]: number }
  /** The number of rows of the class. */
  readonly n: number
}

/** Every threshold that decides the rows differently. */
function choicesOf(rows: Rows, { miss, falseAlarm }: Pick<Costs, 'miss' | 'falseAlarm'>): readonly Choice[] {
  const { points, positives, negatives } = thresholdPoints(rows)
  return points.map(({ threshold, truePositives: hits, falsePositives: alarms }) => ({
    threshold,
    cost: miss * (positives - hits) + falseAlarm * alarms,
    n: positives,
    rates: {
      selectionRate: (hits + alarms) / (positives + negatives),
      tpr: hits / positives,
      fpr: alarms / negatives,
      ppv: hits / (hits + alarms),
      accuracy: (hits + negatives - alarms) / (positives + negatives),
    },
  }))
}

function cheapest(choices: readonly Choice[]): Choice {
  return choices.reduce((best, one) => (one.cost < best.cost ? one : best))
}

function cheapestSingle(parts: readonly Rows[], costs: Pick<Costs, 'miss' | 'falseAlarm'>): number {
  const all = { positive: parts.flatMap(({ positive }) => positive), scores: parts.flatMap(({ scores }) => scores) }
  return cheapest(choicesOf(all, costs)).threshold
}

/** For each group, the cheapest choice whose rate is within the tolerance of the same level; the cheapest level wins. */
function equalised(groups: readonly (readonly Choice[])[], rate: GroupRate): readonly Choice[] {
  const known = groups.map((choices) => choices.filter(({ rates }) => !Number.isNaN(rates[rate])))
  const reach = Math.max(TOLERANCE, ...groups.map(([first]) => 1 / Math.max(1, first?.n ?? 1))) / 2
  let best: { readonly chosen: readonly Choice[]; readonly gap: number; readonly cost: number } | undefined
  for (let level = 0; level <= LEVELS; level++) {
    const target = level / LEVELS
    const chosen = known.map((choices, i) => {
      const off = ({ rates }: Choice) => Math.abs(rates[rate] - target)
      const near = choices.filter((one) => off(one) <= reach)
      if (near.length > 0) return cheapest(near)
      // A group without the rate, such as recall without rows of the class, does not limit the others.
      if (choices.length === 0) return cheapest(groups[i] as readonly Choice[])
      return choices.reduce((nearest, one) => (off(one) < off(nearest) ? one : nearest))
    })
    const rates = chosen.map((one) => one.rates[rate]).filter((one) => !Number.isNaN(one))
    const spread = Math.max(...rates) - Math.min(...rates)
    const gap = spread <= 2 * reach + 1e-12 ? 0 : spread
    const cost = chosen.reduce((sum, one) => sum + one.cost, 0)
    if (!best || gap < best.gap || (gap === best.gap && cost < best.cost)) best = { chosen, gap, cost }
  }
  return best?.chosen ?? []
}

function costOf(rows: Rows, threshold: number, { miss, falseAlarm }: Pick<Costs, 'miss' | 'falseAlarm'>): number {
  const { falsePositives, falseNegatives } = atThreshold(rows, threshold)
  return miss * falseNegatives + falseAlarm * falsePositives
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
