/** @file The datasets of the user that the Data page lists, and which dataset it shows. */
import { createContext, useContext, useMemo } from 'react'
import type { DatasetDef } from '../../../catalog/dataset-def'
import { datasets } from '../../../catalog/datasets/all'
import { customDataset, datasetOf } from '../../../compile/dataset-of-project'
import type { DataPick } from '../../../compile/project'
import { readManifest } from '../../../data/dataset-manifest'
import type { SetRecord } from '../../../storage/dataset-records'
import { setBytes } from '../../../storage/dataset-versions'
import type { Storage } from '../../../storage/records'
import { useOnChange, useResult } from '../../kit/use-on-change'
import { useSelect, useStudio } from '../../studio-context'

/** The user's datasets on this device, newest first. */
export function useOwnDatasets(): readonly DatasetDef[] {
  const datasets = useSelect((state) => state.sets.sets)
  return useMemo(() => datasets.map((record) => definitionOf(record, record.schema)), [datasets])
}

/**
 * The chosen dataset, or else the dataset in use, with its schema from the project and its dataset card from this
 * device.
 */
export function useShownDataset(chosen: string | undefined): DatasetDef | undefined {
  const pick = useSelect((state) => state.project.data)
  const datasets = useSelect((state) => state.sets.sets)
  return useMemo(() => shownDataset(chosen, pick, datasets), [chosen, pick, datasets])
}

/** Pure version of `useShownDataset`. */
function shownDataset(
  chosen: string | undefined,
  pick: DataPick,
  records: readonly SetRecord[],
): DatasetDef | undefined {
  const id = chosen ?? pick.dataset
  const record = records.find((one) => one.id === id)
  if (record) return definitionOf(record, (id === pick.dataset && pick.schema) || record.schema)
  const shipped = datasets.find(({ schema }) => schema.id === id)
  return shipped ?? (id === pick.dataset ? datasetOf(pick) : undefined) ?? datasets[0]
}

function definitionOf(record: SetRecord, schema: SetRecord['schema']): DatasetDef {
  return customDataset(schema, record.card, setBytes(record))
}

const NONE: ReadonlySet<string> = new Set()

/** Ids of the datasets whose files are all on this device; checked again when the dataset in use changes. */
export function useStoredDatasets(): ReadonlySet<string> {
  const { storage } = useStudio()
  const tag = useSelect((state) => state.data.tag)
  // Files may have been downloaded when `tag` changes.
  const { value = NONE } = useResult([storage, tag], () => storedDatasets(storage.chunks))
  return value
}

/**
 * Ids of the datasets whose files are all in this storage. Generated datasets are always available and therefore not
 * listed.
 */
export async function storedDatasets(chunks: Pick<Storage['chunks'], 'get' | 'has'>): Promise<ReadonlySet<string>> {
  const result = new Set<string>()
  for (const { schema, rows } of datasets) {
    if (rows.kind !== 'chunks') continue
    const bytes = await chunks.get(`manifest:${schema.id}`).catch(() => undefined)
    const manifest = bytes && readManifest(new TextDecoder().decode(bytes), schema)
    if (!manifest?.ok) continue
    const here = await chunks.has(manifest.value.chunks.map(({ sha256 }) => sha256)).catch(() => [false])
    if (here.every(Boolean)) result.add(schema.id)
  }
  return result
}

export const ShowDatasetContext = createContext<(id: string) => void>(() => undefined)

/** Returns a function that shows a dataset without putting it into use. */
export function useShowDataset(): (id: string) => void {
  return useContext(ShowDatasetContext)
}

/** A dataset requested by a dialog before the page was mounted. */
let requested: string | undefined
let listener: ((id: string) => void) | undefined

/** Shows a dataset on the Data page, even if the page is not open yet. */
export function showOnDataPage(id: string): void {
  if (listener) listener(id)
  else requested = id
}

/** Shows datasets requested from outside the page. */
export function useRequestedDataset(show: (id: string) => void): void {
  // The page shows what is requested as long as it is mounted.
  useOnChange([], () => {
    listener = show
    if (requested !== undefined) show(requested)
    requested = undefined
    return () => {
      listener = undefined
    }
  })
}
