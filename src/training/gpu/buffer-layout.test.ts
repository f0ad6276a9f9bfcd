import { expect, test } from 'vitest'
import type { BufferSpec } from '../program/ops'
import { layoutBuffers } from './buffer-layout'

test('order, constants, and state share one buffer, and the others have their own', () => {
  const spec = (role: BufferSpec['role'], words: number): BufferSpec => ({ name: role, role, words })
  const { sizes, locate } = layoutBuffers([
    spec('weights', 10),
    spec('order', 6),
    spec('work', 0),
    spec('constants', 16),
    spec('state', 2),
  ])
  expect([0, 1, 2, 3, 4].map(locate)).toEqual([
    { buffer: 0, offset: 0 },
    { buffer: 1, offset: 0 },
    { buffer: 2, offset: 0 },
    { buffer: 1, offset: 6 },
    { buffer: 1, offset: 22 },
  ])
  expect(sizes).toEqual([40, 96, 4])
  expect(() => locate(5)).toThrow('no buffer 5')
})
