/**
 * @file Live: the loss of each step, stored in typed arrays outside React, so that charts can draw it in their own
 * frames. It stores every step up to about 100,000, then only the minimum and maximum of growing buckets of steps, so
 * that long runs stay cheap.
 */
import type { LossCurve } from '../../storage/records'

export interface Live {
  /** The step of each loss, ascending. */
  readonly steps: Uint32Array
  readonly losses: Float32Array
  /** The sum of the losses of all steps up to each point, also of those without a point; NaN if it is not known. */
  readonly totals: Float64Array
  /** The number of points. */
  readonly count: number
  /** Subscribes to changes; the listener is called at most once per message. Returns a function that unsubscribes. */
  subscribe(listener: () => void): () => void
}

/** Losses and their steps, ascending. */
export interface Points {
  readonly steps: ArrayLike<number>
  readonly losses: ArrayLike<number>
  readonly totals?: ArrayLike<number>
}

export interface LiveRecorder extends Live {
  /** Appends the losses of the next steps. */
  append(losses: Float32Array): void
  /** Drops all points after a step; the next loss belongs to the step that follows it. */
  rewind(step: number): void
  /** Replaces the points with those of an earlier run. */
  restore(points: Points): void
  clear(): void
}

/** Maximum number of points. Every step is stored up to this number; after that, each bucket has two points. */
export const MOST_POINTS = 131_072

/** The points of a stored curve: two for each pixel of a chart. */
const FEW_POINTS = 1600

/** An empty recorder. */
export function makeLive(most = MOST_POINTS): LiveRecorder {
  let steps = new Uint32Array(1024)
  let losses = new Float32Array(1024)
  let totals = new Float64Array(1024)
  /** Number of final points; they are followed by the one or two points of the unfinished bucket. */
  let settled = 0
  let count = 0
  /** Steps per bucket. With two steps, the minimum and maximum are simply both losses. */
  let bucket = 2
  /** The index of the unfinished bucket. */
  let open = -1
  let last = 0
  let total = 0
  const listeners = new Set<() => void>()
  const notify = () => {
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
    const summed = new Float64Array(totals.length * 2)
    summed.set(totals)
    totals = summed
  }
  function put(at: number, step: number, loss: number, total: number): void {
    steps[at] = step
    losses[at] = loss
    totals[at] = total
  }
  /**
   * Adds a loss to the bucket at `from`, which contains `held` points, and keeps the bucket's minimum and maximum in
   * step order.
   */
  function keepExtremes(from: number, held: number, step: number, loss: number, total: number): number {
    if (held < 2) {
      put(from + held, step, loss, total)
      return held + 1
    }
    const [first, second] = [losses[from] as number, losses[from + 1] as number]
    const [low, high] = [Math.min(first, second), Math.max(first, second)]
    if (loss >= low && loss <= high) return held
    const beaten = loss < low ? low : high
    if (beaten === first) put(from, steps[from + 1] as number, second, totals[from + 1] as number)
    put(from + 1, step, loss, total)
    return held
  }
  const bucketOf = (step: number) => Math.floor((step - 1) / bucket)
  function add(step: number, loss: number, sum: number): void {
    total = sum
    if (bucketOf(step) !== open) {
      settled = count
      while (settled >= most) widen()
      open = bucketOf(step)
    }
    count = settled + keepExtremes(settled, count - settled, step, loss, sum)
  }
  /**
   * Doubles the buckets and keeps the minimum and maximum of each. Buckets are ranges of steps, so that the restored
   * part of a resumed run, which has few points, does not lose them to its new part.
   */
  function widen(): void {
    bucket *= 2
    let [to, held, within] = [0, 0, -1]
    for (let i = 0; i < settled; i++) {
      const step = steps[i] as number
      if (bucketOf(step) !== within) {
        to += held
        held = 0
        within = bucketOf(step)
      }
      held = keepExtremes(to, held, step, losses[i] as number, totals[i] as number)
    }
    settled = to + held
    count = settled
  }
  function empty(): void {
    settled = 0
    count = 0
    bucket = 2
    open = -1
    last = 0
    total = 0
  }

  return {
    get steps() {
      return steps
    },
    get losses() {
      return losses
    },
    get totals() {
      return totals
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
        add(++last, loss, total + (Number.isFinite(loss) ? loss : 0))
      }
      notify()
    },
    rewind(step) {
      while (count > 0 && (steps[count - 1] as number) > step) count--
      // Of the steps after the last point that stays, only their mean with the next point is known.
      const [from, before] = count > 0 ? [steps[count - 1] as number, totals[count - 1] as number] : [0, 0]
      const [until, after] = last > step ? [steps[count] ?? last, totals[count] ?? total] : [last, total]
      total =
        until > from ? before + ((after - before) * (step - from)) / (until - from) : step > from ? Number.NaN : before
      settled = count
      open = -1
      last = step
      notify()
    },
    restore(points) {
      empty()
      for (let i = 0; i < points.steps.length; i++) {
        grow()
        last = points.steps[i] as number
        add(last, points.losses[i] as number, points.totals?.[i] ?? Number.NaN)
      }
      notify()
    },
    clear() {
      empty()
      notify()
    },
  }
}

/**
 * The curve in the form that a run record stores: the minimum and maximum of each bucket, as many as a chart can show.
 */
export function keptCurve(live: Live): LossCurve {
  const few = makeLive(FEW_POINTS)
  const partsOf = ({ steps, losses, totals, count }: Live) => ({
    steps: Array.from(steps.subarray(0, count)),
    losses: Array.from(losses.subarray(0, count)),
    totals: Array.from(totals.subarray(0, count)),
  })
  few.restore(partsOf(live))
  return partsOf(few)
}
