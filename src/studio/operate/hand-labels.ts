/**
 * @file Hand labels: what people said of requests, each with its input as it came, kept with the project for ever. The log forgets requests
 * and begins anew; this list only grows. Rows are written a part at a time, so that a further word rewrites little.
 */
import { fromBase64, toBase64 } from '../../base/base64'
import { hashSync } from '../../base/hash'
import { handLabelsKey } from '../../storage/service-log-removal'
import type { AppContext } from '../context'

type Plain = string | number | boolean | null
/** A value of a column; bytes are numbers from 0 to 255 as base64. */
type PackedValue = Plain | readonly number[] | { readonly bytes: string }
type Row = Readonly<Record<string, unknown>>

export interface HandLabel {
  readonly service: string
  readonly request: number
  /** When it was said, as the clock on the wall had it. */
  readonly said: string
  /** A class by its name, or a number. */
  readonly label: string | number
  /** The column that it is of. */
  readonly target: string
  /** Which row of which data it was, with what was done to it; absent where it came from outside. */
  readonly place?: RowPlace
  /** The row that can join a set, its label in it; absent where the input could not be had whole. */
  readonly input?: Readonly<Record<string, PackedValue>>
}

export interface RowPlace {
  /** Names the rows: same text, same rows. */
  readonly data: string
  readonly row: number
  readonly world: boolean
  /** By the book's name, and in 32nds. */
  readonly operator: string
  readonly strength: number
}

/** Labels of a part: the last part alone is ever written again. */
const PART = 32
const VERSION = 1

interface Kept {
  readonly project: string
  readonly labels: HandLabel[]
}

const known = new WeakMap<AppContext['store'], Promise<Kept>>()

/** One after another: a part is read before it is written. */
const writing = new WeakMap<AppContext['store'], Promise<unknown>>()

async function partOf({ storage }: Pick<AppContext, 'storage'>, project: string, part: number): Promise<HandLabel[]> {
  const row = (await storage.settings.get(handLabelsKey(project, part))) as
    | { readonly version: number; readonly labels: HandLabel[] }
    | undefined
  return row?.version === VERSION && Array.isArray(row.labels) ? row.labels : []
}

async function readAll(studio: AppContext, project: string): Promise<Kept> {
  const labels: HandLabel[] = []
  for (let part = 0; ; part++) {
    const own = await partOf(studio, project, part)
    labels.push(...own)
    if (own.length < PART) return { project, labels }
  }
}

async function keptOf(studio: AppContext): Promise<Kept> {
  const { id } = studio.store.getState().project
  const before = await known.get(studio.store)
  if (before?.project === id) return before
  const read = readAll(studio, id)
  known.set(studio.store, read)
  read.catch(() => known.delete(studio.store))
  return read
}

/** Keeps a word for ever; resolves once it is on disk. */
export function keepHandLabel(studio: AppContext, label: HandLabel): Promise<void> {
  const mine = (writing.get(studio.store) ?? Promise.resolve()).then(async () => {
    const { project, labels } = await keptOf(studio)
    let part = Math.floor(labels.length / PART)
    let there = await partOf(studio, project, part)
    // Another tab may have filled it meanwhile.
    while (there.length >= PART) there = await partOf(studio, project, ++part)
    await studio.storage.settings.put(handLabelsKey(project, part), { version: VERSION, labels: [...there, label] })
    labels.push(label)
  })
  writing.set(
    studio.store,
    mine.catch(() => undefined),
  )
  return mine
}

/** The latest word on each input of a service, oldest first; of services that are gone by this name too, where it is of the same column. */
export async function handLabelsOf(studio: AppContext, service: string, target: string): Promise<readonly HandLabel[]> {
  const { labels } = await keptOf(studio)
  const names = new Set((studio.store.getState().project.services ?? []).map(({ name }) => name))
  const latest = new Map<string, HandLabel>()
  for (const one of labels) {
    if (one.target !== target || (one.service !== service && names.has(one.service))) continue
    const key = identityOf(one)
    latest.delete(key)
    latest.set(key, one)
  }
  return [...latest.values()]
}

/** The inputs whose labels are rows of a set already, so that none joins it twice. */
export async function joinedIn({ storage }: Pick<AppContext, 'storage'>, set: string): Promise<readonly string[]> {
  const kept = await storage.settings.get(joinedKey(set))
  return Array.isArray(kept) ? kept.map(String) : []
}

/** Notes what a set holds; one that is derived of it holds it too. */
export function keepJoined(
  { storage }: Pick<AppContext, 'storage'>,
  set: string,
  identities: readonly string[],
): Promise<void> {
  return storage.settings.put(joinedKey(set), identities)
}

function joinedKey(set: string): string {
  return `labels in ${set}`
}

/** Same text, same input. */
export function identityOf({ place, input, service, request, said, target }: HandLabel): string {
  if (place) return JSON.stringify([place.data, place.world, place.row, place.operator, place.strength])
  if (!input) return JSON.stringify([service, request, said])
  const asked = Object.entries(input).filter(([name]) => name !== target)
  return hashSync(new TextEncoder().encode(JSON.stringify(asked)))
}

/** A row as it is kept: pictures as bytes. Undefined where it holds what cannot be kept. */
export function packRow(row: Row): HandLabel['input'] {
  const packed: Record<string, PackedValue> = {}
  for (const [name, value] of Object.entries(row)) {
    if (Array.isArray(value)) packed[name] = packNumbers(value as readonly number[])
    else if (ArrayBuffer.isView(value)) packed[name] = packNumbers(Array.from(value as unknown as ArrayLike<number>))
    else if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) packed[name] = value as Plain
    else return undefined
  }
  return packed
}

/** The row again. */
export function unpackRow(packed: NonNullable<HandLabel['input']>): Row {
  return Object.fromEntries(
    Object.entries(packed).map(([name, value]) => {
      if (value === null || typeof value !== 'object' || !('bytes' in value)) return [name, value]
      return [name, Array.from(fromBase64(value.bytes) ?? [])]
    }),
  )
}

function packNumbers(numbers: readonly number[]): PackedValue {
  const areBytes = numbers.every((one) => Number.isInteger(one) && one >= 0 && one <= 255)
  return areBytes ? { bytes: toBase64(Uint8Array.from(numbers)) } : numbers
}
