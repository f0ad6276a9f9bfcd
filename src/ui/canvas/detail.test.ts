import { expect, test } from 'vitest'
import { detailAt } from './viewport'

test('zoomed out, nodes show less, and the text keeps at least 12 px as long as there is any', () => {
  expect([1.5, 1, 0.9, 0.89, 0.8, 0.79, 0.4, 0.39].map((zoom) => detailAt(zoom).detail)).toEqual([
    'all',
    'all',
    'all',
    'line',
    'line',
    'name',
    'name',
    'glyph',
  ])
  for (let zoom = 0.4; zoom < 1; zoom += 0.01) {
    const size = 12 * detailAt(zoom).grow * zoom
    expect(size).toBeGreaterThanOrEqual(12 - 1e-3)
    expect(size).toBeLessThan(13.6)
  }
  expect(detailAt(2).grow).toBe(1)
  expect(detailAt(0.1).grow).toBe(5)
})
