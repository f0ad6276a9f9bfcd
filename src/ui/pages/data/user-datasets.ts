/** @file The datasets of the user that the Data page lists, and which dataset it shows. */
import { createContext, useContext, useMemo } from 'react'
import type { DatasetDef } from '../../../catalog/dataset-def'
import { datasets } from '../../../catalog/datasets/all'
import { customDataset, datasetOf } from '../../../compile/dataset-of-project'
import type { DataPick } from '../../../compile/project'
import { overviewText } from '../../../messages/en/data/overview'
import type { SetRecord } from '../../../storage/dataset-records'
import { setBytes } from '../../../storage/dataset-versions'
import { useOnChange, useResult } from '../../kit/use-on-change'
import { useSelect, useStudio } from '../../studio-context'

/** The user's datasets on this device, newest first. */
export function useOwnDatasets(): readonly DatasetDef[] {
  const datasets = useSelect((state) => state.sets.sets)
  return useMemo(() => datasets.map((record) => definitionOf(record, record.schema)), [datasets])
}

const KINDS = ['images', 'table', 'points', 'text', 'series'] as const

/** A group of datasets in a list: the user's own, or the built-in ones of a kind. */
export interface DatasetGroup {
  readonly title: string
  readonly sets: readonly DatasetDef[]
}

/** The datasets whose title or description contains the search text, in groups; groups without any are left out. */
export function datasetGroups(own: readonly DatasetDef[], search: string): readonly DatasetGroup[] {
  const wanted = search.trim().toLowerCase()
  const matches = ({ schema, about }: DatasetDef) => `${schema.title} ${about}`.toLowerCase().includes(wanted)
  return [
    { title: overviewText.list.own, sets: own.filter(matches) },
    ...KINDS.map((kind) => ({
      title: overviewText.list.kinds[kind],
      sets: datasets.filter((def) => def.schema.kind === kind && matches(def)),
    })),
  ].filter(({ sets }) => sets.length > 0)
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
  const { value = NONE } = useResult([storage, tag], async () => {
    const { storedDownloads } = await import('../../../studio/project/saved-data')
    return new Set((await storedDownloads(storage)).map(({ id }) => id))
  })
  return value
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
