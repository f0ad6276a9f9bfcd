import { expect, test } from 'vitest'
import { merged } from './elementwise'

test('contiguous axes are merged, and axes of size 1 are dropped', () => {
  const whole = [
    { size: 2, from: 12, to: 12 },
    { size: 1, from: 99, to: 7 },
    { size: 3, from: 4, to: 4 },
    { size: 4, from: 1, to: 1 },
  ]
  expect(merged(whole)).toEqual([{ size: 24, from: 1, to: 1 }])
})

test('axes with gaps, or permuted ones, stay', () => {
  const gap = [
    { size: 3, from: 4, to: 8 },
    { size: 4, from: 1, to: 1 },
  ]
  const turned = [
    { size: 3, from: 1, to: 4 },
    { size: 4, from: 3, to: 1 },
  ]
  expect(merged(gap)).toEqual(gap)
  expect(merged(turned)).toEqual(turned)
})
