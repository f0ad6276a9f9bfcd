/** @file profileStep: where the time of a step goes, layer by layer, and how near it is to what the device could do. */
import type { TrainingJob } from '../../data/job'
import { epochRows } from '../../data/resample'
import type { StepProfile } from '../../protocol/trainer-messages'
import type { OpTime, TrainStep } from '../train-step'
import { floorOf, type Roof } from './roofline'
import { type StepTiming, timeSteps } from './time-steps'

const STEPS_MS = 600

/** The profile of a training step over a whole batch. The engine's state is used up. */
export async function profileStep(engine: TrainStep, job: TrainingJob, roof: Roof): Promise<StepProfile> {
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
    peakGflops: roof.gflops,
    bandwidthGBs: roof.gigabytes,
    // What was reached can be done, whatever was measured before.
    floorMs: Math.min(floorOf(times, roof), clock.ms),
  }
}

/** An engine that is done when its call returns spends the call on its kernels; of another the call is script, and the kernels were timed. */
function sharesOf({ atOnce }: TrainStep, { ms, calledMs }: StepTiming, times: readonly OpTime[]) {
  const called = Math.min(1, calledMs / ms)
  if (atOnce) return { script: 1 - called, device: called }
  const onDevice = times.reduce((sum, time) => sum + time.ms, 0)
  return { script: called, device: Math.min(1 - called, onDevice / ms) }
}

function msOf(times: readonly OpTime[], phase: OpTime['phase']): number {
  return times.reduce((sum, time) => sum + (time.phase === phase ? time.ms : 0), 0)
}
