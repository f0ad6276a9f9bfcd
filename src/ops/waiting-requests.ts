/**
 * @file Waiting: counts the requests in a queue that have not started yet, based on their start times, which are stored
 * in a ring buffer that grows as needed.
 */

export interface WaitingRequests {
  readonly count: number
  /** Adds requests that start together at `startMs`, which must never decrease between calls. */
  add(startMs: number, requests: number): void
  /** Removes requests that have started by the given time. */
  begin(nowMs: number): void
}

/** Creates an empty queue. */
export function makeWaitingRequests(): WaitingRequests {
  let starts = new Float64Array(16)
  let sizes = new Float64Array(16)
  let first = 0
  let length = 0
  let count = 0

  function grow(): void {
    const unrolled = (buffer: Float64Array) => {
      const larger = new Float64Array(2 * buffer.length)
      for (let i = 0; i < length; i++) larger[i] = buffer[(first + i) & (buffer.length - 1)] as number
      return larger
    }
    starts = unrolled(starts)
    sizes = unrolled(sizes)
    first = 0
  }

  return {
    get count() {
      return count
    },
    add(startMs, requests) {
      if (length === starts.length) grow()
      const at = (first + length++) & (starts.length - 1)
      starts[at] = startMs
      sizes[at] = requests
      count += requests
    },
    begin(nowMs) {
      while (length > 0 && (starts[first] as number) <= nowMs) {
        count -= sizes[first] as number
        first = (first + 1) & (starts.length - 1)
        length--
      }
    },
  }
}
