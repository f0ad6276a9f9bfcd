/**
 * @file Converts pen strokes to a small grayscale image, framed like MNIST digits: scaled to fit a 20-pixel box and
 * positioned with the center of mass at the center of 28 × 28 pixels (LeCun, Cortes and Burges, "The MNIST database",
 * yann.lecun.com/exdb/mnist).
 */

/** Points of one stroke, in any unit: x, y, x, y, ... */
export type Stroke = readonly number[]

export interface ImageFrame {
  readonly height: number
  readonly width: number
  /** Longest side of the drawing, in image pixels. */
  readonly box: number
  /** Width of the pen, in image pixels. */
  readonly pen: number
}

interface Segment {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

/** The frame for images of a dataset: with MNIST's margins, or filling nearly the entire image. */
export function frameFor(height: number, width: number, dataset: string): ImageFrame {
  const side = Math.min(height, width)
  const box = dataset.startsWith('mnist') ? (side * 20) / 28 : side * 0.9
  return { height, width, box, pen: (side * 2.6) / 28 }
}

/** Where the image lies on the pad: its top left corner, and the size of one of its pixels, in the unit of strokes. */
export interface ImagePlace {
  readonly left: number
  readonly top: number
  readonly pixel: number
}

/** Where the image of these strokes lies; undefined without strokes. */
export function placeOfImage(strokes: readonly Stroke[], frame: ImageFrame): ImagePlace | undefined {
  const fit = fitOf(strokes, frame)
  if (!fit) return undefined
  const { x, y } = centerOfMass(paint(fitToBox(strokes, frame), frame), frame) ?? {
    x: frame.width / 2,
    y: frame.height / 2,
  }
  return {
    left: fit.x - (frame.width - x) / fit.scale,
    top: fit.y - (frame.height - y) / fit.scale,
    pixel: 1 / fit.scale,
  }
}

/** Renders the strokes as height × width gray values from 0 to 255. */
export function strokesToImage(strokes: readonly Stroke[], frame: ImageFrame): Float32Array<ArrayBuffer> {
  const segments = fitToBox(strokes, frame)
  const first = paint(segments, frame)
  const mass = centerOfMass(first, frame)
  if (!mass) return first
  const dx = frame.width / 2 - mass.x
  const dy = frame.height / 2 - mass.y
  return paint(
    segments.map(({ x0, y0, x1, y1 }) => ({ x0: x0 + dx, y0: y0 + dy, x1: x1 + dx, y1: y1 + dy })),
    frame,
  )
}

interface BrushMark {
  readonly stroke: Stroke
  /** Whether it sets pixels to 0 instead of 255. */
  readonly isErased: boolean
}

/**
 * An image of [height, width, channels] with these strokes on top, oldest first. Points and the width of the pen are in
 * the unit in which the image is `side` wide and high.
 */
export function brushOnImage(
  pixels: ArrayLike<number>,
  [height, width, channels]: readonly [number, number, number],
  marks: readonly BrushMark[],
  { side, pen }: { readonly side: number; readonly pen: number },
): number[] {
  const image = Array.from(pixels)
  const frame = { height, width, box: 0, pen: (pen * Math.min(height, width)) / side }
  for (const { stroke, isErased } of marks) {
    const points = Array.from({ length: stroke.length >> 1 }, (_, i) => ({
      x: ((stroke[2 * i] ?? 0) * width) / side,
      y: ((stroke[2 * i + 1] ?? 0) * height) / side,
    }))
    const segments = points.map((to, i) => {
      const from = points[Math.max(0, i - 1)] ?? to
      return { x0: from.x, y0: from.y, x1: to.x, y1: to.y }
    })
    paint(segments, frame).forEach((ink, place) => {
      const cover = ink / 255
      for (let k = place * channels; k < (place + 1) * channels; k++)
        image[k] = Math.round((image[k] ?? 0) * (1 - cover) + (isErased ? 0 : 255) * cover)
    })
  }
  return image
}

/** The center of mass of the ink, in pixels; undefined if there is no ink. The center of pixel 0 is at 0.5. */
export function centerOfMass(
  image: Float32Array<ArrayBuffer>,
  { width }: Pick<ImageFrame, 'width'>,
): { readonly x: number; readonly y: number } | undefined {
  let total = 0
  let x = 0
  let y = 0
  image.forEach((value, i) => {
    total += value
    x += value * ((i % width) + 0.5)
    y += value * (Math.floor(i / width) + 0.5)
  })
  return total > 0 ? { x: x / total, y: y / total } : undefined
}

/** The center of the strokes, and the factor that makes them fill the box, pen width included. */
function fitOf(strokes: readonly Stroke[], { box, pen }: ImageFrame) {
  const xs = strokes.flatMap((stroke) => stroke.filter((_, i) => i % 2 === 0))
  const ys = strokes.flatMap((stroke) => stroke.filter((_, i) => i % 2 === 1))
  if (xs.length === 0) return undefined
  const [left, right] = ends(xs)
  const [top, bottom] = ends(ys)
  const size = Math.max(right - left, bottom - top)
  // A single dot is not scaled.
  return { x: (left + right) / 2, y: (top + bottom) / 2, scale: size < 1e-6 ? 1 : (box - pen) / size }
}

/** Scales the strokes so that they fill the box, and centers them in the image. */
function fitToBox(strokes: readonly Stroke[], frame: ImageFrame): readonly Segment[] {
  const fit = fitOf(strokes, frame)
  if (!fit) return []
  const toImage = (x: number, y: number) => ({
    x: (x - fit.x) * fit.scale + frame.width / 2,
    y: (y - fit.y) * fit.scale + frame.height / 2,
  })
  return strokes.flatMap((stroke) => {
    const points = Array.from({ length: stroke.length >> 1 }, (_, i) =>
      toImage(stroke[2 * i] ?? 0, stroke[2 * i + 1] ?? 0),
    )
    const [only] = points
    if (points.length === 1 && only) return [{ x0: only.x, y0: only.y, x1: only.x, y1: only.y }]
    return points.slice(1).map((to, i) => {
      const from = points[i] ?? to
      return { x0: from.x, y0: from.y, x1: to.x, y1: to.y }
    })
  })
}

/** Paints with a soft round pen: full opacity within half the pen width, fading to zero one pixel further out. */
function paint(segments: readonly Segment[], { height, width, pen }: ImageFrame): Float32Array<ArrayBuffer> {
  const image = new Float32Array(height * width)
  const reach = pen / 2 + 0.5
  for (const segment of segments) {
    const { x0, y0, x1, y1 } = segment
    const rows = span(Math.min(y0, y1) - reach, Math.max(y0, y1) + reach, height)
    const columns = span(Math.min(x0, x1) - reach, Math.max(x0, x1) + reach, width)
    for (let row = rows.from; row < rows.to; row++) {
      for (let column = columns.from; column < columns.to; column++) {
        const value = 255 * Math.min(Math.max(reach - distance(segment, column + 0.5, row + 0.5), 0), 1)
        const at = row * width + column
        if (value > (image[at] ?? 0)) image[at] = Math.round(value)
      }
    }
  }
  return image
}

function span(from: number, to: number, size: number): { readonly from: number; readonly to: number } {
  return { from: Math.max(Math.floor(from), 0), to: Math.min(Math.ceil(to) + 1, size) }
}

function distance({ x0, y0, x1, y1 }: Segment, x: number, y: number): number {
  const dx = x1 - x0
  const dy = y1 - y0
  const length = dx * dx + dy * dy
  const t = length === 0 ? 0 : Math.min(Math.max(((x - x0) * dx + (y - y0) * dy) / length, 0), 1)
  return Math.hypot(x - x0 - t * dx, y - y0 - t * dy)
}

function ends(values: readonly number[]): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of values) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return [low, high]
}
