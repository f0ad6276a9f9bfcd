/**
 * @file Checks that exports are written in parts: only one or two parts are in memory, and the file equals one that is
 * written at once.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { textColumn } from '../../data/column-operations'
import type { Dataset } from '../../data/dataset'
import { readZip, writeNpy, writeZip } from '../model-artifact/zip'
import { exportBlob, exportFormats } from '.'
import { blobSink, type Sink, zipParts } from './sink'

const ROWS = 300_000

function large(): Dataset {
  const rows = ROWS
  const letters = ['ä', 'b🙂', '', 'cc']
  return {
    schema: {
      id: 'l',
      title: 'L',
      kind: 'table',
      columns: [
        { name: 'x', type: 'number' },
        { name: 'wide', type: 'number', wide: true },
        { name: 'kind', type: 'category', values: ['a', 'é'] },
        { name: 'note', type: 'text' },
        { name: 'seen', type: 'time' },
      ],
      rows,
      testRows: 0,
      target: 'x',
      ignore: [],
    },
    columns: [
      { type: 'number', values: Float32Array.from({ length: rows }, (_, i) => i / 3) },
      { type: 'number', values: Float64Array.from({ length: rows }, (_, i) => Math.sin(i)) },
      { type: 'category', codes: Int16Array.from({ length: rows }, (_, i) => (i % 3) - 1) },
      textColumn(Array.from({ length: rows }, (_, i) => letters[i % 4] as string)),
      { type: 'time', values: Float64Array.from({ length: rows }, (_, i) => (i % 7 ? i : Number.NaN)) },
    ],
  }
}

let set: Dataset
/** The exports, which take a second each. */
const exports = new Map<string, Promise<Blob>>()
const exported = (id: string) => {
  const blob = exports.get(id) ?? exportBlob(set, id)
  exports.set(id, blob)
  return blob
}
beforeAll(() => {
  set = large()
})
afterAll(() => exports.clear())

test.each(['parquet', 'csv', 'npz'])('%s with many rows: no part is larger than a chunk or two', async (id) => {
  let [most, all] = [0, 0]
  const sink: Sink = {
    write(bytes) {
      most = Math.max(most, bytes.length)
      all += bytes.length
    },
  }
  await exportFormats.find((format) => format.id === id)?.write(set, sink, async () => undefined)
  expect(all).toBeGreaterThan(4_000_000)
  expect(most).toBeLessThan(2_000_000)
  expect((await exported(id)).size).toBe(all)
})

test('an archive of arrays contains each whole column', async () => {
  const bytes = new Uint8Array(await (await exported('npz')).arrayBuffer())
  const read = readZip(bytes)
  if (!read.ok) throw new Error(read.error.code)
  const { columns } = set
  const values = (i: number) => (columns[i] as { values: Float64Array }).values
  const millis = BigInt64Array.from(values(4), (value) => (Number.isNaN(value) ? -(2n ** 63n) : BigInt(value)))
  expect(read.value.get('x.npy')).toEqual(writeNpy([ROWS], values(0)))
  expect(read.value.get('wide.npy')).toEqual(writeNpy([ROWS], values(1), '<f8'))
  expect(read.value.get('kind.npy')).toEqual(writeNpy([ROWS], (columns[2] as { codes: Int16Array }).codes, '<i2'))
  expect(read.value.get('seen.npy')).toEqual(writeNpy([ROWS], millis, '<M8[ms]'))
  const names = Uint32Array.from(['a', 'é'], (name) => name.codePointAt(0) as number)
  expect(read.value.get('kind__names.npy')).toEqual(writeNpy([2], names, '<U1'))
})

test('a zip written in parts equals one written as a whole, byte for byte', async () => {
  const files = new Map([
    ['a/1.png', Uint8Array.of(1, 2, 3)],
    ['ä.txt', new Uint8Array(0)],
    ['b.bin', Uint8Array.from({ length: 1_500_000 }, (_, i) => i * 7)],
  ])
  const sink = blobSink()
  const zip = zipParts(sink)
  // Write each file in chunks of just under a million bytes.
  for (const [name, bytes] of files)
    zip.add(name, function* () {
      for (let from = 0; from < bytes.length; from += 999_999) yield bytes.subarray(from, from + 999_999)
    })
  zip.end()
  const whole = writeZip(files)
  const parts = new Uint8Array(await sink.blob().arrayBuffer())
  expect(parts.length).toBe(whole.length)
  expect(Buffer.compare(parts, whole)).toBe(0)
})
