/** @file Meter: how fast the steps are and how long the rest will take. Milliseconds, told by whoever calls. */

export interface Meter {
  /** `steps` steps took `ms` together, waiting for the user not counted. */
  stepped(steps: number, ms: number): void
  validated(ms: number): void
  stepsPerSecond(): number
  /** Seconds for the steps and validations that are left, or undefined while it would be a guess. */
  secondsLeft(steps: number, validations: number): number | undefined
  /** Seconds a validation takes: as the last one did, or by how fast steps are. */
  validationSeconds(): number | undefined
}

/** Readings that the median is taken of. */
const RECENT = 40
/** Readings before a forecast is worth saying; the first step compiles and is always slow. */
const ENOUGH = 4
/** A forward pass costs about a third of a step. */
const FORWARD_SHARE = 0.35

/** A meter for a run whose validation takes `validationBatches` batches. */
export function makeMeter(validationBatches: number): Meter {
  const recent: number[] = []
  let seen = 0
  let validationMs: number | undefined
  const median = () => {
    const sorted = [...recent].sort((a, b) => a - b)
    return sorted[sorted.length >> 1] ?? 0
  }
  function secondsLeft(steps: number, validations: number): number | undefined {
    if (recent.length < ENOUGH) return undefined
    const ms = median()
    return (steps * ms + validations * (validationMs ?? validationBatches * ms * FORWARD_SHARE)) / 1000
  }
  return {
    stepped(steps, ms) {
      seen++
      if (seen === 1 || steps === 0) return
      recent.push(ms / steps)
      if (recent.length > RECENT) recent.shift()
    },
    validated(ms) {
      validationMs = ms
    },
    stepsPerSecond() {
      const ms = median()
      return ms > 0 ? 1000 / ms : 0
    },
    secondsLeft,
    validationSeconds: () => (validationMs === undefined ? secondsLeft(0, 1) : validationMs / 1000),
  }
}
