/**
 * @file Live: loss by step, kept outside React in typed arrays; charts draw from it on their own frames. It keeps every step while
 * there are some 100,000, then the lowest and the highest of ever more steps together: a long run costs what a picture can show.
 */
import type { LossCurve } from '../storage/records'

export interface Live {
  /** The step that each loss is of, rising. */
  readonly steps: Uint32Array
  readonly losses: Float32Array
  /** How many of them there are. */
  readonly count: number
  /** Called at most once a message; returns its own closing. */
  subscribe(listener: () => void): () => void
}

/** Losses and the steps they are of, rising. */
export interface Points {
  readonly steps: ArrayLike<number>
  readonly losses: ArrayLike<number>
}

export interface LiveRecorder extends Live {
  /** Losses of the steps that follow the last. */
  append(losses: Float32Array): void
  /** Forgets what came after a step: the next loss is of the one behind it. */
  rewind(step: number): void
  /** Takes what is known of a run from before instead of what is there. */
  restore(points: Points): void
  clear(): void
}

/** Most points kept: at every step that many losses, after that two for each bucket of steps. */
export const MOST_POINTS = 131_072

const FEW_POINTS = 400

/** An empty recorder. */
export function makeLive(most = MOST_POINTS): LiveRecorder {
  let steps = new Uint32Array(1024)
  let losses = new Float32Array(1024)
  /** Points that stay; behind them the one or two of the bucket that is not full yet. */
  let settled = 0
  let count = 0
  /** Steps a bucket: its lowest and highest loss stay, which of two steps are both. */
  let bucket = 2
  let filled = 0
  let last = 0
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of listeners) listener()
  }

  function grow(): void {
    if (count + 2 <= losses.length) return
    const longer = new Float32Array(losses.length * 2)
    longer.set(losses)
    losses = longer
    const further = new Uint32Array(steps.length * 2)
    further.set(steps)
    steps = further
  }
  function put(at: number, step: number, loss: number): void {
    steps[at] = step
    losses[at] = loss
  }
  /** One loss more into the points from `from` on, of which `held` are there: the lower and the higher, in the order of their steps. */
  function hold(from: number, held: number, step: number, loss: number): number {
    if (held < 2) {
      put(from + held, step, loss)
      return held + 1
    }
    const [first, second] = [losses[from] as number, losses[from + 1] as number]
    const [low, high] = [Math.min(first, second), Math.max(first, second)]
    if (loss >= low && loss <= high) return held
    const beaten = loss < low ? low : high
    if (beaten === first) put(from, steps[from + 1] as number, second)
    put(from + 1, step, loss)
    return held
  }
  function add(step: number, loss: number): void {
    count = settled + hold(settled, count - settled, step, loss)
    filled++
    if (filled < bucket) return
    settled = count
    filled = 0
    if (settled >= most) halve()
  }
  /** Two buckets become one: of four points the lowest and the highest. */
  function halve(): void {
    let to = 0
    for (let from = 0; from < settled; from += 4) {
      let held = 0
      for (let i = from; i < Math.min(from + 4, settled); i++) {
        held = hold(to, held, steps[i] as number, losses[i] as number)
      }
      to += held
    }
    settled = to
    count = to
    bucket *= 2
  }
  function empty(): void {
    settled = 0
    count = 0
    bucket = 2
    filled = 0
    last = 0
  }

  return {
    get steps() {
      return steps
    },
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
      for (const loss of more) {
        grow()
        add(++last, loss)
      }
      tell()
    },
    rewind(step) {
      while (count > 0 && (steps[count - 1] as number) > step) count--
      settled = count
      filled = 0
      last = step
      tell()
    },
    restore(points) {
      empty()
      for (let i = 0; i < points.steps.length; i++) {
        grow()
        last = points.steps[i] as number
        add(last, points.losses[i] as number)
      }
      tell()
    },
    clear() {
      empty()
      tell()
    },
  }
}

/** The curve of a run as it is kept with its record: the lowest and the highest of every so many steps, a few hundred in all. */
export function keptCurve({ steps, losses, count }: Live): LossCurve {
  const few = makeLive(FEW_POINTS)
  few.restore({ steps: steps.subarray(0, count), losses: losses.subarray(0, count) })
  return {
    steps: Array.from(few.steps.subarray(0, few.count)),
    losses: Array.from(few.losses.subarray(0, few.count)),
  }
}
