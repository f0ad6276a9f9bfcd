import { describe, expect, test } from 'vitest'
import { rng } from '../../base/rng'
import {
  type EngineState,
  type EpochLog,
  resultWeights,
  type TrainingJob,
  withRateChanges,
} from '../../data/training-job'
import { type LoopRun, loopRun, openExact, openReference } from '../testing/loop-run'
import { chain, dense, points, pointsJob } from '../testing/small-networks'

/** 48 of the 60 rows are for training: two full batches of 20 and one of 8 per epoch. */
const ROWS = 60
const EPOCHS = 4
const STEPS = 3 * EPOCHS
const XOR = points('xor', ROWS)
const MODEL = chain(
  [2],
  [
    dense(6, 'tanh'),
    ['Dropout', { rate: 0.3 }],
    ['BatchNormalization', { axis: -1, momentum: 0.9, epsilon: 1e-3 }],
    dense(2, 'softmax'),
  ],
)

const OPTIMIZERS = ['SGD', 'Momentum', 'RMSProp', 'Adagrad', 'Adadelta', 'Adam', 'AdamW', 'Adamax']
const SCHEDULES = [
  undefined,
  { class_name: 'StepDecay', config: { factor: 0.5, epochs: 1, warmup: 2 } },
  { class_name: 'ExponentialDecay', config: { decay: 0.8 } },
  { class_name: 'CosineDecay', config: { period: 2, multiplier: 1.5, floor: 0.1, warmup: 3 } },
  { class_name: 'OneCycle', config: {} },
  { class_name: 'ReduceOnPlateau', config: { metric: 'validationAccuracy', factor: 0.1, patience: 1 } },
]

/** Creates a random job configuration. Together, these configurations cover everything that has state. */
function configuration(index: number): TrainingJob {
  const random = rng(11 + index, { kind: 'generate' })
  const pick = <T>(from: readonly T[]): T => from[random.below(from.length)] as T
  const schedule = SCHEDULES[index % SCHEDULES.length]
  const metric = pick(['validationLoss', 'accuracy', 'loss'])
  return pointsJob(MODEL, ROWS, {
    optimizer: { class_name: OPTIMIZERS[index % OPTIMIZERS.length] as string, config: {} },
    learningRate: 0.05,
    batchSize: 20,
    epochs: EPOCHS,
    seed: random.below(1000),
    accumulate: pick([1, 2, 4]),
    ...(schedule ? { schedule } : {}),
    ...pick([{}, { average: 0.7 }]),
    ...pick([{}, { clip: { by: pick(['value', 'norm', 'globalNorm']), limit: 0.1 } }]),
    ...pick([{}, { earlyStopping: { metric, patience: 1, restoreBest: true } }]),
    ...pick([{}, { classWeights: [[1, 3]] }]),
    ...pick([{}, {}, { stopWhen: { steps: 7 } }, { stopWhen: { metric: { name: 'validationAccuracy', value: 0.6 } } }]),
  })
}

/** The job that resumes from the last checkpoint posted by a run, as if a page had saved it. */
function resumed(job: TrainingJob, run: LoopRun): TrainingJob {
  const checkpoints = run.of('checkpoint')
  const last = checkpoints.filter(({ keep }) => keep === undefined).at(-1)
  const newest = checkpoints.filter(({ keep }) => keep === 'best').at(-1)
  const best = newest ? resultWeights(newest.state) : job.resume?.best
  if (!last) return job
  return {
    ...job,
    resume: {
      mark: JSON.parse(JSON.stringify(last.mark)),
      state: last.state as EngineState,
      ...(best ? { best } : {}),
    },
  }
}

/** Runs this many steps, aborts the run, and returns the job that resumes from its last checkpoint. */
async function killedAfter(steps: number, job: TrainingJob, open: typeof openReference): Promise<TrainingJob> {
  const run = await loopRun(job, XOR, open)
  await run.pausedBy('pause')
  for (let i = 0; i < steps && run.of('done').length === 0; i++)
    await Promise.race([run.pausedBy('step'), run.run.over])
  const next = resumed(job, run)
  run.run.control.steer('stop')
  await run.done()
  return next
}

const ENGINES = { 'plain tf.js': openReference, 'exact CPU': openExact }

describe.each(Object.entries(ENGINES))('on %s, killed twice and resumed from checkpoints', (_, open) => {
  test.each([...Array(16).keys()])('configuration %i ends with the weights of an uninterrupted run', async (index) => {
    const job = configuration(index)
    const alone = await loopRun(job, XOR, open)
    const whole = await alone.done()
    const checkpoints = alone.of('checkpoint')
    const best = checkpoints.findLast(({ keep }) => keep === 'best')
    if (job.earlyStopping) expect(resultOf(checkpoints.at(-1))).toEqual(resultOf(best))
    const random = rng(index, { kind: 'shuffle', epoch: 0 })
    const most = Math.min(STEPS, whole.step)
    const first = 1 + random.below(most)
    const once = await killedAfter(first, job, open)
    const twice = await killedAfter(random.below(most - Math.min(first, most) + 1), once, open)
    for (const next of [once, twice]) {
      const run = await loopRun(next, XOR, open)
      const done = await run.done()
      expect(done).toMatchObject({ hash: whole.hash, step: whole.step, epoch: whole.epoch, why: whole.why })
      expect(done.evaluation?.loss).toBe(whole.evaluation?.loss)
      expect([...(run.of('began')[0]?.history ?? []), ...logsOf(run)]).toEqual(logsOf(alone))
    }
  })
})

function resultOf(checkpoint: { readonly state: EngineState } | undefined) {
  return checkpoint && resultWeights(checkpoint.state)
}

function logsOf(run: LoopRun): EpochLog[] {
  return run.of('epoch').flatMap(({ earlier, log }) => [...(earlier ?? []), log])
}

test('a learning rate set by the user is part of the mark', async () => {
  const job = { ...configuration(0), epochs: 3 }
  const byHand = async () => {
    const run = await loopRun(job, XOR)
    await run.pausedBy('pause')
    await run.pausedBy('step')
    run.run.setLearningRate(0.2)
    await run.pausedBy('step')
    return run
  }
  const left = await byHand()
  left.run.control.steer('resume')
  const whole = await left.done()
  const killed = await byHand()
  const next = resumed(job, killed)
  killed.run.control.steer('stop')
  await killed.done()
  expect(next.resume?.mark).toMatchObject({ learningRate: 0.2, step: 2 })
  expect((await (await loopRun(next, XOR)).done()).hash).toBe(whole.hash)
})

test('a run repeats the learning rates that the user set, from its start and from a checkpoint before them', async () => {
  const job = { ...configuration(2), epochs: 3 }
  const run = await loopRun(job, XOR)
  await run.pausedBy('pause')
  await run.pausedBy('step')
  const before = resumed(job, run)
  await run.pausedBy('step')
  run.run.setLearningRate(0.2)
  await run.pausedBy('step')
  run.run.setLearningRate(0.4)
  run.run.setLearningRate(0.01)
  run.run.control.steer('resume')
  const { hash } = await run.done()
  const rateChanges = run.of('rateChanges').at(-1)?.rateChanges
  expect(rateChanges).toEqual([
    { step: 2, learningRate: 0.2 },
    { step: 3, learningRate: 0.01 },
  ])
  for (const again of [job, before]) {
    const repeated = await loopRun(withRateChanges(again, rateChanges), XOR)
    expect((await repeated.done()).hash).toBe(hash)
    expect(repeated.of('began')[0]?.rateChanges).toEqual(rateChanges)
  }
  expect((await (await loopRun(job, XOR)).done()).hash).not.toBe(hash)
})
