/** @file inSlices: runs long work a few milliseconds at a time, so that the page stays responsive. */

/** Milliseconds of work between two pauses, which leaves time for drawing in a frame of 16 ms. */
const SLICE_MS = 6

/** The result of work that yields; rejects with the signal's reason when it is aborted. */
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
