/** @file profileStep: where the time of a step goes, layer by layer, and how near it is to what the device could do. */
import type { TrainingJob } from '../../data/job'
import type { StepProfile } from '../../protocol/trainer-messages'
import type { OpTime, TrainStep } from '../train-step'
import { floorOf, type Roof } from './roofline'
import { timeSteps } from './time-steps'

const STEPS_MS = 600

/** The profile of a training step over a whole batch. The engine is left as it was. */
export async function profileStep(engine: TrainStep, job: TrainingJob, roof: Roof): Promise<StepProfile> {
  const rows = Math.min(job.batchSize, job.split.train.length)
  const kept = await engine.snapshot()
  const times = await engine.profile(rows)
  const clock = await timeSteps(engine, job, STEPS_MS)
  await engine.confusion()
  engine.restore(kept)
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
  const onDevice = times.reduce((sum, { ms }) => sum + ms, 0)
  const script = Math.min(1, engine.atOnce ? Math.max(0, 1 - onDevice / clock.ms) : clock.scriptMs / clock.ms)
  const deviceShare = Math.min(1 - script, onDevice / clock.ms)
  return {
    engine: engine.name,
    device: engine.device,
    layers,
    stepMs: clock.ms,
    script,
    deviceShare,
    wait: Math.max(0, 1 - script - deviceShare),
    calls: times.length,
    bytes: layers.reduce((sum, { bytes }) => sum + bytes, 0),
    submissionsPerStep: clock.submissions,
    peakGflops: roof.gflops,
    bandwidthGBs: roof.gigabytes,
    floorMs: floorOf(times, roof),
  }
}

function msOf(times: readonly OpTime[], phase: OpTime['phase']): number {
  return times.reduce((sum, time) => sum + (time.phase === phase ? time.ms : 0), 0)
}
