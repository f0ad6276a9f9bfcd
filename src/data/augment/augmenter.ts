/**
 * @file Augmenter: augments the examples of a training batch. The result depends only on the seed, the step and the position in the batch,
 * so every engine augments a run identically and a run can be resumed exactly.
 */
import { type Rng, rng } from '../../base/rng'
import type { AugmentPick } from '../../catalog/training-plan'
import { type Affine, compose, type Interpolation, IDENTITY, type Size, warp } from './affine'
import type { AugmentationDef } from './define-augmentation'
import { findAugmentation, MAX_AUGMENTATIONS } from './index'

/**
 * Identifies an example by its training step and its position in the batch; used to seed the example's augmentation.
 */
export interface ExamplePosition {
  readonly step: number
  /** The zero-based index of the example in its batch. */
  readonly at: number
}

/** Applies a list of augmentations to examples. */
export interface Augmenter {
  /** Whether the list includes an augmentation that mixes examples in pairs. */
  readonly mixes: boolean
  /** Reads the input image at `from` of `source` and writes the augmented image at `to` of `out`. */
  inputImage(position: ExamplePosition, size: Size, source: Uint8Array, from: number, out: Uint8Array, to: number): void
  /**
   * Applies the same geometric transforms to a target image. In a mask, every output pixel has one of the original mask
   * values.
   */
  targetImage(
    position: ExamplePosition,
    size: Size,
    reading: Interpolation,
    source: Uint8Array,
    from: number,
    out: Uint8Array,
    to: number,
  ): void
  /** Augments the prepared values of numeric columns in place. */
  numbers(position: ExamplePosition, values: Float32Array): void
  /**
   * The share of the partner that is mixed into an example. Examples 2k and 2k + 1 are partners and get complementary
   * shares.
   */
  mix(position: ExamplePosition): number
}

interface ActiveAugmentation {
  readonly def: AugmentationDef
  readonly amounts: Readonly<Record<string, number>>
}

/**
 * Creates an augmenter, or returns undefined if there are no augmentations. Skips those that the engine applies, and
 * unknown kinds, which the plan validation reports, along with invalid amounts.
 */
export function makeAugmenter(picks: readonly AugmentPick[] | undefined, seed: number): Augmenter | undefined {
  const active = (picks ?? []).slice(0, MAX_AUGMENTATIONS).flatMap(({ kind, ...amounts }): ActiveAugmentation[] => {
    const def = findAugmentation(kind)
    if (!def || def.isOfEngine) return []
    const defaults = Object.entries(def.params).map(([name, spec]) => [name, spec.default])
    return [{ def, amounts: { ...Object.fromEntries(defaults), ...(amounts as Record<string, number>) } }]
  })
  if (active.length === 0) return undefined
  const random = (index: number, { step, at }: ExamplePosition): Rng =>
    rng(seed, { kind: 'augment', at: at * MAX_AUGMENTATIONS + index, step })

  let buffer = new Float32Array(0)
  const bufferFor = ({ height, width, channels }: Size) => {
    const length = height * width * channels
    if (buffer.length !== length) buffer = new Float32Array(length)
    return buffer
  }
  function mapAt(position: ExamplePosition, size: Size): Affine {
    let map = IDENTITY
    active.forEach(({ def, amounts }, index) => {
      if (def.move) map = compose(map, def.move(random(index, position), amounts, size))
    })
    return map
  }

  return {
    mixes: active.some(({ def }) => def.mix),
    inputImage(position, size, source, from, out, to) {
      const pixels = bufferFor(size)
      warp(source, from, size, mapAt(position, size), 'linear', pixels)
      active.forEach(({ def, amounts }, index) => {
        def.paint?.(pixels, size, random(index, position), amounts)
      })
      writeBytes(pixels, out, to)
    },
    targetImage(position, size, reading, source, from, out, to) {
      const pixels = bufferFor(size)
      warp(source, from, size, mapAt(position, size), reading, pixels)
      writeBytes(pixels, out, to)
    },
    numbers(position, values) {
      active.forEach(({ def, amounts }, index) => {
        def.shake?.(values, random(index, position), amounts)
      })
    },
    mix(position) {
      const even = position.at % 2 === 0
      const first = even ? position : { ...position, at: position.at - 1 }
      const share = active.reduce(
        (share, { def, amounts }, index) => def.mix?.(random(index, first), amounts) ?? share,
        0,
      )
      return even ? share : 1 - share
    },
  }
}

/** Rounds halves up, because this gives the same result in every browser. */
function writeBytes(pixels: Float32Array, out: Uint8Array, to: number): void {
  for (let i = 0; i < pixels.length; i++) {
    const pixel = Math.floor((pixels[i] as number) + 0.5)
    out[to + i] = Math.min(Math.max(pixel, 0), 255)
  }
}
