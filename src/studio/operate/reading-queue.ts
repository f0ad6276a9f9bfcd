/**
 * @file ReadingQueue: batches that are read a few milliseconds a frame, in their order, so that the page is drawn however much there is.
 */

/** Of a frame of 16 ms: the rest is for drawing. Where nothing is drawn there is nothing to rest for. */
const BUDGET_MS = 'requestAnimationFrame' in globalThis ? 6 : Number.POSITIVE_INFINITY
/** A page that nobody sees has no frames. */
const MOST_WAIT_MS = 100

export interface ReadingQueue<B> {
  /** Resolves once it was read; what is little is read at once where nothing waits. */
  push(batch: B): Promise<void>
  /** Calls it when no batch is half read; nothing is read from then on until it lets go. */
  hold(use: (letGo: () => void) => void): void
  /** Resolves when all was read that is here now. */
  settled(): Promise<void>
}

/** A queue of what is read by `read`, which rests where it yields. */
export function readingQueue<B>(
  read: (batch: B) => Generator<undefined, void>,
  nextFrame: (go: () => void) => void = inNextFrame,
  budgetMs = BUDGET_MS,
): ReadingQueue<B> {
  const waiting: { readonly batch: B; readonly done: () => void }[] = []
  const holds: ((letGo: () => void) => void)[] = []
  let half: { readonly work: Generator<undefined, void>; readonly done: () => void } | undefined
  let isHeld = false
  let isAsked = false
  let last: Promise<void> = Promise.resolve()

  /** Takes up what is next; false where there is nothing, or it may not. */
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
      // One that fails must not keep all others waiting.
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

/** In the next frame, or a little later where there are none. */
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
  const timer = setTimeout(once, MOST_WAIT_MS)
}
