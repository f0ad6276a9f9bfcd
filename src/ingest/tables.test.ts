import { readFileSync } from 'node:fs'
import { ByteWriter, ParquetWriter, parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, test } from 'vitest'
import { formatMessage } from '../messages/message'
import type { ReadOptions } from '../protocol/ingest-messages'
import { formats } from './formats/index'
import { fileOf, ingestHere, readAll, refusalOf } from './testing.test-help'
import { workbook } from './workbook.test-help'

const client = ingestHere(formats)
type Content = string | Uint8Array<ArrayBuffer>
const read = (path: string, content: Content, options: ReadOptions = {}) =>
  readAll(client, [fileOf(path, content)], options)
const preview = (path: string, content: Content, options: ReadOptions = {}) =>
  client.look([fileOf(path, content)], options)

describe('JSON', () => {
  const records = Array.from({ length: 40 }, (_, i) => ({
    id: i,
    in: { kind: i % 2 ? 'a' : 'b', note: null },
    on: i % 2 === 0,
  }))

  test.each([
    ['one record per line', 'a.jsonl', records.map((one) => JSON.stringify(one)).join('\n')],
    ['an array', 'a.json', JSON.stringify(records, null, 2)],
    ['detected by its first characters', 'data', JSON.stringify(records)],
  ])('%s', async (_name, path, text) => {
    const table = await read(path, text)
    expect(table.result.schema.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      ...['id number', 'in.kind category', 'in.note number', 'on category'],
    ])
    expect(table.column('id').at(-1)).toBe(39)
    expect(table.column('in.kind')[1]).toBe('a')
    expect(table.column('in.note')[0]).toBeUndefined()
  })

  test('across blocks of the file, with braces and quotes in texts', async () => {
    const text = Array.from({ length: 30_000 }, (_, i) =>
      JSON.stringify({ i, text: `} "{" \\ [${'left '.repeat(9)}${i}` }),
    )
    const table = await read('a.jsonl', text.join('\n'))
    expect(table.result.rows).toBe(30_000)
    expect(table.column('text')[29_999]).toBe(`} "{" \\ [${'left '.repeat(9)}29999`)
  })

  test('long identifiers keep their digits, 1e400 is missing, dangerous keys become names', async () => {
    const lines = Array.from({ length: 5 }, (_, i) => `{"id": 1234567890123456789${i}, "n": 1e400, "__proto__": ${i}}`)
    const table = await read('a.jsonl', lines.join('\n'))
    expect(table.column('id')[3]).toBe('12345678901234567893')
    expect(table.column('n')[0]).toBe('Infinity')
    expect(table.column('__proto___1')).toEqual([0, 1, 2, 3, 4])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  test('a key in a late record is reported', async () => {
    const lines = Array.from({ length: 2500 }, (_, i) => JSON.stringify(i === 2400 ? { a: i, late: 1 } : { a: i }))
    const { result } = await read('a.jsonl', lines.join('\n'))
    expect(result.notes.map(formatMessage)).toEqual([
      '"late" is skipped. It first appears in line 2,401 of a.jsonl, and the first rows do not have it.',
    ])
  })

  test.each([
    ['a broken record', '{"a":1}\n{"a":}\n{"a":2}\n', 'line 2'],
    ['text between records', '{"a":1}\nhello\n', 'line 2'],
    ['an unclosed record', '{"a":1}\n{"a":[1,2', 'line 2'],
    ['a million lists in one another', `{"a":1}\n{"a":${'['.repeat(1e6)}${']'.repeat(1e6)}}`, '500 levels deep'],
    ['a line of 20 MB', `{"a":1}\n{"a":"${'x'.repeat(20_000_000)}"}`, 'line 2'],
  ])('%s is refused with its line', async (_name, text, place) => {
    expect((await refusalOf(read('a.jsonl', text))).message).toContain(place)
  })
})

describe('Excel', () => {
  const rows = Array.from({ length: 30 }, (_, i) => [
    i / 2,
    i % 2 ? 'red' : 'blue',
    { date: 45_000 + i },
    i % 3 === 0,
    `00${i}`,
  ])
  const sheets = {
    Notes: [],
    Data: [['size', 'colour', 'day', 'new', 'code'], ...rows],
    More: [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
  }

  test('the first sheet with content; another one if chosen', async () => {
    const found = await preview('book.xlsx', workbook(sheets))
    expect(found.about).toBe('Excel, sheet "Data" (one of 3)')
    expect(found.parts).toEqual(['Notes', 'Data', 'More'])
    const table = await read('book.xlsx', workbook(sheets))
    expect(table.result.schema.columns.map(({ type }) => type)).toEqual([
      'number',
      'category',
      'time',
      'category',
      'text',
    ])
    expect(table.column('size')[3]).toBe(1.5)
    expect(table.column('day')[1]).toBe(Date.UTC(2023, 2, 16))
    expect(table.column('code')[7]).toBe('007')
    const more = await read('book.xlsx', workbook(sheets), { part: 'More' })
    expect(more.column('column 2')).toEqual([2, 4, 6])
  })

  test('a workbook that is previewed again is not parsed again', async () => {
    const bytes = workbook(sheets)
    const file = (content: Uint8Array<ArrayBuffer>, lastModified: number) => ({
      path: 'again.xlsx',
      file: new File([content], 'again.xlsx', { lastModified }),
    })
    const damaged = bytes.slice().fill(0, 4)
    const again = (of: ReturnType<typeof file>, part: string) => client.look([of], { format: 'excel', part })
    expect((await again(file(bytes, 1), 'Data')).about).toContain('sheet "Data"')
    // The cache recognizes the file by its date and size, so it never reads the damaged content.
    expect((await again(file(damaged, 1), 'More')).about).toContain('sheet "More"')
    await expect(again(file(damaged, 2), 'More')).rejects.toThrow('again.xlsx')
    expect((await again(file(bytes, 2), 'More')).about).toContain('sheet "More"')
  })

  const cover = [['Report 2024'], [], ['by', 'the office'], ['Shops', 'and towns', 'of the north']]

  test('a sheet with a table is preferred to a cover, and is called a sheet', async () => {
    const found = await preview('book.xlsx', workbook({ Cover: cover, ...sheets }))
    expect(found.options.part).toBe('Data')
    expect(found.partsAre).toBe('sheets')
    const larger = { Notes: [['size', 'n'], ...rows.slice(0, 5).map((_, i) => [i, i])], Data: sheets.Data }
    expect((await preview('book.xlsx', workbook(larger))).options.part).toBe('Data')
  })

  test('titles above the header are skipped and reported, and can be included', async () => {
    const sheet = [['Shops 2024'], ['as of', '1 March'], [], ...sheets.Data]
    const found = await preview('book.xlsx', workbook({ Data: sheet }))
    expect(found.columns.map(({ name }) => name)).toEqual(['size', 'colour', 'day', 'new', 'code'])
    expect(found.options).toMatchObject({ header: true, firstRow: 4 })
    expect(found.notes.map(formatMessage)).toEqual([
      'The table in book.xlsx starts at row 4; 2 rows above it are skipped, including "Shops 2024".',
    ])
    const corrected = await preview('book.xlsx', workbook({ Data: sheet }), { firstRow: 5, header: false })
    expect(corrected.columns[0]?.name).toBe('column 1')
    expect(corrected.rows).toHaveLength(30)
    // A header with a single name above two columns must not be mistaken for a title row.
    const narrow = [['size'], ...rows.map(([size, colour]) => [size as number, colour as string])]
    expect((await preview('book.xlsx', workbook({ Data: narrow }))).options.firstRow).toBe(1)
  })

  test('rows are reported with the numbers of the sheet', async () => {
    const sheet = [
      ['Shops 2024'],
      [],
      ['size', 'kind'],
      ...Array.from({ length: 200 }, (_, i) => [i, i % 2 ? 'a' : 'b']),
    ]
    sheet[9] = ['none', 'a']
    const table = await read('book.xlsx', workbook({ Data: sheet }))
    expect(table.result.notes.map(formatMessage)).toContain(
      'book.xlsx, row 10, "size": "none" is not a number, so it counts as missing.',
    )
  })

  test('invalid workbooks are refused', async () => {
    expect((await refusalOf(read('book.xlsx', workbook(sheets), { part: 'Else' }))).message).toContain('no "Else"')
    expect((await refusalOf(read('book.xlsx', 'no zip'))).message).toContain('book.xlsx')
    const old = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0)
    expect((await refusalOf(read('book.xls', old))).code).toBe('ingest-old-excel')
  })
})

describe('Parquet', () => {
  const size = 3000
  const columnData = [
    { name: 'n', data: Array.from({ length: size }, (_, i) => (i === 5 ? null : i / 8)), type: 'DOUBLE' as const },
    { name: 'code', data: Array.from({ length: size }, (_, i) => String(i % 10)), type: 'STRING' as const },
    { name: 'big', data: Array.from({ length: size }, (_, i) => 2n ** 60n + BigInt(i)), type: 'INT64' as const },
    { name: 'on', data: Array.from({ length: size }, (_, i) => i % 2 === 0), type: 'BOOLEAN' as const },
    {
      name: 'at',
      data: Array.from({ length: size }, (_, i) => new Date(Date.UTC(1969, 0, 1 + i))),
      type: 'TIMESTAMP' as const,
    },
  ]
  const bytes = new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 1000 }))

  test('numbers, texts, dates and missing values, over row groups', async () => {
    const table = await read('a.parquet', bytes)
    expect(table.result.schema.columns.map(({ type }) => type)).toEqual([
      'number',
      'category',
      'text',
      'category',
      'time',
    ])
    expect(table.column('n').slice(4, 7)).toEqual([0.5, undefined, 0.75])
    expect(table.column('code')[2999]).toBe('9')
    expect(table.column('big')[2]).toBe('1152921504606846978')
    expect(table.column('on')[1]).toBe('false')
    expect(table.column('at')[0]).toBe(Date.UTC(1969, 0, 1))
  })

  test('a float32 keeps its value and its size', async () => {
    const writer = new ByteWriter()
    const schema = [
      { name: 'root', num_children: 1 },
      { name: 'x', type: 'FLOAT' as const, repetition_type: 'REQUIRED' as const },
    ]
    const parquet = new ParquetWriter({ writer, schema })
    const data = Array.from({ length: 50 }, (_, i) => Math.fround(i / 7))
    await parquet.write({ columnData: [{ name: 'x', data }] })
    await parquet.finish()
    const table = await read('x.parquet', new Uint8Array(writer.getBytes()))
    expect(table.result.schema.columns).toEqual([{ name: 'x', type: 'number' }])
    expect(table.column('x')).toEqual(data)
  })

  test('three million rows can be previewed; more than a dataset can have is refused', async () => {
    const flights = Uint8Array.from(readFileSync('node_modules/vega-datasets/data/flights-3m.parquet'))
    const { message } = await refusalOf(preview('flights.parquet', flights))
    expect(message).toContain('more than 2,000,000 rows')
  })

  test('a small file with a cell over the limit is refused before its rows are read', async () => {
    const data = ['x'.repeat(2_000_000), ...Array<string>(999).fill('y')]
    const long = new Uint8Array(parquetWriteBuffer({ columnData: [{ name: 'note', data, type: 'STRING' }] }))
    expect(long.length).toBeLessThan(200_000)
    expect((await refusalOf(preview('long.parquet', long))).message).toBe(
      'long.parquet, row 1, "note": the cell has 2,000,000 characters; the limit is 1,000,000. Remove the column from the file.',
    )
    expect((await refusalOf(read('long.parquet', long))).code).toBe('ingest-long-cell')
  })

  test('a damaged file is refused', async () => {
    expect((await refusalOf(read('a.parquet', bytes.slice(0, -20)))).message).toBe(
      'a.parquet is not a readable Parquet file: its end is missing or damaged.',
    )
    const changed = bytes.slice()
    changed.fill(0xff, 20, 400)
    expect((await refusalOf(read('a.parquet', changed))).message).toMatch(/: rows 1 to [\d,]+ are damaged\.$/)
  })
})

test('several tables are read one at a time; no file gives nothing', async () => {
  expect((await refusalOf(readAll(client, []))).code).toBe('ingest-nothing')
  const { code } = await refusalOf(readAll(client, [fileOf('a.csv', 'a,b\n1,2\n')], { format: 'poem' }))
  expect(code).toBe('ingest-no-format')
})

test('of the columns x, y, and label, the numbers 0 and 1 of the label are classes, and y is not', async () => {
  const lines = Array.from({ length: 60 }, (_, i) => `${(i * 37) % 11},${(i * 53) % 2},${(i * 7) % 3 ? 1 : 0}`)
  const files = [fileOf('points.csv', ['x,y,label', ...lines].join('\n'))]
  const { schema } = await client.read(files, {}, { onProgress: () => undefined, keep: async () => undefined })
  expect(schema.target).toBe('label')
  expect(schema.columns.map(({ type }) => type)).toEqual(['number', 'number', 'category'])
})
