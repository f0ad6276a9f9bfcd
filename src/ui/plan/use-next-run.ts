/** @file useNextRun: what a form says while a run goes on that began with another number; nothing otherwise. */
import { useSelect } from '../studio-context'

/** The sentence with a space before it, or ''. */
export function useNextRun(): string {
  return useSelect(({ run }) => (run.tag === 'training' || run.tag === 'paused' ? ' It counts from the next run.' : ''))
}
