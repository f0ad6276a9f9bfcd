/**
 * @file Manual labels: labels that users gave to requests, each with its input, saved permanently with the project.
 * Unlike the log, which drops old requests and restarts, this list only grows. It is stored in parts, so that adding a
 * label rewrites only the last part.
 */
import { fromBase64, toBase64 } from '../../../base/bytes'
import { hashSync } from '../../../base/hash'
import { withRenamedField } from '../../../storage/renamed-fields'
import { handLabelsKey } from '../../../storage/projects'
import type { AppContext } from '../../context'

type Plain = string | number | boolean | null
/** A stored value of a column; bytes (0 to 255) are stored as base64. */
type PackedValue = Plain | readonly number[] | { readonly bytes: string }
type Row = Readonly<Record<string, unknown>>

export interface ManualLabel {
  readonly service: string
  readonly request: number
  /** The real time at which the label was given (ISO 8601). */
  readonly labeledAt: string
  /** A class name, or a number. */
  readonly label: string | number
  /** The target column that the label belongs to. */
  readonly target: string
  /** The row that the input came from, with the drift applied to it; absent for a request from outside. */
  readonly place?: RowOrigin
  /** The input as a row with its label, to add to a dataset; absent if the input is incomplete. */
  readonly input?: Readonly<Record<string, PackedValue>>
}

export interface RowOrigin {
  /** The key of the data; equal keys mean equal rows. */
  readonly data: string
  readonly row: number
  readonly world: boolean
  /** The name of the drift operator in the log dictionary, and its strength in units of 1/32. */
  readonly operator: string
  readonly strength: number
}

/** Labels per stored part; only the last part is ever rewritten. */
const PART_SIZE = 32
const VERSION = 1

interface LoadedLabels {
  readonly project: string
  readonly labels: ManualLabel[]
}

const known = new WeakMap<AppContext['store'], Promise<LoadedLabels>>()

/** Writes run one at a time, because writing a part requires reading it first. */
const writing = new WeakMap<AppContext['store'], Promise<unknown>>()

async function partOf({ storage }: Pick<AppContext, 'storage'>, project: string, part: number): Promise<ManualLabel[]> {
  const row = (await storage.settings.get(handLabelsKey(project, part))) as
    | { readonly version: number; readonly labels: ManualLabel[] }
    | undefined
  const labels = row?.version === VERSION && Array.isArray(row.labels) ? row.labels : []
  return labels.map((label) => withRenamedField(label, 'said', 'labeledAt'))
}

async function readAll(studio: AppContext, project: string): Promise<LoadedLabels> {
  const labels: ManualLabel[] = []
  for (let part = 0; ; part++) {
    const own = await partOf(studio, project, part)
    labels.push(...own)
    if (own.length < PART_SIZE) return { project, labels }
  }
}

async function loadedLabels(studio: AppContext): Promise<LoadedLabels> {
  const { id } = studio.store.getState().project
  const before = await known.get(studio.store)
  if (before?.project === id) return before
  const read = readAll(studio, id)
  known.set(studio.store, read)
  read.catch(() => known.delete(studio.store))
  return read
}

/** Saves a label permanently; resolves once it is on disk. */
export function saveManualLabel(studio: AppContext, label: ManualLabel): Promise<void> {
  const write = (writing.get(studio.store) ?? Promise.resolve()).then(async () => {
    const { project, labels } = await loadedLabels(studio)
    let part = Math.floor(labels.length / PART_SIZE)
    let there = await partOf(studio, project, part)
    // Another tab may have filled the part in the meantime, so continue with the next one.
    while (there.length >= PART_SIZE) there = await partOf(studio, project, ++part)
    await studio.storage.settings.put(handLabelsKey(project, part), { version: VERSION, labels: [...there, label] })
    labels.push(label)
  })
  writing.set(
    studio.store,
    write.catch(() => undefined),
  )
  return write
}

/**
 * The latest label of each input of a service, oldest first. Includes labels for the same column from removed services
 * whose names are free now.
 */
export async function manualLabelsOf(
  studio: AppContext,
  service: string,
  target: string,
): Promise<readonly ManualLabel[]> {
  const { labels } = await loadedLabels(studio)
  const names = new Set((studio.store.getState().project.services ?? []).map(({ name }) => name))
  const latest = new Map<string, ManualLabel>()
  for (const one of labels) {
    if (one.target !== target || (one.service !== service && names.has(one.service))) continue
    const key = inputIdentity(one)
    latest.delete(key)
    latest.set(key, one)
  }
  return [...latest.values()]
}

/** The identities of inputs whose labels are already rows of a dataset, so that no label is added twice. */
export async function labelsInDataset(
  { storage }: Pick<AppContext, 'storage'>,
  dataset: string,
): Promise<readonly string[]> {
  const kept = await storage.settings.get(joinedKey(dataset))
  return Array.isArray(kept) ? kept.map(String) : []
}

/** Saves which labeled inputs a dataset contains; datasets derived from it contain them too. */
export function saveLabelsInDataset(
  { storage }: Pick<AppContext, 'storage'>,
  dataset: string,
  identities: readonly string[],
): Promise<void> {
  return storage.settings.put(joinedKey(dataset), identities)
}

function joinedKey(dataset: string): string {
  return `labels in ${dataset}`
}

/** A string that identifies an input: equal strings mean equal inputs. */
export function inputIdentity({ place, input, service, request, labeledAt, target }: ManualLabel): string {
  if (place) return JSON.stringify([place.data, place.world, place.row, place.operator, place.strength])
  if (!input) return JSON.stringify([service, request, labeledAt])
  const inputs = Object.entries(input).filter(([name]) => name !== target)
  return hashSync(new TextEncoder().encode(JSON.stringify(inputs)))
}

/** A row in its stored form, with images as bytes; undefined if a value cannot be stored. */
export function packRow(row: Row): ManualLabel['input'] {
  const packed: Record<string, PackedValue> = {}
  for (const [name, value] of Object.entries(row)) {
    if (Array.isArray(value)) packed[name] = packNumbers(value as readonly number[])
    else if (ArrayBuffer.isView(value)) packed[name] = packNumbers(Array.from(value as unknown as ArrayLike<number>))
    else if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) packed[name] = value as Plain
    else return undefined
  }
  return packed
}

/** Converts a row back from its stored form. */
export function unpackRow(packed: NonNullable<ManualLabel['input']>): Row {
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
