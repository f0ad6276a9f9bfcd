/** @file inSlices: runs long work a few milliseconds at a time, so that the page stays responsive. */

/** Milliseconds of work between two pauses; leaves time for drawing within a 16 ms frame. */
const SLICE_MS = 6

/** Runs work that yields regularly, and returns its result; when aborted, rejects with the signal's reason. */
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
