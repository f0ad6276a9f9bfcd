/** @file Tests that corruptions are reproducible, stay in range, grow with their strength, and do what they are named for. */
import { expect, test } from 'vitest'
import { hashArrays } from '../../base/hash'
import { rng } from '../../base/rng'
import { corruptImage, IMAGE_CORRUPTIONS, type ImageCorruption, STRENGTHS } from './corruptions'

/** A picture with edges, gradients, and colors. */
function picture(side: number, channels: number): Float32Array {
  return Float32Array.from({ length: side * side * channels }, (_, i) => {
    const [pixel, c] = [Math.floor(i / channels), i % channels]
    const [y, x] = [Math.floor(pixel / side) / side, (pixel % side) / side]
    const inside = (y - 0.5) ** 2 + (x - 0.45) ** 2 < 0.08
    return inside ? 0.9 - 0.2 * c : 0.1 + 0.3 * x + 0.1 * c * y
  })
}

function corrupted(
  kind: ImageCorruption,
  strength: number,
  { side = 32, channels = 3, seed = 4, image = picture(side, channels) } = {},
) {
  const random = rng(seed, { kind: 'augment', at: 0, step: 1 })
  return corruptImage(image, { height: side, width: side, channels }, { kind, strength, random })
}

const distance = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] as number)), 0) / a.length

test('each of the 15 corruptions is reproducible, stays between 0 and 1, and leaves the given picture as it was', () => {
  expect(IMAGE_CORRUPTIONS.length).toBe(15)
  for (const kind of IMAGE_CORRUPTIONS) {
    for (const [side, channels] of [
      [32, 3],
      [28, 1],
      [8, 1],
    ] as const) {
      const image = picture(side, channels)
      const before = image.slice()
      const out = corrupted(kind, 5, { side, channels, image })
      expect(image, kind).toEqual(before)
      expect(out, kind).toEqual(corrupted(kind, 5, { side, channels }))
      expect(
        out.every((value) => value >= 0 && value <= 1),
        kind,
      ).toBe(true)
      expect(distance(out, image), kind).toBeGreaterThan(0.003)
    }
  }
})

test('a higher strength changes the picture more', () => {
  for (const kind of IMAGE_CORRUPTIONS) {
    const distances = STRENGTHS.map((strength) => {
      const image = picture(32, 3)
      // The mean over seeds, because the place of fog and of flakes is random.
      const all = Array.from({ length: 6 }, (_, seed) => distance(corrupted(kind, strength, { seed, image }), image))
      return all.reduce((a, b) => a + b, 0) / all.length
    })
    expect(distances[4], kind).toBeGreaterThan(1.2 * (distances[0] as number))
    const isRising = distances.every((one, i) => i === 0 || one > 0.9 * (distances[i - 1] as number))
    expect(isRising, `${kind}: ${distances.join(' ')}`).toBe(true)
  }
})

test('blurs, pixelate, elastic, and contrast do not change a picture of one color, and brightness adds to it', () => {
  const image = new Float32Array(16 * 16).fill(0.4)
  const gray = { side: 16, channels: 1, image }
  for (const kind of ['defocusBlur', 'glassBlur', 'motionBlur', 'zoomBlur', 'pixelate', 'elastic', 'contrast'] as const)
    expect(distance(corrupted(kind, 5, gray), image), kind).toBeLessThan(1e-6)
  expect(corrupted('brightness', 3, gray)[7]).toBeCloseTo(0.55, 6)
  expect(distance(corrupted('jpeg', 1, gray), image)).toBeLessThan(0.01)
})

test('noise has the stated size', () => {
  const image = new Float32Array(64 * 64).fill(0.5)
  const spread = (kind: ImageCorruption, strength: number) => {
    const out = corrupted(kind, strength, { side: 64, channels: 1, image })
    return Math.sqrt(out.reduce((sum, value) => sum + (value - 0.5) ** 2, 0) / out.length)
  }
  expect(spread('gaussianNoise', 5)).toBeCloseTo(0.1, 2)
  // A Poisson count with mean m has the variance m: 0.5 × 50 photons, and 0.5 × 500.
  expect(spread('shotNoise', 5)).toBeCloseTo(Math.sqrt(0.5 / 50), 2)
  expect(spread('shotNoise', 1)).toBeCloseTo(Math.sqrt(0.5 / 500), 2)
  expect(spread('impulseNoise', 5) ** 2).toBeCloseTo(0.07 / 4, 2)
})

test('the corrupted pixels are the same on every machine', () => {
  const all = IMAGE_CORRUPTIONS.map((kind) => [kind, corrupted(kind, 3, { side: 12 })] as const)
  expect(
    Object.fromEntries(all.map(([kind, pixels]) => [kind, hashArrays([pixels]).slice(0, 12)])),
  ).toMatchInlineSnapshot(`
    {
      "brightness": "bc13ce3efb85",
      "contrast": "cc1a3495aa84",
      "defocusBlur": "e01a089da331",
      "elastic": "84c6bad802cb",
      "fog": "95573a30b46f",
      "frost": "6cdb0ab12871",
      "gaussianNoise": "9fda2f6cbd35",
      "glassBlur": "a1872e1306bc",
      "impulseNoise": "1aaf962bed60",
      "jpeg": "bd95d3593640",
      "motionBlur": "21d9d764799a",
      "pixelate": "cde963fc4610",
      "shotNoise": "ef23c34f1ce7",
      "snow": "aef197374cfd",
      "zoomBlur": "426cfdb80c0d",
    }
  `)
})
