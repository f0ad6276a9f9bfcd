import { expect, test } from 'vitest'
import { SHAPES } from '../program/op-cases/op-fixture'
import type { ConvShape } from '../program/ops'
import {
  backwardWindows,
  forwardWindows,
  frameSize,
  outTable,
  pixelTable,
  tapTable,
  type Windows,
} from './convolution-as-product'

const STRANGE: readonly ConvShape[] = [
  ...SHAPES,
  // A stride larger than the kernel, so that some pixels are not read by any tap.
  { ...(SHAPES[3] as ConvShape), inHeight: 8, inWidth: 8, outHeight: 3, outWidth: 3, strideHeight: 3, strideWidth: 3 },
]

/**
 * Lists every combination of a kernel tap, an input pixel and an output pixel that lies inside the images, directly
 * from the definition of convolution.
 */
function meetings(s: ConvShape): string[] {
  const found: string[] = []
  for (let row = 0; row < s.outHeight; row++) {
    for (let column = 0; column < s.outWidth; column++) {
      for (let place = 0; place < s.kernelHeight * s.kernelWidth; place++) {
        const y = row * s.strideHeight - s.padTop + Math.floor(place / s.kernelWidth) * s.dilationHeight
        const x = column * s.strideWidth - s.padLeft + (place % s.kernelWidth) * s.dilationWidth
        if (y < 0 || y >= s.inHeight || x < 0 || x >= s.inWidth) continue
        found.push(`${y * s.inWidth + x} ${row * s.outWidth + column} ${place}`)
      }
    }
  }
  return found.sort()
}

/** Lists the same combinations, computed from the window tables, for the second of two images. */
function fromTables(
  { frame, phases }: Windows,
  results: number,
  tell: (source: number, result: number, place: number) => string,
) {
  const [height, width] = frameSize(frame)
  const found: string[] = []
  for (const phase of phases) {
    const pixels = pixelTable(frame, phase, 2)
    const outs = outTable(phase, 1, 2)
    const taps = tapTable(frame, phase)
    for (let i = pixels.length / 2; i < pixels.length; i++) {
      phase.taps.forEach(({ index: place }, t) => {
        const word =
          ((pixels[i] as number) + (taps[t * frame.channels] as number)) / 4 / frame.channels - height * width
        const y = Math.floor(word / width) - frame.top
        const x = (word % width) - frame.left
        expect(word).toBeGreaterThanOrEqual(0)
        expect(word).toBeLessThan(height * width)
        if (y < 0 || y >= frame.height || x < 0 || x >= frame.width) return
        found.push(tell(y * frame.width + x, (outs[i] as number) / 4 - results, place))
      })
    }
  }
  return found.sort()
}

test.each(STRANGE)('windows match the definition: shape %#', (shape) => {
  const { inHeight, inWidth, outHeight, outWidth } = shape
  const forward = fromTables(forwardWindows(shape), outHeight * outWidth, (x, y, place) => `${x} ${y} ${place}`)
  expect(forward).toEqual(meetings(shape))
  const backward = fromTables(backwardWindows(shape), inHeight * inWidth, (y, x, place) => `${x} ${y} ${place}`)
  expect(backward).toEqual(meetings(shape))
})
