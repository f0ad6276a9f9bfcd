/** @file Measures the training time and speed of a run, and estimates the time left. */

/** Measures the training speed and estimates the time left. Callers pass in the times in milliseconds. */
export interface Meter {
  /** Records that `steps` steps took `ms` milliseconds in total, excluding time spent waiting for the user. */
  addSteps(steps: number, ms: number): void
  addValidation(ms: number): void
  /** Records the time that the end of an epoch takes in addition to its steps: validation and checkpoints. */
  addEpochEnd(ms: number): void
  /** Overall speed: the time of each step includes its share of the epoch's end. */
  stepsPerSecond(): number
  /**
   * Returns the estimated seconds for the remaining steps and epoch ends; undefined until there are enough readings.
   */
  secondsLeft(steps: number, epochs: number): number | undefined
  /**
   * Seconds per validation: the last measured value or, if there is none, an estimate based on the speed of the steps.
   */
  validationSeconds(): number | undefined
}

/** Number of recent readings that the median is taken over. */
const RECENT = 40
/**
 * Minimum duration of a reading in milliseconds: browsers round times to 0.1 ms, and many fast steps fit into such an
 * interval.
 */
const READING_MS = 20
/** Minimum number of readings needed for a forecast; the first step compiles kernels and is always slow. */
const ENOUGH = 4
/** A forward pass takes about a third of a step. */
const FORWARD_SHARE = 0.35

/** A meter for a run with this many steps per epoch and `validationBatches` batches per validation. */
export function makeMeter(perEpoch: number, validationBatches: number): Meter {
  const steps = makeReadings()
  const ends = makeReadings()
  let hasFirst = false
  let validationMs: number | undefined
  const estimatedMs = () => validationBatches * (steps.each() ?? 0) * FORWARD_SHARE
  function secondsLeft(count: number, epochs: number): number | undefined {
    const ms = steps.each()
    if (ms === undefined || steps.count() < ENOUGH) return undefined
    return (count * ms + epochs * (ends.each() ?? estimatedMs())) / 1000
  }
  return {
    addSteps(count, ms) {
      if (hasFirst) steps.add(count, ms)
      hasFirst = true
    },
    addValidation(ms) {
      validationMs = ms
    },
    addEpochEnd: (ms) => ends.add(1, ms),
    stepsPerSecond() {
      const ms = (steps.each() ?? 0) + (ends.each() ?? 0) / perEpoch
      return ms > 0 && steps.each() !== undefined ? 1000 / ms : 0
    },
    secondsLeft,
    validationSeconds() {
      if (validationMs !== undefined) return validationMs / 1000
      return steps.count() < ENOUGH ? undefined : estimatedMs() / 1000
    },
  }
}

/** Collects readings; the time per item is the median of the latest ones. */
function makeReadings() {
  const recent: number[] = []
  let pending = { count: 0, ms: 0 }
  return {
    add(count: number, ms: number): void {
      pending = { count: pending.count + count, ms: pending.ms + ms }
      if (pending.count === 0 || pending.ms < READING_MS) return
      recent.push(pending.ms / pending.count)
      if (recent.length > RECENT) recent.shift()
      pending = { count: 0, ms: 0 }
    },
    /** Returns the number of stored readings. */
    count: () => recent.length,
    each(): number | undefined {
      if (recent.length === 0) return pending.ms > 0 && pending.count > 0 ? pending.ms / pending.count : undefined
      return [...recent].sort((a, b) => a - b)[recent.length >> 1]
    },
  }
}

/** Measures the training time of a run, excluding time spent waiting for the user. */
export interface Clock {
  /** Seconds of training so far. */
  seconds(): number
  /** Milliseconds of training since the last lap. */
  lap(): number
  /** Runs work whose duration does not count as training time. */
  excluding<T>(work: () => Promise<T>): Promise<T>
}

/** Creates a clock that starts at this many seconds. */
export function makeClock(before: number): Clock {
  const began = performance.now()
  let waited = 0
  let lapAt = 0
  const ms = () => performance.now() - began - waited
  return {
    seconds: () => before + ms() / 1000,
    lap() {
      const from = lapAt
      lapAt = ms()
      return lapAt - from
    },
    async excluding(work) {
      const from = performance.now()
      try {
        return await work()
      } finally {
        waited += performance.now() - from
      }
    },
  }
}
