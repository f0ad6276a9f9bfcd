/**
 * @file splitTime: assigns rows in time order without shuffling: first training, then validation, then test rows. Rows
 * with equal times stay together.
 */

/**
 * Splits the rows in time order; all `rows` must have a known time. Each part starts where the time changes, as close
 * to the target sizes as possible. At least `gap` rows at the end of the previous part are omitted.
 */
export function splitTime(
  rows: Uint32Array,
  times: ArrayLike<number>,
  targets: readonly number[],
  gap: number,
): readonly Uint32Array<ArrayBuffer>[] {
  const at = (i: number) => times[order[i] as number] as number
  const order = Uint32Array.from(rows).sort((a, b) => (times[a] as number) - (times[b] as number) || a - b)
  const total = order.length
  /** Returns the first index whose row has the same time as the row at index i. */
  const before = (i: number): number => {
    let from = i
    while (from > 0 && from < total && at(from - 1) === at(from)) from--
    return from
  }
  const after = (i: number): number => {
    let to = i
    while (to > 0 && to < total && at(to - 1) === at(to)) to++
    return to
  }
  const starts: number[] = []
  let sum = 0
  for (const size of targets) {
    starts.push(sum === 0 ? 0 : closest(sum, before(Math.min(sum, total)), after(Math.min(sum, total))))
    sum += size
  }
  return targets.map((size, part) => {
    if (size === 0) return new Uint32Array(0)
    const from = starts[part] as number
    const next = starts.findIndex((_, i) => i > part && (targets[i] as number) > 0)
    // If the shares sum to less than 1, the last part ends early and the remaining rows are unused.
    if (next < 0) return order.slice(from, Math.min(total, after(Math.min(sum, total))))
    const end = starts[next] as number
    return order.slice(from, Math.max(from, gap > 0 ? before(Math.max(from, end - gap)) : end))
  })
}

function closest(target: number, below: number, above: number): number {
  return target - below <= above - target ? below : above
}
