/** @file Control: what the user last asked of a run, and the gate the training loop passes before every chunk of batches. */

export interface Control {
  steer(to: 'pause' | 'resume' | 'step' | 'stop'): void
  /** Holds the loop before its next chunk while `work` goes on. */
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
  function change(): Promise<void> {
    return new Promise((resolve) => {
      wake = resolve
    })
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
        return await work()
      } finally {
        holds--
        wake()
      }
    },
    async gate() {
      await breathe()
      for (;;) {
        if (wish === 'stop') return 'stop'
        if (wish === 'pause' && !paused) {
          paused = true
          await onPause()
        } else if (wish !== 'pause' && holds === 0) {
          if (paused && wish === 'go') onResume()
          paused = false
          return wish === 'step' ? 'one' : 'go'
        } else {
          await change()
        }
      }
    },
    stepped() {
      if (wish === 'step') wish = 'pause'
    },
    stopping: () => wish === 'stop',
    close() {
      channel.port1.close()
      channel.port2.close()
    },
  }
}
