/** @file Control: what the user last asked of a run, and the gate the training loop passes before every chunk of batches. */

export interface Control {
  steer(to: 'pause' | 'resume' | 'step' | 'stop'): void
  /** Does some work while the loop waits at its gate: nothing else moves the engine meanwhile, not even an end. */
  hold<T>(work: () => Promise<T>): Promise<T>
  /** Lets messages in, then waits for as long as the run is paused or held. 'one': a single batch, and then a pause. */
  gate(): Promise<'go' | 'one' | 'stop'>
  /** Tells that a chunk is on its way. */
  stepped(): void
  stopping(): boolean
  close(): void
}

interface Hooks {
  /** A pause begins: also after every single step. */
  onPause(): Promise<void>
  onResume(): void
}

/** The control of one run. */
export function makeControl({ onPause, onResume }: Hooks): Control {
  let wish: 'go' | 'pause' | 'step' | 'stop' = 'go'
  let paused = false
  let holds = 0
  let wake: () => void = () => undefined
  // Whether the loop waits at the gate, or is over; and who waits for that.
  let still = false
  const waiting: (() => void)[] = []
  const channel = new MessageChannel()
  let breathed: () => void = () => undefined
  channel.port1.onmessage = () => breathed()

  /** One turn of the event loop: timers are held back to 4 ms a turn, a message channel is not. */
  function breathe(): Promise<void> {
    return new Promise((resolve) => {
      // Node, where tests run, works off a thousand messages of a port before it looks at anything else.
      if ('setImmediate' in globalThis) return setImmediate(resolve)
      breathed = resolve
      channel.port2.postMessage(0)
    })
  }
  function beStill(): void {
    still = true
    for (const go of waiting.splice(0)) go()
  }
  async function change(): Promise<void> {
    const changed = new Promise<void>((resolve) => {
      wake = resolve
    })
    beStill()
    await changed
    still = false
  }

  return {
    steer(to) {
      if (wish === 'stop') return
      // A second pause is told again, so whoever asked is answered.
      if (to === 'pause') paused = false
      wish = to === 'resume' ? 'go' : to
      wake()
    },
    async hold(work) {
      holds++
      try {
        if (!still) await new Promise<void>((resolve) => waiting.push(resolve))
        return await work()
      } finally {
        holds--
        wake()
      }
    },
    async gate() {
      await breathe()
      for (;;) {
        if (holds > 0) {
          await change()
        } else if (wish === 'stop') {
          return 'stop'
        } else if (wish !== 'pause') {
          if (paused && wish === 'go') onResume()
          paused = false
          return wish === 'step' ? 'one' : 'go'
        } else if (paused) {
          await change()
        } else {
          paused = true
          await onPause()
        }
      }
    },
    stepped() {
      if (wish === 'step') wish = 'pause'
    },
    stopping: () => wish === 'stop',
    close() {
      beStill()
      channel.port1.close()
      channel.port2.close()
    },
  }
}
