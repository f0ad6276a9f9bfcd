/** @file splitTime: training before validation before test, nothing shuffled; rows of one moment stay together. */

/**
 * Rows of each part, in order of time, from rows whose time is known. A part begins where a moment does, as near to the wanted
 * sizes as moments allow; `gap` rows at least are left out at the end of the part before.
 */
export function splitTime(
  rows: Uint32Array,
  times: ArrayLike<number>,
  wanted: readonly number[],
  gap: number,
): readonly Uint32Array<ArrayBuffer>[] {
  const at = (i: number) => times[order[i] as number] as number
  const order = Uint32Array.from(rows).sort((a, b) => (times[a] as number) - (times[b] as number) || a - b)
  const total = order.length
  /** The beginning of the moment that stands at i. */
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
  const begins: number[] = []
  let sum = 0
  for (const size of wanted) {
    begins.push(sum === 0 ? 0 : closest(sum, before(Math.min(sum, total)), after(Math.min(sum, total))))
    sum += size
  }
  return wanted.map((size, part) => {
    if (size === 0) return new Uint32Array(0)
    const from = begins[part] as number
    const next = begins.findIndex((_, i) => i > part && (wanted[i] as number) > 0)
    // The last part ends with what its share leaves out, where shares sum to less than all.
    if (next < 0) return order.slice(from, Math.min(total, after(Math.min(sum, total))))
    const end = begins[next] as number
    return order.slice(from, Math.max(from, gap > 0 ? before(Math.max(from, end - gap)) : end))
  })
}

function closest(wanted: number, below: number, above: number): number {
  return wanted - below <= above - wanted ? below : above
}
