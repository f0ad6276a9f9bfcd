/**
 * @file Tests that, before the import, the CSV preview reports skipped rows, unclosed quotes, too few rows and a wrong
 * separator, with positions.
 */
import { expect, test } from 'vitest'
import { formatMessage } from '../../messages/message'
import type { ReadOptions } from '../../protocol/ingest-messages'
import { fileOf, ingestHere, readAll, refusalOf } from '../testing.test-help'
import { csv } from './csv'

const client = ingestHere([csv])
const preview = (text: string, options: ReadOptions = {}) => client.look([fileOf('a.csv', text)], options)
const read = (text: string, options: ReadOptions = {}) => readAll(client, [fileOf('a.csv', text)], options)
const notesOf = async (text: string, options?: ReadOptions) => (await preview(text, options)).notes.map(formatMessage)
const stops = async (text: string, options?: ReadOptions) => {
  const { stops: problem } = await preview(text, options)
  return problem && formatMessage(problem)
}

const RAGGED = `a,b,c\n1,2,3\n4,5\n6,7,8,9\n${'1,2,3\n'.repeat(19)}`

test('rows of a different width are reported before the import, and the same way after it', async () => {
  expect(await notesOf(RAGGED)).toEqual([
    '2 of the first 22 rows do not have 3 cells: lines 3 and 4. The import skips them; fix the file to keep them.',
  ])
  expect(await stops(RAGGED)).toBeUndefined()
  const { result } = await read(RAGGED)
  expect(result.notes.map(formatMessage)).toEqual([
    '2 rows in a.csv were skipped because they do not have 3 cells: lines 3 and 4.',
  ])
})

test('if most rows have a different width the preview reports why the file cannot be imported', async () => {
  const text = 'a,b\n1,2,3\n1\n4,5,6,7\n1,2\n'
  expect(await stops(text, { separator: ',' })).toBe((await refusalOf(read(text))).message)
})

test('a bad cell in a number column is named if the column is read as text or as a category', async () => {
  const why = async (cells: readonly string[]) => {
    const [column] = (await preview(`score,city\n${cells.map((cell) => `${cell},x\n`).join('')}`)).columns
    return [column?.schema.type, column?.why, column?.notNumbers]
  }
  const rule = 'A number column may have at most 1% of other values.'
  expect(await why(['1.5', '2.25', '3', '4.5', 'abc', '6', '7'])).toEqual([
    'text',
    `6 of 7 values are numbers, but not "abc" in line 6 (row 5). ${rule}`,
    1,
  ])
  // A number with the other decimal separator is read as a number.
  expect(await why(['1.5', '2.25', '3.75', '"6,87"', 'abc', '6.5', '7.5'])).toEqual([
    'text',
    `6 of 7 values are numbers, but not "abc" in line 6 (row 5). ${rule}`,
    1,
  ])
  const ages = Array.from({ length: 200 }, (_, i) => (i < 5 ? `bad${i}` : String(i % 60)))
  expect(await why(ages)).toEqual([
    'category',
    `195 of 200 values are numbers, but not "bad0" in line 2 (row 1), "bad1" in line 3 (row 2), "bad2" in line 4 (row 3), and 2 more values. ${rule}`,
    5,
  ])
  // The import repeats the reason, and the choice of a number column counts the cells as missing.
  const cells = `age,city\n${ages.map((age) => `${age},x\n`).join('')}`
  const notes = async (options: ReadOptions = {}) => (await read(cells, options)).result.notes.map(formatMessage)
  expect(await notes()).toEqual([
    expect.stringMatching(/^"age" is imported as a category: 195 of 200 .*"bad0" in line 2/),
  ])
  expect(await notes({ columns: { age: { type: 'number' } } })).toEqual([
    'a.csv, line 2 (row 1), "age": "bad0" is not a number, so it counts as missing, as do 4 more values in this column.',
  ])
  // Grades are classes.
  expect((await why(['1', '2', 'A', '1', '2', 'A', '1', '2', '1', '2', '1', '2']))[1]).toBe(
    '3 different values in 12 rows.',
  )
})

test('line numbers are those of an editor: the header, blank lines and lines in quoted cells count', async () => {
  const text = 'sep=,\n\na,b\n1,"two\nlines\nand three"\n\n2,x\n3\n'
  expect((await notesOf(text.concat('4,y\n5,z\n'))).join()).toContain('line 9.')
  const stray = `n,note\n1,"two\nlines"\n\n${Array.from({ length: 150 }, (_, i) => `${i === 5 ? 'x' : i},y\n`).join('')}`
  const { columns } = await preview(stray)
  expect(columns[0]?.why).toBe('150 of 151 values are numbers; "x" in line 10 (row 7) is not.')
  const { result } = await read(stray)
  expect(result.notes.map(formatMessage)).toEqual([
    'a.csv, line 10 (row 7), "n": "x" is not a number, so it counts as missing.',
  ])
  for (const end of ['\r\n', '\r'])
    expect((await read(stray.replaceAll('\n', end))).result.notes.map(formatMessage).join()).toContain('line 10')
})

test('line numbers continue between blocks of a long file', async () => {
  const rows = Array.from({ length: 150_000 }, (_, i) => (i === 140_000 ? 'oops,"x"' : `${i},"a\n${i % 9}"`))
  const { result } = await read(`n,word\n${rows.join('\n')}\n`)
  expect(result.notes.map(formatMessage)).toEqual([
    'a.csv, line 280,002 (row 140,001), "n": "oops" is not a number, so it counts as missing.',
  ])
})

test('an unclosed quotation mark is reported with its line, blocks the import, and another quote setting fixes it', async () => {
  const text = `a,b\n1,"unterminated\n2,3\n${'4,5\n'.repeat(40)}`
  expect(await stops(text)).toMatch(/^a\.csv: the quotation mark that opens a cell in line 2 is never closed/)
  expect((await refusalOf(read(text))).message).toBe(await stops(text))
  expect(await stops(text, { quote: '' })).toBeUndefined()
  expect((await read(text, { quote: '' })).column('b')[0]).toBe('"unterminated')
  expect((await read("a,b\n1,'x,y'\n2,'z'\n3,'x,y'\n", { quote: "'" })).column('b')).toEqual(['x,y', 'z', 'x,y'])
  // Test an unclosed quote in the header of a file that is longer than what the preview reads.
  expect((await preview(`a,"b\n${'4,5\n'.repeat(500_000)}`)).columns.map(({ name }) => name)).toEqual(['a', '"b'])
  expect(await stops(`a,"b\n${'4,5\n'.repeat(500_000)}`)).toContain('in line 1 ')
  expect(await stops(`a,b\n1,2\n3,"4\n${'4,5\n'.repeat(6_000_000)}`)).toContain('in line 3 ')
})

test('a header without rows, or too few rows, blocks the import', async () => {
  expect(await stops('a,b,c\n')).toBe('a.csv has a header but no rows; a dataset needs at least 3.')
  expect(await stops('a,b\n1,2\n')).toBe('a.csv has only 1 row; a dataset needs at least 3.')
  expect((await refusalOf(read('a,b,c\n'))).message).toBe(await stops('a,b,c\n'))
  expect(await stops('a,b\n1,2\n3,4\n5,6\n')).toBeUndefined()
})

test('a single column is reported, with the likely separator', async () => {
  const text = 'a;b\n1;2\n3;4\n5;6\n'
  expect(await notesOf(text, { separator: ',' })).toEqual([
    'a.csv has no comma, so every row is one cell. The cells seem to be separated by semicolons: choose that separator.',
  ])
  expect(await notesOf('size\n1\n2\n3\n')).toEqual([
    'a.csv has no comma, so every row is one cell. If it has more columns, choose another separator.',
  ])
  expect(await notesOf(text)).toEqual([])
})
