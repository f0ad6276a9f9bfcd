/** @file Meter: how fast the steps are and how long the rest will take. Milliseconds, told by whoever calls. */

export interface Meter {
  /** `steps` steps took `ms` together, waiting for the user not counted. */
  stepped(steps: number, ms: number): void
  validated(ms: number): void
  /** What the end of an epoch took besides its steps: validation and all that is kept. */
  ended(ms: number): void
  /** As a watch would say it: each step bears its share of the end of its epoch. */
  stepsPerSecond(): number
  /** Seconds for the steps and ends of epochs that are left, or undefined while it would be a guess. */
  secondsLeft(steps: number, epochs: number): number | undefined
  /** Seconds a validation takes: as the last one did, or by how fast steps are. */
  validationSeconds(): number | undefined
}

/** Readings that the median is taken of. */
const RECENT = 40
/** Milliseconds of a reading at least: browsers round the time to a tenth of one, in which fast steps are many. */
const READING_MS = 20
/** Readings before a forecast is worth saying; the first step compiles and is always slow. */
const ENOUGH = 4
/** A forward pass costs about a third of a step. */
const FORWARD_SHARE = 0.35

/** A meter for a run of so many steps an epoch, whose validation takes `validationBatches` batches. */
export function makeMeter(perEpoch: number, validationBatches: number): Meter {
  const steps = makeReadings()
  const ends = makeReadings()
  let begun = false
  let validationMs: number | undefined
  const guessedMs = () => validationBatches * (steps.each() ?? 0) * FORWARD_SHARE
  function secondsLeft(count: number, epochs: number): number | undefined {
    const ms = steps.each()
    if (ms === undefined || steps.count() < ENOUGH) return undefined
    return (count * ms + epochs * (ends.each() ?? guessedMs())) / 1000
  }
  return {
    stepped(count, ms) {
      if (begun) steps.add(count, ms)
      begun = true
    },
    validated(ms) {
      validationMs = ms
    },
    ended: (ms) => ends.add(1, ms),
    stepsPerSecond() {
      const ms = (steps.each() ?? 0) + (ends.each() ?? 0) / perEpoch
      return ms > 0 && steps.each() !== undefined ? 1000 / ms : 0
    },
    secondsLeft,
    validationSeconds() {
      if (validationMs !== undefined) return validationMs / 1000
      return steps.count() < ENOUGH ? undefined : guessedMs() / 1000
    },
  }
}

/** What each of something takes, by the median of the last readings. */
function makeReadings() {
  const recent: number[] = []
  let under = { count: 0, ms: 0 }
  return {
    add(count: number, ms: number): void {
      under = { count: under.count + count, ms: under.ms + ms }
      if (under.count === 0 || under.ms < READING_MS) return
      recent.push(under.ms / under.count)
      if (recent.length > RECENT) recent.shift()
      under = { count: 0, ms: 0 }
    },
    /** Readings so far, as far as they are remembered. */
    count: () => recent.length,
    each(): number | undefined {
      if (recent.length === 0) return under.ms > 0 && under.count > 0 ? under.ms / under.count : undefined
      return [...recent].sort((a, b) => a - b)[recent.length >> 1]
    },
  }
}
