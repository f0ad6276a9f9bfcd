/** @file throttle: limits how often a function runs. */

/**
 * Returns a function whose first call schedules `act` to run after this many ms; further calls until then have no
 * effect.
 */
export function throttle(ms: number, act: () => void): () => void {
  let waits = false
  return () => {
    if (waits) return
    waits = true
    setTimeout(() => {
      waits = false
      act()
    }, ms)
  }
}
