/** @file clockStepMs: the smallest time difference that this browser's clock can measure. */

/** The number of clock ticks to observe, and the maximum time in ms to spend observing them. */
const [STEPS, MAX_MS] = [20, 5]

/** The smallest difference between two clock readings, in ms; browsers deliberately reduce clock resolution. */
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
