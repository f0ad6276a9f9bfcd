import { expect, test } from 'vitest'
import { resultWeights, type TrainingJob } from '../../data/training-job'
import { hashWeights } from '../model-weights'
import { loopRun, openReference } from '../testing/loop-run'
import { chain, dense, points, pointsJob } from '../testing/small-networks'

const ROWS = 60
const XOR = points('xor', ROWS)
/** 48 training rows in batches of 16: three steps per epoch. */
const job = (more: Partial<TrainingJob>) =>
  pointsJob(chain([2], [dense(6, 'tanh'), dense(2, 'softmax')]), ROWS, { batchSize: 16, epochs: 6, ...more })

test.each([
  ['within an epoch', 7, 2],
  ['at the end of an epoch', 6, 2],
] as const)('a run ends after this many steps, %s', async (_, steps, epoch) => {
  const run = await loopRun(job({ stopWhen: { steps } }), XOR)
  const done = await run.done()
  expect(done).toMatchObject({ why: 'rule', step: steps, epoch })
  expect(done.evaluation?.rows).toBe(12)
  expect(run.of('epoch').at(-1)?.log.epoch).toBe(epoch)
  // Steps are counted per run, even if the run continues another one.
  const next = await loopRun(job({ stopWhen: { steps }, fromEpoch: 2 }), XOR)
  expect(await next.done()).toMatchObject({ why: 'rule', step: 6 + steps })
})

test('a run ends when a metric is reached or its time is up', async () => {
  const metric = { name: 'validationLoss', value: 0.3 }
  const run = await loopRun(job({ epochs: 500, learningRate: 0.05, stopWhen: { metric } }), XOR)
  expect(await run.done()).toMatchObject({ why: 'rule' })
  const losses = run.of('epoch').flatMap(({ earlier = [], log }) => [...earlier, log].map((one) => one.validationLoss))
  expect(losses.findIndex((loss) => (loss as number) <= 0.3)).toBe(losses.length - 1)
  const timed = await loopRun(job({ epochs: 100_000, stopWhen: { seconds: 0.1 } }), XOR)
  expect(await timed.done()).toMatchObject({ why: 'rule' })
  expect(timed.of('checkpoint').at(-1)?.mark.seconds).toBeGreaterThanOrEqual(0.1)
})

test('milestones are saved as planned, each complete enough to resume', async () => {
  const run = await loopRun(job({ keepEvery: 2, optimizer: { class_name: 'Momentum', config: {} } }), XOR)
  const done = await run.done()
  const kept = run.of('checkpoint').filter(({ keep }) => keep === 'milestone')
  expect(kept.map(({ mark }) => mark.epoch)).toEqual([2, 4, 6])
  const [first] = kept
  if (!first) return
  const again = await loopRun({ ...job({ optimizer: { class_name: 'Momentum', config: {} } }), resume: first }, XOR)
  expect((await again.done()).hash).toBe(done.hash)
})

test('with a moving average, validation and the result use the average', async () => {
  const averaged = job({ average: 0.8, learningRate: 0.05 })
  const run = await loopRun(averaged, XOR)
  const done = await run.done()
  const last = run.of('checkpoint').at(-1)
  if (!last) throw new Error('a run that is over has a checkpoint')
  const weights = resultWeights(last.state)
  expect(hashWeights(weights)).toBe(done.hash)
  expect(last.hash).toBe(hashWeights(last.state.weights))
  expect(last.hash).not.toBe(done.hash)
  const plain = await openReference(job({ weights }), XOR)
  const { losses } = await plain.evaluate(averaged.split.validation)
  plain.close()
  expect(done.evaluation?.loss).toBe(losses[0])
})
