/** @file The steps against scikit-learn and NumPy: fitted on the first rows, applied to all, to 1e-9. */
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { present } from '../../base/assert'
import type { Column, ColumnSchema, DatasetSchema } from '../../catalog/dataset-schema'
import type { PrepareStep } from '../../catalog/plan'
import { textColumn } from '../columns'
import type { Dataset } from '../dataset'
import { fitColumn } from '../fit-pipeline'
import { applySteps, blocksOf, endOf } from './chain'
import { readerOf } from './read'
import { sizeOfForm } from './transform'

interface Told {
  readonly type: 'number' | 'array' | 'category' | 'text' | 'image' | 'time'
  readonly shape?: readonly number[]
  readonly names?: readonly string[]
  readonly values: readonly (number | string | null)[]
}
interface Case {
  readonly name: string
  readonly column: string
  readonly steps: readonly PrepareStep[]
  /** Of a bag of words: the word of each place, in the oracle's order. */
  readonly names?: readonly string[]
  readonly values: readonly (number | null)[]
}
interface Oracle {
  readonly fit: number
  readonly columns: Readonly<Record<string, Told>>
  readonly cases: readonly Case[]
}

const oracle: Oracle = JSON.parse(readFileSync(new URL('./fixtures/oracle.json', import.meta.url), 'utf8'))

function columnOf(name: string, { type, shape = [], names = [], values }: Told): readonly [ColumnSchema, Column] {
  const numbers = values.map((value) => (typeof value === 'number' ? value : Number.NaN))
  switch (type) {
    case 'number':
      return [
        { name, type },
        { type, values: Float32Array.from(numbers) },
      ]
    case 'array':
      return [
        { name, type, shape },
        { type, values: Float32Array.from(numbers) },
      ]
    case 'category':
      return [
        { name, type, values: names },
        { type, codes: Int16Array.from(numbers) },
      ]
    case 'time':
      return [
        { name, type },
        { type, values: Float64Array.from(numbers) },
      ]
    case 'text':
      return [{ name, type }, textColumn(values.map(String))]
    case 'image': {
      const [height = 1, width = 1, channels = 1] = shape
      return [
        { name, type, height, width, channels },
        { type, pixels: Uint8Array.from(numbers) },
      ]
    }
    default:
      return type satisfies never
  }
}

function datasetOf(name: string): { readonly dataset: Dataset; readonly rows: number } {
  const told = present(oracle.columns[name], name)
  const [schema, column] = columnOf(name, told)
  const size = (told.shape ?? []).reduce((all, axis) => all * axis, 1)
  const rows = told.values.length / size
  const of: DatasetSchema = {
    id: 'o',
    title: 'O',
    kind: 'table',
    columns: [schema],
    rows,
    testRows: 0,
    target: '',
    ignore: [],
  }
  return { dataset: { schema: of, columns: [column] }, rows }
}

const upTo = (n: number) => Uint32Array.from({ length: n }, (_, i) => i)

function ours({ column, steps }: Case) {
  const { dataset, rows } = datasetOf(column)
  const fitted = fitColumn(dataset, column, upTo(Math.min(rows, oracle.fit)), { prepare: { [column]: steps } })
  const values: number[] = []
  for (const block of blocksOf(fitted, upTo(rows)))
    for (const value of applySteps(fitted, readerOf(dataset, fitted), block)) values.push(Number(value))
  return { fitted, values, width: sizeOfForm(endOf(fitted)), rows }
}

describe('fit and apply agree with the oracle', () => {
  test.each(oracle.cases)('$name', (one) => {
    const { fitted, values, width, rows } = ours(one)
    let wanted = one.values
    if (one.names) {
      // The same words at other places.
      const known = present(fitted.steps[0]?.learned.known, 'a vocabulary') as readonly string[]
      expect([...known].sort()).toEqual([...one.names].sort())
      const place = new Map(one.names.map((word, i) => [word, i]))
      wanted = Array.from({ length: rows * width }, (_, i) => {
        const at = place.get(known[i % width] ?? '')
        return at === undefined ? 0 : (one.values[Math.floor(i / width) * place.size + at] as number)
      })
    }
    expect(values).toHaveLength(wanted.length)
    const wrong = values.flatMap((value, i) => {
      const [is, want] = [Number.isNaN(value) ? 0 : value, wanted[i] as number]
      return Math.abs(is - want) <= 1e-9 * Math.max(1, Math.abs(want)) ? [] : [`number ${i}: ${is}, not ${want}`]
    })
    expect(wrong).toEqual([])
  })
})

/** Debian's own Python. Where scikit-learn is missing the fixture alone speaks for it. */
const PYTHON = '/usr/bin/python3'
const missing = spawnSync(PYTHON, ['-c', 'import numpy, sklearn']).status !== 0 && !process.env.CI

test.skipIf(missing)('the fixture is what the oracle says today (skipped where python3 has no scikit-learn)', () => {
  const said: Oracle = JSON.parse(
    execFileSync(PYTHON, ['scripts/oracles/transforms.py'], { encoding: 'utf8', maxBuffer: 1e8 }),
  )
  expect(said.columns).toEqual(oracle.columns)
  said.cases.forEach((one, k) => {
    const kept = present(oracle.cases[k], 'a case')
    expect({ ...one, values: [] }).toEqual({ ...kept, values: [] })
    const apart = one.values.filter((value, i) => !(Math.abs(Number(value) - Number(kept.values[i])) <= 1e-9))
    expect(apart).toEqual([])
  })
})
