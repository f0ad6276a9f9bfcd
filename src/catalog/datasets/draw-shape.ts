/** @file Shapes painted into images: discs, squares and triangles of equal area with soft edges, drawn with a seed. */
import { cosTurn, sinTurn } from '../../base/exact-math'
import type { Rng } from '../../base/rng'

/** Number of sample points per pixel along each axis, for antialiased edges. */
const SAMPLES = 3

/** The kinds of shapes that can be painted. */
export const KINDS = ['disc', 'square', 'triangle'] as const
type Kind = (typeof KINDS)[number]

export interface PaintedShape {
  readonly disc: boolean
  readonly gray: number
  readonly middle: readonly [number, number]
  /** Maximum distance of any point of the shape from its center along either axis. */
  readonly reach: number
  /** Whether a point is inside the shape, in pixels from the upper left corner. */
  covers(x: number, y: number): boolean
}

/**
 * A shape at a random position in an image of `side` pixels, lighter than the background. For the same radius all kinds
 * have the area of the disc, so that size does not reveal the kind.
 */
export function makeShape(
  random: Rng,
  { kind, side, ground }: { readonly kind: Kind; readonly side: number; readonly ground: number },
  [small, large]: readonly [number, number],
): PaintedShape {
  const radius = between(random, small, large)
  const [left, top] = [between(random, radius, side - radius), between(random, radius, side - radius)]
  const gray = ground + between(random, 50, 110)
  const turn = random.uniform()
  // The number of sides, and their distance from the center at which the shape has the area of the disc.
  const [sides, far] =
    kind === 'square' ? [4, radius * Math.sqrt(Math.PI / 4)] : [3, radius * Math.sqrt(Math.PI / Math.sqrt(27))]
  const normals = Array.from({ length: sides }, (_, i) => turnFraction(turn + i / sides)).map(
    (at) => [cosTurn(at), sinTurn(at)] as const,
  )
  const disc = kind === 'disc'
  return {
    disc,
    gray,
    middle: [left, top],
    // A triangle's corners are twice as far from its center as its sides, and a square's √2 times.
    reach: disc ? radius : far * (sides === 4 ? Math.SQRT2 : 2),
    covers(x, y) {
      const [dx, dy] = [x - left, y - top]
      return disc ? dx * dx + dy * dy <= radius * radius : normals.every(([nx, ny]) => nx * dx + ny * dy <= far)
    },
  }
}

/** The samples at the corners of a pixel's grid. */
const OUTERMOST = [0, SAMPLES - 1, SAMPLES * (SAMPLES - 1), SAMPLES * SAMPLES - 1]

function coversSample({ covers }: PaintedShape, x: number, y: number, i: number): boolean {
  return covers(x + ((i % SAMPLES) + 0.5) / SAMPLES, y + (Math.floor(i / SAMPLES) + 0.5) / SAMPLES)
}

/** The fraction of a pixel that a shape covers, 0 to 1. */
export function coverageOf(thing: PaintedShape, x: number, y: number): number {
  const [dx, dy] = [x - thing.middle[0], y - thing.middle[1]]
  // No sample is further than √2 from the corner of its pixel.
  const far = thing.reach + 1.5
  if (dx * dx + dy * dy > far * far) return 0
  // A shape is convex: if it covers the four outermost samples, it covers those between them.
  if (OUTERMOST.every((i) => coversSample(thing, x, y, i))) return 1
  let covered = 0
  for (let i = 0; i < SAMPLES * SAMPLES; i++) if (coversSample(thing, x, y, i)) covered++
  return covered / (SAMPLES * SAMPLES)
}

/**
 * A gray value plus noise of at most `most`, clamped to 0 to 255. The noise is the sum of two uniform draws, which is
 * nearly normal but three times as fast as a normal draw.
 */
export function noisy(random: Rng, gray: number, most: number): number {
  return Math.min(255, Math.max(0, Math.round(gray + most * (random.uniform() + random.uniform() - 1))))
}

/**
 * Images of `side` × `side` pixels and their masks, one after the other; `paint` fills in the image and mask of one
 * row.
 */
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

/** A random number between `low` and `high`. */
export function between(random: Rng, low: number, high: number): number {
  return low + (high - low) * random.uniform()
}

/** The fractional part of a number of turns. */
export function turnFraction(turn: number): number {
  return turn - Math.floor(turn)
}
