/** @file MinuteCounts: good and bad a minute, as they come, for as long as an objective can ask for: then the oldest go. */
import type { Minutes } from '../slo'
import { MOST_OVER_DAYS } from '../slo-bounds'

/** Minutes that are kept at least. */
const KEPT = MOST_OVER_DAYS * 1440

export interface MinuteCounts {
  /** What there is; the same memory as long as nothing is added. */
  readonly minutes: Minutes
  add(total: number, bad: number): void
}

/** Counts from a minute on. */
export function makeMinuteCounts(from: number): MinuteCounts {
  let [first, length] = [from, 0]
  let total = new Uint32Array(1440)
  let bad = new Uint32Array(1440)
  return {
    get minutes() {
      return { first, total: total.subarray(0, length), bad: bad.subarray(0, length) }
    },
    add(more, worse) {
      if (length === 2 * KEPT) {
        for (const counts of [total, bad]) counts.copyWithin(0, KEPT)
        first += KEPT
        length = KEPT
      } else if (length === total.length) {
        const room = Math.min(2 * KEPT, 2 * length)
        total = grown(total, room)
        bad = grown(bad, room)
      }
      total[length] = more
      bad[length] = worse
      length++
    },
  }
}

function grown(counts: Uint32Array<ArrayBuffer>, room: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(room)
  larger.set(counts)
  return larger
}
