/** @file The report and the profiles of a million rows: in seconds, with breath for others on the way. */
import { expect, test } from 'vitest'
import { rng } from '../../base/rng'
import type { ColumnSchema } from '../../catalog/dataset-schema'
import type { Column, Dataset } from '../dataset'
import { profiling } from '../profile'
import { reporting } from '.'
import { keyOf } from './finding'

const ROWS = 1_000_000
/** A planted copy, so that looking is seen to reach the end. */
const COPY = [ROWS - 1, 20] as const

function large(): Dataset {
  const random = rng(1, { kind: 'generate' })
  const schemas: ColumnSchema[] = []
  const columns: Column[] = []
  for (let c = 0; c < 10; c++) {
    const values = Float32Array.from({ length: ROWS }, () => random.uniform() + random.uniform())
    values[COPY[0]] = values[COPY[1]] as number
    schemas.push({ name: `n${c}`, type: 'number' })
    columns.push({ type: 'number', values })
  }
  for (const name of ['c', 'kind']) {
    const codes = Int16Array.from({ length: ROWS }, () => random.below(3))
    codes[COPY[0]] = codes[COPY[1]] as number
    schemas.push({ name, type: 'category', values: ['x', 'y', 'z'] })
    columns.push({ type: 'category', codes })
  }
  return {
    schema: {
      ...{ id: 'l', title: 'L', kind: 'table', rows: ROWS, testRows: 0, target: 'kind', ignore: [] },
      columns: schemas,
    },
    columns,
  }
}

test('1,000,000 × 12', () => {
  const dataset = large()
  const every = Uint32Array.from({ length: ROWS }, (_, row) => row)
  const part = (from: number, to: number) => every.filter((row) => row % 20 >= from && row % 20 < to)
  const split = { train: part(0, 14), validation: part(14, 17), test: part(17, 20) }
  const ran = <T>(looking: Iterator<number, T>) => {
    const began = performance.now()
    let turns = 0
    for (;;) {
      const { done, value } = looking.next()
      if (done) return { value, turns, seconds: (performance.now() - began) / 1000 }
      turns++
    }
  }
  const profiles = ran(profiling(dataset, { split, target: 'kind' }))
  const report = ran(reporting(dataset, split, { target: 'kind' }))
  console.info(`profile ${profiles.seconds.toFixed(1)} s, report ${report.seconds.toFixed(1)} s`)
  expect(profiles.value).toHaveLength(12)
  expect(report.value.map(keyOf)).toEqual(['copies-across-parts:rows', 'duplicate-rows'])
  expect(report.value[1]?.rows).toEqual([COPY[1], COPY[0]])
  // Between two turns the worker hears whether it is to stop.
  expect(profiles.turns).toBeGreaterThan(100)
  expect(report.turns).toBeGreaterThan(100)
  // Ten times what it takes on the machine it was written on: slower is another order of work.
  expect(profiles.seconds + report.seconds).toBeLessThan(60)
}, 120_000)
