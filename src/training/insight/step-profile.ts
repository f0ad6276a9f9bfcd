/** @file profileStep: where the time of a step goes, layer by layer, and how near it is to what the device could do. */
import type { TrainingJob } from '../../data/job'
import type { StepProfile } from '../../protocol/trainer-messages'
import { alone } from '../engines/alone'
import { constantsOf } from '../loop/constants'
import { freshMark } from '../loop/mark'
import type { OpTime, TrainStep } from '../train-step'
import { floorOf, type Roof } from './roofline'

/** Steps are timed for this long, in milliseconds. */
const LONG_ENOUGH_MS = 400
const CHUNK = 8

/** The profile of a training step over a whole batch. The engine is left as it was. */
export async function profileStep(engine: TrainStep, job: TrainingJob, roof: Roof): Promise<StepProfile> {
  const rows = Math.min(job.batchSize, job.split.train.length)
  const times = await engine.profile(rows)
  const clock = await timeSteps(engine, job, rows)
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
  const script = Math.min(1, engine.atOnce ? Math.max(0, 1 - onDevice / clock.stepMs) : clock.scriptMs / clock.stepMs)
  const deviceShare = Math.min(1 - script, onDevice / clock.stepMs)
  return {
    engine: engine.name,
    device: engine.device,
    layers,
    stepMs: clock.stepMs,
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

/** Real steps, of which nothing is kept. */
async function timeSteps(
  engine: TrainStep,
  job: TrainingJob,
  rows: number,
): Promise<{ readonly stepMs: number; readonly scriptMs: number; readonly submissions: number }> {
  const kept = await engine.snapshot()
  const plain = alone(job)
  const chunk = Array.from({ length: CHUNK }, (_, step) =>
    constantsOf(plain, { ...freshMark(plain), step, updates: step }, 0, job.learningRate),
  )
  engine.order(job.split.train.slice(0, rows))
  engine.steps(chunk, rows)
  await engine.settled()
  const before = engine.counters()
  const began = performance.now()
  let scriptMs = 0
  let steps = 0
  while (performance.now() - began < LONG_ENOUGH_MS) {
    const from = performance.now()
    engine.steps(chunk, rows)
    scriptMs += performance.now() - from
    await engine.settled()
    steps += CHUNK
  }
  const stepMs = (performance.now() - began) / steps
  const submissions = (engine.counters().submissions - before.submissions) / steps
  await engine.read()
  await engine.confusion()
  engine.restore(kept)
  return { stepMs, scriptMs: scriptMs / steps, submissions }
}
