/**
 * @file AugmentationDef: one way in which training samples are varied, anew in every epoch and by the seed alone. Every number of its
 * parameters is an amount of which 0 does nothing, so weakening one is making its amounts smaller; what varies training samples
 * with a seed is also what drifts a stream with a strength.
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
  /** Where each pixel is taken from, about the middle of the picture; drawn once a sample, and the same for a picture wanted of it. */
  move?(random: Rng, amounts: ValuesOf<P>, size: Size): Affine
  /** Changes the pixels, 0 to 255, of a picture that goes in; never those of a picture that is wanted. */
  paint?(pixels: Float32Array, size: Size, random: Rng, amounts: ValuesOf<P>): void
  /** Changes numbers of columns as the network takes them, about 0 and 1 wide. */
  shake?(values: Float32Array, random: Rng, amounts: ValuesOf<P>): void
  /** Share of the second sample of a pair that is mixed into the first, 0 to 1; the labels count in the same shares. */
  mix?(random: Rng, amounts: ValuesOf<P>): number
}

/** Types an augmentation by its own parameters. */
export function defineAugmentation<const P extends Amounts>(def: AugmentationDef<P>): AugmentationDef<P> {
  return def
}

/** The same with its amounts at `strength`, from 0 (nothing) to 1 (as they are). */
export function weakened<P extends Readonly<Record<string, number>>>(amounts: P, strength: number): P {
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, amount * strength])) as P
}

/** A number from -1 to 1. */
export function eitherWay(random: Rng): number {
  return 2 * random.uniform() - 1
}
