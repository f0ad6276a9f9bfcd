/** @file Clock: measures the training time of a run, excluding time spent waiting for the user. */

export interface Clock {
  /** Seconds of training so far. */
  seconds(): number
  /** Milliseconds of training since the last lap. */
  lap(): number
  /** Runs work whose duration does not count as training time. */
  excluding<T>(work: () => Promise<T>): Promise<T>
}

/** Creates a clock that starts at this many seconds. */
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
    async excluding(work) {
      const from = performance.now()
      try {
        return await work()
      } finally {
        waited += performance.now() - from
      }
    },
  }
}
