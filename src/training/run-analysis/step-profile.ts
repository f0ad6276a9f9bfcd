/**
 * @file profileStep: measures the time of a training step by layer, and how close the step gets to the performance
 * limit of the device.
 */
import type { TrainingJob } from '../../data/training-job'
import { epochRows } from '../../data/resample'
import type { StepProfile } from '../../protocol/trainer-messages'
import type { OpTime, TrainStep } from '../train-step'
import { minimumMs, type DevicePeak } from './roofline'
import { type StepTiming, timeSteps } from './time-steps'

const STEPS_MS = 600

/** Profiles a training step on a full batch. The engine's state is lost. */
export async function profileStep(engine: TrainStep, job: TrainingJob, peak: DevicePeak): Promise<StepProfile> {
  const rows = Math.min(job.batchSize, epochRows(job))
  const times = await engine.profile(rows)
  const clock = await timeSteps(engine, job, STEPS_MS)
  const layers = [...new Set(times.map(({ layer }) => layer))].map((layer) => {
    const own = times.filter((time) => time.layer === layer)
    return {
      layer,
      forward: msOf(own, 'forward') + msOf(own, 'input'),
      backward: msOf(own, 'backward') + msOf(own, 'loss'),
      update: msOf(own, 'update'),
      flops: own.reduce((sum, { flops }) => sum + flops, 0),
      bytes: own.reduce((sum, { bytes }) => sum + bytes, 0),
    }
  })
  const { script, device } = sharesOf(engine, clock, times)
  return {
    engine: engine.name,
    device: engine.device,
    layers,
    stepMs: clock.ms,
    script,
    deviceShare: device,
    wait: Math.max(0, 1 - script - device),
    calls: times.length,
    bytes: layers.reduce((sum, { bytes }) => sum + bytes, 0),
    submissionsPerStep: clock.submissions,
    peakGflops: peak.gflops,
    bandwidthGBs: peak.gigabytes,
    // If the measured step is faster than the measured peak allows, the step time itself is the better lower bound.
    floorMs: Math.min(minimumMs(times, peak), clock.ms),
  }
}

/**
 * Returns the fractions of script time and device time. A synchronous engine runs its kernels during the call; for an
 * asynchronous engine, the call itself counts as script time, and the kernels were timed separately.
 */
function sharesOf({ isSynchronous }: TrainStep, { ms, calledMs }: StepTiming, times: readonly OpTime[]) {
  const called = Math.min(1, calledMs / ms)
  if (isSynchronous) return { script: 1 - called, device: called }
  const onDevice = times.reduce((sum, time) => sum + time.ms, 0)
  return { script: called, device: Math.min(1 - called, onDevice / ms) }
}

function msOf(times: readonly OpTime[], phase: OpTime['phase']): number {
  return times.reduce((sum, time) => sum + (time.phase === phase ? time.ms : 0), 0)
}
