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

/** A keeper of an engine whose snapshot takes `ms` and holds `value()`. */
function keeperOf(ms: number, value: () => number = () => 1) {
  const told: Extract<FromTrainer, { type: 'checkpoint' }>[] = []
  const engine = {
    async snapshot() {
      clock += ms
      return stateOf(value())
    },
  }
  const begin = { mark: markOf(0), state: stateOf(0) }
  const keeper = makeCheckpointer(engine, {}, 'r', begin, (message) => {
    if (message.type === 'checkpoint') told.push(message)
  })
  return { keeper, told }
}

test.each([
  [1, 2000],
  [120, 4000],
] as const)(
  'a snapshot of %i ms is taken every %i ms or less often, and at most 3 %% of the time',
  async (ms, every) => {
    const { keeper, told } = keeperOf(ms)
    const from = clock
    while (clock - from < 60_000) {
      clock += 10
      if (keeper.isDue()) await keeper.checkpoint(markOf(clock))
    }
    expect(told.length).toBeLessThanOrEqual(60_000 / every + 1)
    expect(told.length).toBeGreaterThan(60_000 / every / 2)
    expect((told.length * ms) / 60_000).toBeLessThanOrEqual(0.03)
  },
)

test('the best epoch is told before the checkpoint whose mark counts on it', async () => {
  const { keeper, told } = keeperOf(0)
  clock += 100
  await keeper.endEpoch({ mark: markOf(1), log: { epoch: 1, loss: 1, metrics: {} }, isBest: true, isMilestone: false })
  expect(told).toEqual([])
  expect(keeper.best()).toMatchObject({ step: 1 })
  await keeper.checkpoint(markOf(2))
  expect(told.map(({ mark, keep }) => [mark.step, keep])).toEqual([
    [1, 'best'],
    [2, undefined],
  ])
})

test('a state that is not finite is not told, and the one before it stays the good one', async () => {
  let value = 1
  const { keeper, told } = keeperOf(0, () => value)
  await keeper.checkpoint(markOf(1))
  keeper.recordSent({ position: { ...markOf(1), updates: 1, learningRate: 1 }, count: 2 })
  value = Number.NaN
  await expect(keeper.checkpoint(markOf(3))).rejects.toThrow('the weight is not finite')
  expect(told).toHaveLength(1)
  expect(keeper.lastGood()).toMatchObject({ mark: { step: 1 } })
  expect(keeper.stepsSinceGood().chunks).toHaveLength(1)
})

test('what is told is a copy: the good state outlives its transfer', async () => {
  const { keeper, told } = keeperOf(0)
  const kept = await keeper.checkpoint(markOf(1))
  structuredClone(told[0]?.state, { transfer: [told[0]?.state.weights.data.buffer as ArrayBuffer] })
  expect(kept.state.weights.data).toEqual(Float32Array.of(1))
})

test('the first epoch is kept as the best though a snapshot costs much: none may be better', async () => {
  const { keeper, told } = keeperOf(500)
  const end = (epoch: number, best: boolean) =>
    ({ mark: markOf(epoch), log: { epoch, loss: epoch, metrics: {} }, isBest: best, isMilestone: false }) as const
  clock += 10
  await keeper.endEpoch(end(1, true))
  await keeper.endEpoch(end(2, false))
  await keeper.checkpoint(markOf(2))
  expect(told.map(({ mark, keep }) => [mark.step, keep])).toEqual([
    [1, 'best'],
    [2, undefined],
  ])
})
