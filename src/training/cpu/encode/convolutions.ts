/**
 * @file Encoders for convolutions: products over windows, computed for a few images at a time so that their padded
 * frames fit in the L1 cache.
 */
import type { Activation, ConvShape, Gate, OpOf, View } from '../../program/ops'
import {
  backwardWindows,
  type Frame,
  forwardWindows,
  frameSize,
  outTable,
  type Phase,
  pixelTable,
  tapTable,
  type Windows,
} from '../convolution-as-product'
import type { Encoder, Encoders } from '../encoder'
import { ending, ONCE, panelBytes, rightSide, strides } from './products'

/**
 * Maximum total size in bytes of the padded image frames that are built at a time (always at least one image). They
 * fill most of the L1 cache.
 */
const FRAMES = 32_768

export const convolutions = {
  conv2d(op, to) {
    convolve(to, { ...op, source: op.x, windows: forwardWindows(op.shape), way: 'forward', accumulate: false })
  },

  conv2dInputGrad(op, to) {
    convolve(to, {
      ...op,
      source: op.dy,
      windows: backwardWindows(op.shape),
      way: 'backward',
      accumulate: op.accumulate ?? false,
    })
  },

  /**
   * Computes one matrix product per kernel tap over the windows of all images: the windows are the same as in the
   * forward pass, but the sum runs over the other axis.
   */
  conv2dFilterGrad({ x, dy, out, shape, accumulate }, to) {
    const { frame, phases } = forwardWindows(shape)
    const [phase] = phases
    const { outChannels: n, batch } = shape
    const pixels = phase.rows * phase.columns
    const taps = phase.taps.length * frame.channels
    const imagesPerRun = imagesAtOnce(frame, batch)
    const bytes = framesBytes(frame, imagesPerRun)
    const scratch = to.scratch(bytes + panelBytes(imagesPerRun * pixels, n))
    const name = keyOf(shape, 'forward', 0)
    const columns = to.table(`pixels ${name}`, () => pixelTable(frame, phase, imagesPerRun))
    for (let first = 0; first < batch; first += imagesPerRun) {
      const images = Math.min(imagesPerRun, batch - first)
      const k = images * pixels
      to.record('product', {
        a: framesAddress(to, { frame, source: x, first, images, scratch }),
        rows: to.table(`taps ${name}`, () => tapTable(frame, phase)),
        columns,
        ...rightSide({
          at: to.at(dy) + first * pixels * n * 4,
          rows: strides(to, n, imagesPerRun * pixels),
          step: 4,
          ready: n === 8,
          panels: scratch + bytes,
        }),
        out: to.at(out),
        outRows: strides(to, n, taps),
        m: taps,
        k,
        n,
        accumulate: first > 0 || (accumulate ?? false),
        ...ending(to, {}),
        ...ONCE,
      })
    }
  },
  depthwise({ x, w, out, shape, bias, activation }, to) {
    to.record('depthwise', { x, w: to.at(w), wStep: shape.outChannels * 4, out, shape, bias, activation })
  },
  depthwiseInputGrad(op, to) {
    if (mirrors(op.shape)) mirrored(op, to)
    else to.record('depthwiseInputGrad', op)
  },
} satisfies Partial<Encoders>

interface Convolution {
  readonly source: View
  readonly windows: Windows
  readonly way: 'forward' | 'backward'
  readonly w: View
  readonly out: View
  readonly shape: ConvShape
  readonly accumulate: boolean
  readonly bias?: View
  readonly activation?: Activation
  readonly gate?: Gate
}

/** Computes each result from its window. While processing the first group of images, it also packs w for each phase. */
function convolve(to: Encoder, op: Convolution): void {
  const { windows, way, shape } = op
  const { frame, phases } = windows
  const { batch, inChannels, outChannels } = shape
  const n = way === 'forward' ? outChannels : inChannels
  const imagesPerRun = imagesAtOnce(frame, batch)
  const depth = (phase: Phase) => phase.taps.length * frame.channels
  const bytes = framesBytes(frame, imagesPerRun)
  const scratch = to.scratch(phases.reduce((sum, phase) => sum + panelBytes(depth(phase), n), bytes))
  for (let first = 0; first < batch; first += imagesPerRun) {
    const images = Math.min(imagesPerRun, batch - first)
    const a = framesAddress(to, { frame, source: op.source, first, images, scratch })
    const after = first * resultsOf(shape, way) * n * 4
    let panels = scratch + bytes
    phases.forEach((phase, index) => {
      const k = depth(phase)
      const name = keyOf(shape, way, index)
      const side = rightSide({
        at: to.at(op.w),
        rows: to.table(`kernel ${name}`, () => kernelTable(phase, shape, way)),
        step: way === 'forward' ? 4 : outChannels * 4,
        ready: way === 'forward' && n === 8,
        panels,
      })
      const ends = ending(to, op)
      to.record('product', {
        a,
        rows: to.table(`pixels ${name}`, () => pixelTable(frame, phase, imagesPerRun)),
        columns: to.table(`taps ${name}`, () => tapTable(frame, phase)),
        ...side,
        ...(first > 0 && side.bRows !== 0 ? { b: panels, bRows: 0 } : {}),
        out: to.at(op.out) + after,
        outRows: to.table(`out ${name}`, () => outTable(phase, n, imagesPerRun)),
        m: images * phase.rows * phase.columns,
        k,
        n,
        accumulate: op.accumulate,
        ...ends,
        gate: ends.gate === 0 ? 0 : ends.gate + after,
        ...ONCE,
      })
      panels += panelBytes(k, n)
    })
  }
}

/** Number of results per image. */
function resultsOf(shape: ConvShape, way: 'forward' | 'backward'): number {
  return way === 'forward' ? shape.outHeight * shape.outWidth : shape.inHeight * shape.inWidth
}

/**
 * For each number in a window, the byte offset of the matching row in w, which has the shape [kernel height, kernel
 * width, in, out].
 */
function kernelTable({ taps }: Phase, { inChannels, outChannels }: ConvShape, way: 'forward' | 'backward'): Int32Array {
  const [channels, step] = way === 'forward' ? [inChannels, outChannels] : [outChannels, 1]
  return Int32Array.from(
    taps.flatMap(({ index }) =>
      Array.from({ length: channels }, (_, channel) => (index * inChannels * outChannels + channel * step) * 4),
    ),
  )
}

/** The address of the zero-padded frames of these images, or of the images themselves if they need no padding. */
function framesAddress(
  to: Encoder,
  {
    frame,
    source,
    first,
    images,
    scratch,
  }: { frame: Frame; source: View; first: number; images: number; scratch: number },
): number {
  const { height, width, channels, top, bottom, left, right } = frame
  const x = to.at(source) + first * height * width * channels * 4
  if (isPlain(frame)) return x
  to.record('frame', {
    x,
    out: scratch,
    images,
    height,
    rowBytes: width * channels * 4,
    top,
    bottom,
    left: left * channels * 4,
    right: right * channels * 4,
  })
  return scratch
}

function isPlain({ top, bottom, left, right }: Frame): boolean {
  return top + bottom + left + right === 0
}

function imagesAtOnce(frame: Frame, batch: number): number {
  const [height, width] = frameSize(frame)
  return Math.min(batch, Math.max(1, Math.floor(FRAMES / (height * width * frame.channels * 4))))
}

/** Number of scratch bytes needed for this many frames, rounded up to a multiple of 16. */
function framesBytes(frame: Frame, images: number): number {
  const [height, width] = frameSize(frame)
  return isPlain(frame) ? 0 : Math.ceil((images * height * width * frame.channels) / 4) * 16
}

/** A key that identifies the tables of one phase. */
function keyOf(shape: ConvShape, way: string, phase: number): string {
  return `${way} ${phase} ${Object.values(shape).join(' ')}`
}

/** Encoders for depthwise convolutions. */

/** Whether the gradient of x can be computed as a depthwise convolution of dy with the kernel rotated by 180°. */
function mirrors(shape: ConvShape): boolean {
  return shape.strideHeight === 1 && shape.strideWidth === 1 && shape.inChannels === shape.outChannels
}

function mirrored({ dy, w, out, shape, gate, accumulate }: OpOf<'depthwiseInputGrad'>, to: Encoder): void {
  const wordBytes = shape.outChannels * 4
  to.record('depthwise', {
    x: dy,
    w: to.at(w) + (shape.kernelHeight * shape.kernelWidth - 1) * wordBytes,
    wStep: -wordBytes,
    out,
    shape: {
      ...shape,
      inHeight: shape.outHeight,
      inWidth: shape.outWidth,
      outHeight: shape.inHeight,
      outWidth: shape.inWidth,
      padTop: (shape.kernelHeight - 1) * shape.dilationHeight - shape.padTop,
      padLeft: (shape.kernelWidth - 1) * shape.dilationWidth - shape.padLeft,
    },
    accumulate,
    gate,
  })
}
