/** @file useOtherSet: whether the shown run was trained on another dataset than the one in use, so that its numbers are marked. */
import { schemaOf } from '../../compile/picked'
import type { AppState } from '../../studio/state'
import { useSelect } from '../studio-context'
import { newestFirst } from './use-shown-run'

/** The title of that other dataset; undefined where it is the one in use, or no run is shown. */
export function useOtherSet(): string | undefined {
  return useSelect(otherSet)
}

/** Pure form of `useOtherSet`. */
export function otherSet({ run, runs, project }: Pick<AppState, 'run' | 'runs' | 'project'>): string | undefined {
  const record = run.tag === 'idle' ? newestFirst(runs)[0] : runs.find(({ id }) => id === run.id)
  const data = record?.content.data
  if (!data || data.dataset === project.data.dataset) return undefined
  return schemaOf(data)?.title ?? data.dataset
}
