/**
 * @file beforeOf: since when labels show that predictions are worse, and how good they were before. A failure that lasts is not compared
 * with its own first half.
 */
import type { Counters } from '../../../../ops/log/counters'
import { FIELD } from '../../../../ops/log/fields'
import { type Quality, qualityOf } from '../../../../ops/reducers/quality'
import type { Step } from './reader'

/** The fewest labels for which a part is judged. */
export const LEAST_LABELS = 30
/** A smaller fall of accuracy does not matter, however certain it is: with many labels any difference is certain. */
const LEAST_FALL = 0.02
/** A χ² with one degree of freedom: four standard deviations, because any of some hundred steps may be the change. */
const LEAST_CHANGE = 16

export interface Before {
  readonly steps: readonly Step[]
  /** Simulated ms at which the failure began; absent where no step separates it from what came before. */
  readonly since?: number
}

/**
 * The steps to compare the newest ones with: those before the last change of accuracy, back to the change before it, because an earlier
 * failure is no level to fall from. Where accuracy did not change, or not for the worse, all steps before the newest ones.
 */
export function beforeOf(before: readonly Step[], newest: readonly Step[], classes: number): Before {
  const all = [...before, ...newest]
  let begun = changedAt(all)
  let from = changedAt(all.slice(0, begun))
  // The step in which it fell mixes both, so it is not part of the level, and the failure began in it.
  if (begun - from === 1 && from > 0) [begun, from] = [from, changedAt(all.slice(0, from))]
  const since = all[begun]?.at
  const until = all.slice(from, begun)
  const [level, failure] = [until, all.slice(begun)].map((part) => labelledQuality(part, classes))
  if (begun === 0 || since === undefined || !level || !failure || !isFall(level, failure)) return { steps: before }
  return { steps: until, since }
}

/** Whether accuracy fell from one to the other: beyond chance by both 95 % intervals, and by enough to matter. */
export function isFall(from: Quality, to: Quality): boolean {
  return to.interval.high < from.interval.low && from.accuracy - to.accuracy >= LEAST_FALL
}

/** The quality of these steps by their labels. */
export function labelledQuality(steps: readonly Step[], classes: number): Quality {
  return qualityOf(labelsOf(steps), classes)
}

/**
 * The first step since which the accuracy is constant; 0 where it always was. Binary segmentation (Scott and Knott 1974): the split with the
 * largest Pearson χ², then the same for the part after it, as long as a split is beyond chance.
 */
function changedAt(steps: readonly Step[]): number {
  const labelled = steps.map(({ all }) => all.get(FIELD.labelled) ?? 0)
  const right = steps.map(({ all }) => all.get(FIELD.right) ?? 0)
  const [labelledTo, rightTo] = [sums(labelled), sums(right)]
  const between = (sums: readonly number[], from: number, to: number) => (sums[to] as number) - (sums[from] as number)
  let from = 0
  for (;;) {
    const [n, k] = [labelledTo, rightTo].map((one) => between(one, from, steps.length)) as [number, number]
    let [best, most] = [from, LEAST_CHANGE]
    for (let at = from + 1; at < steps.length; at++) {
      const [early, late] = [between(labelledTo, from, at), between(labelledTo, at, steps.length)]
      if (early < LEAST_LABELS || late < LEAST_LABELS) continue
      // χ² of a 2×2 table: n (ad − bc)² / the product of its margins.
      const apart = between(rightTo, from, at) * late - between(rightTo, at, steps.length) * early
      const square = (n * apart ** 2) / (early * late * k * (n - k))
      if (square > most) [best, most] = [at, square]
    }
    if (best === from) return from
    from = best
  }
}

/** Prefix sums: before each place, and of all. */
function sums(values: readonly number[]): readonly number[] {
  const to = [0]
  for (const value of values) to.push((to.at(-1) as number) + value)
  return to
}

/** The counts of labels only. */
function labelsOf(steps: readonly Step[]): Counters {
  const fields = [FIELD.labels, FIELD.labelled, FIELD.right, FIELD.delay]
  return new Map(fields.map((field) => [field, steps.reduce((sum, { all }) => sum + (all.get(field) ?? 0), 0)]))
}
