/** @file Profile: which text describes the time of a training step and its traffic to the device, and the unit of a table of times. */
import { insightText } from '../../../messages/en/train/insight'
import { count, significant } from '../../../messages/format'
import type { StoredProfile } from '../../../storage/records'

const text = insightText.profile

/** Below this share of the top speed, a step is so small that calls take most of its time. */
const SMALL = 0.1

/** The time of a step, compared with the least that the device could take. */
export function stepTime({ stepMs: ms, floorMs }: Pick<StoredProfile, 'stepMs' | 'floorMs'>): string {
  if (floorMs <= 0) return text.step({ ms })
  return floorMs / ms < SMALL ? text.smallStepOfTop({ ms, floorMs }) : text.stepOfTop({ ms, floorMs })
}

/** The calls of a step to the device, and the measured speed of the device. */
export function trafficText(profile: StoredProfile): string {
  const { engine, calls, bytes, submissionsPerStep, peakGflops: gflops, bandwidthGBs: gigabytesPerSecond } = profile
  const traffic = { calls, bytes, submissionsPerStep, gflops, gigabytesPerSecond }
  return engine === 'recorded WebGPU' ? text.dispatches(traffic) : text.kernelCalls(traffic)
}

/** The unit in which the times of a step and its parts are easy to read, and a time in ms as a number of it. */
export function timeUnit(stepMs: number): { readonly title: string; readonly of: (ms: number) => string } {
  const isTiny = stepMs < 1
  const factor = isTiny ? 1000 : 1
  return {
    title: isTiny ? text.inMicroseconds : text.inMilliseconds,
    of: (ms) => (ms * factor < 0.005 ? count(0) : significant(ms * factor)),
  }
}
