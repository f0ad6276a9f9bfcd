/**
 * @file timeSteps: measures the time of a step under the conditions of a real run: with the same chunks, chunk sizes
 * and pauses.
 */
import type { TrainingJob } from '../../data/training-job'
import { standaloneJob } from '../engines/comparison-plan'
import { chunkAt, makeChunkSize, orderOf, shapeOf } from '../loop/chunk'
import { makeControl } from '../loop/run-control'
import { freshMark } from '../loop/run-mark'
import type { TrainStep } from '../train-step'

/** Mean values per step, including the smaller last batch of each epoch. */
export interface StepTiming {
  readonly ms: number
  /**
   * Time spent inside the engine's call, which ends when the steps are submitted or, if the engine is synchronous, when
   * they are done.
   */
  readonly calledMs: number
  readonly submissions: number
}

/** Milliseconds of warm-up, during which the chunk size adapts. */
const WARM_UP_MS = 300
/**
 * Milliseconds per sample. The result is the median of the samples, so that other load on the machine has little
 * effect.
 */
const SAMPLE_MS = 120
/**
 * Maximum number of steps whose metrics have not been read: the metrics must be read before the ring buffer is full.
 */
const UNREAD = 1024

/** Trains for about `forMs` milliseconds. The engine's state is lost. */
export async function timeSteps(engine: TrainStep, job: TrainingJob, forMs: number): Promise<StepTiming> {
  const plain = standaloneJob(job)
  const shape = shapeOf(plain)
  const chunkSize = makeChunkSize(engine)
  const control = makeControl({ onPause: () => Promise.resolve(), onResume: () => undefined })
  let place = freshMark(plain)
  engine.order(orderOf(plain, 0))

  async function sample(ms: number): Promise<StepTiming> {
    const before = engine.counters().submissions
    const from = performance.now()
    let calledMs = 0
    let steps = 0
    let unread = 0
    while (performance.now() - from < ms) {
      await control.gate()
      await chunkSize.ready()
      const chunk = chunkAt(plain, shape, place, chunkSize.maxSteps())
      if (!chunk || unread > UNREAD) {
        await engine.read()
        unread = 0
        if (!chunk) place = freshMark(plain)
        continue
      }
      const { constants, rows, next: after } = chunk
      const sent = performance.now()
      chunkSize.send(constants.length, () => engine.steps(constants, rows))
      calledMs += performance.now() - sent
      place = { ...place, ...after }
      steps += constants.length
      unread += constants.length
    }
    await engine.read()
    await engine.settled()
    const took = performance.now() - from
    return {
      ms: took / steps,
      calledMs: calledMs / steps,
      submissions: (engine.counters().submissions - before) / steps,
    }
  }

  try {
    await sample(WARM_UP_MS)
    const samples: StepTiming[] = []
    for (let i = 0; i < Math.max(3, Math.round(forMs / SAMPLE_MS)); i++) samples.push(await sample(SAMPLE_MS))
    return samples.sort((a, b) => a.ms - b.ms)[Math.floor(samples.length / 2)] as StepTiming
  } finally {
    control.close()
  }
}
