/** @file The versions of a set: which hash each state has, and the steps that lead to one. */
import type { DataPick } from '../compile/project'
import type { DataStep } from '../data/data-step'
import { versionHashes } from '../data/version-hash'
import type { KeptChunk, SetBase, SetRecord } from './dataset-records'

/** Of the base, then of the state after each of the steps. What a set is called is no part of what is in it. */
export function setHashes(base: SetBase, steps: readonly DataStep[]): readonly string[] {
  if (base.kind === 'shipped') return versionHashes(base, steps)
  const { id: _id, title: _title, ...schema } = base.schema
  return versionHashes(
    { kind: base.kind, schema, chunks: base.chunks.map(({ sha256, rows }) => [sha256, rows]) },
    steps,
  )
}

/** The version that a set stands at. */
export function versionOf({ base, steps }: Pick<SetRecord, 'base' | 'steps'>): string {
  return setHashes(base, steps).at(-1) as string
}

/** A set as it stands, as a project points at it. */
export function pickOf(set: Pick<SetRecord, 'id' | 'base' | 'steps' | 'schema'>): DataPick {
  return { dataset: set.id, version: versionOf(set), schema: set.schema }
}

/** The steps that lead to a version: of those taken, taken back or kept; undefined where none do. */
export function stepsOf(
  { base, steps, undone, versions }: Pick<SetRecord, 'base' | 'steps' | 'undone' | 'versions'>,
  version: string | undefined,
): readonly DataStep[] | undefined {
  if (version === undefined) return steps
  for (const all of [[...steps, ...undone], ...versions.map((kept) => kept.steps)]) {
    const at = setHashes(base, all).indexOf(version)
    if (at >= 0) return all.slice(0, at)
  }
  return undefined
}

/** The first letters of a hash, as it is told. */
export function shortHash(hash: string): string {
  return hash.slice(0, 8)
}

/** Bytes that a set has on disk; chunks that others share are counted with each. */
export function setBytes(set: Pick<SetRecord, 'base' | 'steps' | 'undone' | 'versions'>): number {
  const added = [...set.steps, ...set.undone, ...set.versions.flatMap(({ steps }) => steps)].flatMap(({ chunks }) =>
    Array.isArray(chunks) ? (chunks as readonly KeptChunk[]) : [],
  )
  const all = [...(set.base.kind === 'chunks' ? set.base.chunks : []), ...added]
  const sizes = new Map(all.map(({ sha256, bytes }) => [sha256, bytes]))
  return [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0)
}
