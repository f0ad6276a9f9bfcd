import { expect, test } from 'vitest'
import { simulatedRows } from './simulated-rows'

const ASKED = { set: 'shop-visits', seed: 4, fromMs: Date.UTC(2025, 5, 2), count: 200, drift: {} }

test('a simulation continues after its dataset ends, the same for the same seed', () => {
  const rows = simulatedRows(ASKED)
  expect(rows).toHaveLength(200)
  expect(simulatedRows(ASKED)).toEqual(rows)
  expect(rows?.every(({ values }) => Number(values.time) >= ASKED.fromMs)).toBe(true)
  const slices = new Set(rows?.map(({ slice }) => slice))
  expect(slices.size).toBeGreaterThan(1)
  for (const only of slices)
    expect(new Set(simulatedRows({ ...ASKED, count: 20, only })?.map(({ slice }) => slice))).toEqual(new Set([only]))
})

test('a dataset without a simulation has no rows', () => {
  expect(simulatedRows({ ...ASKED, set: 'penguins' })).toBeUndefined()
  expect(simulatedRows({ ...ASKED, set: 'toString' })).toBeUndefined()
})
