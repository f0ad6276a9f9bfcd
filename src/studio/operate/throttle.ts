/** @file OnceIn: what is asked for often is done once in a while. */

/** Does it so many milliseconds after it was first asked for, once for all who asked meanwhile. */
export function onceIn(ms: number, act: () => void): () => void {
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
