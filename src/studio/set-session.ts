/**
 * @file Sets of the user's own, edited: each step is on disk before it is told as done, and the project that uses the set follows it.
 * Loaded with the first command that needs it.
 */
import { refuse } from '../base/messages/message'
import '../base/messages/learn-sets'
import type { DatasetSchema } from '../catalog/dataset-schema'
import type { DataPick } from '../compile/project'
import type { Dataset } from '../data/dataset'
import type { DataStep } from '../data/step'
import type { ImportWriter, KeptChunk, SetCard, SetRecord } from '../storage/set-records'
import { pickOf, setHashes, stepsOf, versionOf } from '../storage/set-versions'
import type { Workshop } from './context'
import { showUsage } from './project-session'

/** What an import has read, and the writer that its chunks are under. */
export interface Brought {
  readonly writer: ImportWriter
  readonly title: string
  readonly schema: Omit<DatasetSchema, 'id' | 'title'>
  readonly chunks: readonly KeptChunk[]
  readonly card?: Partial<SetCard>
  /** Another id than a new one, for a set that a project file brings. */
  readonly id?: string
}

/** Reads the list of sets anew. */
export async function listSets(studio: Workshop) {
  const sets = await studio.storage.sets.list()
  studio.store.setState({ sets })
  return sets
}

/** A set of this device, or a refusal. */
export async function setById(studio: Workshop, id: string): Promise<SetRecord> {
  return (await studio.storage.sets.get(id)) ?? refuse('no-set', { id })
}

/** A set as a project points at it: at a version, else as it stands. */
export async function ownPick(studio: Workshop, id: string, version?: string): Promise<DataPick> {
  const set = (await studio.storage.sets.get(id)) ?? refuse('unknown-dataset', { dataset: id })
  if (version === undefined || version === versionOf(set)) return pickOf(set)
  const kept = set.versions.find(({ hash }) => hash === version)
  if (kept) return { dataset: id, version, schema: kept.schema }
  const steps = stepsOf(set, version) ?? refuse('set-version-gone', { title: set.title, version: version.slice(0, 8) })
  return { dataset: id, version, schema: (await rowsAfter(studio, set, steps)).schema }
}

/** Makes the set of what an import wrote, in one transaction with its end. Resolves with its id. */
export async function createSet(
  studio: Workshop,
  { writer, title, schema, chunks, card, id }: Brought,
): Promise<string> {
  const own = id ?? newSetId()
  const rows = chunks.reduce((sum, chunk) => sum + chunk.rows, 0)
  const whole: DatasetSchema = { ...schema, id: own, title: titleOf(title), rows }
  await writer.finish({
    id: own,
    title: whole.title,
    card: { about: '', licence: '', source: '', ...card },
    base: { kind: 'chunks', schema: whole, chunks },
    schema: whole,
    steps: [],
    undone: [],
    slices: [],
    versions: [],
  })
  await changed(studio)
  return own
}

async function changed(studio: Workshop): Promise<void> {
  await listSets(studio)
  await showUsage(studio.store, studio.storage)
}

/** A title that can be shown, or a refusal. */
export function titleOf(given: unknown): string {
  const title = String(given ?? '')
    .trim()
    .slice(0, 120)
  return title === '' ? refuse('name-empty', {}) : title
}

function newSetId(): string {
  const part = Array.from(globalThis.crypto.getRandomValues(new Uint32Array(2)), (n) => n.toString(36)).join('')
  return `own-${part}`
}

async function rowsAfter(studio: Workshop, set: SetRecord, steps: readonly DataStep[]): Promise<Dataset> {
  return studio.data.load({ dataset: set.id, version: setHashes(set.base, steps).at(-1) as string, schema: set.schema })
}
