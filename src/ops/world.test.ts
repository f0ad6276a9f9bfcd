import { expect, test } from 'vitest'
import { worldRows } from './world'

const ASKED = { set: 'shop-visits', seed: 4, fromMs: Date.UTC(2025, 5, 2), count: 200, drift: {} }

test('a world goes on after its set ends, the same for the same seed', () => {
  const rows = worldRows(ASKED)
  expect(rows).toHaveLength(200)
  expect(worldRows(ASKED)).toEqual(rows)
  expect(rows?.every(({ values }) => Number(values.time) >= ASKED.fromMs)).toBe(true)
  const slices = new Set(rows?.map(({ slice }) => slice))
  expect(slices.size).toBeGreaterThan(1)
  for (const only of slices)
    expect(new Set(worldRows({ ...ASKED, count: 20, only })?.map(({ slice }) => slice))).toEqual(new Set([only]))
})

test('a set that is no stretch of a world has none', () => {
  expect(worldRows({ ...ASKED, set: 'penguins' })).toBeUndefined()
  expect(worldRows({ ...ASKED, set: 'toString' })).toBeUndefined()
})
