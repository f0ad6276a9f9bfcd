/**
 * @file Active learning, measured: beginning with few labels, each strategy asks for some more a round, and a small network learns from what
 * there is. Held against chance on the same rows, seed by seed. A function of the set and the seeds.
 */
import { rng, shuffle } from '../../base/rng'
import { student } from '../../metrics/mean-interval'
import { doubtAt, farthestFirst } from '../uncertainty'
import { STRATEGIES, type Strategy } from '../label-queue'
import { chances, type Learnt, learn, type Samples, surestOf } from '../policy-comparison/learner'

export interface ActiveSettings {
  /** Labels at the beginning, labels a round, and rounds. */
  readonly first: number
  readonly each: number
  readonly rounds: number
  readonly seeds: number
  readonly seed: number
}

export const USUAL_ACTIVE: ActiveSettings = { first: 20, each: 20, rounds: 8, seeds: 10, seed: 1 }

/** A set whose answers are known: rows that can be asked about, and rows that are judged on and never asked. */
export interface ActiveSet {
  readonly samples: Samples
  readonly pool: readonly number[]
  readonly judged: readonly number[]
}

export interface ActiveCurve {
  readonly strategy: Strategy
  /** By round, over the seeds. */
  readonly accuracy: readonly number[]
  /** Mean accuracy over all rounds less that of chance, in pairs by seed, with its 95 % interval (Student's t). */
  readonly gain: { readonly mean: number; readonly low: number; readonly high: number }
  /** Labels that this strategy needs for what chance reaches with all of its own; undefined where it never does. */
  readonly enough?: number
}

export interface ActiveReport {
  /** Labels by round. */
  readonly labels: readonly number[]
  readonly seeds: number
  readonly pool: number
  readonly judged: number
  readonly curves: readonly ActiveCurve[]
}

/** Rows among which strategies choose, at most. */
export const MOST_POOL = 1500
export const MOST_JUDGED = 1000
/** Rows that a training sees in all, at least: few labels are gone through more often. */
const PASSES = 4800

/** Compares all strategies. Yields how far it is, 0 to 1. */
export function* compareStrategies(set: ActiveSet, settings: ActiveSettings): Generator<number, ActiveReport> {
  const { first, each, rounds, seeds, seed } = settings
  const labels = Array.from({ length: rounds + 1 }, (_, round) => first + round * each)
  const total = STRATEGIES.length * seeds * labels.length
  const reached = new Map<Strategy, number[][]>(STRATEGIES.map((strategy) => [strategy, []]))
  let done = 0
  for (let turn = 0; turn < seeds; turn++) {
    for (const strategy of STRATEGIES) {
      const own = seed + turn
      // All strategies begin with the same rows.
      const order = shuffle(set.pool.slice(), rng(own, { kind: 'split' }))
      let chosen = order.slice(0, first)
      let rest = order.slice(first)
      const accuracies: number[] = []
      for (const count of labels) {
        const learnt = learn(set.samples, chosen, own, Math.max(20, Math.ceil(PASSES / chosen.length)))
        accuracies.push(accuracyOf(set, learnt))
        const taken = new Set(choose(set, strategy, chosen, rest, learnt, Math.max(0, count + each - chosen.length)))
        chosen = [...chosen, ...taken]
        rest = rest.filter((row) => !taken.has(row))
        yield ++done / total
      }
      reached.get(strategy)?.push(accuracies)
    }
  }
  const byChance = reached.get('random') ?? []
  return {
    ...{ labels, seeds, pool: set.pool.length, judged: set.judged.length },
    curves: STRATEGIES.map((strategy) => curveOf(strategy, reached.get(strategy) ?? [], byChance, labels)),
  }
}

/** The rows to ask about next, by what the network says that learnt from those chosen so far. */
function choose(
  { samples }: ActiveSet,
  strategy: Strategy,
  chosen: readonly number[],
  rest: readonly number[],
  learnt: Learnt,
  most: number,
): readonly number[] {
  if (strategy === 'random') return rest.slice(0, most)
  const { x, width, classes } = samples
  const at = (row: number) => x.subarray(row * width, (row + 1) * width)
  if (strategy === 'diverse') {
    const from = chosen.map(at)
    return farthestFirst(rest.length, (i) => at(rest[i] as number), most, from).map((i) => rest[i] as number)
  }
  const told = chances(learnt, x, rest)
  return rest
    .map((row, i) => ({ row, doubt: doubtAt(told, classes, i, strategy) }))
    .sort((a, b) => b.doubt - a.doubt || a.row - b.row)
    .slice(0, most)
    .map(({ row }) => row)
}

function accuracyOf({ samples, judged }: ActiveSet, learnt: Learnt): number {
  const told = surestOf(chances(learnt, samples.x, judged), samples.classes)
  return judged.reduce((sum, row, i) => sum + Number(told[i] === samples.y[row]), 0) / judged.length
}

function curveOf(
  strategy: Strategy,
  turns: readonly (readonly number[])[],
  byChance: readonly (readonly number[])[],
  labels: readonly number[],
): ActiveCurve {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  const accuracy = labels.map((_, round) => mean(turns.map((turn) => turn[round] as number)))
  // The first round is the same for all: it tells nothing.
  const gains = turns.map((turn, i) => mean(turn.slice(1)) - mean((byChance[i] ?? turn).slice(1)))
  const gain = mean(gains)
  const squares = gains.reduce((sum, one) => sum + (one - gain) ** 2, 0)
  const half = gains.length < 2 ? 0 : student(gains.length - 1) * Math.sqrt(squares / (gains.length - 1) / gains.length)
  const goal = mean(byChance.map((turn) => turn.at(-1) as number))
  const at = accuracy.findIndex((one) => one >= goal)
  return {
    ...{ strategy, accuracy, gain: { mean: gain, low: gain - half, high: gain + half } },
    ...(at < 0 ? {} : { enough: labels[at] as number }),
  }
}
