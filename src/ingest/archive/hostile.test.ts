/** @file Tests malicious archives: each is rejected with the expected code within two seconds. */
import { strFromU8, strToU8 } from 'fflate'
import { expect, test } from 'vitest'
import { computedMs } from '../../base/cpu-time.test-help'
import { npy, npz } from '../formats/arrays'
import { csv } from '../formats/csv'
import { folder, zip } from '../formats/mixed-files'
import { texts } from '../formats/texts'
import { fileOf, fixture, readBack, refusedAs } from '../ingest.test-help'
import { openArchive } from './open-archive'
import { joined, type Part, zipOf } from './zip.test-help'
import { nameFault } from './zip-directory'

const formats = [csv, npy, npz, texts, zip, folder]
const table = strToU8('a,b\n1,2\n3,4\n5,6\n7,8\n')
const plain: Part = { name: 'data.csv', content: table }
const called = (name: string) => zipOf([{ name, content: table }])
/** 30 MB of zeros, compressed by a factor of 1,030. */
const zeros = new Uint8Array(30_000_000)

const cases: readonly (readonly [string, Uint8Array<ArrayBuffer>, string])[] = [
  ['a path out of the archive', called('../../evil.csv'), 'archive-name'],
  ['an absolute path', called('/abs.csv'), 'archive-name'],
  ['a path with a drive letter', called('C:\\x.csv'), 'archive-name'],
  ['a path with a dot segment', called('a/./b.csv'), 'archive-name'],
  ['a device name', called('CON'), 'archive-name'],
  ['a device name with an extension', called('a/nul.csv'), 'archive-name'],
  ['a zero byte in the name', called('nul\0l.csv'), 'archive-name'],
  ['a right-to-left mark', called('a\u202evsc.exe'), 'archive-name'],
  ['a name of 300 characters', called(`${'a'.repeat(296)}.csv`), 'archive-name'],
  ['two files with the same name', zipOf([plain, plain]), 'archive-name'],
  ['a symbolic link', zipOf([{ ...plain, says: { mode: 0o120777 } }]), 'archive-name'],
  ['a zip bomb', zipOf([{ name: 'data.csv', content: zeros }]), 'archive-bomb'],
  [
    'a zip bomb that declares a small size',
    zipOf([{ name: 'data.csv', content: zeros, says: { size: 1000 } }]),
    'archive-changed',
  ],
  ['a file above the size limit', zipOf([{ ...plain, says: { size: 3e9, packed: 2e8 } }]), 'archive-broken'],
  ['a flipped bit', flipped(zipOf([plain]), 40), 'archive-changed'],
  ['a flipped bit in a stored file', flipped(zipOf([{ ...plain, stored: true }]), 40), 'archive-changed'],
  ['a wrong checksum', zipOf([{ ...plain, says: { crc: 1 } }]), 'archive-changed'],
  ['a stored file with two different sizes', zipOf([{ ...plain, stored: true, says: { size: 5 } }]), 'archive-broken'],
  ['a truncated archive', zipOf([plain]).subarray(0, -5) as Uint8Array<ArrayBuffer>, 'archive-broken'],
  ['bytes before the archive', joined([strToU8('GIF89a'), zipOf([plain])]), 'archive-broken'],
  ['bytes after the archive', joined([zipOf([plain]), strToU8('<script>')]), 'archive-broken'],
  ['overlapping files', zipOf([plain, { name: 'b.csv', content: table, says: { at: 0 } }]), 'archive-broken'],
  ['an offset past the end', zipOf([{ ...plain, says: { at: 9999 } }]), 'archive-broken'],
  ['a different name in the local header', zipOf([{ ...plain, localName: 'evil.csv' }]), 'archive-broken'],
  ['a file count that is too large', zipOf([plain], { entries: 2 }), 'archive-broken'],
  ['a file count that is too small', zipOf([plain, { ...plain, name: 'b.csv' }], { entries: 1 }), 'archive-broken'],
  ['encrypted', zipOf([{ ...plain, says: { flags: 1 } }]), 'archive-encrypted'],
  ['an unsupported compression method', zipOf([{ ...plain, says: { method: 14 } }]), 'archive-method'],
  ['a zip in a zip', zipOf([{ name: 'inner.zip', content: zipOf([plain]) }]), 'archive-nested'],
  ['a zip in a zip with another extension', zipOf([{ name: 'inner.dat', content: zipOf([plain]) }]), 'archive-nested'],
  ['more than 100,000 files', zipOf([plain], { entries: 100_001, zip64: true }), 'archive-many'],
  ['an empty archive', zipOf([]), 'archive-empty'],
  ['an archive with only folders', zipOf([{ name: 'a/', content: new Uint8Array(0), stored: true }]), 'archive-empty'],
]

test.each(cases)('%s', async (_name, bytes, code) => {
  const from = computedMs()
  expect(await refusedAs(formats, [fileOf('given.zip', bytes)])).toBe(code)
  expect(computedMs() - from).toBeLessThan(2000)
  expect('polluted' in {}).toBe(false)
})

function flipped(bytes: Uint8Array<ArrayBuffer>, at: number): Uint8Array<ArrayBuffer> {
  const out = bytes.slice()
  out[at] = (out[at] as number) ^ 1
  return out
}

test.each(['Pictures/IMG 0001 (2).JPG', 'Übung/été.csv', '猫/1.png', 'a.b-c_d+e@f, g.txt', 'emoji 😀.txt'])(
  '%s is a valid name',
  (name) => {
    expect(nameFault(name)).toBeUndefined()
  },
)

test('a comment, many files and the zip64 format are accepted', async () => {
  const { result } = await readBack(formats, [
    fileOf('a.zip', zipOf([plain], { comment: 'made by hand', zip64: true })),
  ])
  expect(result.schema).toMatchObject({ rows: 4 })
})

test('100,000 files are listed and previewed in linear time', async () => {
  const open = async (count: number) => {
    const parts = Array.from(
      { length: count },
      (_, i): Part => ({ name: `t/${i % 2}/${i}.txt`, content: strToU8(`text ${i}`), stored: true }),
    )
    const bytes = zipOf(parts, { zip64: true })
    const from = computedMs()
    const opened = await openArchive(fileOf('many.zip', bytes))
    return { opened, ms: computedMs() - from }
  }
  await open(10_000)
  const few = await open(10_000)
  const many = await open(99_999)
  expect(many.opened).toHaveLength(99_999)
  // If the time is linear, ten times as many files take ten times as long; comparing all pairs would take a hundred
  // times as long.
  expect(many.ms / few.ms).toBeLessThan(40)
  expect(strFromU8(new Uint8Array(await (many.opened[77_777]?.file ?? new Blob()).arrayBuffer()))).toBe('text 77777')
})

test('65,000 empty files are refused before a blob is made for each of them', async () => {
  const parts = Array.from({ length: 65_000 }, (_, i): Part => ({ name: `t/${i}.txt`, content: new Uint8Array(0) }))
  await expect(openArchive(fileOf('many.zip', zipOf(parts)))).rejects.toMatchObject({ code: 'ingest-empty' })
})

test('zips from Python, with a data descriptor, 64-bit sizes, folders and macOS files, are read', async () => {
  const { result, look } = await readBack(formats, [fixture('streamed.zip')])
  expect(result.schema).toMatchObject({ rows: 50 })
  expect(look.notes).toEqual([])
})

test('of several tables the training table is read, and the others can be chosen', async () => {
  const bytes = zipOf([
    plain,
    { name: 'train.csv', content: strToU8('c\n1\n2\n3\n') },
    { name: 'readme.md', content: strToU8('#') },
  ])
  const { look, schema } = await readBack(formats, [fileOf('a.zip', bytes)])
  expect(look.parts).toEqual(['data.csv', 'train.csv'])
  expect(schema.map(({ name }) => name)).toEqual(['c'])
  const chosen = await readBack(formats, [fileOf('a.zip', bytes)], { ...look.options, part: 'data.csv' })
  expect(chosen.schema.map(({ name }) => name)).toEqual(['a', 'b'])
})
