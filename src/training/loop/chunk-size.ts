/**
 * @file Chunk size: how many training steps run between two messages to the page, chosen so that the page stays
 * responsive.
 */
import type { TrainStep } from '../train-step'

export interface ChunkSize {
  /** The maximum number of steps that the next chunk may contain. */
  maxSteps(): number
  /** Waits until the engine can accept another chunk. Rejects if an earlier chunk failed. */
  ready(): Promise<void>
  /** Sends a chunk of `count` steps by calling `send`, and adapts the chunk size to the time it takes. */
  send(count: number, send: () => void): void
}

/** Target duration of a chunk in milliseconds; pause, stop and other messages wait at most this long. */
const CHUNK_MS = 12
/** Maximum number of chunks in flight on asynchronous engines: one running, one waiting. */
const MAX_IN_FLIGHT = 2

/**
 * Determines the chunk sizes of one run: the first chunk has one step, and each chunk is at most twice as large as the
 * previous one.
 */
export function makeChunkSize(engine: Pick<TrainStep, 'isSynchronous' | 'mostSteps' | 'settled'>): ChunkSize {
  let maxSteps = 1
  let doneAt = 0
  const inFlight: Promise<void>[] = []

  function adapt(count: number, ms: number): void {
    const fits = ms > 0 ? Math.floor((CHUNK_MS * count) / ms) : Number.POSITIVE_INFINITY
    maxSteps = Math.max(1, Math.min(fits, 2 * Math.max(count, maxSteps), engine.mostSteps))
  }

  return {
    maxSteps: () => maxSteps,
    async ready() {
      while (inFlight.length >= MAX_IN_FLIGHT) await inFlight.shift()
    },
    send(count, send) {
      const from = performance.now()
      send()
      if (engine.isSynchronous) return adapt(count, performance.now() - from)
      const done = engine.settled().then(() => {
        const now = performance.now()
        adapt(count, now - Math.max(from, doneAt))
        doneAt = now
      })
      // `ready` rethrows the error; if the run has ended in the meantime, nobody needs it.
      done.catch(() => undefined)
      inFlight.push(done)
    },
  }
}
