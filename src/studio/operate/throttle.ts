/** @file throttle: limits how often a function runs. */

/** Runs `act` this many ms after the first call, once for all calls in the meantime. */
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
