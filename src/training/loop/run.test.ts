import { afterEach, describe, expect, test } from 'vitest'
import type { EpochLog, FromTrainer } from '../../protocol/trainer-messages'
import { chain, dense, points, pointsJob } from '../testing/small-networks'
import { type TestTrainer, testTrainer } from '../testing/trainer'

const ROWS = 400
const MLP = chain([2], [dense(24, 'tanh'), dense(24, 'tanh'), dense(2, 'softmax')])
const WITH_DROPOUT = chain([2], [dense(16, 'relu'), ['Dropout', { rate: 0.3 }], dense(2, 'softmax')])
const XOR = points('xor', ROWS)
/** 320 rows in batches of 32. */
const PER_EPOCH = 10

let opened: TestTrainer | undefined
function open(): TestTrainer {
  opened = testTrainer()
  return opened
}
afterEach(async () => {
  await opened?.close()
  opened = undefined
})

function losses(countOf: readonly FromTrainer[]): number[] {
  return countOf.flatMap((message) => (message.type === 'progress' ? [...message.losses] : []))
}

function epochsOf(countOf: readonly FromTrainer[]): EpochLog[] {
  return countOf.flatMap((message) => (message.type === 'epoch' ? [...(message.earlier ?? []), message.log] : []))
}

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  test.each(backend === 'cpu' ? (['xor'] as const) : (['xor', 'spirals'] as const))('learns %s', async (kind) => {
    const trainer = open()
    const job = pointsJob(MLP, ROWS, { epochs: kind === 'xor' ? 15 : 150 })
    trainer.start('r', job, points(kind, ROWS), backend)
    const done = await trainer.next('done')
    const head = done.evaluation?.heads[0]
    expect(head?.kind === 'classes' && head.accuracy).toBeGreaterThan(0.95)
    expect(done).toMatchObject({ why: 'finished', step: job.epochs * PER_EPOCH, epoch: job.epochs })
  })

  test.each([0, 7])('seed %i gives the same weights and losses twice, another seed different ones', async (seed) => {
    const trainer = open()
    const run = async (id: string, of: number) => {
      trainer.start(id, pointsJob(WITH_DROPOUT, ROWS, { epochs: 3, seed: of }), XOR, backend)
      return (await trainer.next('done', ({ run: by }) => by === id)).hash
    }
    const hash = await run('a', seed)
    expect(await run('b', seed)).toBe(hash)
    expect(await run('c', seed + 1)).not.toBe(hash)
    const of = (id: string) => losses(trainer.received.filter((message) => 'run' in message && message.run === id))
    expect(of('a')).toHaveLength(3 * PER_EPOCH)
    expect(of('a')).toEqual(of('b'))
  })
})

test('a run that is slowed down ends with the same weights, in the time of its steps', async () => {
  const trainer = open()
  const job = pointsJob(WITH_DROPOUT, ROWS, { epochs: 3 })
  trainer.start('alone', job, XOR)
  const { hash } = await trainer.next('done')
  trainer.start('slow', job, XOR)
  await trainer.next('began', ({ run }) => run === 'slow')
  const began = performance.now()
  trainer.send({ type: 'pace', run: 'slow', stepsPerSecond: 50 })
  const { step, ...progress } = await trainer.next('progress', ({ run, step }) => run === 'slow' && step >= 5)
  expect(step).toBeLessThan(3 * PER_EPOCH)
  expect(progress.stepsPerSecond).toBeLessThanOrEqual(50)
  expect(progress.secondsLeft).toBeGreaterThanOrEqual((3 * PER_EPOCH - step) / 50)
  const done = await trainer.next('done', ({ run }) => run === 'slow')
  expect(done.hash).toBe(hash)
  expect(performance.now() - began).toBeGreaterThan(450)
})

test('a run that is paused, stepped, and resumed ends with the weights of an uninterrupted one', async () => {
  const trainer = open()
  const job = pointsJob(WITH_DROPOUT, ROWS, { epochs: 4 })
  trainer.start('alone', job, XOR)
  const { hash } = await trainer.next('done')
  trainer.start('steered', job, XOR)
  await trainer.next('progress', ({ run, step }) => run === 'steered' && step >= 1)
  trainer.send({ type: 'pause', run: 'steered' })
  const first = await trainer.next('state', ({ tag }) => tag === 'paused')
  trainer.send({ type: 'step', run: 'steered' })
  const second = await trainer.next('state', ({ tag, step }) => tag === 'paused' && step > first.step)
  expect(second.step).toBe(first.step + 1)
  expect(second.hash).not.toBe(first.hash)
  trainer.send({ type: 'resume', run: 'steered' })
  await trainer.next('state', ({ tag }) => tag === 'training')
  expect((await trainer.next('done', ({ run }) => run === 'steered')).hash).toBe(hash)
})

test('a pause is reported within one batch, and nothing changes until it ends', async () => {
  const trainer = open()
  trainer.start('r', pointsJob(MLP, ROWS, { epochs: 1000 }), XOR)
  const { step } = await trainer.next('progress', (message) => message.step > 30)
  trainer.send({ type: 'pause', run: 'r' })
  const paused = await trainer.next('state', ({ tag }) => tag === 'paused')
  // Progress is reported at most every 50 ms, so a few more steps may be reported afterwards; only the weights must not
  // change.
  expect(paused.step).toBeGreaterThanOrEqual(step)
  const before = await trainer.ask({ type: 'weights' })
  await new Promise((resolve) => setTimeout(resolve, 100))
  const after = await trainer.ask({ type: 'weights' })
  expect(before.type === 'weights' && before.hash).toBe(paused.hash)
  expect(after.type === 'weights' && after.hash).toBe(paused.hash)
  trainer.send({ type: 'stop', run: 'r' })
  expect(await trainer.next('done')).toMatchObject({ why: 'stopped', step: paused.step, hash: paused.hash })
})

test('short epochs are reported together and completely, and weights every two seconds', async () => {
  const trainer = open()
  const began = performance.now()
  trainer.start('r', pointsJob(MLP, ROWS, { epochs: 100, batchSize: ROWS }), XOR)
  await trainer.next('done')
  const seconds = (performance.now() - began) / 1000
  expect(epochsOf(trainer.received).map(({ epoch }) => epoch)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1))
  const countOf = (type: FromTrainer['type']) => trainer.received.filter((message) => message.type === type).length
  expect(countOf('epoch')).toBeLessThanOrEqual(10 * seconds + 2)
  // Each checkpoint posts the latest state, and the best weights if they have improved.
  expect(countOf('checkpoint')).toBeLessThanOrEqual(seconds + 4)
})

test('the learning rate can change during training: at zero, weights stay the same', async () => {
  const trainer = open()
  const job = pointsJob(MLP, ROWS, { epochs: 100_000, optimizer: { class_name: 'SGD', config: {} } })
  trainer.start('r', job, XOR)
  await trainer.next('progress')
  trainer.send({ type: 'learningRate', run: 'r', value: 0 })
  const { step } = await trainer
    .next('epoch')
    .then(() => trainer.ask({ type: 'weights' }))
    .then((answer) => (answer.type === 'weights' ? answer : Promise.reject(answer)))
  const hashes = new Set<string>()
  for (let i = 0; i < 3; i++) {
    const answer = await trainer.ask({ type: 'weights' })
    if (answer.type === 'weights') hashes.add(answer.hash)
    await trainer.next('progress', (message) => message.step > step + 20 * (i + 1))
  }
  expect(hashes.size).toBe(1)
})

test('predicts and evaluates while it trains', async () => {
  const trainer = open()
  trainer.start('r', pointsJob(MLP, ROWS, { epochs: 100_000 }), XOR)
  await trainer.next('progress')
  const inputs = [Float32Array.from([1, 1, -1, 1])]
  const first = await trainer.ask({ type: 'predict', inputs, count: 2 })
  expect(first.type === 'predictions' && first.outputs[0]).toHaveLength(4)
  await trainer.next('epoch', ({ log }) => log.epoch >= 5)
  const answer = await trainer.ask({ type: 'evaluate', split: 'train' })
  const later = await trainer.ask({ type: 'predict', inputs, count: 2 })
  expect(answer.type === 'evaluation' && answer.evaluation).toMatchObject({ split: 'train', rows: 320 })
  expect(later.type === 'predictions' && first.type === 'predictions' && later.step > first.step).toBe(true)
  await expect(trainer.ask({ type: 'predict', inputs, count: 3 })).rejects.toThrow('inputs-do-not-fit')
})

test('the history is consistent: its loss is the mean over samples, also with a smaller last batch', async () => {
  const trainer = open()
  // 320 rows in batches of 96: three full batches and one of 32 rows.
  trainer.start('r', pointsJob(MLP, ROWS, { epochs: 1, batchSize: 96 }), XOR)
  const { log, validation } = await trainer.next('epoch')
  await trainer.next('done')
  const reported = losses(trainer.received)
  const mean =
    (96 * (reported[0] as number) +
      96 * (reported[1] as number) +
      96 * (reported[2] as number) +
      32 * (reported[3] as number)) /
    320
  expect(log.loss).toBeCloseTo(mean, 6)
  expect(log.validationLoss).toBe(validation?.loss)
  expect(log.metrics.validationAccuracy).toBe(validation?.heads[0]?.kind === 'classes' && validation.heads[0].accuracy)
})

test('a diverging run stops, says where, and restores its last good weights', async () => {
  const trainer = open()
  const job = pointsJob(MLP, ROWS, {
    epochs: 50,
    heads: [{ label: 'Class', loss: { class_name: 'meanSquaredError', config: {} }, weight: 1 }],
    model: chain([2], [dense(24, 'relu'), dense(24, 'relu'), dense(2, 'linear')]),
    optimizer: { class_name: 'SGD', config: {} },
    learningRate: 1e-3,
  })
  trainer.start('r', job, XOR)
  const good = await trainer.next('checkpoint')
  trainer.send({ type: 'learningRate', run: 'r', value: 1e30 })
  const failed = await trainer.next('failed')
  expect(failed.reason).toMatchObject({ code: 'not-finite', args: { layer: expect.stringMatching(/^layer_\d$/) } })
  const answer = await trainer.ask({ type: 'weights' })
  expect(answer.type === 'weights' && answer.hash).toBe(failed.hash)
  expect(answer.type === 'weights' && answer.weights.data.every(Number.isFinite)).toBe(true)
  expect(answer.type === 'weights' && answer.weights.data).toHaveLength(good.state.weights.data.length)
})

test('early stopping ends the run and restores the best weights', async () => {
  const trainer = open()
  const job = pointsJob(MLP, ROWS, {
    epochs: 500,
    learningRate: 0.05,
    earlyStopping: { metric: 'validationLoss', patience: 3, restoreBest: true },
  })
  // A quarter of the labels are wrong, so memorizing them makes the validation loss worse.
  const noisy = points('xor', ROWS)
  const column = noisy.columns[2]
  if (column?.type === 'category') for (let i = 0; i < ROWS; i += 4) column.codes[i] = 1 - (column.codes[i] as number)
  trainer.start('r', job, noisy)
  const done = await trainer.next('done')
  expect(done.why).toBe('early')
  const logs = epochsOf(trainer.received).map(({ validationLoss }) => validationLoss as number)
  const best = Math.min(...logs)
  expect(logs.indexOf(best)).toBe(logs.length - 4)
  expect(done.evaluation?.loss).toBe(best)
  const answer = await trainer.ask({ type: 'evaluate', split: 'validation' })
  expect(answer.type === 'evaluation' && answer.evaluation.loss).toBeCloseTo(best, 6)
})

test('a run continues from the weights of another as if it had not ended', async () => {
  const trainer = open()
  // SGD has no state besides the weights, so continuing a run must produce the same result as a single longer run.
  const job = pointsJob(WITH_DROPOUT, ROWS, { epochs: 4, optimizer: { class_name: 'SGD', config: {} } })
  trainer.start('whole', job, XOR)
  const whole = await trainer.next('done')
  trainer.start('first', { ...job, epochs: 2 }, XOR)
  const half = await trainer.next('checkpoint', ({ run, mark }) => run === 'first' && mark.epoch === 2)
  trainer.start('half', { ...job, weights: half.state.weights, fromEpoch: 2 }, XOR)
  const done = await trainer.next('done', ({ run }) => run === 'half')
  expect(done).toMatchObject({ hash: whole.hash, step: whole.step, epoch: 4 })
})

test('thirty runs started and stopped leak no tensor', async () => {
  const trainer = open()
  const memory = async () => {
    const answer = await trainer.ask({ type: 'memory' })
    return answer.type === 'memory' ? answer.tensors : Number.NaN
  }
  const counts: number[] = []
  for (let i = 0; i < 30; i++) {
    const run = `r${i}`
    trainer.start(run, pointsJob(WITH_DROPOUT, ROWS, { epochs: 100 }), XOR)
    await trainer.next('progress', (message) => message.run === run)
    trainer.send({ type: 'stop', run })
    await trainer.next('done', (message) => message.run === run)
    counts.push(await memory())
  }
  expect(new Set(counts.slice(1)).size).toBe(1)
})

test('missing targets are left out of the loss, and a stop before the start works', async () => {
  const trainer = open()
  const xor = points('xor', ROWS)
  const column = xor.columns[2]
  if (column?.type === 'category') column.codes.fill(-1, 0, 160)
  trainer.start('r', pointsJob(MLP, ROWS, { epochs: 2 }), xor)
  trainer.send({ type: 'stop', run: 'r' })
  expect(await trainer.next('done')).toMatchObject({ why: 'stopped', step: 0 })
  trainer.start('s', pointsJob(MLP, ROWS, { epochs: 20 }), xor)
  const done = await trainer.next('done', ({ run }) => run === 's')
  const head = done.evaluation?.heads[0]
  expect(head?.kind === 'classes' && head.accuracy).toBeGreaterThan(0.9)
})
