/**
 * @file Stopwatch: measures how long a run takes from the click to its end, excluding pauses, for comparison with its
 * forecast.
 */
import type { StoreApi } from 'zustand/vanilla'
import type { RunState } from '../../protocol/run-state'
import type { RunSession } from './run-session'
import type { AppState } from '../state'

export interface Stopwatch {
  /** Must be called with every state of the run. Pass `aside` while the run waits for another request to the worker. */
  look(run: RunState, aside: 'aside' | undefined): void
  /** The measured time of the finished run; undefined before its end, and for a resumed run. */
  took(): Lap | undefined
}

export interface Lap {
  readonly seconds: number
  readonly firstStepMs: number
}

/** Creates a stopwatch on a clock in milliseconds. */
export function makeStopwatch(now: () => number = () => performance.now()): Stopwatch {
  let run: string | undefined
  let ms = 0
  let from: number | undefined
  let firstStepMs: number | undefined
  let over = false

  function stop(): void {
    if (from !== undefined) ms += now() - from
    from = undefined
  }
  return {
    look(state, aside) {
      if (state.tag === 'idle') {
        run = undefined
        return
      }
      if (state.id !== run) {
        // A resumed run was partly trained earlier, so it is not timed.
        if (state.tag !== 'preparing' || state.step > 0) return
        run = state.id
        ms = 0
        from = now()
        firstStepMs = undefined
        over = false
      }
      if (over) return
      if (state.tag === 'done' || state.tag === 'failed') {
        stop()
        over = state.tag === 'done'
        if (!over) run = undefined
        return
      }
      if (state.tag === 'paused' || aside) stop()
      else from ??= now()
      if (firstStepMs === undefined && state.begunAt !== undefined && state.step > state.begunAt)
        firstStepMs = ms + (from === undefined ? 0 : now() - from)
    },
    took: () =>
      over && firstStepMs !== undefined && run !== undefined ? { seconds: ms / 1000, firstStepMs } : undefined,
  }
}

/**
 * Stores the time and memory that each run actually used in its record, for comparison with its forecast. Does nothing
 * for a run without a forecast.
 */
export function recordRunCosts(store: StoreApi<AppState>, runs: RunSession): void {
  const watch = makeStopwatch()
  store.subscribe(({ run, insight }, before) => {
    if (run === before.run && insight.asking === before.insight.asking) return
    watch.look(run, insight.asking ? 'aside' : undefined)
    if (run.tag === 'done' && before.run.tag !== 'done') void record(run.id).catch(() => undefined)
  })
  async function record(id: string): Promise<void> {
    const lap = watch.took()
    if (!lap || !store.getState().runs.find((row) => row.id === id)?.forecast) return
    const answer = await runs.client().ask({ type: 'memory' })
    if (answer.type === 'memory') runs.note(id, { took: { ...lap, bytes: answer.bytes } })
  }
}
