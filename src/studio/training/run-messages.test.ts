import { expect, onTestFinished, test } from 'vitest'
import { milderRate } from '../../formulas/optimizers'
import type { EpochLog } from '../../data/training-job'
import { moonsMlp } from '../../gallery/points'
import { formatMessage, message } from '../../messages/message'
import type { BackendChosen } from '../../protocol/backend'
import type { FromTrainer } from '../../protocol/trainer-messages'
import { provideIndexedDB } from '../../storage/fake-indexeddb.test-help'
import { memoryStorage } from '../../storage/open-storage'
import { makeStudio } from '../make-studio'
import { loadOnce } from '../testing/load-once'
import { openTestStudio } from '../testing/studio-fixture'
import { chosenBefore, isDiverging, withUserLabels } from './run-lifecycle'

provideIndexedDB()

const engine = { name: 'plain tf.js', device: 'WASM', reason: '' }
const began = (chosen: BackendChosen): FromTrainer => ({
  ...{ type: 'began', run: 'r', chosen, steps: 20, engine, step: 8, history: [] },
})
const wasm = { backend: 'wasm', reason: 'WASM: this browser offers no GPU adapter' } as const

test('a resumed run keeps the reason its backend was chosen for', () => {
  expect(chosenBefore(began({ backend: 'wasm', reason: 'WASM, as you chose' }), wasm)).toEqual(began(wasm))
})

test('another adapter or backend, or a new run, keeps its own reason', () => {
  const gpu = { backend: 'webgpu', adapter: 'B', reason: 'WebGPU, as you chose' } as const
  expect(chosenBefore(began(gpu), { ...gpu, adapter: 'A', reason: 'WebGPU on A' })).toEqual(
    began({ ...gpu, reason: 'This run started on webgpu.' }),
  )
  expect(chosenBefore(began(gpu), wasm)).toEqual(began(gpu))
  expect(chosenBefore(began(gpu), undefined)).toEqual(began(gpu))
})

const fix = { kind: 'rate', to: 0.5, now: 1 } as const
const failed = (layer: string): FromTrainer => ({
  type: 'failed',
  run: 'r',
  step: 3,
  reason: message('not-finite', { what: 'loss', epoch: 1, step: 3, layer, rows: [12, 87], fix }),
})

test('names the layer with the first non-finite number by its label; other messages are unchanged', () => {
  const labeled = withUserLabels(failed('dense_2'), moonsMlp.content)
  expect(labeled.type === 'failed' && formatMessage(labeled.reason)).toContain(
    'first in Dense (2 of 2), while training on dataset rows 13 and 88',
  )
  const other = withUserLabels(failed('unheard_of'), moonsMlp.content)
  expect(other.type === 'failed' && formatMessage(other.reason)).toContain('first in unheard_of')
  // Row numbers refer to the original dataset, even if some rows were excluded.
  const rows = Int32Array.from({ length: 100 }, (_, row) => row + 5)
  const base = { schema: { ...moonsMlp.content.data.schema } } as never
  const left = withUserLabels(failed('dense_2'), moonsMlp.content, { origin: { base, rows } })
  expect(left.type === 'failed' && formatMessage(left.reason)).toContain('while training on dataset rows 18 and 93')
  const pulse = { type: 'pulse' } as const
  expect(withUserLabels(pulse, moonsMlp.content)).toBe(pulse)
})

const epochs = (...losses: number[]) =>
  losses.map((loss, i): EpochLog => ({ epoch: i + 1, loss, metrics: {} }) as EpochLog)

test.each([
  ['stuck at the clipped loss', epochs(14.5, 14.5), 2.31, true],
  ['a first epoch that jumps and comes back', epochs(9, 1.2), 2.31, false],
  ['healthy', epochs(1.1, 0.4), 2.31, false],
  ['a little worse at first', epochs(3, 2.5), 2.31, false],
  ['no epoch yet', [], 2.31, false],
  ['a first loss nobody knows', epochs(14), undefined, false],
  ['a perfect start', epochs(0.1), 0, false],
])('%s', (_what, history, first, expected) => {
  expect(isDiverging(history, first)).toBe(expected)
})

test('the suggested rate is a tenth, in few digits, and at most the default of the optimizer', () => {
  expect([milderRate(0.3, 'sgd'), milderRate(50, 'sgd'), milderRate(50, 'SGD')]).toEqual([0.03, 0.05, 0.05])
  expect([milderRate(0.003, 'adam'), milderRate(1000, 'Adam')]).toEqual([0.0003, 0.001])
})

test('a run that diverges without NaN is reported once, with a lower rate to start again with', async () => {
  const netloom = await openTestStudio('moons-mlp')
  await netloom.run('plan.set', { epochs: 6, learningRate: 30 })
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done' || run.tag === 'failed')
  const reported = netloom.notices().filter((text) => text.includes('rose from'))
  expect(reported).toEqual([
    expect.stringMatching(/^The loss of Run 1 rose from 0\.\d+ to \d.* Its learning rate .* ruined\.$/),
  ])
  const { action } = netloom.app().notices.find(({ text }) => text.includes('rose from')) ?? {}
  expect(action).toMatchObject({
    command: 'run.start',
    args: { learningRate: 0.001 },
    title: 'Start again with learning rate 0.001',
  })
  const losses = () =>
    netloom.app().runs.map(({ curve, from, content, why }) => ({
      first: curve?.losses[0],
      from,
      why,
      rate: content.plan.learningRate,
    }))
  const [{ first } = { first: undefined }] = losses()
  expect(first).toBeGreaterThan(0)
  await netloom.run(action?.command ?? '', action?.args)
  await netloom.when(({ run }) => run.tag === 'done' || run.tag === 'failed')
  // The same loss at the first step: the weights are new ones, and not those that the rate has ruined.
  expect(losses()[0]).toEqual({ first, from: undefined, why: 'finished', rate: 0.001 })
  // A run that is still in progress stops, and does not go on with the other rate.
  await netloom.run('plan.set', { epochs: 10_000, learningRate: 30 })
  await netloom.run('run.start')
  await netloom.when(({ run }) => 'history' in run && run.history.length > 0)
  await netloom.run('run.start', { learningRate: 0.5 })
  await netloom.run('run.stop')
  const [now, stopped] = losses()
  expect([now?.rate, now?.from, now?.first]).toEqual([0.5, undefined, first])
  expect([stopped?.rate, stopped?.why]).toEqual([30, 'stopped'])
  await netloom.close()
})

test('a run that is stopped before it could be evaluated shows no scores of its earlier weights', async () => {
  const studio = makeStudio({
    ...{ storage: memoryStorage(), dataBase: 'http://nowhere/', loadDataset: loadOnce },
    openTrainer({ onMessage }) {
      const trainer = import('../../training/testing/trainer').then(({ testTrainer }) =>
        testTrainer((reply) => setImmediate(() => onMessage(withoutLastEvaluation(reply)))),
      )
      onTestFinished(async () => (await trainer).close())
      return {
        send: (request) => void trainer.then((one) => one.send(request)),
        ask: (question) => trainer.then((one) => one.ask(question)),
        close: () => undefined,
      }
    },
  })
  await studio.run('project.new', { template: 'moons-mlp' })
  await studio.run('plan.set', { epochs: 10_000 })
  await studio.run('run.start', { backend: 'wasm' })
  await expect.poll(() => studio.store.getState().metrics).not.toBeNull()
  await studio.run('run.stop')
  const { run, metrics, runs } = studio.store.getState()
  expect(run.tag).toBe('done')
  expect([metrics, runs[0]?.metrics]).toEqual([null, null])
})

/** As from a worker whose evaluation would take too long. */
function withoutLastEvaluation(reply: FromTrainer): FromTrainer {
  if (reply.type !== 'done') return reply
  const { evaluation: _last, ...done } = reply
  return done
}
