/** @file Figure: one shape as lines in proportion: a box for an image, a sheet for a sequence, a row of cells for a vector. */
import type { Sizes } from './problem-shapes'

export interface Figure {
  /** Paths of an SVG, the front last; all within FIGURE wide and high, from its middle. */
  readonly paths: readonly string[]
  /** Whether some size is unknown: then it is dashed. */
  readonly open: boolean
}

/** Pixels a side. */
export const FIGURE = 44
/** The longest side of a front, which leaves room for the deepest box. */
const LONGEST = 30
const DEEPEST = 13
/** Nothing is drawn smaller, or it could not be seen. */
const LEAST = 4
/** As many cells of a vector as are drawn one by one. */
const MOST_CELLS = 8
const CELL = 5

/** The longest of the sizes that share a scale: those of images and sequences, not channels or vectors. */
export function longestOf(all: readonly Sizes[]): number {
  return Math.max(1, ...all.flatMap((sizes) => (sizes.length > 1 ? sizes.slice(0, 2) : [])).map((n) => n ?? 1))
}

/** The lines of a shape where `longest` is the longest side around. */
export function figureOf(sizes: Sizes, longest: number): Figure {
  const open = sizes.some((n) => n === null)
  if (sizes.length < 2) return { paths: cells(sizes.length === 0 ? 1 : (sizes[0] ?? MOST_CELLS)), open }
  const side = (n: number | null | undefined) => (n === null || n === undefined ? LONGEST * 0.7 : scaled(n, longest))
  const [high, wide] = [side(sizes[0]), side(sizes[1])]
  const deep = sizes.length > 2 ? depth(sizes.slice(2)) : 0
  const [left, top] = [-(wide + deep) / 2, -(high - deep) / 2]
  const front = `M${r(left)} ${r(top)}h${r(wide)}v${r(high)}h${r(-wide)}z`
  if (deep === 0) return { paths: [front], open }
  const lid = `M${r(left)} ${r(top)}l${r(deep)} ${r(-deep)}h${r(wide)}l${r(-deep)} ${r(deep)}z`
  const flank = `M${r(left + wide)} ${r(top)}l${r(deep)} ${r(-deep)}v${r(high)}l${r(-deep)} ${r(deep)}z`
  return { paths: [lid, flank, front], open }
}

function scaled(n: number, longest: number): number {
  return Math.max(LEAST, (LONGEST * n) / longest)
}

/** Channels reach from 1 to thousands: each doubling adds as much. */
function depth(rest: Sizes): number {
  const channels = rest.reduce<number>((product, n) => product * (n ?? 8), 1)
  return Math.min(DEEPEST, 3 + 1.2 * Math.log2(Math.max(1, channels)))
}

/** Cells in a column, with a gap in the middle where there are more than can be counted at a glance. */
function cells(n: number): readonly string[] {
  const drawn = Math.min(n, MOST_CELLS)
  const gap = n > MOST_CELLS ? CELL : 0
  const top = -(drawn * CELL + gap) / 2
  return Array.from({ length: drawn }, (_, i) => {
    const y = top + i * CELL + (i >= drawn / 2 ? gap : 0)
    return `M${-CELL} ${r(y)}h${2 * CELL}v${CELL}h${-2 * CELL}z`
  })
}

function r(n: number): string {
  return String(Math.round(n * 10) / 10)
}
