/**
 * @file Resampling: selects the rows of an epoch so that classes are balanced. Oversampling repeats the rows of a rare
 * class: all of them equally often, plus a remainder drawn for each epoch. Undersampling reduces every class to the
 * size of the rarest class, with a new draw for each epoch, so that all rows are used over time.
 */
import { rng, shuffle } from '../base/rng'
import type { Split } from './dataset'

export interface Resample {
  /** The training rows grouped by class, without empty classes. */
  readonly classes: readonly Uint32Array<ArrayBuffer>[]
  /** Number of rows per class in an epoch. */
  readonly each: number
}

interface Trained {
  readonly split: Pick<Split, 'train'>
  readonly resample?: Resample
}

/** Groups the training rows by class and determines how many rows of each class an epoch contains. */
export function resampleBy(
  sampling: 'over' | 'under',
  rows: Uint32Array<ArrayBuffer>,
  codes: ArrayLike<number>,
  count: number,
): Resample {
  const classes = Array.from({ length: count }, (_, code) => rows.filter((row) => codes[row] === code)).filter(
    (members) => members.length > 0,
  )
  const sizes = classes.map((members) => members.length)
  return { classes, each: sizes.length === 0 ? 0 : sampling === 'over' ? Math.max(...sizes) : Math.min(...sizes) }
}

/** The number of rows used for training in one epoch. */
export function epochRows({ split, resample }: Trained): number {
  return resample ? resample.each * resample.classes.length : split.train.length
}

/** Returns the rows of an epoch in training order, which depends only on the seed and the epoch. */
export function epochOrder(
  { split, resample, seed }: Trained & { readonly seed: number },
  epoch: number,
): Uint32Array<ArrayBuffer> {
  const order = rng(seed, { kind: 'shuffle', epoch })
  if (!resample) return shuffle(split.train.slice(), order)
  const { classes, each } = resample
  const draw = rng(seed, { kind: 'resample', epoch })
  const all = new Uint32Array(each * classes.length)
  classes.forEach((members, i) => {
    const whole = each - (each % members.length)
    const part = all.subarray(i * each, (i + 1) * each)
    for (let at = 0; at < whole; at += members.length) part.set(members, at)
    if (whole < each) part.set(shuffle(members.slice(), draw).subarray(0, each - whole), whole)
  })
  return shuffle(all, order)
}
