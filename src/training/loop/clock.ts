/** @file Clock: how long a run has trained, what it spent waiting for the user left out. */

export interface Clock {
  /** Seconds of training so far. */
  seconds(): number
  /** Milliseconds of training since the last lap. */
  lap(): number
  /** Does something that is no training. */
  apart<T>(work: () => Promise<T>): Promise<T>
}

/** A clock that has run for so many seconds before. */
export function makeClock(before: number): Clock {
  const began = performance.now()
  let waited = 0
  let lapAt = 0
  const ms = () => performance.now() - began - waited
  return {
    seconds: () => before + ms() / 1000,
    lap() {
      const from = lapAt
      lapAt = ms()
      return lapAt - from
    },
    async apart(work) {
      const from = performance.now()
      try {
        return await work()
      } finally {
        waited += performance.now() - from
      }
    },
  }
}
