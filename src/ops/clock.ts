/**
 * @file Clock: virtual time from the wall's, at any speed from real time to a year in a minute. A value and pure functions: whoever
 * has a wall clock asks it, once a frame or so. A wall clock that jumps takes virtual time with it by no more than a step.
 */

export interface Clock {
  readonly virtualMs: number
  /** When it was asked last. */
  readonly wallMs: number
  /** Virtual milliseconds a millisecond. */
  readonly speed: number
  readonly paused: boolean
}

/** A minute a second, an hour, a day; and a year of 365 days a minute. */
export const SPEEDS = [1, 60, 3600, 86_400, 525_600] as const
/** What plays as fast as it can is not held back by the clock: a year of it is over within a minute. */
export const MOST_SPEED = 2 * 525_600

/** A wall that leaps further than this was set, or its machine slept: it counts as one step. */
const LEAP_MS = 2000
export const STEP_MS = 100

/** A clock that stands still at this virtual time. */
export function startClock(wallMs: number, virtualMs = 0, speed = 1): Clock {
  return { virtualMs, wallMs, speed: within(speed), paused: true }
}

/** The clock as the wall says it is now. */
export function tick(clock: Clock, wallMs: number): Clock {
  if (!Number.isFinite(wallMs)) return clock
  const passed = clock.paused ? 0 : steady(wallMs - clock.wallMs)
  return { ...clock, wallMs, virtualMs: clock.virtualMs + passed * clock.speed }
}

/** From now on at this speed; what passed until now passed at the old one. */
export function withSpeed(clock: Clock, wallMs: number, speed: number): Clock {
  return { ...tick(clock, wallMs), speed: within(speed) }
}

/** Stands still from now on. */
export function pause(clock: Clock, wallMs: number): Clock {
  return { ...tick(clock, wallMs), paused: true }
}

/** Goes on from where it stood. */
export function goOn(clock: Clock, wallMs: number): Clock {
  return { ...tick(clock, wallMs), paused: false }
}

/** Back or forth, in virtual time. */
export function setTo(clock: Clock, wallMs: number, virtualMs: number): Clock {
  return { ...clock, wallMs, virtualMs: Math.max(0, virtualMs) }
}

function steady(passed: number): number {
  if (!(passed > 0)) return 0
  return passed > LEAP_MS ? STEP_MS : passed
}

function within(speed: number): number {
  return Number.isFinite(speed) ? Math.min(MOST_SPEED, Math.max(0, speed)) : 1
}
