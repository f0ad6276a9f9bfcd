/**
 * @file The hand-in of a learner: the lesson, the learner's network and answers, and of each run what it takes to train
 * it again. A file is gzipped JSON, a link has the same JSON in its fragment. What comes from outside is checked
 * against limits before any of it is used.
 */
import { deflateSync, gzipSync } from 'fflate'
import { crc32 } from '../base/crc32'
import { hashSync } from '../base/hash'
import { fail, ok, type Result } from '../base/result'
import { stableJson } from '../base/stable-json'
import type { ProjectContent } from '../compile/project'
import '../messages/en/hand-ins'
import { fileNames } from '../messages/en/files'
import { type Message, message, Refusal } from '../messages/message'
import { HAND_IN_LIMITS as LIMITS, handInBody, handInHead } from './hand-in-schema'
import { parseGuarded } from './json-guard'
import { fromUrlText, inflateWithin, toUrlText } from './packed-bytes'
import { readProject, writeProject } from './project-file'
import { conform } from './shared-schemas'

const FORMAT = 'netloom-hand-in'
const VERSION = 1
export const HAND_IN_KEY = '#handin='
/** gzip without a file name: a header of 10 bytes, then the data, its CRC-32, and its length. */
const HEADER = 10
const TRAILER = 8
const GZIP = [0x1f, 0x8b, 8, 0]

export type RunContent = Pick<ProjectContent, 'networks' | 'data' | 'plan'>

/** A run as it is stated in a hand-in. */
export interface HandInRun {
  readonly id: string
  readonly name: string
  readonly startedAt: string
  readonly tag: 'training' | 'done' | 'failed' | 'interrupted'
  readonly why?: string | undefined
  readonly content: RunContent
  readonly backend?: string | undefined
  readonly engine?: string | undefined
  readonly data?: string | undefined
  /** The run whose weights it started with. */
  readonly from?: string | undefined
  readonly inexact?: true | undefined
  readonly rateChanges?: readonly { readonly step: number; readonly learningRate: number }[] | undefined
  readonly step: number
  readonly hash?: string | undefined
  readonly score?: StatedScore | undefined
  readonly seconds?: number | undefined
}

export interface StatedScore {
  readonly loss: number
  readonly rows: number
  readonly metrics: Readonly<Record<string, number>>
}

export interface HandInAction {
  readonly does: 'open' | 'edit' | 'run' | 'predict' | 'hint' | 'answer' | 'restart'
  readonly at?: string | undefined
  readonly what?: string | undefined
}

/** What the hand-in states about itself; a check computes it again. */
export interface HandInClaim {
  /** Null if training alone cannot decide it. */
  readonly goal: boolean | null
  readonly score: { readonly metric: string; readonly value: number } | null
}

export interface HandIn {
  /** The version of Netloom that made it. */
  readonly app: string
  readonly name: string
  /** ISO time. */
  readonly made: string
  readonly content: ProjectContent
  /** Oldest first. */
  readonly runs: readonly HandInRun[]
  readonly olderRuns?: number | undefined
  readonly actions: readonly HandInAction[]
  readonly claim: HandInClaim
}

/** A name as it may be used, or why it may not. */
export function readHandInName(given: string): Result<string, Message> {
  const name = given.trim().normalize('NFC')
  if (name === '') return fail(message('handin-name-empty', {}))
  // Control characters could reverse or break the line that shows the name.
  if (name.length > LIMITS.name || /[<>\p{Cc}\p{Zl}\p{Zp}]/u.test(name))
    return fail(message('handin-name', { name: name.slice(0, 40), most: LIMITS.name }))
  return ok(name)
}

/** Writes a hand-in as a file. */
export function writeHandIn(handIn: HandIn): Result<Uint8Array<ArrayBuffer>, Message> {
  const bytes = toJson(handIn)
  if (bytes.length > LIMITS.bytes) return fail(message('handin-too-large', { bytes: bytes.length, most: LIMITS.bytes }))
  // Without a time, equal hand-ins are equal files.
  return ok(new Uint8Array(gzipSync(bytes, { level: 9, mtime: 0 })))
}

/** Writes a hand-in as the fragment of a URL. */
export function writeHandInLink(handIn: HandIn): Result<string, Message> {
  const bytes = toJson(handIn)
  if (bytes.length > LIMITS.linkBytes)
    return fail(message('handin-link-too-large', { bytes: bytes.length, most: LIMITS.linkBytes }))
  return ok(`${HAND_IN_KEY}${VERSION}.${toUrlText(deflateSync(bytes, { level: 9 }))}`)
}

function toJson({ content, runs, olderRuns, ...rest }: HandIn): Uint8Array<ArrayBuffer> {
  const contents: { drawing: unknown; data: unknown; plan: unknown }[] = []
  const places = new Map<string, number>()
  const placeOf = ({ networks, data, plan }: RunContent) => {
    const one = { drawing: networks[0]?.drawing, data, plan }
    const key = stableJson(one)
    const known = places.get(key) ?? contents.push(one) - 1
    places.set(key, known)
    return known
  }
  const stated = runs.map((run) => ({ ...run, content: placeOf(run.content) }))
  const project: unknown = JSON.parse(new TextDecoder().decode(writeProject(content)))
  const older = olderRuns ? { olderRuns } : {}
  const file = { format: FORMAT, version: VERSION, ...rest, project, contents, runs: stated, ...older }
  return new TextEncoder().encode(stableJson({ ...file, sum: checksumOf(file) }))
}

/** A hash of everything else in the file, so that later changes are noticed before a replay. */
export function checksumOf(file: object): string {
  return hashSync(new TextEncoder().encode(stableJson(file)))
}

/** A hand-in as it was read; `isUnchanged` says whether its checksum is that of its content. */
export type ReadHandIn = HandIn & { readonly isUnchanged: boolean }

/** Reads the bytes of a file, or of a text that contains the address of a link. */
export function readHandIn(bytes: Uint8Array): Result<ReadHandIn, Message> {
  const json = unpack(bytes)
  if (!json.ok) return json
  const parsed = parseGuarded(json.value, LIMITS.bytes)
  if (!parsed.ok) return parsed
  try {
    return ok(readAll(parsed.value))
  } catch (error) {
    if (error instanceof Refusal) return fail(error.reason)
    throw error
  }
}

function unpack(bytes: Uint8Array): Result<Uint8Array<ArrayBuffer>, Message> {
  if (bytes.length > LIMITS.bytes) return fail(message('handin-unpacks', { most: LIMITS.bytes }))
  if (!GZIP.every((byte, i) => bytes[i] === byte)) {
    const link = /#handin=(\d{1,6})\.(\S*)/.exec(new TextDecoder().decode(bytes))
    if (link) return unpackLink(Number(link[1]), link[2] ?? '')
    const isCut = bytes.length > 0 && bytes.length < GZIP.length && bytes.every((byte, i) => byte === GZIP[i])
    return fail(isCut ? message('handin-cut-off', {}) : message('handin-other-file', {}))
  }
  const unpacked = inflateWithin(bytes.subarray(HEADER, -TRAILER), LIMITS.bytes)
  if (unpacked === 'too large') return fail(message('handin-unpacks', { most: LIMITS.bytes }))
  if (unpacked === 'cut off') return fail(message('handin-cut-off', {}))
  const end = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - TRAILER)
  const isWhole =
    unpacked !== 'damaged' && end.getUint32(0, true) === crc32(unpacked) && end.getUint32(4, true) === unpacked.length
  return isWhole ? ok(unpacked) : fail(message('handin-damaged', {}))
}

function unpackLink(version: number, text: string): Result<Uint8Array<ArrayBuffer>, Message> {
  if (version > VERSION) return fail(message('handin-newer', { version, known: VERSION }))
  const packed = fromUrlText(text)
  const unpacked = packed ? inflateWithin(packed, LIMITS.linkBytes) : 'damaged'
  if (unpacked === 'too large') return fail(message('handin-unpacks', { most: LIMITS.linkBytes }))
  return typeof unpacked === 'string' ? fail(message('handin-link-damaged', {})) : ok(unpacked)
}

function readAll(value: unknown): ReadHandIn {
  const head = conform(handInHead, value, fileNames.file)
  if (!head.ok) throw new Refusal(message('handin-other-file', {}))
  const { version } = head.value
  if (version > VERSION) throw new Refusal(message('handin-newer', { version, known: VERSION }))
  const raw = value as Readonly<Record<string, unknown>>
  for (const what of ['runs', 'actions', 'contents'] as const) {
    const listed = raw[what]
    if (Array.isArray(listed) && listed.length > LIMITS[what])
      throw new Refusal(message('handin-too-many', { what, has: listed.length, most: LIMITS[what] }))
  }
  const { project, contents, runs, sum, name: given, ...rest } = required(conform(handInBody, value, fileNames.file))
  const name = required(readHandInName(given))
  const content = required(readProject(encoded(project)))
  if (!content.lesson?.start) throw new Refusal(message('handin-lesson-missing', {}))
  const read = contents.map(({ drawing, data, plan }) => {
    const networks = [{ name: '', drawing }]
    return required(readProject(encoded({ format: 'netloom-project', version: 2, name: '', networks, data, plan })))
  })
  const { sum: _, ...unsummed } = raw
  return {
    ...{ ...rest, name, content, isUnchanged: sum === checksumOf(unsummed) },
    runs: runs.map(
      (run): HandInRun => ({
        ...run,
        content: read[run.content] ?? required(fail(message('handin-no-content', { run: run.name }))),
      }),
    ),
  }
}

function required<T>(result: Result<T, Message>): T {
  if (!result.ok) throw new Refusal(result.error)
  return result.value
}

function encoded(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value) ?? '')
}
