/** @file Things that pictures are painted of: discs, squares and triangles of one area, with soft edges, drawn by a seed. */
import { cosTurn, sinTurn } from '../../base/exact'
import type { Rng } from '../../base/rng'

/** Places within a pixel, along each axis, that are looked at: edges come out grey. */
const WITHIN = 3

/** What a thing can be. */
export const KINDS = ['disc', 'square', 'triangle'] as const
type Kind = (typeof KINDS)[number]

export interface Thing {
  readonly disc: boolean
  readonly grey: number
  readonly middle: readonly [number, number]
  /** Nothing of it lies further from its middle along either axis. */
  readonly reach: number
  /** Whether a place is within it, in pixels from the upper left corner. */
  covers(x: number, y: number): boolean
}

/**
 * A thing somewhere in a picture of `side` pixels, lighter than the ground. Of one radius, all kinds have the disc's area: how large a thing
 * is does not tell what it is.
 */
export function makeThing(
  random: Rng,
  { kind, side, ground }: { readonly kind: Kind; readonly side: number; readonly ground: number },
  [small, large]: readonly [number, number],
): Thing {
  const radius = between(random, small, large)
  const [left, top] = [between(random, radius, side - radius), between(random, radius, side - radius)]
  const grey = ground + between(random, 50, 110)
  const turn = random.uniform()
  // A square has two pairs of sides this far from its middle, a triangle three sides.
  const [sides, far] =
    kind === 'square' ? [4, radius * Math.sqrt(Math.PI / 4)] : [3, radius * Math.sqrt(Math.PI / Math.sqrt(27))]
  const normals = Array.from({ length: sides }, (_, i) => within(turn + i / sides)).map(
    (at) => [cosTurn(at), sinTurn(at)] as const,
  )
  const disc = kind === 'disc'
  return {
    disc,
    grey,
    middle: [left, top],
    // A triangle's corners are twice as far as its sides.
    reach: 2 * radius,
    covers(x, y) {
      const [dx, dy] = [x - left, y - top]
      return disc ? dx * dx + dy * dy <= radius * radius : normals.every(([nx, ny]) => nx * dx + ny * dy <= far)
    },
  }
}

/** How much of a pixel a thing covers. */
export function shareOf(thing: Thing, x: number, y: number): number {
  const [left, top] = thing.middle
  if (Math.abs(x - left) > thing.reach + 1 || Math.abs(y - top) > thing.reach + 1) return 0
  let covered = 0
  for (let i = 0; i < WITHIN * WITHIN; i++) {
    const [dx, dy] = [i % WITHIN, Math.floor(i / WITHIN)]
    if (thing.covers(x + (dx + 0.5) / WITHIN, y + (dy + 0.5) / WITHIN)) covered++
  }
  return covered / (WITHIN * WITHIN)
}

/** A grey with noise of at most `most` on it, 0 to 255: two draws added, which is near enough to a bell and takes a third of its time. */
export function noisy(random: Rng, grey: number, most: number): number {
  return Math.min(255, Math.max(0, Math.round(grey + most * (random.uniform() + random.uniform() - 1))))
}

/** Pictures of `side` squared pixels, one after the other, and the mask of each, painted row by row. */
export function paintMasked(
  rows: number,
  side: number,
  paint: (pixels: Uint8Array, mask: Uint8Array, row: number) => void,
): { readonly pictures: Uint8Array<ArrayBuffer>; readonly masks: Uint8Array<ArrayBuffer> } {
  const size = side * side
  const [pictures, masks] = [new Uint8Array(rows * size), new Uint8Array(rows * size)]
  for (let row = 0; row < rows; row++) {
    const at = row * size
    paint(pictures.subarray(at, at + size), masks.subarray(at, at + size), row)
  }
  return { pictures, masks }
}

/** A number drawn between two. */
export function between(random: Rng, low: number, high: number): number {
  return low + (high - low) * random.uniform()
}

/** The part of a turn that is within one. */
export function within(turn: number): number {
  return turn - Math.floor(turn)
}
