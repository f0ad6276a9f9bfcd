/**
 * @file Labeling strategies: the uncertainty of a prediction and diverse samples, and a benchmark in which each
 * strategy starts with few labels and requests more in each round while a small network is trained on them. The result
 * depends only on the dataset and the seeds.
 */
import { log } from '../base/exact-math'
import { rng, shuffle } from '../base/rng'
import { student } from '../metrics/intervals'
import {
  likeliestClasses,
  predictProbabilities,
  type Samples,
  type TrainedLearner,
  trainLearner,
} from './policy-comparison/learner'

export const STRATEGIES = ['least confident', 'margin', 'entropy', 'diverse', 'random'] as const
export type Strategy = (typeof STRATEGIES)[number]

export interface ActiveLearningSettings {
  /** The number of initial labels (`first`), of labels added in each round (`each`), and of rounds. */
  readonly first: number
  readonly each: number
  readonly rounds: number
  readonly seeds: number
  readonly seed: number
}

export const DEFAULT_ACTIVE_LEARNING: ActiveLearningSettings = { first: 20, each: 20, rounds: 8, seeds: 10, seed: 1 }

/** A labeled dataset: a pool of rows that strategies can choose from, and held-out rows for evaluation. */
export interface ActiveLearningData {
  readonly samples: Samples
  readonly pool: readonly number[]
  readonly evaluated: readonly number[]
}

export interface LearningCurve {
  readonly strategy: Strategy
  /** Mean accuracy after each round, averaged over all seeds. */
  readonly accuracy: readonly number[]
  /**
   * Mean accuracy over all rounds minus that of random sampling, paired by seed, with a 95% confidence interval
   * (Student's t).
   */
  readonly gain: { readonly mean: number; readonly low: number; readonly high: number }
  /**
   * The number of labels this strategy needs to reach the final accuracy of random sampling; undefined if it never
   * does.
   */
  readonly enough?: number
}

export interface StrategyReport {
  /** The cumulative number of labels after each round. */
  readonly labels: readonly number[]
  readonly seeds: number
  readonly pool: number
  readonly evaluatedOn: number
  readonly curves: readonly LearningCurve[]
}

/** The maximum size of the pool from which strategies choose rows. */
export const MAX_POOL = 1500
export const MAX_EVALUATED = 1000
/** The minimum number of examples processed per training run: smaller training sets are trained for more epochs. */
const MIN_EXAMPLES = 4800

/** Compares all strategies; yields its progress, from 0 to 1. */
export function* compareStrategies(
  data: ActiveLearningData,
  settings: ActiveLearningSettings,
): Generator<number, StrategyReport> {
  const { first, each, rounds, seeds, seed } = settings
  const labels = Array.from({ length: rounds + 1 }, (_, round) => first + round * each)
  const total = STRATEGIES.length * seeds * labels.length
  const reached = new Map<Strategy, number[][]>(STRATEGIES.map((strategy) => [strategy, []]))
  let done = 0
  for (let run = 0; run < seeds; run++) {
    for (const strategy of STRATEGIES) {
      const runSeed = seed + run
      // All strategies start with the same rows.
      const order = shuffle(data.pool.slice(), rng(runSeed, { kind: 'split' }))
      let chosen = order.slice(0, first)
      let remaining = order.slice(first)
      const accuracies: number[] = []
      for (const count of labels) {
        const learner = trainLearner(
          data.samples,
          chosen,
          runSeed,
          Math.max(20, Math.ceil(MIN_EXAMPLES / chosen.length)),
        )
        accuracies.push(accuracyOf(data, learner))
        const selected = new Set(
          selectRows(data, strategy, chosen, remaining, learner, Math.max(0, count + each - chosen.length)),
        )
        chosen = [...chosen, ...selected]
        remaining = remaining.filter((row) => !selected.has(row))
        yield ++done / total
      }
      reached.get(strategy)?.push(accuracies)
    }
  }
  const byChance = reached.get('random') ?? []
  return {
    ...{ labels, seeds, pool: data.pool.length, evaluatedOn: data.evaluated.length },
    curves: STRATEGIES.map((strategy) => curveOf(strategy, reached.get(strategy) ?? [], byChance, labels)),
  }
}

/** Selects the next rows to label, based on the predictions of the network trained so far. */
function selectRows(
  { samples }: ActiveLearningData,
  strategy: Strategy,
  chosen: readonly number[],
  remaining: readonly number[],
  learner: TrainedLearner,
  most: number,
): readonly number[] {
  if (strategy === 'random') return remaining.slice(0, most)
  const { x, width, classes } = samples
  const at = (row: number) => x.subarray(row * width, (row + 1) * width)
  if (strategy === 'diverse') {
    const from = chosen.map(at)
    return farthestFirst(remaining.length, (i) => at(remaining[i] as number), most, from).map(
      (i) => remaining[i] as number,
    )
  }
  const predicted = predictProbabilities(learner, x, remaining)
  return remaining
    .map((row, i) => ({ row, doubt: uncertaintyAt(predicted, classes, i, strategy) }))
    .sort((a, b) => b.doubt - a.doubt || a.row - b.row)
    .slice(0, most)
    .map(({ row }) => row)
}

function accuracyOf({ samples, evaluated }: ActiveLearningData, learner: TrainedLearner): number {
  const predicted = likeliestClasses(predictProbabilities(learner, samples.x, evaluated), samples.classes)
  return evaluated.reduce((sum, row, i) => sum + Number(predicted[i] === samples.y[row]), 0) / evaluated.length
}

function curveOf(
  strategy: Strategy,
  runs: readonly (readonly number[])[],
  byChance: readonly (readonly number[])[],
  labels: readonly number[],
): LearningCurve {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  const accuracy = labels.map((_, round) => mean(runs.map((run) => run[round] as number)))
  // The first round is the same for all strategies, so it is excluded.
  const gains = runs.map((run, i) => mean(run.slice(1)) - mean((byChance[i] ?? run).slice(1)))
  const gain = mean(gains)
  const squares = gains.reduce((sum, one) => sum + (one - gain) ** 2, 0)
  const half = gains.length < 2 ? 0 : student(gains.length - 1) * Math.sqrt(squares / (gains.length - 1) / gains.length)
  const goal = mean(byChance.map((run) => run.at(-1) as number))
  const at = accuracy.findIndex((one) => one >= goal)
  return {
    ...{ strategy, accuracy, gain: { mean: gain, low: gain - half, high: gain + half } },
    ...(at < 0 ? {} : { enough: labels[at] as number }),
  }
}

// Uncertainty of a prediction computed from its probabilities (Settles 2009, sections 3.1 and 2.3), and selection of
// diverse samples.

export type UncertaintyMeasure = 'least confident' | 'margin' | 'entropy'

/**
 * The uncertainty of a prediction, from 0 (certain) to 1 (uniform); 0 if there is no prediction. A single output is
 * treated as the probability of one of two classes.
 */
export function uncertaintyAt(outputs: ArrayLike<number>, width: number, row: number, by: UncertaintyMeasure): number {
  const classes = Math.max(2, width)
  const of = (c: number) => {
    const first = outputs[row * width] as number
    return width > 1 ? (outputs[row * width + c] as number) : c === 0 ? first : 1 - first
  }
  let [top, second, entropy] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, 0]
  for (let c = 0; c < classes; c++) {
    const chance = of(c)
    if (!(chance >= 0)) return 0
    if (chance > top) [second, top] = [top, chance]
    else if (chance > second) second = chance
    if (chance > 0) entropy -= chance * log(chance)
  }
  switch (by) {
    case 'least confident':
      return ((1 - top) * classes) / (classes - 1)
    case 'margin':
      return 1 - (top - second)
    case 'entropy':
      return entropy / log(classes)
    default:
      return by satisfies never
  }
}

/**
 * Farthest-first selection (greedy k-center, Sener and Savarese 2018, algorithm 1): repeatedly selects the sample that
 * is farthest from all samples selected so far. `from` contains samples that have already been selected.
 */
export function farthestFirst(
  count: number,
  at: (i: number) => ArrayLike<number>,
  most: number,
  from: readonly ArrayLike<number>[] = [],
): number[] {
  const away = new Float64Array(count).fill(Number.POSITIVE_INFINITY)
  const near = (to: ArrayLike<number>) => {
    for (let i = 0; i < count; i++) away[i] = Math.min(away[i] as number, distance(at(i), to))
  }
  for (const one of from) near(one)
  const chosen: number[] = []
  while (chosen.length < Math.min(most, count)) {
    let best = 0
    for (let i = 1; i < count; i++) if ((away[i] as number) > (away[best] as number)) best = i
    chosen.push(best)
    near(at(best))
    away[best] = -1
  }
  return chosen
}

/** Squared distance; missing values are ignored. */
function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) {
    const apart = (a[i] as number) - (b[i] as number)
    if (!Number.isNaN(apart)) sum += apart * apart
  }
  return sum
}
