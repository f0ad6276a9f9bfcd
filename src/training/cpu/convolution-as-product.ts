/**
 * @file Windows: expresses a convolution as a matrix product. Images are copied into zero-padded frames. Tables contain
 * the offset in a frame at which each result's window begins, and the offset of each kernel tap within a window. The
 * backward pass works the same way with different windows.
 */
import type { ConvShape } from '../program/ops'

/** The size of a zero-padded image. */
export interface Frame {
  readonly height: number
  readonly width: number
  readonly channels: number
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

/**
 * A group of results whose windows have the same taps: all results or, in a backward pass with a stride, those whose
 * positions have the same remainder modulo the stride.
 */
export interface Phase {
  readonly rows: number
  readonly columns: number
  /** Number of frame rows and columns from one window to the next. */
  readonly step: readonly [number, number]
  /** The kernel taps that these windows read, in kernel order. */
  readonly taps: readonly Tap[]
  /** The positions of the results in their image, [height, width]. */
  readonly out: {
    readonly size: readonly [number, number]
    readonly first: readonly [number, number]
    readonly step: readonly [number, number]
  }
}

export interface Tap {
  /** The tap's index among the kernel's height * width positions. */
  readonly index: number
  /** The tap's position in the window. */
  readonly row: number
  readonly column: number
}

export interface Windows {
  readonly frame: Frame
  readonly phases: readonly Phase[]
}

/** The windows of the image for the forward pass. */
export function forwardWindows(shape: ConvShape): Windows & { readonly phases: readonly [Phase] } {
  const { inHeight, inWidth, outHeight, outWidth, padTop, padLeft, strideHeight, strideWidth } = shape
  const reachDown = (outHeight - 1) * strideHeight + (shape.kernelHeight - 1) * shape.dilationHeight + 1
  const reachRight = (outWidth - 1) * strideWidth + (shape.kernelWidth - 1) * shape.dilationWidth + 1
  return {
    frame: {
      height: inHeight,
      width: inWidth,
      channels: shape.inChannels,
      top: padTop,
      bottom: Math.max(0, reachDown - padTop - inHeight),
      left: padLeft,
      right: Math.max(0, reachRight - padLeft - inWidth),
    },
    phases: [
      {
        rows: outHeight,
        columns: outWidth,
        step: [strideHeight, strideWidth],
        taps: places(shape).map(({ index, y, x }) => ({ index, row: y, column: x })),
        out: { size: [outHeight, outWidth], first: [0, 0], step: [1, 1] },
      },
    ],
  }
}

/**
 * The windows over the results' gradient from which the gradient of the image is computed: tap t of image row y
 * contributed to result row (y + pad - t) / stride if that is an integer. Rows with the same remainder modulo the
 * stride have the same taps.
 */
export function backwardWindows(shape: ConvShape): Windows {
  const { inHeight, inWidth, outHeight, outWidth, outChannels, padTop, padLeft, strideHeight, strideWidth } = shape
  const down = axis(inHeight, outHeight, strideHeight, padTop, shape.kernelHeight, shape.dilationHeight)
  const across = axis(inWidth, outWidth, strideWidth, padLeft, shape.kernelWidth, shape.dilationWidth)
  return {
    frame: {
      height: outHeight,
      width: outWidth,
      channels: outChannels,
      top: down.before,
      bottom: down.behind,
      left: across.before,
      right: across.behind,
    },
    phases: down.phases.flatMap((vertical) =>
      across.phases.map((horizontal) => ({
        rows: vertical.count,
        columns: horizontal.count,
        step: [1, 1] as const,
        taps: vertical.taps.flatMap((y) =>
          horizontal.taps.map((x) => ({
            index: y.tap * shape.kernelWidth + x.tap,
            row: y.at + down.before,
            column: x.at + across.before,
          })),
        ),
        out: {
          size: [inHeight, inWidth] as const,
          first: [vertical.first, horizontal.first] as const,
          step: [strideHeight, strideWidth] as const,
        },
      })),
    ),
  }
}

/**
 * Returns, for one axis of the backward pass, its phases and how far their windows extend beyond the edges of the
 * gradient.
 */
function axis(size: number, results: number, stride: number, pad: number, kernel: number, dilation: number) {
  const phases = Array.from({ length: Math.min(stride, size) }, (_, first) => ({
    first,
    count: Math.ceil((size - first) / stride),
    taps: Array.from({ length: kernel }, (_, tap) => ({ tap, at: (first + pad - tap * dilation) / stride })).filter(
      ({ at }) => Number.isInteger(at),
    ),
  }))
  const ends = phases.flatMap(({ count, taps }) => taps.map(({ at }) => [at, at + count - results] as const))
  return {
    phases,
    before: Math.max(0, ...ends.map(([begin]) => -begin)),
    behind: Math.max(0, ...ends.map(([, end]) => end)),
  }
}

function places(shape: ConvShape) {
  return Array.from({ length: shape.kernelHeight * shape.kernelWidth }, (_, index) => ({
    index,
    y: Math.floor(index / shape.kernelWidth) * shape.dilationHeight,
    x: (index % shape.kernelWidth) * shape.dilationWidth,
  }))
}

/** The number of rows and columns of a frame. */
export function frameSize(frame: Frame): readonly [number, number] {
  return [frame.top + frame.height + frame.bottom, frame.left + frame.width + frame.right]
}

/** Byte offsets from the first frame to the window of each result, for `images` images. */
export function pixelTable(frame: Frame, { rows, columns, step }: Phase, images: number): Int32Array {
  const [height, width] = frameSize(frame)
  return grid(images, rows, columns, (image, y, x) => {
    return ((image * height + y * step[0]) * width + x * step[1]) * frame.channels * 4
  })
}

/** Byte offsets from the first result image to each result, for `images` images with `channels` channels per result. */
export function outTable({ rows, columns, out }: Phase, channels: number, images: number): Int32Array {
  const { size, first, step } = out
  return grid(images, rows, columns, (image, y, x) => {
    return ((image * size[0] + first[0] + y * step[0]) * size[1] + first[1] + x * step[1]) * channels * 4
  })
}

/** Byte offsets from the start of a window to each number that a kernel tap reads, channel by channel. */
export function tapTable(frame: Frame, { taps }: Phase): Int32Array {
  const width = frameSize(frame)[1]
  return Int32Array.from({ length: taps.length * frame.channels }, (_, i) => {
    const { row, column } = taps[Math.floor(i / frame.channels)] as Tap
    return ((row * width + column) * frame.channels + (i % frame.channels)) * 4
  })
}

function grid(images: number, rows: number, columns: number, at: (image: number, y: number, x: number) => number) {
  return Int32Array.from({ length: images * rows * columns }, (_, i) => {
    const x = i % columns
    const y = Math.floor(i / columns) % rows
    return at(Math.floor(i / (columns * rows)), y, x)
  })
}
