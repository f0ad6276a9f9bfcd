/**
 * @file Rolling: sums over the most recent minutes, with one addition and one subtraction per minute. The sums are
 * exact, because the counts are integers.
 */

export interface Rolling {
  readonly total: number
  readonly bad: number
  add(total: number, bad: number): void
}

/** Creates a rolling window of this many minutes; until it is full, it sums all minutes added so far. */
export function makeRolling(minutes: number): Rolling {
  const totals = new Float64Array(minutes)
  const bads = new Float64Array(minutes)
  let at = 0
  const sums = {
    total: 0,
    bad: 0,
    add(total: number, bad: number) {
      sums.total += total - (totals[at] as number)
      sums.bad += bad - (bads[at] as number)
      totals[at] = total
      bads[at] = bad
      at = (at + 1) % minutes
    },
  }
  return sums
}
