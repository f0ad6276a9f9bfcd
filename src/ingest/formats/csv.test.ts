import { describe, expect, test } from 'vitest'
import { formatMessage } from '../../messages/message'
import type { ReadOptions } from '../../protocol/ingest-messages'
import { computedMs } from '../../base/cpu-time.test-help'
import { fileOf, ingestHere, readAll, refusalOf } from '../testing.test-help'
import { csv } from './csv'

const client = ingestHere([csv])
const read = (text: string | Uint8Array<ArrayBuffer>, options: ReadOptions = {}) =>
  readAll(client, [fileOf('a.csv', text)], options)
const preview = (text: string, options: ReadOptions = {}) => client.look([fileOf('a.csv', text)], options)
const types = (table: Awaited<ReturnType<typeof read>>) => table.result.schema.columns.map(({ type }) => type).join(' ')
const notesOf = (table: Awaited<ReturnType<typeof read>>) => table.result.notes.map(formatMessage)

/** Encodes text in UTF-16, which TextEncoder does not support. */
function utf16(text: string, littleEndian: boolean): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length * 2)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), littleEndian)
  return bytes
}
const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

describe('values', () => {
  test('numbers, classes, dates and texts are detected', async () => {
    const lines = ['size,kind,day,words']
    for (let i = 0; i < 40; i++)
      lines.push(`${i / 4},${i % 3 ? 'big' : 'small'},2024-02-${(i % 28) + 1},"note, no ${i}"`)
    const table = await read(lines.join('\n'))
    expect(types(table)).toBe('number category time text')
    expect(table.column('size').slice(0, 3)).toEqual([0, 0.25, 0.5])
    expect(table.column('kind').slice(0, 2)).toEqual(['small', 'big'])
    expect(table.column('day')[1]).toBe(Date.UTC(2024, 1, 2))
    expect(table.column('words')[7]).toBe('note, no 7')
    expect(table.result.schema).toMatchObject({ kind: 'table', target: 'kind', ignore: ['day', 'words'], rows: 40 })
  })

  test('a preview reports how many rows the types are based on if there are more', async () => {
    const rows = (count: number) => `a,b\n${Array.from({ length: count }, (_, i) => `${i},x\n`).join('')}`
    expect((await preview(rows(5000))).judged).toBeUndefined()
    expect((await preview(rows(5001))).judged).toBe(5000)
  })

  test('texts for missing values become missing, and -999 only if requested', async () => {
    const text = 'a,b\n1,x\nNA,x\n,y\nnull,y\n-,?\n-999,x\n'
    expect((await read(text)).column('a')).toEqual([1, undefined, undefined, undefined, undefined, -999])
    const marked = await read(text, { missing: ['-999', 'NA', '-', 'null'] })
    expect(marked.column('a')).toEqual([1, ...Array(5).fill(undefined)])
    expect(marked.column('b')[4]).toBe('?')
  })

  test('leading zeros and long identifiers stay text, and a single misfit is counted and reported with its position', async () => {
    const ids = Array.from({ length: 30 }, (_, i) => `00${i},${10n ** 20n + BigInt(i)},${i === 17 ? 'oops' : i}`)
    const rows = [...ids, ...Array.from({ length: 170 }, (_, i) => `01${i},${10n ** 21n + BigInt(i)},${i}`)]
    const table = await read(`zip,id,n\n${rows.join('\n')}`)
    expect(types(table)).toBe('text text number')
    expect(table.column('zip')[7]).toBe('007')
    expect(table.column('n')[17]).toBeUndefined()
    expect(notesOf(table)).toEqual(['a.csv, line 19 (row 18), "n": "oops" is not a number, so it counts as missing.'])
  })

  test('U+2212, thousands and exponents are numbers; 0x1F, 1e999 and Infinity are not', async () => {
    const table = await read('a\tb\n−5\t0x1F\n1,234.5\t1e999\n+2\tInfinity\n1e3\t7\n')
    expect(table.column('a')).toEqual([-5, 1234.5, 2, 1000])
    expect(table.column('b')).toEqual(['0x1F', '1e999', 'Infinity', '7'])
  })

  test('decimal commas, with points between thousands', async () => {
    const table = await read('a;b\n1,5;x\n2.500,25;y\n-0,125;x\n')
    expect(table.column('a')).toEqual([1.5, 2500.25, -0.125])
  })

  test('a few numbers with the other decimal separator are numbers, and the review and the import report them', async () => {
    const height = (i: number) => (i % 50 === 7 ? `"${150 + i},5"` : `${150 + i}.5`)
    const text = `height,n\n${Array.from({ length: 141 }, (_, i) => `${height(i)},${i}`).join('\n')}\n`
    const table = await read(text)
    expect(types(table)).toBe('number number')
    expect(table.column('height')).toEqual(Array.from({ length: 141 }, (_, i) => 150.5 + i))
    expect(notesOf(table)).toEqual([
      'a.csv, line 9 (row 8), "height": "157,5" is read as a number with a decimal comma, as are 2 more values in this column, although this file has decimal points.',
    ])
    expect((await preview(text)).columns[0]?.why).toBe(
      'All 141 values are numbers. 3 of them have a decimal comma instead of a point, such as "157,5" in line 9 (row 8).',
    )
    const points = await read('a;b\n1,5;x\n2,5;y\n3,25;x\n-0.125;x\n2.500;x\n')
    expect(points.column('a')).toEqual([1.5, 2.5, 3.25, -0.125, 2500])
  })

  test('if most values have the other decimal separator, the reason says so, and choosing Number reads them', async () => {
    const text = `a,b\n${Array.from({ length: 30 }, (_, i) => `"${i},5",${i}.5`).join('\n')}\n`
    const options = { decimal: '.' } as const
    expect((await preview(text, options)).columns[0]).toMatchObject({
      schema: { type: 'text' },
      why: '30 of 30 values are numbers only with a decimal comma, such as "0,5" in line 2 (row 1), but this file has decimal points. If they are numbers, choose the type Number.',
    })
    const chosen = await read(text, { ...options, columns: { a: { type: 'number' } } })
    expect(chosen.column('a')).toEqual(Array.from({ length: 30 }, (_, i) => i + 0.5))
  })

  test('more digits than a float32 holds make a column wide, also when they come late', async () => {
    const late = [...Array.from({ length: 9000 }, (_, i) => `${i / 10},${i}`), '123456.789,16777217', '0.1,3']
    const table = await read(`a,b\n${late.join('\n')}`)
    expect(table.result.schema.columns).toMatchObject([{ wide: true }, { wide: true }])
    expect(table.column('a').slice(-3)).toEqual([899.9, 123456.789, 0.1])
    expect(table.column('a')[1]).toBe(0.1)
    const narrow = await read('a,b\n0.1,16777216\n2.5,1\n3.25,2\n')
    expect(narrow.result.schema.columns.map((column) => 'wide' in column)).toEqual([false, false])
  })

  test('dates use the order that fits all values, which is reported if it is ambiguous', async () => {
    const many = Array.from({ length: 6000 }, () => '03/04/2024,1')
    const table = await read(`day,n\n${many.join('\n')}\n25/04/2024,1\n`)
    expect(table.column('day')[0]).toBe(Date.UTC(2024, 3, 3))
    const either = await read(`day,n\n${many.join('\n')}\n`)
    expect(either.column('day')[0]).toBe(Date.UTC(2024, 2, 4))
    expect(notesOf(either).join()).toContain('No day is above 12')
    expect((await preview('day,n\n03/04/2024,1\n05/04/2024,1\n')).options.columns).toEqual({ day: { order: 'mdy' } })
    const chosen = await read(`day,n\n${many.join('\n')}\n`, { columns: { day: { type: 'time', order: 'dmy' } } })
    expect(chosen.column('day')[0]).toBe(Date.UTC(2024, 3, 3))
    expect((await read('day,n\n01.02.2024,1\n03.02.2024,1\n04.02.2024,2\n')).column('day')[0]).toBe(
      Date.UTC(2024, 1, 1),
    )
  })

  test('the whole file decides, not only its first rows', async () => {
    const first = Array.from({ length: 6000 }, (_, i) => String(i))
    const late = Array.from({ length: 3000 }, (_, i) => `word ${i}`)
    const table = await read(`a,b\n${[...first, ...late].map((value) => `${value},1`).join('\n')}`)
    expect(types(table)).toBe('text number')
    expect(table.column('a')[5]).toBe('5')
    expect(notesOf(table)).toEqual([
      '"a" is imported as text, although the first rows of a.csv looked like numbers. "word 0" in line 6,002 (row 6,001) and 2,999 more values do not fit.',
    ])
  })

  test('a column with too many categories becomes text', async () => {
    const rows = Array.from({ length: 9000 }, (_, i) => `v${i % 3000},c${i % 900}`)
    const table = await read(`many,few\n${rows.join('\n')}`)
    expect(types(table)).toBe('text category')
    expect(table.column('many')[2999]).toBe('v2999')
    expect(table.column('few')[901]).toBe('c1')
  })
})

describe('text decoding', () => {
  test.each([
    ['UTF-8 with a byte order mark', new TextEncoder().encode('\ufeffé,b\n1,2\n3,4\n5,6\n')],
    ['UTF-16 little-endian', utf16('\ufeffé,b\n1,2\n3,4\n5,6\n', true)],
    ['UTF-16 big-endian', utf16('\ufeffé,b\n1,2\n3,4\n5,6\n', false)],
    ['UTF-16 without a byte order mark', utf16('é,b\n1,2\n3,4\n5,6\n', true)],
    ['Latin-1', latin1('é,b\n1,2\n3,4\n5,6\n')],
  ])('%s', async (_name, bytes) => {
    const table = await read(bytes)
    expect(table.column('é')).toEqual([1, 3, 5])
  })

  test('a byte that is not UTF-8 after the probed range', async () => {
    const bytes = latin1(`name,n\n${'plain text here,1\n'.repeat(500_000)}caf\xe9,2\n`)
    const table = await read(bytes)
    expect(table.column('name').at(-1)).toBe('caf\xe9')
    expect(notesOf(table)[0]).toContain('is not UTF-8')
    expect((await refusalOf(read(bytes, { encoding: 'utf-8' }))).code).toBe('ingest-not-utf8')
  })

  test.each([
    ['semicolons', 'a;b\n1;2\n3;4\n5;6\n'],
    ['tabs', 'a\tb\n1\t2\n3\t4\n5\t6\n'],
    ['vertical bars', 'a|b\n1|2\n3|4\n5|6\n'],
    ['carriage returns only', 'a,b\r1,2\r3,4\r5,6\r'],
    ['mixed line ends', 'a,b\r\n1,2\n3,4\r\n5,6'],
    ['a line that names the separator', 'sep=;\r\na;b\r\n1;2\r\n3;4\r\n5;6\r\n'],
    ['empty lines', '\n\na,b\n\n1,2\n3,4\n\n5,6\n\n'],
    ['quotes', '"a","b"\n"1","2"\n"3","4"\n"5","6"\n'],
  ])('%s', async (_name, text) => {
    const table = await read(text)
    expect([table.column('a'), table.column('b')]).toEqual([
      [1, 3, 5],
      [2, 4, 6],
    ])
  })

  test('quoted cells with separators, quotes and line ends, across blocks of the file', async () => {
    const cell = (i: number) => `"he said ""${i}"",\nand ${'left '.repeat(20)}"`
    const table = await read(`a,b\n${Array.from({ length: 20_000 }, (_, i) => `${cell(i)},${i}`).join('\n')}`)
    expect(table.result.rows).toBe(20_000)
    expect(table.column('a')[15_000]).toBe(`he said "15000",\nand ${'left '.repeat(20).trim()}`)
    expect(table.column('b').at(-1)).toBe(19_999)
  })

  test('without a header columns are named by their position', async () => {
    const found = await preview('1,x\n2,y\n3,x\n')
    expect(found.options.header).toBe(false)
    expect(found.columns.map(({ name }) => name)).toEqual(['column 1', 'column 2'])
    expect((await preview('x,y\nx,z\nw,y\n')).options.header).toBe(false)
    expect((await preview('p,q\nx,z\nw,y\n')).options.header).toBe(true)
    expect((await preview('1,x\n2,y\n3,x\n', { header: true })).columns.map(({ name }) => name)).toEqual(['1', 'x'])
  })

  test('duplicate, empty or dangerous names', async () => {
    const table = await read('__proto__,constructor,a,a,,a\n1,2,3,4,5,6\n1,2,3,4,5,6\n1,2,3,4,5,7\n')
    expect(table.result.schema.columns.map(({ name }) => name)).toEqual([
      ...['__proto___1', 'constructor', 'a', 'a 2', 'column 5', 'a 3'],
    ])
    expect(table.column('__proto___1')).toEqual([1, 1, 1])
    expect(notesOf(table)).toHaveLength(4)
    expect(Object.prototype).not.toHaveProperty('polluted')
  })

  test('rows of a different width are skipped and reported', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => (i === 20 ? '1,2,3' : i === 30 ? '1' : `${i},2`))
    const table = await read(`a,b\n${rows.join('\n')}\n`)
    expect(table.result.rows).toBe(48)
    expect(notesOf(table)).toEqual(['2 rows in a.csv were skipped because they do not have 2 cells: lines 22 and 32.'])
  })
})

describe('corrections', () => {
  const text = 'id,price,label\n1,2,0\n2,3,1\n3,4,0\n4,5,1\n5,6,1\n6,7,0\n'

  test('type, name, omission, target', async () => {
    const found = await preview(text)
    expect(found.columns.map(({ schema }) => schema.type)).toEqual(['number', 'number', 'category'])
    expect(found.columns[2]?.why).toBe('2 different whole numbers in a column called "label".')
    const table = await read(text, {
      columns: { id: { leaveOut: true }, price: { name: 'cost', type: 'category' }, label: { type: 'number' } },
      target: 'label',
    })
    expect(table.result.schema.columns.map(({ name, type }) => `${name}: ${type}`)).toEqual([
      'cost: category',
      'label: number',
    ])
    expect(table.result.schema.target).toBe('label')
  })

  test('a chosen type is final: values that do not fit become missing and are counted', async () => {
    const table = await read('a,b\nx,1\n2,1\ny,2\nz,2\n', { columns: { a: { type: 'number' } } })
    expect(table.column('a')).toEqual([undefined, 2, undefined, undefined])
    expect(notesOf(table)).toEqual([
      'a.csv, line 2 (row 1), "a": "x" is not a number, so it counts as missing, as do 2 more values in this column.',
    ])
  })

  test('two columns with the same name, or no name', async () => {
    expect((await refusalOf(read(text, { columns: { id: { name: 'price' } } }))).code).toBe('ingest-name-taken')
    const none = { id: { leaveOut: true }, price: { leaveOut: true }, label: { leaveOut: true } }
    expect((await refusalOf(read(text, { columns: none }))).code).toBe('ingest-no-column-left')
  })
})

describe('unreadable files are refused', () => {
  test.each([
    ['empty', '', 'ingest-empty'],
    ['blank lines', '\n\n  \n', 'ingest-empty'],
    ['only a header', 'a,b\n', 'ingest-too-few-rows'],
    ['one row', 'a,b\n1,2\n', 'ingest-too-few-rows'],
    ['rows of different widths', 'a,b\n1,2,3\n1\n4,5,6,7\n1,2\n', 'ingest-ragged'],
    ['100,000 columns', `${'a,'.repeat(100_000)}\n`.repeat(4), 'ingest-too-many-columns'],
    ['a cell of 5 MB', `a,b\n1,${'x'.repeat(5_000_000)}\n2,3\n`, 'ingest-long-cell'],
    ['a line of 40 MB', `a,b\n1,2\n${'x,'.repeat(20_000_000)}`, 'ingest-long-line'],
    ['an unclosed quotation mark', `a,b\n1,"${'x\n'.repeat(20_000_000)}`, 'ingest-open-quote'],
    ['an unclosed quotation mark in a short file', 'a,b\n1,2\n3,4\n5,6\n7,"8\n9,10\n', 'ingest-open-quote'],
    ['zero bytes', `a,b\n1,2\n3,\0\n${'4,5\n'.repeat(10)}`, 'ingest-no-text'],
  ])('%s', async (_name, text, code) => {
    const began = computedMs()
    const { message, code: found } = await refusalOf(read(text))
    expect(found).toBe(code)
    expect(message).toContain('a.csv')
    expect(computedMs() - began).toBeLessThan(2000)
  })

  test('bytes that are not text', async () => {
    const bytes = Uint8Array.from({ length: 50_000 }, (_, i) => (i * 7919) % 256)
    expect((await refusalOf(read(bytes))).message).toMatch(/a\.csv is not a text file/)
  })

  test('more rows than a dataset can have', async () => {
    const text = `a\n${'1\n'.repeat(2_000_001)}`
    expect((await refusalOf(read(text))).message).toContain('more than 2,000,000 rows')
  })
})

describe('a word among numbers', () => {
  const written = (word: (i: number) => string | undefined) =>
    `weight,y\n${Array.from({ length: 402 }, (_, i) => `${word(i) ?? (50 + i / 10).toFixed(1)},${i % 2 ? 'a' : 'b'}`).join('\n')}\n`

  test('a repeated word, in at most a tenth of the rows, is a missing value, and reported', async () => {
    const text = written((i) => (i % 17 === 3 ? 'k.A.' : undefined))
    const { columns } = await preview(text)
    expect(columns[0]).toMatchObject({
      schema: { type: 'number' },
      why: '378 of 402 values are numbers; 24 count as missing: "k.A.".',
    })
    const table = await read(text)
    expect(table.result.schema.columns[0]?.type).toBe('number')
    expect(table.column('weight').filter((value) => value === undefined)).toHaveLength(24)
    expect(table.result.notes.map(formatMessage).join()).toContain('k.A.')
  })

  test.each([
    ['a word in too many rows', (i: number) => (i % 8 === 3 ? 'k.A.' : undefined)],
    ['a different word in each row', (i: number) => (i % 17 === 3 ? `about ${'x'.repeat(i % 7)}` : undefined)],
    ['a word with digits', (i: number) => (i % 17 === 3 ? '>50' : undefined)],
  ])('%s is not', async (_, word) => {
    expect((await preview(written(word))).columns[0]?.schema.type).not.toBe('number')
  })

  test('grades of which one is a letter stay classes', async () => {
    const text = `grade,y\n${Array.from({ length: 200 }, (_, i) => `${i % 20 === 3 ? 'E' : i % 5},${i % 2 ? 'a' : 'b'}`).join('\n')}\n`
    expect((await preview(text)).columns[0]?.schema.type).toBe('category')
  })
})
