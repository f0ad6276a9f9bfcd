import fc from 'fast-check'
import { expect, test } from 'vitest'
import { computedMs } from '../base/cpu-time.test-help'
import { rng } from '../base/rng'
import type { DatasetSchema } from '../catalog/dataset-schema'
import { textAt, textColumn } from './column-operations'
import type { Dataset } from './dataset'
import { orderRows, type SortBy } from './row-order'

const numbers = fc.float({ noDefaultInfinity: false })

test('sorts like sort(), which is stable, with missing values last in both directions', () => {
  const row = fc.record({
    single: numbers,
    wide: fc.double(),
    time: fc.constantFrom(Number.NaN, 0, -1, 86_400_000, 1.7e12),
    kind: fc.constantFrom(-1, 0, 1, 2),
    text: fc.constantFrom('', 'a', 'A', 'ab', 'b', 'ä', 'aB', '10', '9'),
  })
  const by = fc.array(
    fc.record({ column: fc.constantFrom('single', 'wide', 'time', 'kind', 'text'), down: fc.boolean() }),
    { minLength: 1, maxLength: 3 },
  )
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), by, (values, sort) => {
      const dataset = setOf(values)
      const all = Uint32Array.from(values, (_, i) => i)
      expect([...run(orderRows(dataset, all, sort))]).toEqual(expected(values, sort))
    }),
    { seed: 7, numRuns: 600 },
  )
})

test('a subset of rows, and columns that do not exist or cannot be sorted', () => {
  const dataset = setOf([{ single: 3 }, { single: 1 }, { single: 2 }])
  expect([...run(orderRows(dataset, Uint32Array.of(2, 0), [{ column: 'single' }]))]).toEqual([2, 0])
  expect([...run(orderRows(dataset, Uint32Array.of(2, 0), [{ column: 'gone' }]))]).toEqual([2, 0])
})

test('a million rows are sorted in steps that fit into a frame', () => {
  const random = rng(7, { kind: 'split' })
  const rows = 1_000_000
  const values = Float32Array.from({ length: rows }, () => random.uniform())
  const dataset: Dataset = {
    schema: schemaOf([{ name: 'single', type: 'number' }], rows),
    columns: [{ type: 'number', values }],
  }
  const rowNumbers = Uint32Array.from(values, (_, i) => i)
  const timed = (): { times: number[]; order: Uint32Array } => {
    const work = orderRows(dataset, rowNumbers, [{ column: 'single' }])
    const times: number[] = []
    for (;;) {
      const began = computedMs()
      const step = work.next()
      times.push(computedMs() - began)
      if (step.done) return { times, order: step.value }
    }
  }
  const { order, times: first } = timed()
  expect(
    order.every((row, i) => i === 0 || (values[order[i - 1] as number] as number) <= (values[row] as number)),
  ).toBe(true)
  expect(first.length).toBeGreaterThan(60)
  // Every run takes the same steps. The smallest time of each step is without garbage collection and compilation, and a
  // share of the whole does not depend on the machine.
  const runs = [first, timed().times, timed().times, timed().times, timed().times]
  const times = first.map((_, step) => Math.min(...runs.map((run) => run[step] as number)))
  const total = times.reduce((sum, time) => sum + time, 0)
  expect(Math.max(...times) / total).toBeLessThan(0.1)
})

interface Values {
  readonly single?: number
  readonly wide?: number
  readonly time?: number
  readonly kind?: number
  readonly text?: string
}

const KINDS = ['10', '9', 'x']

function setOf(values: readonly Values[]): Dataset {
  const columns = [
    { name: 'single', type: 'number' },
    { name: 'wide', type: 'number', wide: true },
    { name: 'time', type: 'time' },
    { name: 'kind', type: 'category', values: KINDS },
    { name: 'text', type: 'text' },
  ] as const
  return {
    schema: schemaOf(columns, values.length),
    columns: [
      { type: 'number', values: Float32Array.from(values, ({ single }) => single ?? Number.NaN) },
      { type: 'number', values: Float64Array.from(values, ({ wide }) => wide ?? Number.NaN) },
      { type: 'time', values: Float64Array.from(values, ({ time }) => time ?? Number.NaN) },
      { type: 'category', codes: Int16Array.from(values, ({ kind }) => kind ?? -1) },
      textColumn(values.map(({ text }) => text ?? '')),
    ],
  }
}

function schemaOf(columns: DatasetSchema['columns'], rows: number): DatasetSchema {
  return { id: 't', title: 't', kind: 'table', columns, rows, testRows: 0, target: 'single', ignore: [] }
}

function expected(values: readonly Values[], sort: readonly SortBy[]): number[] {
  const dataset = setOf(values)
  const value = (row: number, name: string): number | string | undefined => {
    const at = dataset.schema.columns.findIndex((column) => column.name === name)
    const column = dataset.columns[at]
    if (column?.type === 'number' || column?.type === 'time') {
      const number = column.values[row] as number
      return Number.isNaN(number) ? undefined : number
    }
    if (column?.type === 'category') return [2, 1, 3][column.codes[row] as number]
    if (column?.type === 'text') return textAt(column, row).toLowerCase() || undefined
    return undefined
  }
  return values
    .map((_, i) => i)
    .sort((a, b) => {
      for (const { column, down } of sort) {
        const [x, y] = [value(a, column), value(b, column)]
        if (x === undefined && y === undefined) continue
        if (x === undefined) return 1
        if (y === undefined) return -1
        if (x !== y) return (x < y ? -1 : 1) * (down ? -1 : 1)
      }
      return 0
    })
}

function run<R>(work: Generator<undefined, R>): R {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}
