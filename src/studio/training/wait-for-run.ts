/** @file Waiting for a state of the run. */
import type { StoreApi } from 'zustand/vanilla'
import type { RunState } from '../../protocol/run-state'
import type { AppState } from '../state'

/** Whether the run has ended, with success or not. */
export function isOver(run: RunState): boolean {
  return run.tag === 'done' || run.tag === 'failed'
}

/** Whether the run has completed a step since it started or resumed. */
export function nextStep(run: RunState): boolean {
  return run.tag !== 'idle' && run.begunAt !== undefined && run.step > run.begunAt
}

/** Resolves with the first run state that passes the test. */
export function runReached(store: StoreApi<AppState>, test: (run: RunState) => boolean): Promise<RunState> {
  return new Promise((resolve) => {
    const { run } = store.getState()
    if (test(run)) return resolve(run)
    const close = store.subscribe((state) => {
      if (!test(state.run)) return
      close()
      resolve(state.run)
    })
  })
}
