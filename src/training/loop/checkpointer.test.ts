import { afterAll, expect, test, vi } from 'vitest'
import type { EngineState, RunMark } from '../../data/training-job'
import type { FromTrainer } from '../../protocol/trainer-messages'
import { makeCheckpointer } from './checkpointer'

let clock = 0
const spy = vi.spyOn(performance, 'now').mockImplementation(() => clock)
afterAll(() => spy.mockRestore())

function stateOf(value: number): EngineState {
  return {
    weights: { specs: [{ name: 'w', shape: [1] }], data: Float32Array.of(value) },
    slots: Float32Array.of(value),
  }
}
const markOf = (step: number) => ({ step, epoch: step }) as RunMark

/** Creates a checkpointer for a fake engine whose snapshot takes `ms` milliseconds and contains `value()`. */
function checkpointerOf(ms: number, value: () => number = () => 1) {
  const posted: Extract<FromTrainer, { type: 'checkpoint' }>[] = []
  const engine = {
    async snapshot() {
      clock += ms
      return stateOf(value())
    },
  }
  const begin = { mark: markOf(0), state: stateOf(0) }
  const checkpointer = makeCheckpointer(engine, {}, 'r', begin, (message) => {
    if (message.type === 'checkpoint') posted.push(message)
  })
  return { checkpointer, posted }
}

test.each([
  [1, 2000],
  [120, 4000],
] as const)(
  'a snapshot of %i ms is taken every %i ms or less often, and takes at most 3 %% of the time',
  async (ms, every) => {
    const { checkpointer, posted } = checkpointerOf(ms)
    const from = clock
    while (clock - from < 60_000) {
      clock += 10
      if (checkpointer.isDue()) await checkpointer.checkpoint(markOf(clock))
    }
    expect(posted.length).toBeLessThanOrEqual(60_000 / every + 1)
    expect(posted.length).toBeGreaterThan(60_000 / every / 2)
    expect((posted.length * ms) / 60_000).toBeLessThanOrEqual(0.03)
  },
)

test('moments are spread over the run, never more than the limit, and take at most 1 % of the time', async () => {
  const posted: FromTrainer[] = []
  let [taken, at] = [0, 0]
  const engine = {
    async snapshot() {
      taken++
      clock += 1
      return stateOf(at)
    },
  }
  const begin = { mark: markOf(0), state: stateOf(0) }
  const checkpointer = makeCheckpointer(engine, {}, 'r', begin, (message) => posted.push(message))
  const from = clock
  for (at = 1; at <= 3000; at++) {
    clock += 7
    const end = { mark: markOf(at), log: { epoch: at, loss: 1, metrics: {} }, isBest: false, isMilestone: false }
    await checkpointer.endEpoch(end)
  }
  checkpointer.postMoments({ mark: markOf(3001), state: stateOf(3001) })
  const checkpoints = posted.filter(({ type }) => type === 'checkpoint').length
  expect(taken - checkpoints).toBeLessThanOrEqual(0.01 * (clock - from))
  const moments = posted.flatMap((message) => (message.type === 'moments' ? message.moments : []))
  expect(moments.length).toBeGreaterThan(20)
  expect(moments.length).toBeLessThanOrEqual(60)
  for (const { step, epoch, data } of moments) expect([epoch, ...data]).toEqual([step, step])
  expect([moments[0]?.step, moments.at(-1)?.step]).toEqual([0, 3001])
  const gaps = moments.slice(1).map(({ step }, i) => step - (moments[i]?.step ?? 0))
  expect(Math.max(...gaps)).toBeLessThan(500)

  // A network that is too large has none.
  const large = { ...begin, state: { ...begin.state, weights: { specs: [], data: new Float32Array(200_000) } } }
  const none: FromTrainer[] = []
  const other = makeCheckpointer(engine, {}, 'r', large, (message) => none.push(message))
  other.postMoments(large)
  expect(none).toEqual([])
})

test('the best epoch is posted before the checkpoint whose mark refers to it', async () => {
  const { checkpointer, posted } = checkpointerOf(0)
  clock += 100
  await checkpointer.endEpoch({
    mark: markOf(1),
    log: { epoch: 1, loss: 1, metrics: {} },
    isBest: true,
    isMilestone: false,
  })
  expect(posted).toEqual([])
  expect(checkpointer.best()).toMatchObject({ step: 1 })
  await checkpointer.checkpoint(markOf(2))
  expect(posted.map(({ mark, keep }) => [mark.step, keep])).toEqual([
    [1, 'best'],
    [2, undefined],
  ])
})

test('a state that is not finite is not posted, and the last good one stays', async () => {
  let value = 1
  const { checkpointer, posted } = checkpointerOf(0, () => value)
  await checkpointer.checkpoint(markOf(1))
  checkpointer.recordSent({ position: { ...markOf(1), updates: 1, learningRate: 1 }, count: 2 })
  value = Number.NaN
  await expect(checkpointer.checkpoint(markOf(3))).rejects.toThrow('the weight is not finite')
  expect(posted).toHaveLength(1)
  expect(checkpointer.lastGood()).toMatchObject({ mark: { step: 1 } })
  expect(checkpointer.stepsSinceGood().chunks).toHaveLength(1)
})

test('posted states are copies: the good state survives its transfer', async () => {
  const { checkpointer, posted } = checkpointerOf(0)
  const kept = await checkpointer.checkpoint(markOf(1))
  structuredClone(posted[0]?.state, { transfer: [posted[0]?.state.weights.data.buffer as ArrayBuffer] })
  expect(kept.state.weights.data).toEqual(Float32Array.of(1))
})

test('every better epoch is saved as the best, however long a snapshot takes', async () => {
  const { checkpointer, posted } = checkpointerOf(500)
  const end = (epoch: number, best: boolean) =>
    ({ mark: markOf(epoch), log: { epoch, loss: epoch, metrics: {} }, isBest: best, isMilestone: false }) as const
  clock += 10
  await checkpointer.endEpoch(end(1, true))
  await checkpointer.endEpoch(end(2, true))
  await checkpointer.endEpoch(end(3, false))
  await checkpointer.checkpoint(markOf(3))
  expect(posted.map(({ mark, keep }) => [mark.step, keep])).toEqual([
    [2, 'best'],
    [3, undefined],
  ])
})
