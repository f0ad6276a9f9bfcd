/**
 * @file useOtherDataset: detects that the displayed run was trained on a different dataset than the one in use, so that
 * the run's numbers can be marked.
 */
import { schemaOf } from '../../compile/dataset-of-project'
import type { AppState } from '../../studio/state'
import { useSelect } from '../studio-context'
import { newestFirst } from './use-shown-run'

/**
 * The title of the dataset that the displayed run was trained on; undefined if it is the dataset in use or if no run is
 * displayed.
 */
export function useOtherDataset(): string | undefined {
  return useSelect(otherDataset)
}

/** Pure version of `useOtherDataset`. */
export function otherDataset({ run, runs, project }: Pick<AppState, 'run' | 'runs' | 'project'>): string | undefined {
  const record = run.tag === 'idle' ? newestFirst(runs)[0] : runs.find(({ id }) => id === run.id)
  const data = record?.content.data
  if (!data || data.dataset === project.data.dataset) return undefined
  return schemaOf(data)?.title ?? data.dataset
}
