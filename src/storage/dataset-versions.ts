/** @file Versions of a dataset: the hash of each state, and the steps that lead to it. */
import { hashSync } from '../base/hash'
import { stableJson } from '../base/stable-json'
import type { DataPick } from '../compile/project'
import type { DataStep } from '../data/dataset-edit'
import type { SetBase, SetRecord, StoredChunk } from './dataset-records'

/** Hashes of the base and of the state after each step. The dataset's name does not affect them. */
export function setHashes(base: SetBase, steps: readonly DataStep[]): readonly string[] {
  if (base.kind === 'shipped') return versionHashes(base, steps)
  const { id: _id, title: _title, ...schema } = base.schema
  return versionHashes(
    { kind: base.kind, schema, chunks: base.chunks.map(({ sha256, rows }) => [sha256, rows]) },
    steps,
  )
}

/** The hash of a dataset's current state. */
export function versionOf({ base, steps }: Pick<SetRecord, 'base' | 'steps'>): string {
  return setHashes(base, steps).at(-1) as string
}

/** A reference to a dataset's current state, as a project stores it. */
export function pickOf(set: Pick<SetRecord, 'id' | 'base' | 'steps' | 'schema'>): DataPick {
  return { dataset: set.id, version: versionOf(set), schema: set.schema }
}

/**
 * The steps that lead to a version, found among the applied, undone, and saved steps; undefined if there is no such
 * version.
 */
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

/** The short form of a hash, for display. */
export function shortHash(hash: string): string {
  return hash.slice(0, 8)
}

/** Size of a dataset on disk, in bytes; shared chunks are counted in full for each dataset. */
export function setBytes(set: Pick<SetRecord, 'base' | 'steps' | 'undone' | 'versions'>): number {
  const added = [...set.steps, ...set.undone, ...set.versions.flatMap(({ steps }) => steps)].flatMap(({ chunks }) =>
    Array.isArray(chunks) ? (chunks as readonly StoredChunk[]) : [],
  )
  const all = [...(set.base.kind === 'chunks' ? set.base.chunks : []), ...added]
  const sizes = new Map(all.map(({ sha256, bytes }) => [sha256, bytes]))
  return [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0)
}

/**
 * Returns the hash of the base data, followed by the hash of the state after each step; each hash covers the previous
 * hash and the step.
 */
export function versionHashes(base: unknown, steps: readonly DataStep[]): readonly string[] {
  const hashes = [hashOf(stableJson(base))]
  for (const step of steps) hashes.push(hashOf(`${hashes.at(-1)}\n${stableJson(step)}`))
  return hashes
}

/** The hash of the state after all steps. */
export function versionHash(base: unknown, steps: readonly DataStep[]): string {
  return versionHashes(base, steps).at(-1) as string
}

function hashOf(text: string): string {
  return hashSync(new TextEncoder().encode(text))
}
