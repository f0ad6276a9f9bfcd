/** @file Pace: how many steps go to the engine at once, so that each chunk takes about as long as a person does not notice. */
import type { TrainStep } from '../train-step'

export interface Pace {
  /** Most steps of the next chunk. */
  most(): number
  /** Waits until the engine can take another chunk. Rejects when it has failed at an earlier one. */
  ready(): Promise<void>
  /** Sends a chunk of `count` steps by `send`, and learns from how long it takes. */
  send(count: number, send: () => void): void
}

/** Milliseconds of a chunk: pause, stop and messages wait no longer. */
const CHUNK_MS = 12
/** Chunks under way at most, on engines that work while we go on: one at work, one waiting. */
const UNDER_WAY = 2

/** The pace of one run on an engine: one step at first, and at most twice as many from chunk to chunk. */
export function makePace(engine: Pick<TrainStep, 'atOnce' | 'mostSteps' | 'settled'>): Pace {
  let most = 1
  let doneAt = 0
  const underWay: Promise<void>[] = []

  function took(count: number, ms: number): void {
    const fits = ms > 0 ? Math.floor((CHUNK_MS * count) / ms) : Number.POSITIVE_INFINITY
    most = Math.max(1, Math.min(fits, 2 * Math.max(count, most), engine.mostSteps))
  }

  return {
    most: () => most,
    async ready() {
      while (underWay.length >= UNDER_WAY) await underWay.shift()
    },
    send(count, send) {
      const from = performance.now()
      send()
      if (engine.atOnce) return took(count, performance.now() - from)
      const done = engine.settled().then(() => {
        const now = performance.now()
        took(count, now - Math.max(from, doneAt))
        doneAt = now
      })
      // Heard when its turn comes; a run that has ended meanwhile asks no more.
      done.catch(() => undefined)
      underWay.push(done)
    },
  }
}
