/**
 * @file The zip files that Netloom writes. They are read in strict mode: every changed byte is detected, and nothing
 * unpacks to more than its declared size.
 */
import { zipSync } from 'fflate'
import { fail, ok, type Result } from '../../base/result'
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

/** Reads the files of a zip, in which every byte must be accounted for. */
export function readZip(
  given: Uint8Array,
  mostEntries = MAX_ENTRIES,
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
