/** @file Pace: does work that comes in faster than the page can show it as often as the page can take, and leaves it time between. */

/** Rest between two turns, in ms: 20 a second are more than anyone reads. */
const REST_MS = 50

export interface Pace {
  /** Asks for a turn; many calls before it become one. */
  soon(): void
}

/** Calls `work` soon after it was asked for, but not before the page had as long a rest as the last turn took. */
export function makePace(work: () => void): Pace {
  let state: 'free' | 'busy' | 'busy, asked again' = 'free'

  function turn(): void {
    state = 'busy'
    const began = performance.now()
    work()
    // What is rendered by it is rendered before the next task, so its time counts.
    setTimeout(() => setTimeout(rested, Math.max(REST_MS, performance.now() - began)))
  }
  function rested(): void {
    if (state === 'busy, asked again') turn()
    else state = 'free'
  }

  return {
    soon() {
      if (state !== 'free') {
        state = 'busy, asked again'
        return
      }
      state = 'busy'
      setTimeout(turn)
    },
  }
}
