/**
 * @file Tests step chains: training and serving share one code path, fitting reads only training rows, and the exported
 * Python code gives the same results.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lacks, PYTHON } from '../../base/python.test-help'
import { expectDefined } from '../../base/assert'
import { formatMessage } from '../../messages/message'
import { defaultsOf } from '../../catalog/params'
import type { PrepareStep } from '../../catalog/training-plan'
import { pipelinePython } from '../../compile/pipeline-python'
import { bind } from '../bind-columns'
import { textAt, textColumn } from '../column-operations'
import type { Column, Dataset } from '../dataset'
import { encodeRows } from '../encode-rows'
import { encodeRaw } from '../encode-raw'
import { fitPipeline } from '../fit-pipeline'
import type { Pipeline } from '../pipeline'
import { applyBlended, chainOf, fittedProblem, resolveSteps } from './step-chain'
import { transforms } from './index'
import { COLUMNS, randomTable, rawValue, STEPS } from './random.test-help'
import { defineTransform, type FittedStep, formOf } from './transform'
import { defaultSteps } from './default-steps'

const upTo = (n: number) => Uint32Array.from({ length: n }, (_, i) => i)

/** Creates a pipeline with one input per column; `picks` selects the step list of each column. */
function pipelineOf(dataset: Dataset, picks: readonly number[], rows: Uint32Array): Pipeline {
  const prepare = Object.fromEntries(
    COLUMNS.map(({ name }, i): [string, readonly PrepareStep[]] => {
      const lists = STEPS[name] ?? []
      return [name, expectDefined(lists[(picks[i] ?? 0) % lists.length], name)]
    }),
  )
  const ends = COLUMNS.map(({ name }) => ({ node: name, label: name, columns: [name], shape: [] }))
  const { binding, problems } = bind(dataset.schema, { prepare }, ends, [])
  expect(problems.map(({ problem: content }) => formatMessage(content))).toEqual([])
  return fitPipeline(dataset, binding, rows, new Set(), { prepare })
}

/** The rows of an input in the format that a user would pass. */
function rawOf(dataset: Dataset, pipeline: Pipeline, rows: Uint32Array) {
  return Object.fromEntries(
    pipeline.inputs.map((input) => {
      const fitted = input.kind === 'columns' ? input.columns[0] : undefined
      const name = fitted?.column ?? input.label
      const value = (row: number) => rawValue(dataset, name, row, fitted && chainOf(fitted).reach)
      // Text, time, image and array columns may have no preparation steps.
      const bare = fitted && !['number', 'category'].includes(fitted.from.type) && fitted.from.type !== 'time'
      return [input.label, Array.from(rows, (row) => (bare ? value(row) : { [name]: value(row) }))]
    }),
  )
}

const picks = fc.array(fc.nat(60), { minLength: COLUMNS.length, maxLength: COLUMNS.length })

test('rows of a table and the same values from a person give equal numbers, row by row', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(), picks, (rows, seed, lists) => {
      const dataset = randomTable(rows, seed)
      const pipeline = pipelineOf(dataset, lists, upTo(Math.ceil(rows / 2)))
      const raw = encodeRaw(pipeline, rawOf(dataset, pipeline, upTo(rows)))
      if (!raw.ok) throw new Error(formatMessage(raw.error))
      pipeline.inputs.forEach((input, i) => {
        const encoded = encodeRows(input, dataset, upTo(rows))
        expect(raw.value.inputs[i], input.label).toEqual(encoded)
        expect(encoded.every(Number.isFinite)).toBe(true)
      })
      // Artifacts store the pipeline as JSON, so check that the round trip leaves it unchanged.
      const again: Pipeline = JSON.parse(JSON.stringify(pipeline))
      expect(encodeRaw(again, rawOf(dataset, again, upTo(rows)))).toEqual(raw)
      for (const input of again.inputs)
        for (const column of input.kind === 'columns' ? input.columns : [])
          expect(fittedProblem(column)).toBeUndefined()
    }),
    { numRuns: 60 },
  )
})

test('rows in any order, and in parts, give the same numbers', () => {
  const dataset = randomTable(40, 5)
  const pipeline = pipelineOf(dataset, [5, 1, 1, 3, 1, 1, 2], upTo(40))
  const rows = Uint32Array.of(31, 2, 39, 0, 17)
  for (const input of pipeline.inputs) {
    const all = encodeRows(input, dataset, upTo(40))
    const size = all.length / 40
    const some = encodeRows(input, dataset, rows)
    rows.forEach((row, i) => {
      expect(some.subarray(i * size, (i + 1) * size)).toEqual(all.subarray(row * size, (row + 1) * size))
    })
  }
})

test('the fit does not depend on rows outside the training set', () => {
  const train = Uint32Array.from({ length: 25 }, (_, i) => (i * 7) % 60).sort()
  const within = new Set(train)
  const kept = randomTable(60, 1)
  const strange = randomTable(60, 2)
  const columns = kept.columns.map(
    (column, k): Column => mixed(column, strange.columns[k] as Column, (row) => within.has(row)),
  )
  const other: Dataset = { ...kept, columns }
  const max = Math.max(...Object.values(STEPS).map((lists) => lists.length))
  for (let i = 0; i < max; i++) {
    const lists = COLUMNS.map(() => i)
    expect(pipelineOf(other, lists, train)).toEqual(pipelineOf(kept, lists, train))
    // If values in training rows are changed, however, the pipeline must change.
    expect(pipelineOf(other, lists, upTo(60))).not.toEqual(pipelineOf(kept, lists, upTo(60)))
  }
})

/** Takes the value from `a` in each row where `keep` returns true, otherwise from `b`. */
function mixed(a: Column, b: Column, keep: (row: number) => boolean): Column {
  if (a.type === 'number' && b.type === 'number')
    return {
      type: 'number',
      values: a.values.map((v, i) => (keep(i) ? v : 1e3 * (b.values[i] as number))) as Float32Array<ArrayBuffer>,
    }
  if (a.type === 'category' && b.type === 'category')
    return { type: 'category', codes: a.codes.map((v, i) => (keep(i) ? v : (b.codes[i] as number))) }
  if (a.type === 'time' && b.type === 'time')
    return { type: 'time', values: a.values.map((v, i) => (keep(i) ? v : (b.values[i] as number))) }
  if (a.type === 'array' && b.type === 'array')
    return { type: 'array', values: a.values.map((v, i) => (keep(Math.floor(i / 10)) ? v : (b.values[i] as number))) }
  if (a.type === 'image' && b.type === 'image')
    return { type: 'image', pixels: a.pixels.map((v, i) => (keep(Math.floor(i / 90)) ? v : (b.pixels[i] as number))) }
  if (a.type === 'text' && b.type === 'text') {
    return textColumn(Array.from(a.ends, (_, row) => textAt(keep(row) ? a : b, row)))
  }
  throw new Error('one type')
}

describe('the catalog', () => {
  test('every step is tested here, describes what it learned, and has valid default parameters', () => {
    const tried = new Set(
      Object.values(STEPS).flatMap((lists) => lists.flatMap((list) => list.map(({ kind }) => kind))),
    )
    // Windows in time depend on other columns, so time-window.test.ts tests them.
    tried.add('timeWindow')
    expect(transforms.map(({ kind }) => kind).filter((kind) => !tried.has(kind))).toEqual([])
    for (const def of transforms) {
      expect(def.about).toMatch(/^[A-Z].*\.$/)
      expect(def.python).toContain(
        `def ${def.kind.replace(/[A-Z]/g, (one) => `_${one.toLowerCase()}`)}(x, p, learned, form):`,
      )
      expect(Object.keys(defaultsOf(def.params))).toEqual(Object.keys(def.params))
    }
  })

  test('the default steps give the forms that the check assumes', () => {
    for (const column of COLUMNS) {
      const links = resolveSteps(column.name, formOf(column), defaultSteps(column, 'table'))
      expect(links.ok).toBe(true)
      const { binding } = bind(
        { ...randomTable(1, 1).schema, columns: [column] },
        {},
        [{ node: 'a', label: 'A', columns: [column.name], shape: [] }],
        [],
      )
      const end = links.ok ? expectDefined(links.value.at(-1), 'a step').to : formOf(column)
      expect(binding.inputs[0]?.shape).toEqual(end.shape.length > 0 ? end.shape : [1])
    }
  })

  test.each<[string, readonly PrepareStep[], string]>([
    ['words', [{ kind: 'standardize' }], 'prepare-takes'],
    ['words', [], 'prepare-ends'],
    ['when', [], 'prepare-ends'],
    ['level', [{ kind: 'standardise' }], 'prepare-kind'],
    ['level', [{ kind: 'impute' }, { kind: 'oneHot' }], 'prepare-fill-category'],
    ['level', [{ kind: 'ordinal', order: 'low, gigantic' }], 'prepare-order'],
    ['size', [{ kind: 'clip', low: -1 }], 'param-range'],
    ['size', [{ kind: 'clip', lowest: 1 }], 'param-unknown'],
    ['size', [{ kind: 'bin', bins: 4 }], 'prepare-ends'],
    [
      'size',
      [
        { kind: 'window', length: 3 },
        { kind: 'window', length: 3 },
      ],
      'prepare-takes',
    ],
    ['when', [{ kind: 'cyclic', hour: false, weekday: false, yearDay: false }], 'prepare-no-part'],
    ['photo', [{ kind: 'crop', height: 7 }], 'prepare-crop'],
    ['wave', [{ kind: 'difference', lag: 5 }], 'prepare-too-short'],
    ['wave', [{ kind: 'impute', flag: true }], 'prepare-flag-number'],
    ['photo', [{ kind: 'resize', height: 1024, width: 1024 }, { kind: 'grayscale' }], 'ok'],
  ])('%s through %j: %s', (name, steps, code) => {
    const links = resolveSteps(
      name,
      formOf(
        expectDefined(
          COLUMNS.find((one) => one.name === name),
          name,
        ),
      ),
      steps,
    )
    expect(links.ok ? 'ok' : links.error.code).toBe(code)
  })
})

test('numbers can be inverted, and a step can be applied partially', () => {
  const dataset = randomTable(50, 9)
  const shrink = defineTransform({
    ...expectDefined(
      transforms.find(({ kind }) => kind === 'log'),
      'log',
    ),
  })
  const values = Float64Array.from([-5, -0.25, 0, 1e-9, 3, 1e6])
  for (const list of [
    [{ kind: 'standardize' }],
    [{ kind: 'minMax', low: -2 }],
    [{ kind: 'robust' }],
    [{ kind: 'log', form: 'signed' }],
  ]) {
    const { inputs } = fitPipeline(
      dataset,
      bind(dataset.schema, { prepare: { size: list } }, [{ node: 'a', label: 'a', columns: ['size'], shape: [] }], [])
        .binding,
      upTo(50),
      new Set(),
      { prepare: { size: list } },
    )
    const [input] = inputs
    const step = expectDefined(input?.kind === 'columns' ? input.columns[0]?.steps[0] : undefined, 'a step')
    const def = expectDefined(
      transforms.find(({ kind }) => kind === step.kind),
      step.kind,
    )
    const there = def.apply(values, step, { type: 'number', shape: [] }) as Float64Array
    there.forEach((value, i) => {
      const back = expectDefined(def.inverse, 'an inverse')(value, step)
      expect(Math.abs(back - (values[i] as number))).toBeLessThanOrEqual(
        1e-9 * Math.max(1, Math.abs(values[i] as number)),
      )
    })
  }
  const step: FittedStep = { kind: 'log', params: { form: 'signed' }, learned: {} }
  const form = { type: 'number', shape: [] } as const
  expect(applyBlended(shrink, step, values, form, 0)).toEqual(values)
  expect(applyBlended(shrink, step, values, form, 1)).toEqual(shrink.apply(values, step, form))
  expect((applyBlended(shrink, step, values, form, 0.5) as Float64Array)[5]).toBeCloseTo((1e6 + Math.log1p(1e6)) / 2, 6)
})

test.skipIf(lacks('numpy'))('the exported Python gives the same numbers (skipped where python3 has no NumPy)', () => {
  const max = Math.max(...Object.values(STEPS).map((lists) => lists.length))
  for (let i = 0; i < max; i++) {
    const dataset = randomTable(30, 40 + i)
    const pipeline = pipelineOf(
      dataset,
      COLUMNS.map(() => i),
      upTo(20),
    )
    // Rows of another table, in which some categories are new.
    const rows = withNewCategory(dataset)
    const raw = rawOf(rows, pipeline, upTo(30))
    const folder = mkdtempSync(join(tmpdir(), 'netloom-pipeline-'))
    try {
      writeFileSync(join(folder, 'pipeline.py'), pipelinePython(pipeline))
      writeFileSync(join(folder, 'pipeline.json'), JSON.stringify(pipeline))
      writeFileSync(join(folder, 'raw.json'), JSON.stringify(raw))
      const code =
        'import json, pipeline; print(json.dumps([x.reshape(-1).tolist() for x in pipeline.encode(json.load(open("raw.json", encoding="utf-8")))]))'
      const python: number[][] = JSON.parse(
        execFileSync(PYTHON, ['-c', code], { cwd: folder, encoding: 'utf8', maxBuffer: 1e8 }),
      )
      pipeline.inputs.forEach((input, k) => {
        const actual = encodeRows(input, rows, upTo(30))
        expect(python[k]).toHaveLength(actual.length)
        // The results may differ in the last bit of a float32, because the two sine functions differ in the last bit of
        // a float64.
        const distance = [...actual].flatMap((value, at) => {
          const expected = python[k]?.[at] as number
          return Math.abs(value - expected) <= 1.2e-7 * Math.abs(value) + 1e-9 ? [] : [`${at}: ${value}, ${expected}`]
        })
        expect(distance, `${input.label} by ${JSON.stringify(STEPS[input.label]?.[i])}`).toEqual([])
      })
    } finally {
      rmSync(folder, { recursive: true })
    }
  }
})

/** The dataset with a category "new" in every third row. */
function withNewCategory({ schema, columns }: Dataset): Dataset {
  const added = schema.columns.map((column) =>
    column.type === 'category' ? { ...column, values: [...column.values, 'new'] } : column,
  )
  const isNew = (row: number) => row % 3 === 0
  return {
    schema: { ...schema, columns: added },
    columns: columns.map((column, at) => {
      const { type, values = [] } = added[at] as { type: string; values?: readonly string[] }
      if (column.type !== 'category' || type !== 'category') return column
      return { ...column, codes: column.codes.map((code, row) => (isNew(row) ? values.length - 1 : code)) }
    }),
  }
}

test.each<[string, readonly PrepareStep[], (row: readonly number[]) => boolean]>([
  ['one-hot gives all zeros', [{ kind: 'oneHot' }], (row) => row.every((value) => value === 0)],
  ['an index is 0', [{ kind: 'index' }], ([value]) => value === 0],
  [
    'a hash puts it into a bucket',
    [{ kind: 'hash', buckets: 8 }],
    (row) => row.filter((value) => value === 1).length === 1,
  ],
])('of a category that is new, %s', (_, steps, isPromised) => {
  const dataset = randomTable(30, 7)
  const ends = [{ node: 'a', label: 'a', columns: ['level'], shape: [] }]
  const prepare = { level: steps }
  const pipeline = fitPipeline(dataset, bind(dataset.schema, { prepare }, ends, []).binding, upTo(30), new Set(), {
    prepare,
  })
  const [input] = pipeline.inputs
  const rows = withNewCategory(dataset)
  const encoded = encodeRows(expectDefined(input, 'an input'), rows, Uint32Array.of(0))
  expect(isPromised([...encoded]), String(encoded)).toBe(true)
})
