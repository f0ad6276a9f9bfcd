/**
 * @file The zip files that Netloom writes. They are read in strict mode: every changed byte is detected, and nothing
 * unpacks to more than its declared size.
 */
import { zipSync } from 'fflate'
import { fail, ok, type Result } from '../../base/result'
import type { WeightSet } from '../../data/training-job'
import {
  localHeaderLength,
  parseDirectory,
  parseEnd,
  unpackEntry,
  type ZipFault,
  type ZipMode,
} from '../../ingest/archive/zip-format'
import { zipFaults } from '../../messages/en/files'
import { type Message, message } from '../../messages/message'

const MAX_BYTES = 512 * 1024 * 1024
const MAX_ENTRIES = 64
const END_SIZE = 22
const MODE: ZipMode = { strict: true }
const NAME = /^[A-Za-z0-9_\-./]{1,120}$/

/** Writes files as an uncompressed zip: the same files produce the same bytes, on any date and in any time zone. */
export function writeZip(files: ReadonlyMap<string, Uint8Array>): Uint8Array<ArrayBuffer> {
  return zipSync(Object.fromEntries(files), { level: 0, mtime: new Date(2000, 0, 1) }) as Uint8Array<ArrayBuffer>
}

/**
 * Reads the files of a zip, in which every byte must be accounted for. `maxBytesOf` limits each file before it is
 * unpacked.
 */
export function readZip(
  given: Uint8Array,
  mostEntries = MAX_ENTRIES,
  maxBytesOf: (file: string) => number = () => MAX_BYTES,
): Result<ReadonlyMap<string, Uint8Array<ArrayBuffer>>, Message> {
  // Make a new view, because `slice()` of a Node Buffer does not copy.
  const bytes = new Uint8Array(given.buffer, given.byteOffset, given.byteLength)
  if (bytes.byteLength > MAX_BYTES) return fail(message('file-too-large', { bytes: bytes.byteLength, most: MAX_BYTES }))
  if (![0x50, 0x4b, 3, 4].every((byte, i) => bytes[i] === byte)) return fail(message('artifact-not-zip', {}))
  const end = parseEnd(bytes.subarray(-END_SIZE), Math.max(0, bytes.length - END_SIZE), MODE)
  if (!end) return broken(zipFaults.end)
  if (end.start + end.size !== end.at) return broken(zipFaults.surrounded)
  if (end.entries > mostEntries) return fail(message('artifact-entries', { has: end.entries, most: mostEntries }))
  const entries = parseDirectory(bytes.subarray(end.start, end.at), end, mostEntries, MODE)
  if (!entries.ok) return broken(textOf(entries.error))
  const files = new Map<string, Uint8Array<ArrayBuffer>>()
  let total = 0
  for (const entry of entries.value) {
    const { name, offset, packed, size } = entry
    if (!NAME.test(name) || name.split('/').some((part) => part === '' || part === '.' || part === '..')) {
      return fail(message('artifact-path', { path: printable(name) }))
    }
    if (files.has(name)) return fail(message('artifact-twice', { file: name }))
    total += size
    if (total > MAX_BYTES) return fail(message('file-too-large', { bytes: total, most: MAX_BYTES }))
    const most = maxBytesOf(name)
    if (size > most) return fail(message('artifact-file-large', { file: name, bytes: size, most }))
    const header = localHeaderLength(bytes.subarray(offset), entry, MODE)
    if (header === undefined) return broken(zipFaults.mismatch)
    const content = unpackEntry(bytes.subarray(offset + header, offset + header + packed), entry)
    if (!content) return fail(message('artifact-changed', { file: name }))
    files.set(name, content)
  }
  return ok(files)
}

function textOf({ code }: ZipFault): string {
  return code === 'encrypted' || code === 'method' ? zipFaults.otherProgram : zipFaults[code]
}

function broken(why: string) {
  return fail(message('artifact-broken', { why }))
}

function printable(name: string): string {
  const shown = name.replace(/[^\x20-\x7e]/g, '?')
  return shown.length > 60 ? `${shown.slice(0, 59)}…` : shown
}

/** Writes the weights as named arrays, in C order. */
export function writeNpz({ specs, data }: WeightSet): Uint8Array<ArrayBuffer> {
  const files = new Map<string, Uint8Array>()
  let at = 0
  for (const { name, shape } of specs) {
    const size = shape.reduce((product, n) => product * n, 1)
    files.set(`${name}.npy`, writeNpy(shape, data.subarray(at, at + size)))
    at += size
  }
  return writeZip(files)
}

/**
 * Writes magic, version 1.0, header length (2 bytes), the header padded so that the data starts at a multiple of 64,
 * and the data.
 */
export function writeNpy(shape: readonly number[], values: ArrayBufferView, type = '<f4'): Uint8Array<ArrayBuffer> {
  const head = npyHead(shape, type)
  const bytes = new Uint8Array(head.length + values.byteLength)
  bytes.set(head)
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), head.length)
  return bytes
}

/** The part of an .npy file that precedes the data. */
export function npyHead(shape: readonly number[], type: string): Uint8Array<ArrayBuffer> {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`
  const fields = `{'descr': '${type}', 'fortran_order': False, 'shape': ${tuple}, }`
  const header = `${fields}${' '.repeat((64 - ((10 + fields.length + 1) % 64)) % 64)}\n`
  const bytes = new Uint8Array(10 + header.length)
  bytes.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, header.length & 0xff, header.length >> 8])
  bytes.set(new TextEncoder().encode(header), 10)
  return bytes
}
