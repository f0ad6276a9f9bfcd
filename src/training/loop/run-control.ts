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
  /** Records that a chunk was sent. */
  chunkSent(): void
  isStopping(): boolean
  close(): void
}

interface Hooks {
  /** Called when a pause begins, and after each step that the user runs individually. */
  onPause(): Promise<void>
  onResume(): void
}

/** The control of one run. */
export function makeControl({ onPause, onResume }: Hooks): Control {
  let requested: 'go' | 'pause' | 'step' | 'stop' = 'go'
  let paused = false
  let holds = 0
  let wake: () => void = () => undefined
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
  async function waitForChange(): Promise<void> {
    const changed = new Promise<void>((resolve) => {
      wake = resolve
    })
    startWaiting()
    await changed
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
          return requested === 'step' ? 'one' : 'go'
        } else if (paused) {
          await waitForChange()
        } else {
          paused = true
          await onPause()
        }
      }
    },
    chunkSent() {
      if (requested === 'step') requested = 'pause'
    },
    isStopping: () => requested === 'stop',
    close() {
      startWaiting()
      channel.port1.close()
      channel.port2.close()
    },
  }
}
