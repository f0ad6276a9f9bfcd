/** @file useIsTraining: whether a run is in progress. Such a run does not follow most changes of the settings. */
import { useSelect } from '../studio-context'

/** Whether a run is training or paused. */
export function useIsTraining(): boolean {
  return useSelect(({ run }) => run.tag === 'training' || run.tag === 'paused')
}
