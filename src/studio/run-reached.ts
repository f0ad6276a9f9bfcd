/** @file reached: waits for a state of the run. */
import type { StoreApi } from 'zustand/vanilla'
import type { RunState } from '../protocol/run-state'
import type { AppState } from './state'

/** Whether it came to an end, good or bad. */
export function isOver(run: RunState): boolean {
  return run.tag === 'done' || run.tag === 'failed'
}

/** Whether it has done a step since it was begun or taken up. */
export function stepped(run: RunState): boolean {
  return run.tag !== 'idle' && run.begunAt !== undefined && run.step > run.begunAt
}

/** Resolves with the first run state that passes. */
export function reached(store: StoreApi<AppState>, test: (run: RunState) => boolean): Promise<RunState> {
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
