import { describe, expect, test } from 'vitest'
import type { EpochLog } from '../../protocol/trainer-messages'
import type { RunRecord } from '../../storage/records'
import { lossText } from './loss-chart'
import type { ShownRun } from './use-shown-run'
import { bestEpoch, lossCurves, lossData, metricCurves, metricData, metricNames } from './run-curves'

const history: readonly EpochLog[] = [
  { epoch: 1, loss: 0.9, validationLoss: 0.8, metrics: { accuracy: 0.6, validationAccuracy: 0.65 } },
  { epoch: 2, loss: 0.5, validationLoss: 0.4, metrics: { accuracy: 0.8, validationAccuracy: 0.85 } },
  { epoch: 3, loss: 0.3, validationLoss: 0.45, metrics: { accuracy: 0.9, validationAccuracy: 0.84 } },
]
const losses = Float32Array.from({ length: 64 }, (_, i) => 1 / (i + 1))
const steps = Uint32Array.from(losses, (_, i) => i + 1)
const source = { steps, losses, count: 30, history, stepsPerEpoch: 10 }

describe('run curves', () => {
  test('losses of 0 are shown on a linear axis, because they have no logarithm', () => {
    const axisOf = (loss: number) =>
      lossData(
        { ...source, losses: new Float32Array(64).fill(loss), history: [{ epoch: 1, loss, metrics: {} }] },
        { by: 'step', scale: 'log', smoothing: 0.5 },
      ).y.log
    expect([axisOf(0), axisOf(1e-6)]).toEqual([false, true])
  })
  test('validation is at the last step of its epoch', () => {
    const curves = lossCurves(source, 'step', 0.5)
    const validation = curves.find((curve) => curve.name === 'validation')
    expect(Array.from(validation?.x ?? [])).toEqual([10, 20, 30])
  })
  test('the raw curve stays below the smoothed one', () => {
    const [raw, smoothed] = lossCurves(source, 'step', 0.9)
    expect([raw?.look, smoothed?.look]).toEqual(['faint', undefined])
    // The table and the CSV file have the same names.
    expect([raw?.name, smoothed?.name]).toEqual(['each step', 'training, smoothed'])
    expect(lossCurves(source, 'step', 0)[1]?.name).toBe('training')
    // A weighted training loss does not compare with the validation loss, which has no weights.
    const names = (by: 'step' | 'epoch') => lossCurves({ ...source, isWeighted: true }, by, 0.9).map(({ name }) => name)
    expect(names('step')).toEqual(['each step', 'training, weighted, smoothed', 'validation'])
    expect(names('epoch')).toEqual(['training, weighted', 'validation'])
    expect(raw?.y[29]).toBeCloseTo(1 / 30, 6)
    expect(smoothed?.y[29]).toBeGreaterThan(1 / 30)
  })
  test('the curve of a short run is smoothed over at most a twentieth of it, so that its end is not far behind', () => {
    const falling = { ...source, losses: Float32Array.from({ length: 40 }, (_, i) => 0.9 ** i) }
    const end = (view: Partial<typeof falling>) => {
      const { count } = { ...falling, ...view }
      return (lossCurves({ ...falling, ...view }, 'step', 0.8)[1]?.y[count - 1] ?? 0) / 0.9 ** (count - 1)
    }
    expect(end({ count: 40 })).toBeLessThan(1.2)
    const long = Float32Array.from({ length: 200 }, (_, i) => 0.9 ** i)
    expect(end({ count: 200, losses: long, steps: Uint32Array.from(long, (_, i) => i + 1) })).toBeGreaterThan(1.5)
  })
  test('a continued run begins where the previous one ended', () => {
    const [raw] = lossCurves({ ...source, steps: steps.map((step) => step + 120) }, 'step', 0.5)
    expect([raw?.x[0], raw?.x[29]]).toEqual([121, 150])
  })
  test('without steps, epochs are drawn', () => {
    expect(lossCurves({ ...source, count: 0 }, 'step', 0.5).map((curve) => [...(curve.y as number[])])).toEqual([
      [0.9, 0.5, 0.3],
      [0.8, 0.4, 0.45],
    ])
  })
  test('compared runs are drawn in their own steps, and the axis starts at zero unless a run was resumed', () => {
    const other = (name: string, epochs: number, steps: number) => {
      const content = { plan: { epochs } }
      return { id: name, tag: 'done', name, steps, content, history: history.slice(0, epochs) } as unknown as RunRecord
    }
    const compare = [other('Run 2', 1, 12), other('Run 1', 2, 40)]
    const view = { by: 'step', scale: 'log', smoothing: 0.5 } as const
    const { x, series } = lossData(source, { ...view, compare })
    expect([x.name, x.domain]).toEqual(['Steps', [0, 40]])
    expect(series.slice(-2).map((one) => [one.name, Array.from(one.x)])).toEqual([
      ['Run 2, validation', [12]],
      ['Run 1, validation', [20, 40]],
    ])
    expect(new Set(series.slice(-2).map(({ token }) => token)).size).toBe(2)
    const resumed = lossData({ ...source, steps: steps.map((step) => step + 120), history: [] }, view)
    expect(resumed.x.domain).toEqual([120, 150])
  })
  test('the axis of a metric covers the same part of the run as the loss by step, also within an epoch', () => {
    const epochsOf = ({ x }: ReturnType<typeof lossData>, stride: number) => x.domain?.map((at) => at / stride)
    const view = { by: 'step', scale: 'log', smoothing: 0.5 } as const
    const resumed = history.map((log) => ({ ...log, epoch: log.epoch + 12 }))
    for (const [before, count, logged] of [
      [0, 30, history],
      [0, 37, history],
      [120, 37, resumed],
    ] as const) {
      const loss = lossData({ ...source, steps: steps.map((step) => step + before), count, history: logged }, view)
      const metric = metricData(logged, 'accuracy', [], (before + count) / 10)
      expect(epochsOf(metric, 1)).toEqual(epochsOf(loss, 10))
    }
  })
  test('the best epoch has the lowest validation loss, not the lowest training loss', () => {
    expect(bestEpoch({ history })).toBe(2)
    expect(bestEpoch({ history: [] })).toBeUndefined()
    const start = { epoch: 8, loss: 1, validationLoss: 0.3, metrics: {} }
    expect(bestEpoch({ history, start })).toBe(8)
    expect(bestEpoch({ history, start: { ...start, validationLoss: 0.41 } })).toBe(2)
  })
  test('metrics are paired with their validation metrics, also with an output label', () => {
    expect(metricNames(history)).toEqual(['accuracy'])
    const alone = [
      { epoch: 1, loss: 1, metrics: { mae: 2, validationMae: 3, validationR2: 0.5, 'a validationR2': 0.4 } },
    ]
    expect(metricNames(alone)).toEqual(['mae', 'a r2'])
    expect(metricCurves(alone, 'a r2').map((curve) => curve.name)).toEqual(['validation'])
    expect(metricCurves(history, 'accuracy').map((curve) => curve.name)).toEqual(['training', 'validation'])
  })
})

test('the losses of an epoch say that only the training loss is weighted', () => {
  const run = { history: [{ epoch: 2, loss: 0.25, validationLoss: 0.5 }], epochs: 4, stepsPerEpoch: 10, before: 2 }
  const says = (isWeighted: boolean) => lossText({ ...run, isWeighted } as unknown as ShownRun)
  expect(says(true)).toContain('Loss after epoch 2 of 4: training (weighted) 0.25')
  expect(says(true)).toContain(', validation 0.5')
  expect(says(false)).toContain('Loss after epoch 2 of 4: training 0.25')
})
