/** @file clockStepMs: the smallest time that this browser's clock tells. */

/** So many steps are looked at, and no longer than this. */
const [STEPS, MOST_MS] = [20, 5]

/** The least difference of two readings that differ, in milliseconds; browsers make it coarser on purpose. */
export function clockStepMs(now: () => number = () => performance.now()): number {
  const began = now()
  let [last, least] = [began, Number.POSITIVE_INFINITY]
  for (let steps = 0; steps < STEPS && last - began < MOST_MS; ) {
    const here = now()
    if (here === last) continue
    least = Math.min(least, here - last)
    last = here
    steps++
  }
  return Number(least.toPrecision(2))
}
