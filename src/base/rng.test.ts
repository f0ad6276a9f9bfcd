import { expect, test } from 'vitest'
import { fillMask, rng, shuffle, threefry } from './rng'

test.each([
  // Known-answer test vectors from Random123's kat_vectors: threefry2x32, 20 rounds.
  [
    [0, 0, 0, 0],
    [0x6b200159, 0x99ba4efe],
  ],
  [
    [-1, -1, -1, -1],
    [0x1cb996fc, 0xbb002be7],
  ],
  [
    [0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3],
    [0xc4923a9c, 0x483df7a0],
  ],
])('threefry %j', ([k0, k1, c0, c1], expected) => {
  const out = new Uint32Array(2)
  threefry(k0 as number, k1 as number, c0 as number, c1 as number, out)
  expect([...out]).toEqual(expected)
})

test('normals have mean 0 and variance 1, also for seed 0', () => {
  for (const seed of [0, 1, 7]) {
    const random = rng(seed, { kind: 'weights', index: 0 })
    const draws = Array.from({ length: 20000 }, () => random.normal())
    const mean = draws.reduce((a, b) => a + b) / draws.length
    const variance = draws.reduce((a, b) => a + (b - mean) ** 2, 0) / draws.length
    expect(Math.abs(mean)).toBeLessThan(0.03)
    expect(Math.abs(variance - 1)).toBeLessThan(0.03)
  }
})

test('a mask drops its share of positions, differs between steps, and is the same for the same step', () => {
  const mask = (step: number) => fillMask(new Float32Array(10007), 0.3, 5, 2, step)
  const dropped = mask(1).filter((v) => v === 0).length / 10007
  expect(dropped).toBeCloseTo(0.3, 1)
  expect(mask(1)).toEqual(mask(1))
  expect(mask(1)).not.toEqual(mask(2))
})

test('a shuffle keeps every item and depends on the epoch', () => {
  const order = (epoch: number) =>
    shuffle(
      Uint32Array.from({ length: 100 }, (_, i) => i),
      rng(3, { kind: 'shuffle', epoch }),
    )
  expect([...order(0)].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i))
  expect(order(0)).toEqual(order(0))
  expect(order(0)).not.toEqual(order(1))
})
