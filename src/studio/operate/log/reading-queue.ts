/** @file Reading queue: reads batches in order for a few milliseconds per frame, so that the page stays responsive. */

/**
 * The reading time per frame in ms; the rest of the 16 ms is left for rendering. There is no limit if nothing is
 * rendered.
 */
const BUDGET_MS = 'requestAnimationFrame' in globalThis ? 6 : Number.POSITIVE_INFINITY
/** A hidden page gets no frames, so reading continues after this many ms. */
const MAX_WAIT_MS = 100

export interface ReadingQueue<B> {
  /** Resolves once the batch has been read. A small batch is read at once if nothing else is waiting. */
  push(batch: B): Promise<void>
  /** Calls `use` when no batch is partially read. Reading pauses until `use` calls `release`. */
  hold(use: (release: () => void) => void): void
  /** Resolves when everything that was pushed so far has been read. */
  settled(): Promise<void>
}

/** A queue of batches that `read` processes; reading can pause at each `yield` of `read`. */
export function readingQueue<B>(
  read: (batch: B) => Generator<undefined, void>,
  nextFrame: (go: () => void) => void = inNextFrame,
  budgetMs = BUDGET_MS,
): ReadingQueue<B> {
  const waiting: { readonly batch: B; readonly done: () => void }[] = []
  const holds: ((release: () => void) => void)[] = []
  let half: { readonly work: Generator<undefined, void>; readonly done: () => void } | undefined
  let isHeld = false
  let isAsked = false
  let last: Promise<void> = Promise.resolve()

  /** Starts the next batch; returns false if there is none or reading is paused. */
  function begin(): boolean {
    while (!isHeld && holds.length > 0) {
      let isMine = true
      isHeld = true
      holds.shift()?.(() => {
        if (isMine) isHeld = false
        isMine = false
        soon()
      })
    }
    const next = isHeld ? undefined : waiting.shift()
    if (!next) return false
    half = { work: read(next.batch), done: next.done }
    return true
  }
  function step({ work, done }: NonNullable<typeof half>): void {
    let isOver = true
    try {
      isOver = work.next().done === true
    } finally {
      // Finish a batch even if it failed, so that it does not block the others.
      if (isOver) {
        half = undefined
        done()
      }
    }
  }
  function slice(): void {
    isAsked = false
    const until = performance.now() + budgetMs
    try {
      do {
        if (!half && !begin()) return
        if (half) step(half)
      } while (performance.now() < until)
    } finally {
      soon()
    }
  }
  function soon(): void {
    if (isAsked || !(half || (!isHeld && holds.length + waiting.length > 0))) return
    isAsked = true
    nextFrame(slice)
  }
  return {
    push(batch) {
      last = new Promise((done) => waiting.push({ batch, done }))
      if (!isAsked) slice()
      return last
    },
    hold(use) {
      holds.push(use)
      if (!half && !isHeld) begin()
      soon()
    },
    settled: () => last,
  }
}

/** Calls `go` in the next frame, or after a short time if there are no frames. */
function inNextFrame(go: () => void): void {
  if (!('requestAnimationFrame' in globalThis)) {
    setTimeout(go)
    return
  }
  const once = () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    go()
  }
  const frame = requestAnimationFrame(once)
  const timer = setTimeout(once, MAX_WAIT_MS)
}
