/** @file The vectors of an embedding as points: where they are in a picture, and which one is under the pointer. */
import type { EmbeddingPoints } from '../../../studio/models/layer-details'
import type { Tokens } from '../../charts/color-tokens'
import type { Box } from './paint-values'

/** Turns the axes of points so that they move as little as possible since an earlier read: signs are arbitrary. */
export function alignPoints(now: EmbeddingPoints, before: EmbeddingPoints): EmbeddingPoints {
  const turned = (own: Float64Array, earlier: Float64Array) => {
    const product = own.reduce((sum, value, i) => sum + value * (earlier[i] ?? 0), 0)
    return product < 0 ? own.map((value) => -value) : own
  }
  if (now.rows.length !== before.rows.length) return now
  return { ...now, x: turned(now.x, before.x), y: turned(now.y, before.y) }
}

/** A place in a picture. */
export interface Place {
  readonly x: number
  readonly y: number
}

/** Where the pointer is in a picture of this size, at any zoom. */
export function placeIn(
  { currentTarget, clientX, clientY }: Pick<MouseEvent, 'clientX' | 'clientY'> & { readonly currentTarget: Element },
  { width, height }: Pick<Box, 'width' | 'height'>,
): Place {
  const rect = currentTarget.getBoundingClientRect()
  return { x: ((clientX - rect.left) / rect.width) * width, y: ((clientY - rect.top) / rect.height) * height }
}

/** Radius of a marked point, and of others if there are few or many, in pixels. */
const [MARKED, FEW, MANY] = [4, 2.5, 1.5]
/** The radius of a marked point among many. */
const MARKED_OF_MANY = 2.5
const MANY_POINTS = 300
/** How far the pointer may be from a point, in pixels. */
const REACH = 12
/** With more points, only those of the example have names. */
const MOST_NAMES = 60

/** Places points such that they fill the space, with one scale for both axes. */
export function placePoints({ x, y }: Pick<EmbeddingPoints, 'x' | 'y'>, space: Box): readonly Place[] {
  const range = (all: Float64Array) => {
    const [low, high] = [
      all.reduce((a, b) => Math.min(a, b), Infinity),
      all.reduce((a, b) => Math.max(a, b), -Infinity),
    ]
    return { middle: (low + high) / 2, size: high - low }
  }
  const [across, up] = [range(x), range(y)]
  const inner = (side: number) => Math.max(1, side - 4 * MARKED)
  const scale = Math.min(inner(space.width) / (across.size || 1e-12), inner(space.height) / (up.size || 1e-12))
  const known = across.size > 0 || up.size > 0
  return Array.from(x, (value, i) => ({
    x: space.x + space.width / 2 + (known ? (value - across.middle) * scale : 0),
    y: space.y + space.height / 2 - (known ? ((y[i] as number) - up.middle) * scale : 0),
  }))
}

/** The point nearest to a place, if it is near enough; one of the example wins over another at the same distance. */
export function pointAt(points: EmbeddingPoints, places: readonly Place[], at: Place): number | undefined {
  const current = new Set(points.current)
  let [best, least] = [-1, REACH ** 2]
  places.forEach(({ x, y }, i) => {
    const distance = (x - at.x) ** 2 + (y - at.y) ** 2
    if (distance > least || (distance === least && !current.has(i))) return
    best = i
    least = distance
  })
  return best < 0 ? undefined : best
}

/** Paints the points, those of the current example larger and last. With a font, points have names where they fit. */
export function paintPoints(
  pen: CanvasRenderingContext2D,
  points: EmbeddingPoints,
  places: readonly Place[],
  tokens: Tokens,
  font?: string,
): void {
  const { current, names } = points
  const isCurrent = new Set(current)
  const dot = (i: number, radius: number) => {
    const { x, y } = places[i] as Place
    pen.beginPath()
    pen.arc(x, y, radius, 0, 2 * Math.PI)
    pen.fill()
  }
  pen.fillStyle = tokens('data-other')
  const [radius, marked] = places.length > MANY_POINTS ? [MANY, MARKED_OF_MANY] : [FEW, MARKED]
  for (let i = 0; i < places.length; i++) if (!isCurrent.has(i)) dot(i, radius)
  pen.fillStyle = tokens('data-1')
  for (const i of current) dot(i, marked)
  if (font === undefined) return
  pen.textBaseline = 'middle'
  const taken: Box[] = []
  const others = places.length > MOST_NAMES ? [] : places.flatMap((_, i) => (isCurrent.has(i) ? [] : [i]))
  for (const i of [...current, ...others]) {
    pen.font = isCurrent.has(i) ? `600 ${font}` : font
    const [{ x, y }, name] = [places[i] as Place, names[i] ?? '']
    const { width } = pen.measureText(name)
    // Left of a point at the right edge.
    const isRight = x + MARKED + 3 + width <= pen.canvas.width / pen.getTransform().a
    const box = { x: isRight ? x + MARKED + 3 : x - MARKED - 3 - width, y: y - 7, width, height: 14 }
    if (taken.some((one) => overlaps(one, box))) continue
    taken.push(box)
    pen.fillStyle = tokens(isCurrent.has(i) ? 'ink' : 'soft')
    pen.fillText(name, box.x, y)
  }
}

function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}
