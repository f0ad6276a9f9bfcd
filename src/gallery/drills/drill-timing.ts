/**
 * @file Drill timing: the times of stages and models in a drill. They are fixed instead of measured, so that a drill is
 * equally hard on every device and a result does not depend on the device that made it.
 */
import { type Timing, versionName } from '../../ops/log-entry'
import type { ServiceSpec, VersionRef } from '../../ops/service-spec'

const STAGE_MS = 0.01
/** In ms: what requests take (as sorted samples), what each further row in a batch adds, and a replica's start. */
const MODEL = { one: [1, 1.5, 2, 4], more: 0.2, cold: 100 }

/** The times for these stages and versions. */
export function drillTiming({ stages }: Pick<ServiceSpec, 'stages'>, versions: readonly VersionRef[]): Timing {
  return {
    stages: stages.map(() => STAGE_MS),
    models: Object.fromEntries(versions.map((ref) => [versionName(ref), MODEL])),
  }
}
