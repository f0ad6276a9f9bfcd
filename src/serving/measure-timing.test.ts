/** Stage times measured with a clock that may be coarser than the times themselves. */
import { expect, onTestFinished, test, vi } from 'vitest'
import { rng } from '../base/rng'
import { expectDefined } from '../base/assert'
import type { FittedInput } from '../data/pipeline'
import type { ServedModel } from '../protocol/serving-messages'
import '../training/testing/node-wasm'
import { measureTiming, repeatsOf, typicalMs } from './measure-timing'
import { openService } from './open-service'
import { MODELS, start } from './testing/fixture'

test('a stage shorter than a clock step is measured by the mean of many runs', () => {
  const draws = rng(7, { kind: 'generate' })
  const STEP = 0.1
  const duration = 0.023
  // The start falls at a random point between two clock ticks; the clock reports only whole ticks.
  const seen = Array.from({ length: 2000 }, () => {
    const began = draws.uniform()
    return (Math.floor((began + duration) / STEP) - Math.floor(began / STEP)) * STEP
  })
  expect(typicalMs(seen)).toBeGreaterThan(0.8 * duration)
  expect(typicalMs(seen)).toBeLessThan(1.2 * duration)
})

test('longer stages report the median, which outliers do not change; without samples there is none', () => {
  expect(typicalMs([1, 900, 1.2, 1.1, 1.3])).toBe(1.2)
  expect([typicalMs([]), typicalMs([0, 0, 0])]).toEqual([0, 0])
})

test('a fast model is run several times in a row, a slow one once', () => {
  expect([0, 0.01, 0.1, 0.3, 20].map(repeatsOf)).toEqual([32, 30, 3, 1, 1])
})

test('a version that reads other columns is opened and measured, but predicts nothing', async () => {
  const [good] = MODELS as readonly [ServedModel]
  const { inputs, outputs } = good.pipeline
  const columns = (input: FittedInput) => (input.kind === 'columns' ? input.columns : [])
  const other: ServedModel = {
    ...good,
    ref: { model: 'other', version: 1 },
    pipeline: {
      inputs: inputs.map((input) => ({
        ...(input as Extract<FittedInput, { kind: 'columns' }>),
        columns: columns(input).map((column) => ({ ...column, column: `other ${column.column}` })),
      })),
      outputs: outputs.map((output) => ({ ...output, column: 'other target' })),
    },
  }
  const service = await openService(start({ models: [good, other] }))
  expect(Object.keys((await measureTiming(service)).models)).toEqual(['net@1', 'other@1'])
  const predicted = async (at: number) => {
    const version = expectDefined(service.versions[at], 'the version')
    const [outputs = []] = await version.predict(version.encode([{ x: 0.5, y: 0.5 }]), 1)
    return [...outputs].every(Number.isFinite)
  }
  expect(await Promise.all([0, 1].map(predicted))).toEqual([true, false])
  service.close()
})

test('a model is timed on a clock of 0.1 ms, also if other load slows down only its warm-up', async () => {
  let [now, calls] = [0, 0]
  vi.spyOn(performance, 'now').mockImplementation(() => Math.floor(now * 10) / 10)
  onTestFinished(() => void vi.restoreAllMocks())
  const version = {
    ...{ ref: { model: 'digits', version: 1 }, columns: [], pipeline: { inputs: [] }, coldMs: 1, fits: true },
    encode: () => [],
    predict: async () => {
      calls++
      now += calls < 90 ? 1 : 0.04
      return []
    },
  }
  const service = { versions: [version], spec: { stages: [] }, rows: undefined, book: () => ({ stages: [] }) }
  const { models } = await measureTiming(service as never)
  const { one = [] } = Object.values(models)[0] ?? {}
  expect(one.length).toBeGreaterThan(50)
  for (const ms of one) expect(ms).toBeCloseTo(0.04, 1.7)
})
