/**
 * @file Reads and validates the directory of a zip file: it must have only plain names, no links, no encryption, no
 * bytes before, after or between its files, no overlaps, and no compression ratio beyond that of real files.
 */
import { zipFaults } from '../../messages/en/files'
import { refuse } from '../../messages/message'
import { LIMITS } from '../limits'
import type { PagedFile } from './paged-file'
import {
  isZip64,
  MAX_TAIL,
  parseDirectory,
  parseEnd,
  parseEnd64,
  type ZipEnd,
  type ZipEntry,
  type ZipFault,
  type ZipMode,
} from './zip-format'
import { readFilesText as text } from '../../messages/en/data/read-files'

const MODE: ZipMode = { strict: false }
const MAX_DIRECTORY = 64_000_000
/** Real images, text files and arrays expand far less than the 1032-fold that deflate allows. */
const MAX_RATIO = 250
const RATIO_FROM = 16_000_000
const ARCHIVES = /\.(zip|7z|rar|tar|tgz|jar|cab|iso)$/i

/**
 * Returns the files of an archive in their stored order, without folders and without files added by operating systems.
 */
export async function readDirectory(pages: PagedFile, file: string): Promise<readonly ZipEntry[]> {
  const broken = (why: string): never => refuse('archive-broken', { file, why })
  const end = (await readEnd(pages)) ?? broken(zipFaults.end)
  if (end.entries > LIMITS.files) refuse('archive-many', { file, has: end.entries, limit: LIMITS.files })
  if (end.size > MAX_DIRECTORY || end.start + end.size !== end.at) broken(zipFaults.surrounded)
  const all = parseDirectory(await pages.read(end.start, end.start + end.size), end, LIMITS.files, MODE)
  if (!all.ok) return refuseFault(all.error, file)
  if (all.value.length > LIMITS.files) refuse('archive-many', { file, has: all.value.length, limit: LIMITS.files })
  return checkNames(all.value, file)
}

async function readEnd(pages: PagedFile): Promise<ZipEnd | undefined> {
  const from = Math.max(0, pages.size - MAX_TAIL)
  const end = parseEnd(await pages.read(from, pages.size), from, MODE)
  return end && isZip64(end) ? parseEnd64(await pages.read(Math.max(0, end.at - 76), end.at), end.at) : end
}

function refuseFault({ code, name = '' }: ZipFault, file: string): never {
  const shown = { file, name: printableName(name) }
  if (code === 'encrypted') return refuse('archive-encrypted', shown)
  if (code === 'method') return refuse('archive-method', shown)
  if (code === 'link') return refuse('archive-name', { ...shown, why: zipFaults.link })
  return refuse('archive-broken', { file, why: zipFaults[code] })
}

function checkNames(all: readonly ZipEntry[], file: string): readonly ZipEntry[] {
  const seen = new Set<string>()
  let total = 0
  const files = all.filter(({ name, size }) => !(name.endsWith('/') && size === 0))
  for (const { name, size, packed, stored } of all) {
    const plain = name.endsWith('/') ? name.slice(0, -1) : name
    const fault = seen.has(name) ? zipFaults.sameName : nameFault(plain)
    if (fault) refuse('archive-name', { file, name: printableName(name), why: fault })
    seen.add(name)
    if (stored && size !== packed)
      refuse('archive-broken', { file, why: zipFaults.length({ file: printableName(name) }) })
    if (size > RATIO_FROM && size > packed * MAX_RATIO)
      refuse('archive-bomb', { file, name: printableName(name), packed, bytes: size })
    total += size
    if (total > LIMITS.unpackedBytes) refuse('archive-large', { file, bytes: total, limit: LIMITS.unpackedBytes })
  }
  const kept = files.filter(({ name }) => !isJunk(name))
  for (const { name } of kept) if (ARCHIVES.test(name)) refuse('archive-nested', { file, name: printableName(name) })
  return kept
}

/** Allows letters and digits of any script, spaces, and characters that are safe in every file system. */
const ALLOWED = /^[\p{L}\p{M}\p{N}\p{Extended_Pictographic} \-_.()[\]{}+,;&'@#!=~%$^°–—]+$/u
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
const MAX_LENGTH = 240
/** Matches hidden files and files added by operating systems. */
const JUNK = /(^|\/)(__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/i

/** Returns why a name is not allowed, as the end of a sentence, or undefined if the name is valid. */
export function nameFault(name: string): string | undefined {
  if (name.length > MAX_LENGTH) return text.fault.name.long({ characters: name.length, most: MAX_LENGTH })
  for (const part of name.split('/')) {
    if (part === '') return text.fault.name.path
    if (part === '.' || part === '..') return text.fault.name.outside
    if (RESERVED.test(part)) return text.fault.name.device
    if (!ALLOWED.test(part)) return text.fault.name.characters
  }
  return undefined
}

/** Whether a file is hidden or was added by macOS or Windows. */
export function isJunk(path: string): boolean {
  return JUNK.test(path)
}

/** Replaces the control characters in a name so that it can be shown in a sentence. */
export function printableName(name: string): string {
  const shown = [...name].map((letter) => (/[\p{C}\p{Z}]/u.test(letter) && letter !== ' ' ? '·' : letter)).join('')
  return shown.length > 60 ? `${shown.slice(0, 57)}...` : shown
}
