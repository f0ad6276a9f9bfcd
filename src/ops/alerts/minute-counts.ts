/**
 * @file MinuteCounts: the number of good and bad requests per minute, kept for at least the longest objective period;
 * the oldest minutes are dropped.
 */
import type { Minutes } from '../slo'
import { MAX_OVER_DAYS } from '../slo-limits'

/** The minimum number of minutes to keep. */
const MIN_STORED = MAX_OVER_DAYS * 1440

export interface MinuteCounts {
  /** The current counts, as a view into internal memory that is valid only until the next call to `add`. */
  readonly minutes: Minutes
  add(total: number, bad: number): void
}

/** Creates empty counts that start at the given minute. */
export function makeMinuteCounts(from: number): MinuteCounts {
  let [first, length] = [from, 0]
  let total = new Uint32Array(1440)
  let bad = new Uint32Array(1440)
  return {
    get minutes() {
      return { first, total: total.subarray(0, length), bad: bad.subarray(0, length) }
    },
    add(more, worse) {
      if (length === 2 * MIN_STORED) {
        for (const counts of [total, bad]) counts.copyWithin(0, MIN_STORED)
        first += MIN_STORED
        length = MIN_STORED
      } else if (length === total.length) {
        const capacity = Math.min(2 * MIN_STORED, 2 * length)
        total = enlarged(total, capacity)
        bad = enlarged(bad, capacity)
      }
      total[length] = more
      bad[length] = worse
      length++
    },
  }
}

function enlarged(counts: Uint32Array<ArrayBuffer>, capacity: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(capacity)
  larger.set(counts)
  return larger
}
