/**
 * @file Tests text files in class folders: one row per file, in any encoding; empty files and files that are not text
 * are reported.
 */
import { expect, test } from 'vitest'
import { textAt } from '../../data/column-operations'
import { fileOf, readBack, refusedAs } from '../ingest.test-help'
import { csv } from './csv'
import { texts } from './texts'

const formats = [csv, texts]

test('UTF-8, UTF-16 and Latin-1 together; empty files and files that are not text are left out', async () => {
  const utf16 = new Uint8Array([
    0xff,
    0xfe,
    ...new Uint8Array(Uint16Array.from('Äpfel', (c) => c.charCodeAt(0)).buffer),
  ])
  const files = [
    fileOf('m/a/1.txt', 'Grüße'),
    fileOf('m/a/2.txt', utf16),
    fileOf(
      'm/b/3.txt',
      Uint8Array.from('été', (c) => c.charCodeAt(0)),
    ),
    fileOf('m/b/4.txt', ' \n'),
    fileOf('m/b/5.txt', new Uint8Array([65, 0, 66, 7, 9, 200])),
  ]
  const { columns, result } = await readBack(formats, files)
  const text = columns[0]
  expect([0, 1, 2].map((row) => text?.type === 'text' && textAt(text, row))).toEqual(['Grüße', 'Äpfel', 'été'])
  expect(columns[1]).toEqual({ type: 'category', codes: Int16Array.of(0, 0, 1) })
  expect(result.schema).toMatchObject({ kind: 'text', rows: 3, target: 'class' })
  const codes = result.notes.map(({ code }) => code).sort()
  expect(codes).toEqual(['texts-binary', 'texts-empty', 'texts-encoding', 'texts-encoding'])
})

test('a text that exceeds the cell limit is refused, and so are files without any text', async () => {
  const long = fileOf('a/1.txt', 'x'.repeat(1_000_001))
  expect(await refusedAs(formats, [long, fileOf('b/2.txt', 'y')])).toBe('texts-long')
  expect(await refusedAs(formats, [fileOf('a/1.txt', ' '), fileOf('b/2.txt', '')])).toBe('texts-none')
})
