/**
 * @file AugmentationDef: one kind of augmentation. Its effect varies randomly from epoch to epoch and is reproducible
 * from the seed. Every parameter is an amount for which 0 means no effect, so smaller amounts weaken the augmentation.
 * Simulated drift uses the same definitions with a given strength.
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
  /**
   * Returns the affine transform that maps each pixel to its source position, relative to the image center. It is drawn
   * once per example, so a target image gets the same transform as its input image.
   */
  move?(random: Rng, amounts: ValuesOf<P>, size: Size): Affine
  /** Changes the pixels (0 to 255) of an input image; target images are never changed. */
  paint?(pixels: Float32Array, size: Size, random: Rng, amounts: ValuesOf<P>): void
  /** Changes the prepared values of numeric columns, which have a mean near 0 and a standard deviation near 1. */
  shake?(values: Float32Array, random: Rng, amounts: ValuesOf<P>): void
  /**
   * Returns the fraction (0 to 1) of the second example that is mixed into the first. The labels are mixed in the same
   * proportions.
   */
  mix?(random: Rng, amounts: ValuesOf<P>): number
  /** Whether the engine applies it, because it needs the network: see `adversarial.ts`. */
  readonly isOfEngine?: true
}

/** Defines an augmentation and infers the types of its parameters. */
export function defineAugmentation<const P extends Amounts>(def: AugmentationDef<P>): AugmentationDef<P> {
  return def
}

/** The amounts scaled by a strength from 0 (no effect) to 1 (unchanged). */
export function scaleAmounts<P extends Readonly<Record<string, number>>>(amounts: P, strength: number): P {
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, amount * strength])) as P
}

/** A uniform random number from -1 to 1. */
export function symmetricUniform(random: Rng): number {
  return 2 * random.uniform() - 1
}
