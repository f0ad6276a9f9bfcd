/** @file inSlices: long work done a few milliseconds at a time, so that the page goes on being drawn meanwhile. */

/** Work between two rests, in ms: a frame of 16 has room for it and for drawing. */
const SLICE_MS = 6

/** The result of work that yields; rejects with the signal's reason once it is aborted. */
export async function inSlices<R>(work: Generator<undefined, R>, signal: AbortSignal): Promise<R> {
  for (;;) {
    const until = performance.now() + SLICE_MS
    do {
      const step = work.next()
      if (step.done) return step.value
    } while (performance.now() < until)
    await new Promise((go) => setTimeout(go))
    signal.throwIfAborted()
  }
}
