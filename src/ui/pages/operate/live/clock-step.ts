/** @file clockStepMs: the smallest time difference that the clock of this browser can measure. */

/** How many steps are observed, and for how long at most. */
const [STEPS, MAX_MS] = [20, 5]

/** The smallest difference of two clock readings in ms; browsers make it coarser on purpose. */
export function clockStepMs(now: () => number = () => performance.now()): number {
  const began = now()
  let [last, least] = [began, Number.POSITIVE_INFINITY]
  for (let steps = 0; steps < STEPS && last - began < MAX_MS; ) {
    const here = now()
    if (here === last) continue
    least = Math.min(least, here - last)
    last = here
    steps++
  }
  return Number(least.toPrecision(2))
}
