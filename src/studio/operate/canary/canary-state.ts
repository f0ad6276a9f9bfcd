/** @file canaryState: the canary and the shadow deployment as plain JSON, for the console and the page. */

import type { SavedCanary } from '../../../compile/project'
import {
  type CanaryTrack,
  decideCanary,
  disagreementsOf,
  harmSoFar,
  latencyOf,
  readCanary,
} from '../../../ops/canary/canary-track'
import { readShadow } from '../../../ops/canary/shadow'
import { NO_VERSION_INDEX } from '../../../ops/log-entry'
import type { ServiceLog } from '../log/service-log'

/** The maximum number of disagreements that are listed. */
const MAX_DISAGREEMENTS = 50

/** The state of the canary and of the shadow deployment in a log; null for the one that does not exist. */
export function canaryState(saved: SavedCanary | undefined, log: ServiceLog | undefined) {
  const track = log?.readings.canary.track
  const shadow = log?.readings.shadow
  return {
    kept: saved ?? null,
    canary: track ? trackState(track) : null,
    shadow: shadow && shadow.version !== NO_VERSION_INDEX ? readShadow(shadow) : null,
    slices: log?.book?.slices ?? [],
  }
}

export type CanaryState = ReturnType<typeof canaryState>

/** The state of one canary. */
function trackState(track: CanaryTrack) {
  const { plan, beganAt, history, over, breachAt } = track
  const { both, apart } = disagreementsOf(track)
  return {
    ...{ plan, beganAt, history: [...history] },
    ...(over === undefined ? {} : { over }),
    ...(breachAt === undefined ? {} : { breachAt }),
    // Copied with a spread, because the properties of the reading are computed lazily.
    reading: { ...readCanary(track) },
    decision: over === undefined ? decideCanary(track) : null,
    latency: latencyOf(track),
    harm: harmSoFar(track),
    both,
    disagreements: apart.length,
    apart: apart.slice(0, MAX_DISAGREEMENTS),
  }
}
