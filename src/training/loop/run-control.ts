/**
 * @file Control: the user's latest request for a run, and the gate that the training loop passes before every chunk.
 */

export interface Control {
  steer(to: 'pause' | 'resume' | 'step' | 'stop'): void
  /**
   * Runs work while the loop waits at its gate, so that nothing else changes the engine and the run cannot end in the
   * meantime.
   */
  hold<T>(work: () => Promise<T>): Promise<T>
  /**
   * Yields so that messages are handled, then waits while the run is paused or held. 'one' means that the run trains a
   * single batch and then pauses again.
   */
  gate(): Promise<'go' | 'one' | 'stop'>
  /** Records that a chunk of this many steps was sent. */
  chunkSent(steps: number): void
  /** Limits the speed, so that steps can be watched; undefined for full speed. Takes effect at once. */
  pace(stepsPerSecond: number | undefined): void
  /** The steps per second, if they are limited, and how many of them the next chunk may have. */
  readonly limit: { readonly stepsPerSecond: number; readonly steps: number } | undefined
  isStopping(): boolean
  close(): void
}

interface Hooks {
  /** Called when a pause begins, and after each step that the user runs individually. */
  onPause(): Promise<void>
  onResume(): void
}

/** At a limited speed, the steps of a frame are sent together. */
const FRAMES_PER_SECOND = 60

/** The control of one run. */
export function makeControl({ onPause, onResume }: Hooks): Control {
  let requested: 'go' | 'pause' | 'step' | 'stop' = 'go'
  let paused = false
  let holds = 0
  let wake: () => void = () => undefined
  let limit: Control['limit']
  /** When the next chunk may be sent, in ms. */
  let dueAt = 0
  // Whether the loop is waiting at the gate or has ended, and the callbacks to run as soon as this is the case.
  let isWaiting = false
  const waiters: (() => void)[] = []
  const channel = new MessageChannel()
  let resolveTurn: () => void = () => undefined
  channel.port1.onmessage = () => resolveTurn()

  /** Waits for one turn of the event loop, using a message channel because timers take at least 4 ms. */
  function yieldTurn(): Promise<void> {
    return new Promise((resolve) => {
      // In Node, where tests run, a port may handle a thousand messages before anything else gets a turn.
      if ('setImmediate' in globalThis) return setImmediate(resolve)
      resolveTurn = resolve
      channel.port2.postMessage(0)
    })
  }
  function startWaiting(): void {
    isWaiting = true
    for (const go of waiters.splice(0)) go()
  }
  async function waitForChange(mostMs?: number): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined
    const changed = new Promise<void>((resolve) => {
      wake = resolve
      if (mostMs !== undefined) timer = setTimeout(resolve, mostMs)
    })
    startWaiting()
    await changed
    clearTimeout(timer)
    isWaiting = false
  }

  return {
    steer(to) {
      if (requested === 'stop') return
      // A repeated pause request is reported again, so that every request gets a response.
      if (to === 'pause') paused = false
      requested = to === 'resume' ? 'go' : to
      wake()
    },
    async hold(work) {
      holds++
      try {
        if (!isWaiting) await new Promise<void>((resolve) => waiters.push(resolve))
        return await work()
      } finally {
        holds--
        wake()
      }
    },
    async gate() {
      await yieldTurn()
      for (;;) {
        if (holds > 0) {
          await waitForChange()
        } else if (requested === 'stop') {
          return 'stop'
        } else if (requested !== 'pause') {
          if (paused && requested === 'go') onResume()
          paused = false
          if (requested === 'step') return 'one'
          const wait = limit ? dueAt - performance.now() : 0
          if (wait <= 0) return 'go'
          await waitForChange(wait)
        } else if (paused) {
          await waitForChange()
        } else {
          paused = true
          await onPause()
        }
      }
    },
    chunkSent(steps) {
      if (requested === 'step') requested = 'pause'
      // A late chunk delays the next ones, so that steps never come in bursts.
      if (limit)
        dueAt = Math.max(dueAt, performance.now() - 1000 / FRAMES_PER_SECOND) + (1000 * steps) / limit.stepsPerSecond
    },
    pace(stepsPerSecond) {
      dueAt = 0
      const steps = Math.max(1, Math.round((stepsPerSecond ?? 0) / FRAMES_PER_SECOND))
      limit = stepsPerSecond === undefined ? undefined : { stepsPerSecond, steps }
      wake()
    },
    get limit() {
      return limit
    },
    isStopping: () => requested === 'stop',
    close() {
      startWaiting()
      channel.port1.close()
      channel.port2.close()
    },
  }
}
