import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync, unzipSync } from 'fflate'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { lacks, PYTHON } from '../../base/python.test-help'
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { cellText } from '../../data/cell-text'
import { textColumn } from '../../data/column-operations'
import type { Dataset } from '../../data/dataset'
import { setBlobReader } from '../../data/paged-columns'
import { paged, readFromMemory } from '../../data/paged-columns.test-help'
import { csv as csvFormat } from '../../ingest/formats/csv'
import { imagesFormat } from '../../ingest/formats/images'
import { parquet as parquetFormat } from '../../ingest/formats/parquet'
import { fileOf, readBack } from '../../ingest/ingest.test-help'
import { ingestHere } from '../../ingest/testing.test-help'
import { formatMessage } from '../../messages/message'
import { exportFormats, exportSet } from '.'
import { csvText } from './csv'

const NASTY = [
  '=HYPERLINK("x")',
  '+1',
  '-2+3',
  '@SUM(A1)',
  '\ttab',
  '\rcr',
  'a,"b"\nc',
  ' blank ',
  'ä 🙂',
  '',
  "'x",
  'plain',
]
const ROWS = NASTY.length

function table(): Dataset {
  return {
    schema: {
      id: 't',
      title: 'T',
      kind: 'table',
      columns: [
        { name: 'narrow', type: 'number' },
        { name: '=wide', type: 'number', wide: true },
        { name: '__proto__', type: 'category', values: ['-1', 'rose'] },
        { name: 'note', type: 'text' },
        { name: 'seen', type: 'time' },
        { name: 'wave', type: 'array', shape: [2] },
      ],
      rows: ROWS,
      testRows: 0,
      target: 'narrow',
      ignore: [],
    },
    columns: [
      { type: 'number', values: Float32Array.from({ length: ROWS }, (_, i) => (i === 1 ? Number.NaN : i / 10 - 0.5)) },
      { type: 'number', values: Float64Array.from({ length: ROWS }, (_, i) => 1 / 3 + i * 1e9) },
      { type: 'category', codes: Int16Array.from({ length: ROWS }, (_, i) => (i % 3) - 1) },
      textColumn(NASTY),
      {
        type: 'time',
        values: Float64Array.from({ length: ROWS }, (_, i) => (i === 2 ? Number.NaN : i * 86_400_000 + 1)),
      },
      { type: 'array', values: Float32Array.from({ length: 2 * ROWS }, (_, i) => (i < 2 ? Number.NaN : i / 10)) },
    ],
  }
}

function images(): Dataset {
  return {
    schema: {
      id: 'i',
      title: 'I',
      kind: 'images',
      columns: [
        { name: 'picture', type: 'image', height: 2, width: 3, channels: 3 },
        { name: 'class', type: 'category', values: ['a b', 'a/b'] },
      ],
      rows: 3,
      testRows: 0,
      target: 'class',
      ignore: [],
    },
    columns: [
      { type: 'image', pixels: Uint8Array.from({ length: 54 }, (_, i) => i * 4) },
      { type: 'category', codes: Int16Array.of(0, 1, -1) },
    ],
  }
}

test('CSV: formulas are escaped, numbers stay, and everything else round-trips through a reader', async () => {
  const csv = new TextDecoder().decode(await exportSet(table(), 'csv'))
  const { data } = Papa.parse<string[]>(csv, { skipEmptyLines: true })
  const [head, ...rows] = data
  expect(head).toEqual(['narrow', "'=wide", '__proto__', 'note', 'seen', 'wave_0', 'wave_1'])
  expect(rows.map((row) => row[3])).toEqual(NASTY.map((text) => (/^[=\-@\t\r]/.test(text) ? `'${text}` : text)))
  expect(rows.map((row) => row[0]).slice(0, 4)).toEqual(['-0.5', '', '-0.3', '-0.2'])
  expect(rows.map((row) => Number(row[1]))).toEqual([...(table().columns[1] as { values: Float64Array }).values])
  expect(rows.map((row) => row[2]).slice(0, 3)).toEqual(['', '-1', 'rose'])
  expect(rows[3]?.[4]).toBe('1970-01-04 00:00:00.001')
  expect([rows[2]?.[4], rows[0]?.[5], rows[1]?.[5]]).toEqual(['', '', '0.2'])
  for (const text of NASTY) expect(Papa.parse<string[]>(csvText(text)).data[0]?.[0] ?? '').not.toMatch(/^[=\-@\t\r]/)
})

test('CSV: the importer reads what is written, with types, to the last digit', async () => {
  const rows = 40
  const words = ['rose', 'a,"b"', 'tulip']
  const own: Dataset = {
    schema: {
      ...table().schema,
      columns: [
        { name: 'narrow', type: 'number' },
        { name: 'exact', type: 'number', wide: true },
        { name: 'kind', type: 'category', values: words },
        { name: 'seen', type: 'time' },
      ],
      rows,
    },
    columns: [
      { type: 'number', values: Float32Array.from({ length: rows }, (_, i) => (i === 3 ? Number.NaN : i / 10 - 2)) },
      { type: 'number', values: Float64Array.from({ length: rows }, (_, i) => 1 / 3 + i * 1e6) },
      { type: 'category', codes: Int16Array.from({ length: rows }, (_, i) => (i === 5 ? -1 : i % 3)) },
      { type: 'time', values: Float64Array.from({ length: rows }, (_, i) => (i === 7 ? Number.NaN : i * 86_400_000)) },
    ],
  }
  const read = await readBack([csvFormat], [fileOf('t.csv', await exportSet(own, 'csv'))])
  expect(read.schema.map(({ name, type }) => [name, type])).toEqual(
    own.schema.columns.map(({ name, type }) => [name, type]),
  )
  for (const i of [0, 1, 3]) expect(read.columns[i]).toEqual(own.columns[i])
  const kinds = (of: ColumnSchema, column: Column) =>
    Array.from({ length: rows }, (_, row) => cellText(of, column, row))
  expect(kinds(read.schema[2] as ColumnSchema, read.columns[2] as Column)).toEqual(
    kinds(own.schema.columns[2] as ColumnSchema, own.columns[2] as Column),
  )
})

test('CSV: texts that look like formulas round-trip, also those that start with an apostrophe', async () => {
  const texts = ['=A1', '+49 30 1', '-', '@home', "'=A1", "''+1", "'x", "'", 'plain', '=A1', 'b', 'c']
  const own: Dataset = {
    schema: {
      ...table().schema,
      columns: [
        { name: '=note', type: 'text' },
        { name: 'size', type: 'number' },
      ],
      rows: texts.length,
      target: 'size',
      ignore: [],
    },
    columns: [textColumn(texts), { type: 'number', values: Float32Array.from(texts, (_, i) => -1 - i) }],
  }
  const options = { columns: { '=note': { type: 'text' } }, missing: [] } as const
  const read = await readBack([csvFormat], [fileOf('t.csv', await exportSet(own, 'csv'))], options)
  const [schema, column] = [read.schema[0] as ColumnSchema, read.columns[0] as Column]
  expect(schema.name).toBe('=note')
  expect(texts.map((_, row) => cellText(schema, column, row))).toEqual(texts)
  expect(read.columns[1]).toEqual(own.columns[1])
  expect(read.result.notes.map(formatMessage)).toEqual([
    '6 cells in t.csv started with an apostrophe, which keeps spreadsheets from running formulas. The apostrophe was removed.',
  ])
})

test.each([
  ['-1', '-1'],
  ['+3.5', '+3.5'],
  ['-.5e-3', '-.5e-3'],
  ['-1,5', '"-1,5"'],
  ['-1.234.567,8', '"-1.234.567,8"'],
  ['-', '-'],
  ['+', '+'],
  ['1', '1'],
  ['=1', "'=1"],
  ['-1+2', "'-1+2"],
  ['-e5', "'-e5"],
  ['+A1', "'+A1"],
  ['--1', "'--1"],
  ['-1 ', `"'-1 "`],
  ['-1\n', `"'-1\n"`],
  ['@home', "'@home"],
  ['\t1', "'\t1"],
  ['+49 30 1', "'+49 30 1"],
  ["'-1", "''-1"],
  ["'=1", "''=1"],
  ["'x", "'x"],
  ['\uff1d1', "'\uff1d1"],
  ["'\uff20x", "''\uff20x"],
  ['a;=1', "a;'=1"],
  ["a;'=1;b;+49 30;-2", "a;''=1;b;'+49 30;-2"],
  ["it;'s", "it;'s"],
])('CSV: the text %j is written as %j and round-trips', async (text, cell) => {
  expect(csvText(text)).toBe(cell)
  const own: Dataset = {
    schema: {
      ...{ ...table().schema, rows: 4, target: 'size', ignore: [] },
      columns: [
        { name: 'word', type: 'category', values: [text, 'b'] },
        { name: 'size', type: 'number' },
      ],
    },
    columns: [
      { type: 'category', codes: Int16Array.of(0, 1, 0, 1) },
      { type: 'number', values: Float32Array.of(1, 2, 3, 4) },
    ],
  }
  const options = { columns: { word: { type: 'category' } }, missing: [], decimal: '.' } as const
  const read = await readBack([csvFormat], [fileOf('t.csv', await exportSet(own, 'csv'))], options)
  expect(cellText(read.schema[0] as ColumnSchema, read.columns[0] as Column, 0)).toBe(text.trim())
})

test('CSV with one column keeps its missing rows; images are refused', async () => {
  const { schema, columns } = table()
  const one = { schema: { ...schema, columns: schema.columns.slice(0, 1) }, columns: columns.slice(0, 1) }
  const csv = new TextDecoder().decode(await exportSet(one, 'csv'))
  expect(Papa.parse(csv, { skipEmptyLines: false }).data).toHaveLength(ROWS + 2)
  expect(csv.split('\r\n')[2]).toBe('""')
  expect(() => exportSet(images(), 'csv')).toThrow('Use parquet, npz, or images.')
  expect(() => exportSet(images(), 'exe')).toThrow('cannot be exported as exe')
  expect(exportFormats.filter(({ supports: fits }) => fits(table().schema)).map(({ id }) => id)).toEqual([
    'parquet',
    'csv',
    'npz',
  ])
})

test('Parquet: types, values, and missing values round-trip through hyparquet', async () => {
  const bytes = await exportSet(table(), 'parquet')
  const file = bytes.buffer
  const { schema, row_groups } = parquetMetadata(file)
  expect(schema.slice(1).map(({ name, type }) => [name, type])).toEqual([
    ['narrow', 'FLOAT'],
    ['=wide', 'DOUBLE'],
    ['__proto__', 'BYTE_ARRAY'],
    ['note', 'BYTE_ARRAY'],
    ['seen', 'INT64'],
    ['wave', undefined],
    ['list', undefined],
    ['element', 'FLOAT'],
  ])
  expect(row_groups).toHaveLength(1)
  const rows = await parquetReadObjects({ file, columns: ['narrow', '=wide', 'note', 'seen', 'wave'] })
  expect(rows.map((row) => row.note)).toEqual(NASTY.map((text) => (text === '' ? null : text)))
  expect(rows.map((row) => row['=wide'])).toEqual([...(table().columns[1] as { values: Float64Array }).values])
  expect([rows[0]?.narrow, rows[1]?.narrow]).toEqual([-0.5, null])
  expect([rows[2]?.seen, rows[3]?.seen]).toEqual([null, new Date(3 * 86_400_000 + 1)])
  expect([rows[0]?.wave, rows[1]?.wave]).toEqual([undefined, [Math.fround(0.2), Math.fround(0.3)]])
})

test('Parquet with many rows is written in groups, with a pause after each', async () => {
  const rows = 45_000
  const values = Float32Array.from({ length: rows }, (_, i) => i)
  const schema = { ...table().schema, columns: [{ name: 'x', type: 'number' as const }], rows }
  let rests = 0
  const bytes = await exportSet({ schema, columns: [{ type: 'number', values }] }, 'parquet', async () => {
    rests++
  })
  expect(rests).toBe(3)
  const read = await parquetReadObjects({ file: bytes.buffer })
  expect(read.every((row, i) => row.x === i)).toBe(true)
  expect(read).toHaveLength(rows)
})

test('images: PNG files in class folders, and a table of other columns', async () => {
  const files = unzipSync(await exportSet(images(), 'images'))
  expect(Object.keys(files)).toEqual(['a_b/000000.png', 'a_b_2/000001.png', 'unlabeled/000002.png'])
  const png = files['a_b_2/000001.png'] as Uint8Array
  const view = new DataView(png.buffer, png.byteOffset)
  expect([view.getUint32(16), view.getUint32(20), png[24], png[25]]).toEqual([3, 2, 8, 2])
  // The header is followed by the compressed lines, which start with a two-byte zlib header.
  const length = view.getUint32(33)
  const lines = inflateSync(png.subarray(41 + 2, 41 + length - 4))
  expect([...lines]).toEqual([
    0,
    ...Array.from({ length: 9 }, (_, i) => (18 + i) * 4),
    0,
    ...Array.from({ length: 9 }, (_, i) => (27 + i) * 4),
  ])
  const { schema, columns } = images()
  const more = {
    schema: { ...schema, columns: [...schema.columns, { name: 'note', type: 'text' as const }] },
    columns: [...columns, textColumn(['x\r\ny', '=1', ''])],
  }
  const with3 = unzipSync(await exportSet(more, 'images'))
  expect(Papa.parse(new TextDecoder().decode(with3['labels.csv']), { skipEmptyLines: true }).data).toEqual([
    ['file', 'class', 'note'],
    ['a_b/000000.png', 'a b', 'x\r\ny'],
    ['a_b_2/000001.png', 'a/b', "'=1"],
    ['unlabeled/000002.png', '', ''],
  ])
})

test('images: a dataset with a column named file round-trips, each image in its row', async () => {
  const { schema, columns } = images()
  const own: Dataset = {
    schema: { ...schema, columns: [...schema.columns, { name: 'file', type: 'text' }] },
    columns: [...columns, textColumn(['b/2.png', 'a/1.png', 'c'])],
  }
  const files = Object.entries(unzipSync(await exportSet(own, 'images')))
  const decode = async () => new Uint8Array(18)
  const given = files.map(([path, bytes]) => fileOf(path, bytes))
  const read = await readBack([imagesFormat(() => decode), csvFormat], given)
  expect(read.schema.map(({ name }) => name)).toEqual(['image', 'file_2', 'class', 'file'])
  const at = (name: string) => {
    const i = read.schema.findIndex((column) => column.name === name)
    return [0, 1, 2].map((row) => cellText(read.schema[i] as ColumnSchema, read.columns[i] as Column, row))
  }
  expect(at('file')).toEqual(['b/2.png', 'a/1.png', 'c'])
  expect(at('file_2')).toEqual(['a_b/000000.png', 'a_b_2/000001.png', 'unlabeled/000002.png'])
  expect(at('class')).toEqual(['a b', 'a/b', undefined])
})

test('Parquet: a float32 round-trips and is shown with its digits', async () => {
  const own: Dataset = {
    schema: {
      ...{ ...table().schema, rows: 4, target: 'sum', ignore: [] },
      columns: [
        { name: 'sum', type: 'number' },
        { name: 'exact', type: 'number', wide: true },
      ],
    },
    columns: [
      { type: 'number', values: Float32Array.of(124.17, 37.43, Number.NaN, 1e-7) },
      { type: 'number', values: Float64Array.of(124.16999816894531, 0.1, 2, 3) },
    ],
  }
  const file = () => exportSet(own, 'parquet').then((bytes) => fileOf('t.parquet', bytes))
  const read = await readBack([parquetFormat], [await file()])
  expect(read.schema).toEqual(own.schema.columns)
  expect(read.columns).toEqual(own.columns)
  const look = await ingestHere([parquetFormat]).look([await file()], {})
  expect(look.columns.map(({ name }) => name)).toEqual(['sum', 'exact'])
  expect(JSON.stringify(look)).toContain('"124.17"')
  expect(JSON.stringify(look)).toContain('"124.16999816894531"')
  const words = await readBack([parquetFormat], [await file()], { columns: { sum: { type: 'text' } } })
  const [schema, column] = [words.schema[0] as ColumnSchema, words.columns[0] as Column]
  expect([0, 1, 2, 3].map((row) => cellText(schema, column, row))).toEqual(['124.17', '37.43', undefined, '1e-7'])
})

test.skipIf(lacks('numpy'))(
  'NPZ: numpy reads every column with its type (skipped where python3 lacks numpy)',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'netloom-npz-'))
    writeFileSync(join(folder, 't.npz'), await exportSet(table(), 'npz'))
    writeFileSync(join(folder, 'i.npz'), await exportSet(images(), 'npz'))
    const script = `
import numpy as np, json, sys
t = np.load('t.npz'); i = np.load('i.npz')
print(json.dumps({
  'names': sorted(t.files), 'types': [str(t[k].dtype) for k in sorted(t.files)],
  'narrow': [None if np.isnan(v) else float(v) for v in t['narrow']], 'wide': t['_wide'].tolist(),
  'codes': t['__proto__'].tolist(), 'values': t['__proto____names'].tolist(), 'note': t['note'].tolist(),
  'seen': [None if np.isnat(v) else int(v.astype('int64')) for v in t['seen']], 'wave': list(t['wave'].shape),
  'picture': [list(i['picture'].shape), int(i['picture'][2, 1, 2, 2])], 'class': i['class__names'].tolist(),
}))`
    const result = JSON.parse(execFileSync(PYTHON, ['-c', script], { cwd: folder, encoding: 'utf8' }))
    expect(result).toMatchObject({
      names: ['__proto__', '__proto____names', '_wide', 'narrow', 'note', 'seen', 'wave'],
      types: ['int16', '<U4', 'float64', 'float32', '<U15', 'datetime64[ms]', 'float32'],
      wide: [...(table().columns[1] as { values: Float64Array }).values],
      codes: [...(table().columns[2] as { codes: Int16Array }).codes],
      values: ['-1', 'rose'],
      note: NASTY,
      wave: [ROWS, 2],
      picture: [[3, 2, 3, 3], (53 * 4) % 256],
      class: ['a b', 'a/b'],
    })
    expect(result.narrow.slice(0, 2)).toEqual([-0.5, null])
    expect(result.seen.slice(2, 4)).toEqual([null, 3 * 86_400_000 + 1])
  },
)

test('rows outside memory give the same file, with progress reports', async () => {
  readFromMemory()
  for (const [set, formats] of [
    [images(), ['parquet', 'npz', 'images']],
    [table(), ['parquet', 'npz', 'csv']],
  ] as const) {
    for (const format of formats) {
      const result: number[] = []
      const away = await exportSet(paged(set, 5), format, async (done) => {
        result.push(done)
      })
      expect(Buffer.from(away).equals(Buffer.from(await exportSet(set, format)))).toBe(true)
      expect(result.every((done, i) => done > 0 && done <= 1 && done >= (result[i - 1] ?? 0))).toBe(true)
    }
  }
  setBlobReader(undefined)
})
