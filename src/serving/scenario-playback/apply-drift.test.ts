import { beforeAll, expect, test } from 'vitest'
import type { Dataset } from '../../data/dataset'
import { loadPreparation } from '../../data/transforms/load-transforms'
import type { Drift } from '../../ops/scenario/define-event'
import { rowReader } from '../request-rows'
import type { ReadColumn } from '../validate-input'
import { type DriftApplier, openDriftApplier } from './apply-drift'

const ROWS = 40
const DATA: Dataset = {
  schema: {
    id: 'drift',
    title: 'drift',
    kind: 'table',
    columns: [
      { name: 'age', type: 'number' },
      { name: 'kind', type: 'category', values: ['a', 'b'] },
      { name: 'picture', type: 'image', height: 6, width: 6, channels: 1 },
    ],
    rows: ROWS,
    testRows: 0,
    target: 'kind',
    ignore: [],
  },
  columns: [
    { type: 'number', values: Float32Array.from({ length: ROWS }, (_, i) => 20 + (i % 10)) },
    { type: 'category', codes: Int16Array.from({ length: ROWS }, (_, i) => i % 2) },
    { type: 'image', pixels: Uint8Array.from({ length: ROWS * 36 }, (_, i) => 100 + ((i * 17) % 50)) },
  ],
}
const COLUMNS: readonly ReadColumn[] = [
  { name: 'age', form: { type: 'number', shape: [] } },
  { name: 'kind', form: { type: 'category', shape: [], values: ['a', 'b'] } },
  { name: 'picture', form: { type: 'image', shape: [6, 6, 1] } },
]
const of = (column: ReadColumn) => ({ label: column.name, column: column.name, from: column.form, steps: [] })
const readRow = rowReader(DATA, {
  inputs: [
    { label: 'all', kind: 'columns', shape: [1], columns: COLUMNS.slice(0, 2).map(of) },
    { label: 'picture', kind: 'image', column: 'picture', shape: [6, 6, 1], scale: 1 },
  ],
  outputs: [],
})

let drifting: DriftApplier
beforeAll(async () => {
  await loadPreparation()
  drifting = openDriftApplier(
    COLUMNS,
    DATA,
    Uint32Array.from({ length: ROWS }, (_, i) => i),
    3,
  )
})
const drift = (operator: string, more: Partial<Drift> = {}): Drift => ({
  ...{ operator, column: '', strength: 1, amount: 1 },
  ...more,
})
const mean = (pixels: unknown) => {
  const all = pixels as Uint8Array
  return all.reduce((sum, one) => sum + one, 0) / all.length
}

test('brightness drift darkens all images by its strength and does not change the dataset', () => {
  const before = readRow(7)
  const entries = Uint8Array.from(before.picture as Uint8Array)
  const half = drifting.apply(before, 7, [drift('brightness', { strength: 0.5 })])
  const full = drifting.apply(before, 7, [drift('brightness')])
  expect(mean(half.picture)).toBeLessThan(mean(before.picture) - 10)
  expect(mean(full.picture)).toBeLessThan(mean(half.picture) - 10)
  const other = drifting.apply(readRow(8), 8, [drift('brightness')])
  expect(mean(readRow(8).picture) - mean(other.picture)).toBeCloseTo(mean(before.picture) - mean(full.picture), 0)
  expect(before.picture).toEqual(entries)
  expect([full.age, full.kind]).toEqual([before.age, before.kind])
})

test('noise is different for each row, repeatable, and has the configured deviation', () => {
  const moved = (row: number, amount = 20) =>
    (drifting.apply(readRow(row), row, [drift('noise', { amount, column: 'age' })]).age as number) -
    (readRow(row).age as number)
  expect(moved(3)).toBe(moved(3))
  const all = Array.from({ length: ROWS }, (_, row) => moved(row))
  expect(new Set(all).size).toBe(ROWS)
  // The expected value is 20 × 0.05 times the column's standard deviation, which is √8.25.
  const deviation = Math.sqrt(all.reduce((sum, one) => sum + one * one, 0) / ROWS)
  expect(deviation).toBeGreaterThan(2)
  expect(deviation).toBeLessThan(4)
  expect(moved(3, 10)).toBeCloseTo(moved(3) / 2, 6)
})

test('a partial step moves a number part of the way; other columns stay', () => {
  const row = readRow(4)
  const whole = drifting.apply(row, 4, [drift('standardize')]).age as number
  const half = drifting.apply(row, 4, [drift('standardize', { strength: 0.5 })]).age as number
  expect(half).toBeCloseTo(((row.age as number) + whole) / 2, 6)
  expect(drifting.apply(row, 4, [drift('standardize', { column: 'kind' })])).toEqual(row)
})

test('simultaneous drifts are named together, each by its distinguishing property', () => {
  expect(drifting.name([drift('noise', { amount: 2 }), drift('clip', { column: 'age', strength: 0.25 })])).toBe(
    'noise ×2 + clip of age at 8',
  )
})
