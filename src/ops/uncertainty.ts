/**
 * @file Uncertainty of a prediction computed from its probabilities (Settles 2009, sections 3.1 and 2.3), and selection
 * of diverse samples.
 */
import { log } from '../base/exact-math'

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
