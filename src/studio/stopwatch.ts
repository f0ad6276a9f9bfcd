/** @file Stopwatch: how long a run takes from the click to its end, its pauses left out: what a forecast is held against. */
import type { RunState } from '../protocol/run-state'

export interface Stopwatch {
  /** Told of every state of the run; `aside` while something else is being found out and the run waits. */
  look(run: RunState, aside: 'aside' | undefined): void
  /** What the run in hand took; undefined until it is done, and for one that went on from before. */
  took(): Lap | undefined
}

export interface Lap {
  readonly seconds: number
  readonly firstStepMs: number
}

/** A stopwatch by a clock in milliseconds. */
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
        // One that goes on from before was partly done elsewhere.
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
