import { expect, test } from 'vitest'
import type { FromTrainer } from './trainer-messages'
import { next, type RunState } from './run-state'

const PREPARING: RunState = { tag: 'preparing', id: 'r', drawingVersion: 3, step: 0, steps: 0, epoch: 0, history: [] }
const engine = { name: 'plain tf.js', device: 'WASM', reason: 'it is the reference' }
const chosen = { backend: 'wasm', reason: 'WASM' } as const

function run(messages: readonly FromTrainer[], from: RunState = PREPARING): RunState {
  return messages.reduce(next, from)
}

const BEGAN: FromTrainer = { type: 'began', run: 'r', chosen, steps: 20, engine, step: 0, history: [] }
const PROGRESS: Extract<FromTrainer, { type: 'progress' }> = {
  type: 'progress',
  run: 'r',
  step: 4,
  epoch: 1,
  losses: Float32Array.from([2, 1]),
  learningRate: 0.25,
  stepsPerSecond: 9,
}
const EPOCH: FromTrainer = { type: 'epoch', run: 'r', log: { epoch: 1, loss: 1.5, validationLoss: 1.25, metrics: {} } }
const DONE: FromTrainer = { type: 'done', run: 'r', step: 20, epoch: 2, hash: 'abc', why: 'finished' }

test('a run moves from preparing to done and collects what the messages carry', () => {
  const training = run([BEGAN, PROGRESS, EPOCH])
  expect(training).toMatchObject({ tag: 'training', step: 4, steps: 20, epoch: 1, loss: 1, validationLoss: 1.25 })
  const paused = next(training, { type: 'state', run: 'r', tag: 'paused', step: 5, hash: 'def' })
  expect(paused).toMatchObject({ tag: 'paused', step: 5, hash: 'def', drawingVersion: 3 })
  const done = run([DONE], paused)
  expect(done).toMatchObject({ tag: 'done', why: 'finished', hash: 'abc', history: [{ epoch: 1, loss: 1.5 }] })
})

test('the progress of a single step leaves no hash of the weights before it', () => {
  const paused = run([BEGAN, { type: 'state', run: 'r', tag: 'paused', step: 5, hash: 'def' }])
  expect(next(paused, { ...PROGRESS, step: 5 })).toHaveProperty('hash', 'def')
  expect(next(paused, { ...PROGRESS, step: 6 })).not.toHaveProperty('hash')
})

test('class counts stay until newer ones arrive', () => {
  const counts = { epoch: 1, heads: [{ label: 'c', labels: ['a', 'b'], counts: Uint32Array.of(3, 1, 0, 2) }] }
  const newer = { ...counts, epoch: 2 }
  const resumed = run([BEGAN, { ...PROGRESS, counts }, PROGRESS])
  expect(resumed).toMatchObject({ counts })
  expect(next(resumed, { ...PROGRESS, counts: newer })).toMatchObject({ counts: newer })
})

test('epochs that arrive in one message join the history in order', () => {
  const log = (epoch: number) => ({ epoch, loss: 1 / epoch, metrics: {} })
  const resumed = run([BEGAN, EPOCH, { type: 'epoch', run: 'r', earlier: [log(2), log(3)], log: log(4) }])
  expect(resumed.tag === 'training' && resumed.history.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4])
  expect(resumed).toMatchObject({ epoch: 4 })
})

test('messages of another run, and late messages after the end, change nothing', () => {
  const training = run([BEGAN, PROGRESS])
  expect(next(training, { ...PROGRESS, run: 'other' })).toBe(training)
  expect(next(training, { type: 'pulse' })).toBe(training)
  const done = run([DONE], training)
  for (const late of [BEGAN, PROGRESS, EPOCH]) expect(next(done, late)).toBe(done)
  expect(next({ tag: 'idle' }, BEGAN)).toEqual({ tag: 'idle' })
})

test('a failed run keeps its progress and its reason', () => {
  const reason = { code: 'device-lost', args: { why: '' } } as const
  const failed = run([BEGAN, PROGRESS, EPOCH, { type: 'failed', run: 'r', reason, step: 7 }])
  expect(failed).toMatchObject({ tag: 'failed', reason, step: 7, epoch: 1 })
  expect(failed.tag === 'failed' && failed.history).toHaveLength(1)
})

test('a resumed run starts with its saved step and history', () => {
  const log = (epoch: number) => ({ epoch, loss: 1 / epoch, metrics: {} })
  const again = run([{ ...BEGAN, step: 12, history: [log(1), log(2)] } as FromTrainer])
  expect(again).toMatchObject({ tag: 'training', step: 12, begunAt: 12, epoch: 2, engine, history: [log(1), log(2)] })
  const resumed = run(
    [
      { ...PROGRESS, step: 14, epoch: 3 },
      { type: 'epoch', run: 'r', log: log(3) },
    ],
    again,
  )
  expect(resumed).toMatchObject({ begunAt: 12, step: 14, learningRate: 0.25 })
  expect(resumed.tag === 'training' && resumed.history.map(({ epoch }) => epoch)).toEqual([1, 2, 3])
})

test('a run stopped by a rule says so', () => {
  expect(run([BEGAN, { ...DONE, why: 'rule' } as FromTrainer])).toMatchObject({ tag: 'done', why: 'rule' })
})
