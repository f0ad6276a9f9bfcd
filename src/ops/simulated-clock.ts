/**
 * @file Clock: simulated time derived from wall-clock time, at any speed from real time to a year per minute. A clock
 * is a plain value that is advanced by pure functions; the caller passes in the wall-clock time, about once per frame.
 * If the wall clock jumps, simulated time advances by at most one step.
 */

export interface Clock {
  readonly virtualMs: number
  /** Wall-clock time of the last update. */
  readonly wallMs: number
  /** Simulated milliseconds per wall-clock millisecond. */
  readonly speed: number
}

/** One simulated second, minute, hour or day per real second, and a simulated year of 365 days per real minute. */
export const SPEEDS = [1, 60, 3600, 86_400, 525_600] as const
/** The maximum speed, at which a simulated year takes 30 real seconds. */
const MAX_SPEED = 2 * 525_600

/**
 * A gap larger than this means that the wall clock was changed or the machine was asleep; such a gap counts as a single
 * step.
 */
const LEAP_MS = 2000
export const STEP_MS = 100

/** Creates a clock at this simulated time. */
export function startClock(wallMs: number, virtualMs = 0, speed = 1): Clock {
  return { virtualMs, wallMs, speed: within(speed) }
}

/** Advances the clock to this wall-clock time. */
export function tick(clock: Clock, wallMs: number): Clock {
  if (!Number.isFinite(wallMs)) return clock
  return { ...clock, wallMs, virtualMs: clock.virtualMs + steady(wallMs - clock.wallMs) * clock.speed }
}

/** Changes the speed; the time up to this moment still passes at the old speed. */
export function withSpeed(clock: Clock, wallMs: number, speed: number): Clock {
  return { ...tick(clock, wallMs), speed: within(speed) }
}

function steady(passed: number): number {
  if (!(passed > 0)) return 0
  return passed > LEAP_MS ? STEP_MS : passed
}

function within(speed: number): number {
  return Number.isFinite(speed) ? Math.min(MAX_SPEED, Math.max(0, speed)) : 1
}
