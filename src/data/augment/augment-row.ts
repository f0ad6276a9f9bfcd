/**
 * @file Vary: varies the examples of a training batch by augmentations. It depends only on seed, step and place in the batch, so a run is
 * varied the same on every engine and can be resumed exactly.
 */
import { type Rng, rng } from '../../base/rng'
import type { AugmentPick } from '../../catalog/plan'
import { type Affine, composed, type Reading, SAME, type Size, warp } from './affine'
import type { AugmentationDef } from './define-augmentation'
import { findAugmentation, MOST_AUGMENTATIONS } from './index'

/** An example of a training step. */
export interface Place {
  readonly step: number
  /** In its batch, from 0. */
  readonly at: number
}

/** Varies examples by a list of augmentations. */
export interface Vary {
  /** Whether examples are mixed in pairs. */
  readonly mixes: boolean
  /** An input image: the one that starts at `from` of `source` is written, varied, at `to` of `out`. */
  picture(place: Place, size: Size, source: Uint8Array, from: number, out: Uint8Array, to: number): void
  /** A target image, moved like the input image; every pixel of a mask keeps a value of the mask. */
  wanted(
    place: Place,
    size: Size,
    reading: Reading,
    source: Uint8Array,
    from: number,
    out: Uint8Array,
    to: number,
  ): void
  /** Prepared numbers of columns, changed in place. */
  numbers(place: Place, values: Float32Array): void
  /** The share of its partner in an example: the partner of 2k is 2k + 1, and gets the other share. */
  mix(place: Place): number
}

interface Part {
  readonly def: AugmentationDef
  readonly amounts: Readonly<Record<string, number>>
}

/** Varies examples by these augmentations; undefined where there are none. Unknown kinds and wrong amounts are reported by the plan's rules. */
export function makeVary(picks: readonly AugmentPick[] | undefined, seed: number): Vary | undefined {
  const parts = (picks ?? []).slice(0, MOST_AUGMENTATIONS).flatMap(({ kind, ...amounts }): Part[] => {
    const def = findAugmentation(kind)
    if (!def) return []
    const defaults = Object.entries(def.params).map(([name, spec]) => [name, spec.default])
    return [{ def, amounts: { ...Object.fromEntries(defaults), ...(amounts as Record<string, number>) } }]
  })
  if (parts.length === 0) return undefined
  const random = (index: number, { step, at }: Place): Rng =>
    rng(seed, { kind: 'augment', at: at * MOST_AUGMENTATIONS + index, step })

  let room = new Float32Array(0)
  const roomFor = ({ height, width, channels }: Size) => {
    const length = height * width * channels
    if (room.length !== length) room = new Float32Array(length)
    return room
  }
  function mapAt(place: Place, size: Size): Affine {
    let map = SAME
    parts.forEach(({ def, amounts }, index) => {
      if (def.move) map = composed(map, def.move(random(index, place), amounts, size))
    })
    return map
  }

  return {
    mixes: parts.some(({ def }) => def.mix),
    picture(place, size, source, from, out, to) {
      const pixels = roomFor(size)
      warp(source, from, size, mapAt(place, size), 'linear', pixels)
      parts.forEach(({ def, amounts }, index) => {
        def.paint?.(pixels, size, random(index, place), amounts)
      })
      writeBytes(pixels, out, to)
    },
    wanted(place, size, reading, source, from, out, to) {
      const pixels = roomFor(size)
      warp(source, from, size, mapAt(place, size), reading, pixels)
      writeBytes(pixels, out, to)
    },
    numbers(place, values) {
      parts.forEach(({ def, amounts }, index) => {
        def.shake?.(values, random(index, place), amounts)
      })
    },
    mix(place) {
      const even = place.at % 2 === 0
      const first = even ? place : { ...place, at: place.at - 1 }
      const share = parts.reduce(
        (share, { def, amounts }, index) => def.mix?.(random(index, first), amounts) ?? share,
        0,
      )
      return even ? share : 1 - share
    },
  }
}

/** Rounds half up, as every browser does. */
function writeBytes(pixels: Float32Array, out: Uint8Array, to: number): void {
  for (let i = 0; i < pixels.length; i++) {
    const pixel = Math.floor((pixels[i] as number) + 0.5)
    out[to + i] = Math.min(Math.max(pixel, 0), 255)
  }
}
