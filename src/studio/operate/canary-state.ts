/** @file canaryState: a canary, and a shadow, as plain JSON: for the console and the room. */
import { apartOf, type CanaryTrack, decide, harmedBy, latencyOf, readCanary } from '../../ops/reducers/canary'
import { readShadow } from '../../ops/reducers/shadow'
import { NONE } from '../../ops/record'
import type { CanaryDesk } from './canary'
import type { ServiceLog } from './service-log'

/** Inputs on which they disagree that are listed. */
const MOST_APART = 50

/** All that is known; null where there was none. */
export function canaryState(desk: CanaryDesk, log: ServiceLog | undefined) {
  const track = desk.track()
  const shadow = log?.readings.shadow
  return {
    kept: desk.kept() ?? null,
    canary: track ? trackState(track) : null,
    shadow: shadow && shadow.version !== NONE ? readShadow(shadow) : null,
    slices: log?.book?.slices ?? [],
  }
}

export type CanaryShown = ReturnType<typeof canaryState>

/** Of one canary. */
export function trackState(track: CanaryTrack) {
  const { plan, beganAt, history, over, breachAt } = track
  const { both, apart } = apartOf(track)
  return {
    ...{ plan, beganAt, history: [...history] },
    ...(over === undefined ? {} : { over }),
    ...(breachAt === undefined ? {} : { breachAt }),
    // What is reckoned when it is asked for is asked for here.
    reading: { ...readCanary(track) },
    decision: over === undefined ? decide(track) : null,
    latency: latencyOf(track),
    harm: harmedBy(track),
    both,
    disagreements: apart.length,
    apart: apart.slice(0, MOST_APART),
  }
}
