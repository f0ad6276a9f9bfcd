/** @file useIsTraining: whether a run is in progress, which keeps most of the settings it began with. */
import { useSelect } from '../studio-context'

/** Whether a run is training or paused. */
export function useIsTraining(): boolean {
  return useSelect(({ run }) => run.tag === 'training' || run.tag === 'paused')
}
