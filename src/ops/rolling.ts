/** @file Rolling: sums of the last so many minutes, one addition and one subtraction a minute; exact, for counts are whole numbers. */

export interface Rolling {
  readonly total: number
  readonly bad: number
  add(total: number, bad: number): void
}

/** A window of so many minutes; before it is full, it sums what there is. */
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
