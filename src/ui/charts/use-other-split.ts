/** @file useOtherSet: whether the run on show learnt from another set than the one in use, so that its numbers are marked as such. */
import { schemaOf } from '../../compile/picked'
import type { AppState } from '../../studio/state'
import { useSelect } from '../studio-context'
import { newestFirst } from './use-shown-run'

/** The title of that other set; undefined where it is the one in use, or nothing is shown. */
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
