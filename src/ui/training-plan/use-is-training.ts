/** @file useIsTraining: whether a run is in progress. Most settings changed during a run do not affect it. */
import { useSelect } from '../studio-context'

/** Whether a run is training or paused. */
export function useIsTraining(): boolean {
  return useSelect(({ run }) => run.tag === 'training' || run.tag === 'paused')
}
