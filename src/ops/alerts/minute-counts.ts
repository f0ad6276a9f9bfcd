/**
 * @file MinuteCounts: the number of good and bad requests per minute, kept for at least the longest objective period;
 * the oldest minutes are dropped.
 */

import { defineReducer } from '../log/fold-log'
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

// Wrong predictions according to simulated ground truth, for grading only: the service does not know the ground truth.

export interface HarmCounts {
  counts: MinuteCounts | undefined
  /** Counts for the current minute: predictions whose ground truth is known, and how many of them are wrong. */
  known: number
  wrong: number
}

export const harm = defineReducer<HarmCounts>({
  initial: () => ({ counts: undefined, known: 0, wrong: 0 }),
  requests(state, { predicted, truth }, from, to, { book }) {
    if (book.classes.length === 0) return
    for (let i = from; i < to; i++) {
      const is = truth[i] as number
      if ((predicted[i] as number) < 0 || Number.isNaN(is)) continue
      state.known++
      if (is !== predicted[i]) state.wrong++
    }
  },
  minute(state, minute) {
    state.counts ??= makeMinuteCounts(minute)
    state.counts.add(state.known, state.wrong)
    state.known = 0
    state.wrong = 0
  },
})
