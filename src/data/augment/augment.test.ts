/**
 * @file Tests that augmentations match results computed by hand: mirroring, rotation, whole-pixel shifts, Gaussian
 * blur, and probabilities.
 */
import { describe, expect, test } from 'vitest'
import { rng } from '../../base/rng'
import { compose, IDENTITY, type Size, warp } from './affine'
import { blur } from './appearance'
import { makeAugmenter } from './augmenter'
import { type AugmentationDef, scaleAmounts } from './define-augmentation'
import { augmentations } from './index'

const SIZE: Size = { height: 5, width: 7, channels: 2 }
const LENGTH = 70
const source = Uint8Array.from({ length: LENGTH }, (_, i) => (i * 37) % 251)
const augmented = (vary: NonNullable<ReturnType<typeof makeAugmenter>>, at = 0, step = 0) => {
  const out = new Uint8Array(LENGTH)
  vary.inputImage({ step, at }, SIZE, source, 0, out, 0)
  return [...out]
}
const varied = (kind: string, amounts: Record<string, number>) => {
  const vary = makeAugmenter([{ kind, ...amounts }], 3)
  if (!vary) throw new Error(`no ${kind}`)
  return vary
}
const pixel = (row: number, column: number, channel: number) => source[(row * 7 + column) * 2 + channel] as number
const drawn = (of: (row: number, column: number) => readonly [number, number]) =>
  Array.from({ length: LENGTH }, (_, i) => {
    const [row, column] = of(Math.floor(i / 14), Math.floor(i / 2) % 7)
    return pixel(row, column, i % 2)
  })

describe('shifts by whole pixels', () => {
  test('a mirrored image has its pixels in reverse order', () => {
    expect(augmented(varied('flip', { sideways: 1, upright: 0 }))).toEqual(drawn((row, column) => [row, 6 - column]))
    expect(augmented(varied('flip', { sideways: 0, upright: 1 }))).toEqual(drawn((row, column) => [4 - row, column]))
  })

  test('a map by whole pixels copies them, and repeats the edge', () => {
    const out = new Float32Array(LENGTH)
    warp(source, 0, SIZE, [1, 0, 2, 0, 1, -1], 'linear', out)
    expect([...out]).toEqual(drawn((row, column) => [Math.max(0, row - 1), Math.min(6, column + 2)]))
    warp(source, 0, SIZE, [1, 0, 2, 0, 1, -1], 'nearest', out)
    expect([...out]).toEqual(drawn((row, column) => [Math.max(0, row - 1), Math.min(6, column + 2)]))
  })

  test('interpolation between pixels equals numpy.interp', () => {
    const ramp = Uint8Array.from({ length: 6 }, (_, i) => 40 * i)
    const out = new Float32Array(6)
    warp(ramp, 0, { height: 1, width: 6, channels: 1 }, [0.5, 0, 0, 0, 1, 0], 'linear', out)
    // In NumPy: np.interp(2.5 + .5 * (np.arange(6) - 2.5), np.arange(6), 40 * np.arange(6)).
    expect([...out]).toEqual([50, 70, 90, 110, 130, 150])
  })

  test('two maps in sequence equal their composition', () => {
    const once = new Float32Array(9)
    const square = Uint8Array.from({ length: 9 }, (_, i) => 10 * i)
    const size = { height: 3, width: 3, channels: 1 }
    const quarter = [0, -1, 0, 1, 0, 0] as const
    const mirror = [-1, 0, 0, 0, 1, 0] as const
    warp(square, 0, size, compose(quarter, mirror), 'linear', once)
    const first = new Float32Array(9)
    warp(square, 0, size, quarter, 'linear', first)
    const twice = new Float32Array(9)
    warp(Uint8Array.from(first), 0, size, mirror, 'linear', twice)
    expect(once).toEqual(twice)
    expect(compose(IDENTITY, quarter)).toEqual(quarter)
  })
})

const ofPixels = augmentations.filter(({ isOfEngine }) => !isOfEngine)
describe.each(ofPixels.map((def) => [def.kind, def] as const))('%s', (kind, def: AugmentationDef) => {
  const most = Object.fromEntries(Object.entries(def.params).map(([name, { max }]) => [name, max]))

  test('amounts of 0 change nothing, and a strength of 0 makes amounts 0', () => {
    const none = scaleAmounts(most, 0)
    expect(Object.values(none).every((amount) => amount === 0)).toBe(true)
    const vary = varied(kind, none)
    expect(augmented(vary)).toEqual([...source])
    const values = Float32Array.of(1, -2, 3)
    vary.numbers({ step: 0, at: 0 }, values)
    expect([...values]).toEqual([1, -2, 3])
    expect(vary.mix({ step: 0, at: 0 })).toBe(0)
  })

  test('the default amounts change some sample, equal for equal seeds and different in the next step', () => {
    const augmentedAt = (step: number) => {
      const vary = makeAugmenter([{ kind }], 3)
      if (!vary) throw new Error(`no ${kind}`)
      const indexes = Array.from({ length: 20 }, (_, at) => at)
      return indexes.map((at) => [...augmented(vary, at, step), vary.mix({ step, at })])
    }
    expect(augmentedAt(1)).toEqual(augmentedAt(1))
    expect(augmentedAt(1)).not.toEqual(augmentedAt(2))
    expect(augmentedAt(1).some((sample) => sample.some((value, i) => value !== [...source, 0][i]))).toBe(true)
  })
})

test('adversarial training is left to the engine', () => {
  expect(makeAugmenter([{ kind: 'adversarial' }], 3)).toBeUndefined()
})

test('a mask follows its image and stays a mask', () => {
  const size = { height: 9, width: 9, channels: 1 }
  const mask = Uint8Array.from({ length: 81 }, (_, i) => (i % 9 > 4 ? 255 : 0))
  const vary = makeAugmenter([{ kind: 'rotate', degrees: 180 }, { kind: 'zoom', amount: 0.5 }, { kind: 'noise' }], 1)
  for (let at = 0; at < 30; at++) {
    const [target, taken] = [new Uint8Array(81), new Uint8Array(81)]
    vary?.targetImage({ step: 4, at }, size, 'nearest', mask, 0, target, 0)
    expect(new Set(target).size).toBeLessThanOrEqual(2)
    expect([...target].every((value) => value === 0 || value === 255)).toBe(true)
    vary?.inputImage({ step: 4, at }, size, mask, 0, taken, 0)
    const same = taken.filter((value, i) => value > 127 === (target[i] as number) > 127).length
    // All pixels must match, except those on the edge between the two areas.
    expect(same).toBeGreaterThan(81 - 18)
  }
})

test('a blur is a Gaussian and keeps the brightness of the image', () => {
  const size = { height: 1, width: 31, channels: 1 }
  const point = new Float32Array(31)
  point[15] = 200
  blur.paint?.(point, size, { ...rng(1, { kind: 'generate' }), uniform: () => 0.5 }, { radius: 4 })
  // The standard deviation is 2 (0.5 × 4), so the kernel is cut off at 6.
  const weights = Array.from({ length: 13 }, (_, i) => Math.exp(-((i - 6) ** 2) / 8))
  const sum = weights.reduce((all, value) => all + value, 0)
  weights.forEach((weight, i) => {
    expect(point[9 + i]).toBeCloseTo((200 * weight) / sum, 4)
  })
  expect(point.reduce((all, value) => all + value, 0)).toBeCloseTo(200, 3)
})

test('mix shares have a Beta distribution, and the shares of a pair sum to 1', () => {
  const vary = varied('mixup', { alpha: 0.4 })
  const shares = Array.from({ length: 4000 }, (_, k) => vary.mix({ step: 0, at: 2 * k }))
  shares.forEach((share, k) => {
    expect(vary.mix({ step: 0, at: 2 * k + 1 })).toBe(1 - share)
  })
  const mean = shares.reduce((sum, share) => sum + share, 0) / 4000
  const variance = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / 4000
  // For Beta(a, a), the mean is 1/2 and the variance is 1 / (4 (2a + 1)).
  expect(mean).toBeCloseTo(0.5, 1)
  expect(variance).toBeCloseTo(1 / (4 * 1.8), 2)
})

test('noise has the given deviation, on pixels and on numbers', () => {
  const vary = varied('noise', { deviation: 0.1 })
  const values = new Float32Array(20_000)
  vary.numbers({ step: 0, at: 0 }, values)
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)
  expect(deviation).toBeCloseTo(0.1, 2)
})

test('an empty list changes nothing; unknown kinds are ignored', () => {
  expect(makeAugmenter(undefined, 1)).toBeUndefined()
  expect(makeAugmenter([{ kind: 'fog' }], 1)).toBeUndefined()
})
