/**
 * @file AugmentationDef: one way to vary training examples, differently in every epoch and determined by the seed. Every parameter is an
 * amount of which 0 does nothing, so smaller amounts weaken it. The same definitions drift a stream with a given strength.
 */
import type { Rng } from '../../base/rng'
import type { FloatSpec, ValuesOf } from '../../catalog/params'
import type { Affine, Size } from './affine'

export type Amounts = Readonly<Record<string, FloatSpec>>

export interface AugmentationDef<P extends Amounts = Amounts> {
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly params: P
  /** Where each pixel is taken from, relative to the center; drawn once per example, and the same for a target image. */
  move?(random: Rng, amounts: ValuesOf<P>, size: Size): Affine
  /** Changes the pixels, 0 to 255, of an input image; never those of a target image. */
  paint?(pixels: Float32Array, size: Size, random: Rng, amounts: ValuesOf<P>): void
  /** Changes prepared numbers of columns, which have a mean near 0 and a deviation near 1. */
  shake?(values: Float32Array, random: Rng, amounts: ValuesOf<P>): void
  /** Share of the second example of a pair that is mixed into the first, 0 to 1; the labels count in the same shares. */
  mix?(random: Rng, amounts: ValuesOf<P>): number
}

/** Types an augmentation by its own parameters. */
export function defineAugmentation<const P extends Amounts>(def: AugmentationDef<P>): AugmentationDef<P> {
  return def
}

/** The same amounts at a strength from 0 (nothing) to 1 (unchanged). */
export function weakened<P extends Readonly<Record<string, number>>>(amounts: P, strength: number): P {
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, amount * strength])) as P
}

/** A number from -1 to 1. */
export function eitherWay(random: Rng): number {
  return 2 * random.uniform() - 1
}
