/** @file Live: loss by step, kept outside React in growing typed arrays; charts draw from it on their own frames. */

export interface Live {
  /** Loss of step i + 1 of the present run. */
  readonly losses: Float32Array
  /** How many of them there are. */
  readonly count: number
  /** Called at most once a message; returns its own closing. */
  subscribe(listener: () => void): () => void
}

export interface LiveRecorder extends Live {
  append(losses: Float32Array): void
  clear(): void
}

/** An empty recorder. */
export function makeLive(): LiveRecorder {
  let losses = new Float32Array(1024)
  let count = 0
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of listeners) listener()
  }
  return {
    get losses() {
      return losses
    },
    get count() {
      return count
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    append(more) {
      if (count + more.length > losses.length) {
        const grown = new Float32Array(Math.max(losses.length * 2, count + more.length))
        grown.set(losses.subarray(0, count))
        losses = grown
      }
      losses.set(more, count)
      count += more.length
      tell()
    },
    clear() {
      count = 0
      tell()
    },
  }
}
