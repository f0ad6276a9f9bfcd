import { expect, test } from 'vitest'
import type { OpOf } from '../program/ops'
import { productShape, productVariants } from './shaders/products'
import { makeChoices } from './variant-choices'

const sized = (m: number, k: number, n: number, more: Partial<OpOf<'product'>> = {}): OpOf<'product'> => ({
  op: 'product',
  a: { buffer: 0, offset: 0, stride: k },
  b: { buffer: 1, offset: 0, stride: n },
  out: { buffer: 2, offset: 0, stride: n },
  m,
  k,
  n,
  ...more,
})
const invocations = 256

test('choices are stored by adapter and shape, and round-trip through JSON', () => {
  const choices = makeChoices()
  choices.set('apple m3', 'product 8x8x8', '4x4')
  const again = makeChoices()
  again.set('apple m3', 'product 9x9x9', '8x1')
  again.add(choices.export())
  expect(again.get('apple m3', 'product 8x8x8')).toBe('4x4')
  expect(again.get('apple m3', 'product 9x9x9')).toBe('8x1')
  expect(again.get('nvidia', 'product 8x8x8')).toBeUndefined()
})

test('new measurements take precedence over earlier ones', () => {
  const choices = makeChoices()
  choices.set('apple m3', 'product 8x8x8', '8x8')
  choices.add('[["apple m3: product 8x8x8", "4x4"]]')
  expect(choices.get('apple m3', 'product 8x8x8')).toBe('8x8')
})

test.each(['', '{}', '[1, ["a"], ["a", 2]]', 'no JSON'])('invalid exports (%s) are ignored', (json) => {
  const choices = makeChoices()
  choices.add(json)
  expect(choices.export()).toBe('[]')
})

test('shapes with different costs have different keys', () => {
  const batches = { outer: 2, inner: 3, a: [6, 1], b: [6, 1], out: [6, 1] } as const
  const names = [
    sized(4, 5, 6),
    sized(4, 5, 6, { transposeA: true }),
    sized(4, 5, 6, { transposeB: true }),
    sized(4, 5, 6, { batches }),
  ].map(productShape)
  expect(names).toEqual(['product 4x5x6', 'product 4x5x6 tA', 'product 4x5x6 tB', 'product 4x5x6 x6'])
})

test.each([
  [128, 784, 128, '16x8'],
  [128, 128, 10, '16x4'],
  [1, 784, 128, '1x8'],
  [300, 20, 1, '8x1'],
  [3, 3, 3, '4x4'],
])('the emulated device uses one tile for %i x %i x %i, by rule: %s', (m, k, n, tile) => {
  expect(productVariants(sized(m, k, n), { emulated: true, invocations })).toEqual([tile])
})

test('on a real device, long sums of few results are split, and workgroups share operands if tiles are full', () => {
  const real = (m: number, k: number, n: number) => productVariants(sized(m, k, n), { emulated: false, invocations })
  expect(real(10, 4096, 10)).toEqual(['long'])
  expect(real(512, 512, 512)).toContain('shared 64')
  expect(real(40, 64, 40)).not.toContain('shared 64')
  expect(real(1, 64, 500).every((variant) => !variant.startsWith('8x'))).toBe(true)
})
