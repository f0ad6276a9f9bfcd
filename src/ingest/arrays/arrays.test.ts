/** @file Tests that arrays are read as NumPy reads them (fixtures/make.py), and the roles inferred from array names. */
import { gzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { computedMs } from '../../base/cpu-time.test-help'
import expected from '../fixtures/expected.json'
import { idx, npy, npz, openNpy } from '../formats/arrays'
import { fileOf, fixture, fixtureBytes, readBack, refusedAs } from '../ingest.test-help'
import { roleOf } from './arrange-arrays'
import { readNumbers, readTexts, rowsOfArray } from './array-values'

const formats = [npy, npz, idx]

interface Expected {
  readonly shape: readonly number[]
  readonly fortran: boolean
  readonly values: readonly (number | string | boolean)[]
}
const each = Object.entries(expected).filter(([name]) => !['images', 'series'].includes(name)) as unknown as [
  string,
  Expected,
][]

test.each(each)("%s equals NumPy's reading", async (name, { shape, fortran, values }) => {
  const array = await openNpy(fixture(`${name}.npy`))
  expect(array.header.shape).toEqual(shape)
  expect(array.header.fortran).toBe(fortran)
  const { type } = array.header
  const bytes = await rowsOfArray(array).bytes(0, shape[0] ?? 1)
  if (type.kind === 'letters' || type.kind === 'bytes') return expect(readTexts(type, bytes)).toEqual(values)
  const numbers = new Float64Array(values.length)
  readNumbers(type, bytes, numbers)
  expect([...numbers]).toEqual(values.map((value) => (value === 'nan' ? Number.NaN : Number(value))))
})

test('rows in the middle of a Fortran-order array equal those in C order', async () => {
  const array = await openNpy(fixture('fortran.npy'))
  const middle = new Float64Array(12)
  readNumbers(array.header.type, await rowsOfArray(array).bytes(2, 4), middle)
  expect([...middle]).toEqual(expected.fortran.values.slice(12, 24))
})

test('training and test arrays of an NPZ: images with classes, test rows last', async () => {
  const { schema, columns, result, look } = await readBack(formats, [fixture('stored.npz')])
  expect(schema).toEqual([
    { name: 'x', type: 'image', height: 6, width: 5, channels: 1 },
    { name: 'y', type: 'category', values: ['0', '1', '2'] },
  ])
  expect(result.schema).toMatchObject({ kind: 'images', rows: 12, testRows: 3, target: 'y' })
  expect(columns[0]).toEqual({ type: 'image', pixels: Uint8Array.from(expected.images.values) })
  expect(columns[1]).toEqual({ type: 'category', codes: Int16Array.from(expected.images.labels) })
  expect(look.parts).toEqual(['x_train', 'y_train', 'x_test', 'y_test'])
  expect(look.rows[1]).toEqual(['5×6', '1'])
})

test('a chosen part becomes the dataset', async () => {
  const { result } = await readBack(formats, [fixture('stored.npz')], { part: 'x_test' })
  expect(result.schema).toMatchObject({ rows: 3, testRows: 0 })
  expect(await refusedAs(formats, [fixture('stored.npz')], { part: 'z' })).toBe('arrays-no-part')
})

test('compressed, in color, with one-hot labels', async () => {
  const { schema, columns } = await readBack(formats, [fixture('packed.npz')])
  expect(schema).toEqual([
    { name: 'image', type: 'image', height: 6, width: 5, channels: 3 },
    { name: 'label', type: 'category', values: ['0', '1', '2'] },
  ])
  expect(columns[1]).toEqual({ type: 'category', codes: Int16Array.from(expected.images.labels) })
})

test('series are arrays, and their numeric target keeps full precision', async () => {
  const { schema, columns, result } = await readBack(formats, [fixture('series.npz')])
  expect(schema).toEqual([
    { name: 'x', type: 'array', shape: [8, 2] },
    { name: 'y', type: 'number', wide: true },
  ])
  expect(result.schema.kind).toBe('series')
  expect(columns[0]).toEqual({ type: 'array', values: Float32Array.from(expected.series.x) })
  expect(columns[1]).toEqual({ type: 'number', values: Float64Array.from(expected.series.y) })
})

test('arrays without names: the integer array next to images is the target', async () => {
  const { schema, result } = await readBack(formats, [fixture('unnamed.npz')])
  expect(schema.map(({ type }) => type)).toEqual(['image', 'category'])
  expect(result.schema.target).toBe('arr_1')
})

test('a matrix becomes one column per number, renamed, left out and made the target as requested', async () => {
  const { schema, columns, result } = await readBack(formats, [fixture('matrix.npy')], {
    columns: { matrix_1: { name: 'age' }, matrix_3: { leaveOut: true } },
    target: 'age',
  })
  expect(schema.map(({ name }) => name)).toEqual(['age', 'matrix_2', 'matrix_4'])
  expect(result.schema.target).toBe('age')
  expect(columns[2]).toEqual({
    type: 'number',
    values: Float64Array.from(expected.matrix.values.filter((_, i) => i % 4 === 3)),
  })
})

test.each([
  ['objects.npy', 'npy-objects'],
  ['records.npy', 'npy-records'],
  ['complex.npy', 'npy-type'],
  ['dates.npy', 'npy-type'],
  ['scalar.npy', 'arrays-scalar'],
  ['pickled.npz', 'npy-objects'],
  ['unlike.npz', 'arrays-rows-differ'],
])('%s is refused as %s', async (name, code) => {
  expect(await refusedAs(formats, [fixture(name)])).toBe(code)
})

test('a truncated file, or one with extra bytes, is refused', async () => {
  const bytes = fixtureBytes('matrix.npy')
  expect(await refusedAs(formats, [fileOf('a.npy', bytes.subarray(0, -1))])).toBe('npy-length')
  expect(await refusedAs(formats, [fileOf('a.npy', new Uint8Array([...bytes, 0]))])).toBe('npy-length')
  expect(await refusedAs(formats, [fileOf('a.npy', bytes.subarray(0, 40))])).toBe('npy-broken')
})

/** Creates an IDX file of unsigned bytes. */
function idxBytes(shape: readonly number[], values: readonly number[]): Uint8Array<ArrayBuffer> {
  const head = new DataView(new ArrayBuffer(4 + 4 * shape.length))
  head.setUint32(0, 0x0800 | shape.length)
  shape.forEach((axis, i) => {
    head.setUint32(4 + 4 * i, axis)
  })
  return new Uint8Array([...new Uint8Array(head.buffer), ...values])
}

test('the four files of MNIST, some gzipped, are one dataset with its test rows', async () => {
  const pixels = Array.from({ length: 5 * 4 }, (_, i) => i)
  const files = [
    fileOf('train-labels-idx1-ubyte.gz', gzipSync(idxBytes([3], [7, 1, 7]))),
    fileOf('train-images-idx3-ubyte', idxBytes([3, 2, 2], pixels.slice(0, 12))),
    fileOf('t10k-images.idx3-ubyte', idxBytes([2, 2, 2], pixels.slice(12))),
    fileOf('t10k-labels.idx1-ubyte', idxBytes([2], [1, 7])),
  ]
  const { schema, columns, result } = await readBack(formats, files)
  const byName = new Map(schema.map(({ name }, i) => [name, columns[i]]))
  expect(result.schema).toMatchObject({ kind: 'images', rows: 5, testRows: 2, target: 'label' })
  expect(byName.get('image')).toEqual({ type: 'image', pixels: Uint8Array.from(pixels) })
  expect(byName.get('label')).toEqual({ type: 'category', codes: Int16Array.from([1, 0, 1, 0, 1]) })
})

test.each([
  ['truncated', idxBytes([3, 2, 2], [1, 2]), 'idx-length'],
  ['an unknown type', new Uint8Array([0, 0, 7, 1, 0, 0, 0, 0]), 'idx-broken'],
  ['a truncated gzip file', gzipSync(idxBytes([3], [1, 2, 3])).subarray(0, 20), 'gzip-broken'],
  ['a gzip bomb', gzipSync(new Uint8Array(20_000_000)), 'gzip-grows'],
])('IDX: %s', async (_, bytes, code) => {
  const from = computedMs()
  expect(await refusedAs(formats, [fileOf('train-images-idx3-ubyte', bytes)])).toBe(code)
  expect(computedMs() - from).toBeLessThan(2000)
})

test.each([
  ['train-images-idx3-ubyte', 'train', 'x', 'image'],
  ['t10k-labels.idx1-ubyte', 'test', 'y', 'label'],
  ['X_train', 'train', 'x', 'x'],
  ['yTest', 'test', 'y', 'y'],
  ['xval', 'validation', 'x', 'x'],
  ['emnist-letters-test-labels', 'test', 'y', 'emnist_letters_label'],
  ['weights', undefined, undefined, 'weights'],
])('%s', (name, part, kind, base) => {
  expect(roleOf(name)).toEqual({ part, kind, base })
})

test('the batches together are the whole', async () => {
  const rows = 3000
  const values = Array.from({ length: rows }, (_, i) => i % 251)
  const { columns, batches } = await readBack(formats, [
    fileOf(
      'images-idx3-ubyte',
      idxBytes(
        [rows, 40, 40],
        Array.from({ length: rows * 1600 }, (_, i) => values[Math.floor(i / 1600)] as number),
      ),
    ),
    fileOf('labels-idx1-ubyte', idxBytes([rows], values)),
  ])
  expect(batches).toBe(2)
  const image = columns.find(({ type }) => type === 'image')
  expect(image?.type === 'image' && image.pixels[2999 * 1600]).toBe(2999 % 251)
})
