/**
 * @file Tests time windows: they match a direct search over rows, stay within groups, never cross the split boundary,
 * and can also be passed as a list of values.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { expectDefined } from '../../base/assert'
import { lacks, PYTHON } from '../../base/python.test-help'
import { rng } from '../../base/rng'
import type { DatasetSchema } from '../../catalog/dataset-schema'
import type { Plan } from '../../catalog/training-plan'
import { pipelinePython } from '../../compile/pipeline-python'
import { bind } from '../bind-columns'
import type { Dataset } from '../dataset'
import { encodeRaw } from '../encode-raw'
import { encodeRows } from '../encode-rows'
import { fitPipeline } from '../fit-pipeline'
import { makeSplit } from '../split'
import '../split-strategies'
import { orderedRows } from './ordered-rows'
import { orderProblem } from './windows'

const ROWS = 80
const SHOPS = ['north', 'south', 'west']
const schema = {
  title: 'Sales',
  rows: ROWS,
  kind: 'table',
  columns: [
    { name: 'day', type: 'time' },
    { name: 'shop', type: 'category', values: SHOPS },
    { name: 'sales', type: 'number' },
    { name: 'next', type: 'number' },
  ],
  target: 'next',
  ignore: [],
} as unknown as DatasetSchema

/** Rows in random order; some have the same day, one has no day, and one has no shop. */
function sales(seed = 1): Dataset {
  const random = rng(seed, { kind: 'generate' })
  const day = Float64Array.from({ length: ROWS }, () => 86_400_000 * random.below(40))
  const codes = Int16Array.from({ length: ROWS }, () => random.below(3))
  day[5] = Number.NaN
  codes[9] = -1
  return {
    schema,
    columns: [
      { type: 'time', values: day },
      { type: 'category', codes },
      { type: 'number', values: Float32Array.from({ length: ROWS }, (_, row) => row + 1) },
      { type: 'number', values: new Float32Array(ROWS) },
    ],
  } as Dataset
}

const dayOf = (dataset: Dataset) => (dataset.columns[0] as unknown as { values: Float64Array }).values
const shopOf = (dataset: Dataset) => (dataset.columns[1] as unknown as { codes: Int16Array }).codes

/** The earlier values in a row's window, found by scanning all rows, to compare with the result of the step. */
function searched(dataset: Dataset, row: number, length: number, horizon: number, sees: (other: number) => boolean) {
  const [day, shop] = [dayOf(dataset), shopOf(dataset)]
  const alone = (shop[row] as number) < 0 || Number.isNaN(day[row] as number)
  const before = Array.from({ length: ROWS }, (_, other) => other)
    .filter((other) => !alone && shop[other] === shop[row] && (day[other] as number) < (day[row] as number))
    .sort((a, b) => (day[b] as number) - (day[a] as number) || b - a)
  const all = [row, ...before]
  return Array.from({ length }, (_, i) => {
    const found = all[length - 1 - i + horizon]
    return found === undefined || !sees(found) ? 0 : found + 1
  })
}

const steps = (more: object = {}) => [{ kind: 'timeWindow', by: 'day', within: 'shop', length: 4, horizon: 1, ...more }]
const ALL = Uint32Array.from({ length: ROWS }, (_, row) => row)

function encoded(dataset: Dataset, more: object, split: Plan['split']) {
  const parts = makeSplit(dataset, split, 3, 'next')
  const plan = { prepare: { sales: steps(more) }, features: ['sales'], split }
  const { binding, problems } = bind(
    schema,
    plan,
    [{ node: 'in', label: 'in', columns: ['sales'], shape: [] }],
    [{ node: 'out', label: 'out', target: '' }],
  )
  expect(problems).toEqual([])
  const pipeline = fitPipeline(dataset, binding, parts.train, new Set(), plan)
  const input = expectDefined(pipeline.inputs[0], 'an input')
  return { input, pipeline, parts, windows: encodeRows(input, dataset, ALL) }
}

const IN_TIME = { kind: 'time', column: 'day', train: 0.6, validation: 0.2, test: 0.2 } as const
const BY_GROUP = { kind: 'group', column: 'shop', train: 0.34, validation: 0.33, test: 0.33 } as const

test.each([
  [4, 1],
  [3, 0],
  [2, 5],
])('%i rows, %i steps back: earlier times of the same shop, on one side of the split boundary', (length, horizon) => {
  const dataset = sales()
  const { windows, parts } = encoded(dataset, { length, horizon }, IN_TIME)
  const train = new Set(parts.train)
  const last = Math.max(...Array.from(train, (row) => dayOf(dataset)[row] as number))
  for (const row of ALL) {
    const affected = (dayOf(dataset)[row] as number) > last
    const target = searched(
      dataset,
      row,
      length,
      horizon,
      (other) => !affected || (dayOf(dataset)[other] as number) > last,
    )
    expect([...windows.subarray(row * length, (row + 1) * length)], `row ${row}`).toEqual(target)
  }
})

test('no value of a validation or test row is in a training window, and the reverse', () => {
  const dataset = sales(2)
  for (const split of [IN_TIME, BY_GROUP]) {
    const { windows, parts } = encoded(dataset, {}, split)
    const train = new Set(parts.train)
    const others = new Set([...parts.validation, ...parts.test])
    for (const row of ALL) {
      const seen = [...windows.subarray(row * 4, row * 4 + 4)].filter((value) => value > 0).map((value) => value - 1)
      if (train.has(row)) expect(seen.filter((other) => !train.has(other))).toEqual([])
      if (others.has(row)) expect(seen.filter((other) => train.has(other))).toEqual([])
      // No look-ahead: a window contains earlier rows only.
      for (const other of seen) expect(dayOf(dataset)[other]).toBeLessThan(dayOf(dataset)[row] as number)
    }
  }
})

test('if allowed, a window crosses the split boundary, as a prediction does', () => {
  const dataset = sales()
  const { windows } = encoded(dataset, { border: 'past' }, IN_TIME)
  for (const row of ALL)
    expect([...windows.subarray(row * 4, row * 4 + 4)]).toEqual(searched(dataset, row, 4, 1, () => true))
})

test('a user passes the list, the oldest value first', () => {
  const { pipeline } = encoded(sales(), {}, IN_TIME)
  const problemsOf = encodeRaw(pipeline, [{ sales: [1, 2, null, 4] }])
  expect(problemsOf.ok && [...(problemsOf.value.inputs[0] ?? [])]).toEqual([1, 2, 0, 4])
})

test.skipIf(lacks('numpy'))('pipeline.py accepts the same list', () => {
  const { pipeline } = encoded(sales(), { length: 3 }, IN_TIME)
  const folder = mkdtempSync(join(tmpdir(), 'netloom-windows-'))
  try {
    writeFileSync(join(folder, 'pipeline.py'), pipelinePython(pipeline))
    writeFileSync(join(folder, 'pipeline.json'), JSON.stringify(pipeline))
    const code =
      'import json, pipeline; print(json.dumps(pipeline.encode([{"sales": [1, 2, None]}, {"sales": [3, 4, 5]}])[0].tolist()))'
    const python = JSON.parse(execFileSync(PYTHON, ['-c', code], { cwd: folder, encoding: 'utf8' }))
    expect(python).toEqual([
      [[1], [2], [0]],
      [[3], [4], [5]],
    ])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('rows are sorted once per dataset', () => {
  const dataset = sales()
  const order = { by: 'day', within: 'shop' }
  expect(orderedRows(dataset, order)).toBe(orderedRows({ ...dataset }, order))
})

test('missing columns, and splits in which training includes evaluation rows, are refused', () => {
  const problemsOf = (more: object, split: object) =>
    orderProblem({ name: 'sales' }, steps(more), schema.columns, split as Plan['split'])?.code
  expect(problemsOf({}, IN_TIME)).toBeUndefined()
  expect(problemsOf({}, BY_GROUP)).toBeUndefined()
  expect(problemsOf({ within: '' }, BY_GROUP)).toBe('prepare-window-split')
  expect(problemsOf({}, { kind: 'random' })).toBe('prepare-window-split')
  expect(problemsOf({ by: 'shop' }, IN_TIME)).toBe('prepare-order-column')
  expect(problemsOf({ within: 'town' }, IN_TIME)).toBe('prepare-order-column')
})
