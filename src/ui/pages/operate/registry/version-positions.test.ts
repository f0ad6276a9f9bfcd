import { expect, test } from 'vitest'
import { FIRST, MAST, nearestVersion, versionPositions } from './model-timeline'

test('versions go from left to right, farther apart for more time between them, up to the distance of a month', () => {
  const [a, b, c, d] = versionPositions(['2025-01-01', '2025-01-01', '2025-01-02', '2027-01-01']) as [
    number,
    number,
    number,
    number,
  ]
  expect(a).toBe(FIRST)
  expect(b - a).toBe(44)
  expect(c - b).toBeGreaterThan(60)
  expect(d - c).toBe(104)
})

test('a version without a date, or older than the one before it, keeps the minimum distance', () => {
  expect(versionPositions(['2025-01-02', undefined, '2025-01-01'])).toEqual([FIRST, FIRST + 44, FIRST + 88])
})

test('an alias is dropped on the nearest version, or on the empty position if that is nearer', () => {
  expect(nearestVersion([96, 140], 120)).toBe(1)
  expect(nearestVersion([96, 140], 5000)).toBe(1)
  expect(nearestVersion([96, 140], MAST + 5)).toBeNull()
  expect(nearestVersion([], 300)).toBeNull()
})
