/**
 * @file ShapeFigure: draws one tensor shape to scale as line art: a box for an image, a rectangle for a sequence, cells
 * for a vector.
 */
import type { Sizes } from './problem-shapes'

export interface ShapeFigure {
  /** SVG paths centered at the origin, within FIGURE_SIZE; the front face comes last. */
  readonly paths: readonly string[]
  /** Whether any size is unknown, in which case the lines are dashed. */
  readonly isUnknown: boolean
}

/** Side length in pixels. */
export const FIGURE_SIZE = 44
/** Maximum side length of a front face, which leaves space for the deepest box. */
const MAX_FRONT = 30
const MAX_DEPTH = 13
/** Minimum side length, so that every side stays visible. */
const MIN_SIDE = 4
/** Maximum number of cells drawn for a vector. */
const MAX_CELLS = 8
const CELL = 5

/** The longest of the sizes that share a scale: the sides of images and sequences, but not channels or vectors. */
export function longestSide(all: readonly Sizes[]): number {
  return Math.max(1, ...all.flatMap((sizes) => (sizes.length > 1 ? sizes.slice(0, 2) : [])).map((n) => n ?? 1))
}

/** Builds the figure for a shape; `longest` is the longest side among all figures shown together. */
export function shapeFigure(sizes: Sizes, longest: number): ShapeFigure {
  const isUnknown = sizes.some((n) => n === null)
  if (sizes.length < 2) return { paths: cells(sizes.length === 0 ? 1 : (sizes[0] ?? MAX_CELLS)), isUnknown }
  const side = (n: number | null | undefined) => (n === null || n === undefined ? MAX_FRONT * 0.7 : scaled(n, longest))
  const [high, wide] = [side(sizes[0]), side(sizes[1])]
  const deep = sizes.length > 2 ? depth(sizes.slice(2)) : 0
  const [left, top] = [-(wide + deep) / 2, -(high - deep) / 2]
  const front = `M${r(left)} ${r(top)}h${r(wide)}v${r(high)}h${r(-wide)}z`
  if (deep === 0) return { paths: [front], isUnknown }
  const topFace = `M${r(left)} ${r(top)}l${r(deep)} ${r(-deep)}h${r(wide)}l${r(-deep)} ${r(deep)}z`
  const sideFace = `M${r(left + wide)} ${r(top)}l${r(deep)} ${r(-deep)}v${r(high)}l${r(-deep)} ${r(deep)}z`
  return { paths: [topFace, sideFace, front], isUnknown }
}

function scaled(n: number, longest: number): number {
  return Math.max(MIN_SIDE, (MAX_FRONT * n) / longest)
}

/** The depth is logarithmic in the number of channels, which ranges from 1 to thousands. */
function depth(rest: Sizes): number {
  const channels = rest.reduce<number>((product, n) => product * (n ?? 8), 1)
  return Math.min(MAX_DEPTH, 3 + 1.2 * Math.log2(Math.max(1, channels)))
}

/** A column of cells, with a gap in the middle if there are more than MAX_CELLS. */
function cells(n: number): readonly string[] {
  const drawn = Math.min(n, MAX_CELLS)
  const gap = n > MAX_CELLS ? CELL : 0
  const top = -(drawn * CELL + gap) / 2
  return Array.from({ length: drawn }, (_, i) => {
    const y = top + i * CELL + (i >= drawn / 2 ? gap : 0)
    return `M${-CELL} ${r(y)}h${2 * CELL}v${CELL}h${-2 * CELL}z`
  })
}

function r(n: number): string {
  return String(Math.round(n * 10) / 10)
}
