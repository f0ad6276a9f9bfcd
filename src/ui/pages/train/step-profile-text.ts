/**
 * @file Profile: the text that describes the time of a training step and its traffic to the device, and the time unit
 * of the table.
 */
import { insightText } from '../../../messages/en/train/insight'
import { count, significant } from '../../../messages/format'
import type { StoredProfile } from '../../../storage/records'

const text = insightText.profile

/** Below this fraction of the peak speed, a step is so small that call overhead dominates its time. */
const SMALL = 0.1

/** The time of a training step, compared with the minimum possible time on this device. */
export function stepTime({ stepMs: ms, floorMs }: Pick<StoredProfile, 'stepMs' | 'floorMs'>): string {
  if (floorMs <= 0) return text.step({ ms })
  return floorMs / ms < SMALL ? text.smallStepOfTop({ ms, floorMs }) : text.stepOfTop({ ms, floorMs })
}

/** The number of device calls in a step, and the measured speed of the device. */
export function trafficText(profile: StoredProfile): string {
  const { engine, calls, bytes, submissionsPerStep, peakGflops: gflops, bandwidthGBs: gigabytesPerSecond } = profile
  const traffic = { calls, bytes, submissionsPerStep, gflops, gigabytesPerSecond }
  return engine === 'recorded WebGPU' ? text.dispatches(traffic) : text.kernelCalls(traffic)
}

/**
 * Returns a unit in which the times of a step and its parts are easy to read, and a function that converts ms to that
 * unit.
 */
export function timeUnit(stepMs: number): { readonly title: string; readonly of: (ms: number) => string } {
  const isTiny = stepMs < 1
  const factor = isTiny ? 1000 : 1
  return {
    title: isTiny ? text.inMicroseconds : text.inMilliseconds,
    of: (ms) => (ms * factor < 0.005 ? count(0) : significant(ms * factor)),
  }
}
