/**
 * @file Tests the input pipeline: it is fitted only on the training rows, and encodes table rows and raw samples to
 * equal numbers.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectDefined } from '../base/assert'
import { rng } from '../base/rng'
import type { DatasetSchema } from '../catalog/dataset-schema'
import { findDataset } from '../catalog/datasets/all'
import { bind } from './bind-columns'
import { type Column, type Dataset, generate } from './dataset'
import { decodeOutputs } from './decode-outputs'
import { encodeRaw } from './encode-raw'
import { encodeRows, encodeTargets, targetsPerRow } from './encode-rows'
import { fitPipeline } from './fit-pipeline'
import { sizeOf } from './pipeline'
import { makeSplit } from './split'

const end = (label: string, columns: readonly string[] = []) => ({ node: label, label, columns, shape: [] })
const goal = (label: string, target = '') => ({ node: label, label, target })
const rowsUpTo = (n: number) => Uint32Array.from({ length: n }, (_, row) => row)

/** Creates a dataset with the columns of the penguins dataset and random values, some of them missing. */
function birds(rows: number, seed: number): Dataset {
  const { schema } = expectDefined(findDataset('penguins'), 'penguins')
  const random = rng(seed, { kind: 'generate' })
  const columns = schema.columns.map((column) => {
    if (column.type === 'number') {
      const values = Float32Array.from({ length: rows }, () =>
        random.below(8) === 0 ? Number.NaN : 50 + 10 * random.normal(),
      )
      return { type: 'number' as const, values }
    }
    const many = column.type === 'category' ? column.values.length : 1
    return { type: 'category' as const, codes: Int16Array.from({ length: rows }, () => random.below(many + 1) - 1) }
  })
  return { schema: { ...schema, rows }, columns }
}

/** Returns a row as the record that a user would pass, with null for missing values. */
function recordAt(dataset: Dataset, row: number): Record<string, unknown> {
  return Object.fromEntries(
    dataset.schema.columns.map((schema, index) => {
      const column = dataset.columns[index]
      if (column?.type === 'number') {
        const value = column.values[row] as number
        return [schema.name, Number.isNaN(value) ? null : value]
      }
      const code = column?.type === 'category' ? (column.codes[row] as number) : -1
      return [schema.name, schema.type === 'category' && code >= 0 ? schema.values[code] : null]
    }),
  )
}

describe('fitPipeline', () => {
  it('depends only on the training rows', () => {
    const before = birds(100, 1)
    const { binding } = bind(before.schema, {}, [end('Bird')], [goal('Mass', 'Body Mass (g)')])
    const train = rowsUpTo(60)
    const other = birds(100, 2)
    const after: Dataset = {
      ...before,
      columns: before.columns.map((column, index) => {
        const strange = other.columns[index]
        if (column.type === 'number' && strange?.type === 'number') {
          return {
            type: 'number',
            values: column.values.map((v, row) => (row < 60 ? v : 1e6 * (strange.values[row] as number))),
          }
        }
        return column
      }),
    }
    expect(fitPipeline(after, binding, train)).toEqual(fitPipeline(before, binding, train))
    expect(fitPipeline(after, binding, rowsUpTo(61))).not.toEqual(fitPipeline(before, binding, rowsUpTo(61)))
  })

  it('gives training columns mean 0 and deviation 1, and missing values the mean', () => {
    const dataset = birds(500, 3)
    const train = makeSplit(dataset, { kind: 'random', train: 0.7, validation: 0.2, test: 0.1 }, 7, 'Species').train
    const { binding } = bind(dataset.schema, {}, [end('Bird', ['Beak Depth (mm)'])], [goal('Species')])
    const [input] = fitPipeline(dataset, binding, train).inputs
    const encoded = encodeRows(expectDefined(input, 'input'), dataset, train)
    const column = dataset.columns[3]
    const values: number[] = []
    train.forEach((row, i) => {
      const missing = column?.type === 'number' && Number.isNaN(column.values[row])
      if (missing) expect(encoded[i]).toBe(0)
      else values.push(encoded[i] as number)
    })
    expect(values.length).toBeLessThan(train.length)
    const mean = values.reduce((a, b) => a + b, 0) / values.length
    expect(mean).toBeCloseTo(0, 6)
    expect(values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length).toBeCloseTo(1, 6)
  })

  it('handles constant and empty columns', () => {
    const schema: DatasetSchema = {
      id: 's',
      title: 'S',
      kind: 'table',
      columns: ['flat', 'empty', 'y'].map((name) => ({ name, type: 'number' })),
      rows: 3,
      testRows: 0,
      target: 'y',
      ignore: [],
    }
    const columns = [
      [5, 5, 5],
      [Number.NaN, Number.NaN, Number.NaN],
      [1, 2, 3],
    ].map((values) => ({
      type: 'number' as const,
      values: Float32Array.from(values),
    }))
    const dataset = { schema, columns }
    const { binding } = bind(schema, {}, [end('In')], [goal('Out')])
    const [input] = fitPipeline(dataset, binding, rowsUpTo(3)).inputs
    expect([...encodeRows(expectDefined(input, 'input'), dataset, rowsUpTo(3))]).toEqual([0, 0, 0, 0, 0, 0])
  })
})

describe('encodeRows and encodeRaw', () => {
  it('give the same numbers for rows of a table and for its records', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), (rows, seed) => {
        const dataset = birds(rows, seed)
        const ends = [end('Size', ['Body Mass (g)', 'Beak Length (mm)']), end('Rest')]
        const { binding } = bind(dataset.schema, {}, ends, [goal('Species')])
        const pipeline = fitPipeline(dataset, binding, rowsUpTo(rows))
        const records = Array.from({ length: rows }, (_, row) => recordAt(dataset, row))
        const together = encodeRaw(pipeline, records)
        const separate = encodeRaw(pipeline, { Size: records, Rest: records })
        const encoded = pipeline.inputs.map((input) => encodeRows(input, dataset, rowsUpTo(rows)))
        expect(together).toEqual({ ok: true, value: { inputs: encoded, count: rows } })
        expect(separate).toEqual(together)
      }),
      { numRuns: 40 },
    )
  })

  it('give the same numbers for images as bytes and as lists', () => {
    const size = 4 * 3 * 2
    const pixels = Uint8Array.from({ length: 5 * size }, (_, i) => (i * 37) % 256)
    const dataset: Dataset = {
      schema: {
        id: 'i',
        title: 'I',
        kind: 'images',
        columns: [
          { name: 'image', type: 'image', height: 4, width: 3, channels: 2 },
          { name: 'class', type: 'category', values: ['a', 'b'] },
        ],
        rows: 5,
        testRows: 0,
        target: 'class',
        ignore: [],
      },
      columns: [
        { type: 'image', pixels },
        { type: 'category', codes: Int16Array.from([0, 1, 0, -1, 1]) },
      ],
    }
    const { binding } = bind(dataset.schema, {}, [end('In')], [goal('Out')])
    const pipeline = fitPipeline(dataset, binding, rowsUpTo(5))
    const input = expectDefined(pipeline.inputs[0], 'input')
    const rows = Uint32Array.from([4, 0, 2])
    const encoded = encodeRows(input, dataset, rows)
    const pixel = (row: number, y: number, x: number, c: number) => pixels[row * size + (y * 3 + x) * 2 + c] as number
    const lists = [...rows].map((row) =>
      [0, 1, 2, 3].map((y) => [0, 1, 2].map((x) => [0, 1].map((c) => pixel(row, y, x, c)))),
    )
    expect(encoded).toHaveLength(3 * sizeOf(input))
    expect(encoded[0]).toBe(Math.fround(pixel(4, 0, 0, 0) / 255))
    expect(encodeRaw(pipeline, lists)).toEqual({ ok: true, value: { inputs: [encoded], count: 3 } })
    expect([...encodeTargets(expectDefined(pipeline.outputs[0], 'output'), dataset, rowsUpTo(5))]).toEqual([
      0,
      1,
      0,
      Number.NaN,
      1,
    ])
    const out = new Float32Array(3 * size)
    expect(encodeRows(input, dataset, rows, out)).toBe(out)
  })

  it('accept points as pairs and as records, unchanged', () => {
    const dataset = generate(expectDefined(findDataset('moons'), 'moons'), 1, 20)
    const { binding } = bind(dataset.schema, {}, [end('Point')], [goal('Class')])
    const pipeline = fitPipeline(dataset, binding, rowsUpTo(20))
    const pairs = [
      [0.5, -0.25],
      [1, 2],
    ]
    const target = { ok: true, value: { inputs: [Float32Array.from(pairs.flat())], count: 2 } }
    expect(encodeRaw(pipeline, pairs)).toEqual(target)
    expect(
      encodeRaw(
        pipeline,
        pairs.map(([x, y]) => ({ y, x })),
      ),
    ).toEqual(target)
    expect(encodeRaw(pipeline, { Point: pairs })).toEqual(target)
  })
})

describe('encodeTargets', () => {
  it('is inverted by decodeOutputs', () => {
    const dataset = birds(60, 5)
    const { binding } = bind(
      dataset.schema,
      {},
      [end('Bird')],
      [goal('Mass', 'Body Mass (g)'), goal('Kind', 'Species')],
    )
    const pipeline = fitPipeline(dataset, binding, rowsUpTo(60))
    const [mass, kind] = pipeline.outputs.map((output) => encodeTargets(output, dataset, rowsUpTo(60)))
    const oneHot = new Float32Array(180)
    kind?.forEach((code, row) => {
      if (!Number.isNaN(code)) oneHot[3 * row + code] = 1
    })
    const predictions = decodeOutputs(pipeline, [expectDefined(mass, 'mass'), oneHot], 60) as Record<
      string,
      readonly unknown[]
    >
    for (let row = 0; row < 60; row++) {
      const record = recordAt(dataset, row)
      const weight = record['Body Mass (g)']
      if (weight === null) expect(predictions.Mass?.[row]).toBeNaN()
      else expect(predictions.Mass?.[row]).toBeCloseTo(weight as number, 3)
      if (record.Species !== null) expect(predictions.Kind?.[row]).toMatchObject({ label: record.Species })
    }
  })

  it('matches classes by name if a dataset lists them in another order', () => {
    const dataset = birds(30, 6)
    const output = { label: 'Kind', kind: 'classes', column: 'Species', labels: ['Gentoo', 'Adelie'] } as const
    const encoded = encodeTargets(output, dataset, rowsUpTo(30))
    for (let row = 0; row < 30; row++) {
      const index = output.labels.indexOf(recordAt(dataset, row).Species as 'Adelie')
      expect(encoded[row]).toBe(index < 0 ? Number.NaN : index)
    }
  })
})

it('an image target has one number per pixel, 0 to 1, as an image input does', () => {
  const shapes = generate(expectDefined(findDataset('shapes'), 'shapes'), 7, 4)
  const { binding } = bind(shapes.schema, {}, [end('Picture')], [goal('Discs'), goal('Again', 'picture')])
  const { inputs, outputs } = fitPipeline(shapes, binding, rowsUpTo(4))
  const rows = Uint32Array.of(3, 1)
  const [mask, again] = outputs.map((output) => encodeTargets(output, shapes, rows))
  expect(outputs.map(targetsPerRow)).toEqual([1024, 1024])
  expect(new Set(mask)).toEqual(new Set([0, 1]))
  expect(again).toEqual(encodeRows(expectDefined(inputs[0], 'Picture'), shapes, rows))
  const { pixels } = shapes.columns[0] as Extract<Column, { type: 'image' }>
  expect(again?.[5]).toBeCloseTo((pixels[3 * 1024 + 5] as number) / 255, 6)
})
