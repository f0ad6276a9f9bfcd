/** @file timeSteps: how long steps take as a run takes them: by the same chunks, the same pace, the same breath between them. */
import type { TrainingJob } from '../../data/job'
import { alone } from '../engines/alone'
import { chunkAt, orderOf } from '../loop/chunk'
import { shapeOf } from '../loop/constants'
import { makeControl } from '../loop/control'
import { freshMark } from '../loop/resume-point'
import { makePace } from '../loop/chunk-size'
import type { TrainStep } from '../train-step'

/** Of one step on the mean, epochs' last and smaller batches counted in. */
export interface StepTiming {
  readonly ms: number
  /** Of these, inside the engine's call: until the steps were on their way, or done. */
  readonly calledMs: number
  readonly submissions: number
}

/** The pace is found meanwhile, in milliseconds. */
const WARM_MS = 300
/** Milliseconds of one timing; the middle one of several is told, so that what else the machine does now and then counts for little. */
const BITE_MS = 120
/** Figures are read before they fill the ring. */
const UNREAD = 1024

/** Trains for about `forMs` milliseconds; the engine's state is used up. */
export async function timeSteps(engine: TrainStep, job: TrainingJob, forMs: number): Promise<StepTiming> {
  const plain = alone(job)
  const shape = shapeOf(plain)
  const pace = makePace(engine)
  const control = makeControl({ onPause: () => Promise.resolve(), onResume: () => undefined })
  let place = freshMark(plain)
  engine.order(orderOf(plain, 0))

  async function bite(ms: number): Promise<StepTiming> {
    const before = engine.counters().submissions
    const from = performance.now()
    let calledMs = 0
    let steps = 0
    let unread = 0
    while (performance.now() - from < ms) {
      await control.gate()
      await pace.ready()
      const chunk = chunkAt(plain, shape, place, pace.most())
      if (!chunk || unread > UNREAD) {
        await engine.read()
        unread = 0
        if (!chunk) place = freshMark(plain)
        continue
      }
      const { constants, rows, after } = chunk
      const sent = performance.now()
      pace.send(constants.length, () => engine.steps(constants, rows))
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
    await bite(WARM_MS)
    const bites: StepTiming[] = []
    for (let i = 0; i < Math.max(3, Math.round(forMs / BITE_MS)); i++) bites.push(await bite(BITE_MS))
    return bites.sort((a, b) => a.ms - b.ms)[Math.floor(bites.length / 2)] as StepTiming
  } finally {
    control.close()
  }
}
