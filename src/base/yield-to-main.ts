/** @file Rests: the thread is handed back between two stretches of long work, so that the page is drawn meanwhile. */

/** Work between two rests, in ms: a frame of 16 has room for it and for drawing. */
const STRETCH_MS = 6

/** Goes on in a task of its own; in a page that nobody sees too, where a timer would wait a second. */
export function rest(): Promise<void> {
  const { scheduler } = globalThis as { readonly scheduler?: { readonly yield?: () => Promise<void> } }
  return scheduler?.yield?.() ?? new Promise((go) => setTimeout(go))
}

/** The result of work that yields, with rests in it. */
export async function withRests<R>(work: Generator<undefined, R>): Promise<R> {
  for (let until = performance.now() + STRETCH_MS; ; ) {
    const step = work.next()
    if (step.done) {
      // What is made of it is a task of its own.
      await rest()
      return step.value
    }
    if (performance.now() < until) continue
    await rest()
    until = performance.now() + STRETCH_MS
  }
}
