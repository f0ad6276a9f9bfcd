import { beforeAll, expect, test } from 'vitest'
import type { PrepareStep } from '../catalog/training-plan'
import { textColumn } from '../data/column-operations'
import type { Dataset } from '../data/dataset'
import { encodeRows } from '../data/encode-rows'
import type { Pipeline } from '../data/pipeline'
import { readerOf } from '../data/transforms/column-reader'
import { loadPreparation } from '../data/transforms/load-transforms'
import { fitColumn } from '../data/fit-pipeline'
import { fittedProblem, fitSteps } from '../data/transforms/step-chain'
import { formOf } from '../data/transforms/transform'
import { formatMessage } from '../messages/message'
import { pipelineShape } from '../storage/model-artifact/format'
import type { InferRequest } from './http/http-types'
import { modelBackend } from './http/model-backend'
import { columnsIn } from './http/model-metadata'
import { encodeClean, referenceOf, rowReader } from './request-rows'
import { inputColumns, NO_RULES, type Rules, validateInput } from './validate-input'

const ROWS = 12
const number = (i: number) => (i % 5 === 4 ? Number.NaN : Math.fround((i * 7) % 11) - 3.3)
const DATA: Dataset = {
  schema: {
    id: 'mixed',
    title: 'mixed',
    kind: 'table',
    columns: [
      { name: 'age', type: 'number' },
      { name: 'kind', type: 'category', values: ['a', 'b', 'c'] },
      { name: 'words', type: 'text' },
      { name: 'when', type: 'time' },
      { name: 'wave', type: 'array', shape: [3, 2] },
      { name: 'picture', type: 'image', height: 2, width: 2, channels: 1 },
    ],
    rows: ROWS,
    testRows: 0,
    target: 'kind',
    ignore: [],
  },
  columns: [
    { type: 'number', values: Float32Array.from({ length: ROWS }, (_, i) => number(i)) },
    { type: 'category', codes: Int16Array.from({ length: ROWS }, (_, i) => (i % 4) - 1) },
    textColumn(Array.from({ length: ROWS }, (_, i) => (i % 3 === 0 ? '' : `some words ${i}`))),
    { type: 'time', values: Float64Array.from({ length: ROWS }, (_, i) => Date.UTC(2025, i, 3, i)) },
    { type: 'array', values: Float32Array.from({ length: ROWS * 6 }, (_, i) => i / 7) },
    { type: 'image', pixels: Uint8Array.from({ length: ROWS * 4 }, (_, i) => (i * 31) % 256) },
  ],
}
const ALL = Uint32Array.from({ length: ROWS }, (_, row) => row)

function fitted(name: string, steps: readonly PrepareStep[]) {
  const at = DATA.schema.columns.findIndex((one) => one.name === name)
  const form = formOf(DATA.schema.columns[at] as Dataset['schema']['columns'][number])
  return fitSteps(name, form, steps, readerOf(DATA, { column: name, from: form }), ALL)
}
const input = (label: string, name: string, steps: readonly PrepareStep[], shape: readonly number[]) =>
  ({ label, kind: 'columns', shape, columns: [fitted(name, steps)] }) as const

let pipeline: Pipeline
beforeAll(async () => {
  await loadPreparation()
  pipeline = {
    inputs: [
      input('Age', 'age', [{ kind: 'impute' }, { kind: 'standardize' }], [1]),
      input('Lags', 'age', [{ kind: 'impute' }, { kind: 'window', length: 3 }], [3, 1]),
      input('Kind', 'kind', [{ kind: 'oneHot' }], [3]),
      input('Words', 'words', [{ kind: 'words', length: 4 }], [4]),
      input('When', 'when', [{ kind: 'cyclic' }], [6]),
      input('Wave', 'wave', [], [3, 2]),
      { label: 'Picture', kind: 'image', column: 'picture', shape: [2, 2, 1], scale: 1 / 255 },
    ],
    outputs: [{ label: 'Kind', kind: 'classes', column: 'kind', labels: ['a', 'b', 'c'] }],
  }
})

test('a row in a request is encoded exactly like the same row of the dataset', () => {
  for (const part of pipeline.inputs) {
    const own = { ...pipeline, inputs: [part] }
    const readRow = rowReader(DATA, own)
    const reference = referenceOf(own, DATA, ALL)
    const rows = [...ALL].map((row) => {
      const result = validateInput(inputColumns(own), reference, readRow(row), NO_RULES)
      if (!result.ok) throw new Error(`${part.label} row ${row}: ${JSON.stringify(result.error)}`)
      return result.value
    })
    expect(encodeClean(own, rows)[0], part.label).toEqual(encodeRows(part, DATA, ALL))
  }
})

test('an image may be a list of rows of pixels or one flat list; a pixel outside 0 to 255 is reported', () => {
  const own = { ...pipeline, inputs: pipeline.inputs.slice(-1) }
  const reference = referenceOf(own, DATA, ALL)
  const clean = (image: unknown, rules: Rules = NO_RULES) =>
    validateInput(inputColumns(own), reference, { picture: image }, rules)
  const encoded = (image: unknown) => {
    const result = clean(image)
    return result.ok ? [...(encodeClean(own, [result.value])[0] ?? [])] : result.error.code
  }
  const flat = encoded([0, 51, 102, 255])
  expect(
    encoded([
      [0, 51],
      [102, 255],
    ]),
  ).toEqual(flat)
  expect(
    encoded([
      [[0], [51]],
      [[102], [255]],
    ]),
  ).toEqual(flat)
  expect(encoded(Uint8Array.of(0, 51, 102, 255))).toEqual(flat)
  expect(encoded([0, 51, 102])).toBe('request-rank')
  expect(encoded([0, 51, 102, 300])).toBe('request-range')
  expect(encoded([0, 51, 102, Number.NaN])).toBe('request-not-finite')
  expect(encoded('picture')).toBe('request-rank')
})

test('validation rules clip, accept or drop values that do not fit', () => {
  const own = { ...pipeline, inputs: [pipeline.inputs[0], pipeline.inputs[2]] as Pipeline['inputs'] }
  const reference = { ranges: { age: [-3, 7] as const }, usual: 0 }
  const match = (row: object, rules: Partial<Rules>) => {
    const result = validateInput(inputColumns(own), reference, row, {
      ...{ range: 'refuse', unseen: 'refuse', missing: 'refuse', absent: 'pass' },
      ...rules,
    } as Rules)
    return result.ok ? result.value : result.error.code
  }
  expect(match({ age: 9, kind: 'a' }, {})).toBe('request-range')
  expect(match({ age: 9, kind: 'a' }, { range: 'clip' })).toEqual({ age: 7, kind: 'a' })
  expect(match({ age: 9, kind: 'a' }, { range: 'pass' })).toEqual({ age: 9, kind: 'a' })
  // The training range is 10 wide, so more than 100 beyond it is far.
  expect(match({ age: 107, kind: 'a' }, { range: 'far' })).toEqual({ age: 107, kind: 'a' })
  expect(match({ age: 107.5, kind: 'a' }, { range: 'far' })).toBe('request-range')
  expect(match({ age: -1e6, kind: 'a' }, { range: 'far' })).toBe('request-range')
  expect(match({ age: 1, kind: 'z' }, {})).toBe('request-unseen')
  expect(match({ age: 1, kind: 'z' }, { unseen: 'missing' })).toEqual({ age: 1, kind: null })
  expect(match({ kind: 'a' }, {})).toBe('request-missing')
  expect(match({ kind: 'a' }, { missing: 'pass' })).toEqual({ age: null, kind: 'a' })
  const strict = { missing: 'pass', absent: 'refuse' } as const
  expect(match({ age: null, kind: 'a', more: 1 }, strict)).toEqual({ age: null, kind: 'a' })
  expect(match({ kind: 'a' }, strict)).toBe('request-missing')
  expect(match({ kind: 'a', Age: 1 }, strict)).toBe('request-column')
  expect(match({ kind: 'a' }, { ...strict, stored: ['age'] })).toEqual({ age: null, kind: 'a' })
  expect(match({ age: '1', kind: 'a' }, {})).toBe('request-type')
})

test('a category of the dataset without a training row is refused, or missing, in a service and in serve.mjs', async () => {
  // Codes by row: -1, 0, 1, 2, and again.
  const trained = ALL.filter((row) => row % 4 !== 3)
  const column = fitColumn(DATA, 'kind', trained, { prepare: { kind: [{ kind: 'oneHot' }] } })
  expect(fitColumn(DATA, 'kind', ALL, {}).from.unseen).toBeUndefined()
  const own: Pipeline = { ...pipeline, inputs: [{ label: 'Kind', kind: 'columns', shape: [3], columns: [column] }] }
  const check = (kind: string, unseen: Rules['unseen']) =>
    validateInput(inputColumns(own), { ranges: {} }, { kind }, { ...NO_RULES, unseen })
  expect(check('b', 'refuse')).toMatchObject({ ok: true })
  expect(check('c', 'missing')).toMatchObject({ ok: true, value: { kind: null } })
  const refused = check('c', 'refuse')
  expect(refused.ok || formatMessage(refused.error)).toBe(
    '"kind" is "c", which never occurs in the training data. Known values: a and b.',
  )
  const ref = { model: 'm', version: 1 }
  const model = {
    ref,
    engine: 'exact CPU',
    widths: [3],
    predict: async () => [new Float32Array(3)],
    close() {},
  } as const
  const backend = modelBackend({
    ...{ name: 'm', version: 1, pipeline: own },
    model: () => model,
    trace: () => '',
    now: () => 0,
  })
  const status = async (kind: string) =>
    (await backend.infer({ input: { rows: [{ kind }] } } as unknown as InferRequest))[0]
  expect(await status('b')).toMatchObject({ status: 'ok' })
  expect(await status('c')).toMatchObject({ status: 'invalid', problem: { code: 'request-unseen' } })
  // A client that asks for the labels gets those that are accepted.
  const [version] = backend.models()[0]?.versions ?? []
  expect(JSON.stringify(version && columnsIn(version.pipeline))).not.toContain('"c"')
  // The artifact keeps it; a value that the column does not have is refused there.
  expect(fittedProblem(column)).toBeUndefined()
  expect(fittedProblem({ ...column, from: { ...column.from, unseen: ['z'] } })).toBeDefined()
  expect(pipelineShape.safeParse(own).success).toBe(true)
})
