/** @file Yielding to the main thread between slices of long work, so that the page stays responsive. */

/** The length of a slice in ms, short enough that a 16 ms frame also has time for rendering. */
const SLICE_MS = 6

/** Resumes in a new task. `scheduler.yield` works even in a hidden page, where a timer would be delayed by a second. */
export function yieldToMain(): Promise<void> {
  const { scheduler } = globalThis as { readonly scheduler?: { readonly yield?: () => Promise<void> } }
  return scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve))
}

/** Runs a generator in slices of a few milliseconds, and returns its result. */
export async function runInSlices<R>(work: Generator<undefined, R>): Promise<R> {
  for (let until = performance.now() + SLICE_MS; ; ) {
    const step = work.next()
    if (step.done) {
      // Yield once more, so that the caller handles the result in a new task.
      await yieldToMain()
      return step.value
    }
    if (performance.now() < until) continue
    await yieldToMain()
    until = performance.now() + SLICE_MS
  }
}
