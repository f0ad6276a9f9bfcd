/** @file The preview of any dataset, without loading all of its rows. */
import { findDataset } from '../../catalog/dataset-def'
import { type Dataset, generate } from '../../data/dataset'
import { type DataPreview, previewOf } from '../../data/data-preview'
import { unpackChunk } from '../../data/packed-chunk'
import type { SetBase, SetRecord } from '../../storage/dataset-records'
import { setBytes } from '../../storage/dataset-versions'
import { DEFAULT_SEED } from '../../storage/load-dataset'
import type { Storage } from '../../storage/records'

/** Rows of a generated dataset that are drawn for its preview. */
const GENERATED_ROWS = 300
/** Size in bytes up to which the rows of an edited dataset are loaded for its preview. */
const MAX_BYTES = 16e6

interface PreviewSources {
  readonly storage: Pick<Storage, 'sets' | 'chunks'>
  readonly fetch: typeof globalThis.fetch
  /** Loads the rows of a custom dataset, after its edits. */
  readonly load: (set: SetRecord) => Promise<Dataset>
  /** The URL of the folder that contains the built-in datasets. */
  readonly base: string
}

/** The preview of the dataset with this id; null if it has none or is not on this device. */
export async function datasetPreview(dataset: string, sources: PreviewSources): Promise<DataPreview | null> {
  const def = findDataset(dataset)
  if (def?.rows.kind === 'generated')
    return previewOf(generate(def, DEFAULT_SEED, Math.min(GENERATED_ROWS, def.schema.rows))) ?? null
  if (def?.rows.kind === 'chunks') return builtInPreview(dataset, sources)
  const set = await sources.storage.sets.get(dataset)
  return set ? ((await editedPreview(set, sources)) ?? storedPreview(set.base, sources)) : null
}

/** A picture is not worth an error: offline, a large dataset that was never used has no preview. */
async function builtInPreview(dataset: string, { fetch, base }: PreviewSources): Promise<DataPreview | null> {
  const response = await fetch(`${base}${dataset}/preview.json`).catch(() => undefined)
  // The cast is safe: the file is built from `previewOf`, which a test verifies.
  return response?.ok ? ((await response.json().catch(() => null)) as DataPreview | null) : null
}

/** The preview of a custom dataset as it is now; undefined if it is too large to be loaded for a picture. */
async function editedPreview(set: SetRecord, { load }: PreviewSources): Promise<DataPreview | undefined> {
  const shipped = set.base.kind === 'shipped' ? findDataset(set.base.dataset)?.rows : undefined
  const bytes = shipped?.kind === 'chunks' ? shipped.bytes : 0
  if (set.steps.length === 0 || setBytes(set) + bytes > MAX_BYTES) return undefined
  const edited = await load(set).catch(() => undefined)
  return edited && previewOf(edited)
}

/** The preview of the rows that a custom dataset was created with. */
async function storedPreview(set: SetBase, sources: PreviewSources): Promise<DataPreview | null> {
  if (set.kind === 'shipped') return datasetPreview(set.dataset, sources)
  const [first] = set.chunks
  if (!first) return null
  const bytes = await sources.storage.chunks.get(first.sha256)
  const columns = bytes && unpackChunk(set.schema, first.rows, bytes)
  if (!columns?.ok) return null
  return previewOf({ schema: { ...set.schema, rows: first.rows }, columns: columns.value }) ?? null
}
