/**
 * @file Own datasets: dataset definitions for the user's datasets on this device, and the dataset shown on the Data
 * page.
 */
import { useMemo } from 'react'
import { datasets } from '../../../catalog/datasets/all'
import type { DatasetDef } from '../../../catalog/dataset-def'
import { customDataset, datasetOf } from '../../../compile/dataset-of-project'
import type { DataPick } from '../../../compile/project'
import type { SetRecord } from '../../../storage/dataset-records'
import { setBytes } from '../../../storage/dataset-versions'
import { useSelect } from '../../studio-context'

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
