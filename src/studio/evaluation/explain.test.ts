/**
 * @file Explanations against predictions that the test makes itself: Shapley values of two columns, effects of a column,
 * and occlusion of a picture.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lacks } from '../../base/python.test-help'
import { rng, shuffle } from '../../base/rng'
import type { Dataset } from '../../data/dataset'
import { encodeRaw } from '../../data/encode-raw'
import { serveShippedData } from '../testing/shipped-data.test-help'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'
import type { Counterfactual } from './counterfactual'
import type { permutationImportance } from './explain'
import { coverCheck, type RowExplanation, trustOf, valueChecks } from './explain-row'
import { weightsOf } from './predictions'
import type { PredictedClasses } from './report'
import { attributionsApart, plantedTrust, shapleyApart } from './explanations.test-help'

let netloom: TestStudio

beforeAll(async () => {
  netloom = await openTestStudio('moons-mlp')
  await netloom.when(({ data }) => data.loaded)
  await netloom.run('plan.set', { epochs: 4 })
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
}, 60_000)
afterAll(() => netloom.close())

type Point = readonly [x: number, y: number]

async function probabilities(points: readonly Point[]): Promise<readonly number[]> {
  const { outputs } = await netloom.run<{ outputs: { probabilities: Record<string, number> }[] }>('model.predict', {
    inputs: points,
  })
  return outputs.map(({ probabilities: of }) => of.lower as number)
}

function pointOf({ schema, columns }: Dataset, row: number): Point {
  const at = (name: string) => {
    const column = columns[schema.columns.findIndex((one) => one.name === name)]
    return column?.type === 'number' ? (column.values[row] as number) : Number.NaN
  }
  return [at('x'), at('y')]
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

test('the Shapley values of two columns are the mean gains over both orders', async () => {
  const { dataset, split } = await netloom.studio.data.ready()
  const row = split.validation[3] as number
  const args = { row, method: 'shapley', class: 'lower', seed: 5 }
  const { values, columns, base, score, completeness, trust } = await netloom.run<RowExplanation>('explain.row', args)
  const drawn = shuffle(split.train.slice(), rng(5, { kind: 'resample', epoch: 0 })).subarray(0, 20)
  const background = Array.from(drawn, (one) => pointOf(dataset, one))
  const [x, y] = pointOf(dataset, row)
  const value = async (mix: (point: Point) => Point) => mean(await probabilities(background.map(mix)))
  const none = await value((point) => point)
  const [ofX, ofY] = [await value(([, other]) => [x, other]), await value(([other]) => [other, y])]
  const [both = 0] = await probabilities([[x, y]])
  expect(columns).toEqual(['x', 'y'])
  expect(base).toBeCloseTo(none, 6)
  expect(score).toBeCloseTo(both, 6)
  expect(values[0]).toBeCloseTo((ofX - none + both - ofY) / 2, 6)
  expect(values[1]).toBeCloseTo((ofY - none + both - ofX) / 2, 6)
  expect(completeness).toBeLessThan(1e-4)
  // The ranks of two values say nothing about the weights: they are the same or reversed.
  expect(trust.checks.map(({ check }) => check)).toEqual(['completeness'])
  expect(trust.level).toBe('good')
  expect(await netloom.run('explain.row', args)).toEqual({
    values,
    columns,
    base,
    score,
    completeness,
    trust,
    ...args,
    row: undefined,
    seed: undefined,
    shape: [2],
  })
})

test('Shapley values are of the calibrated probability, if saved models have a calibration', async () => {
  await netloom.run('calibrate.fit', { method: 'platt' })
  const [{ rows, probabilities: own }, raw] = [
    await netloom.run<PredictedClasses>('evaluate.predictions', { decided: true }),
    await netloom.run<PredictedClasses>('evaluate.predictions', { decided: false }),
  ]
  const args = { row: rows[3], class: 'lower' }
  const { score, base = 0, values } = await netloom.run<RowExplanation>('explain.row', { ...args, method: 'shapley' })
  expect(score).toBeCloseTo(own[7] as number, 6)
  expect(score).not.toBeCloseTo(raw.probabilities[7] as number, 3)
  expect(values.reduce((sum, value) => sum + value, base)).toBeCloseTo(score, 6)
  await netloom.run('calibrate.fit', { method: 'none' })
})

test('the effect of a column is the mean prediction with each of its values', async () => {
  const { dataset, split } = await netloom.studio.data.ready()
  const points = Array.from(split.validation, (row) => pointOf(dataset, row))
  const { grid, values } = await netloom.run<{ grid: number[]; values: number[] }>('explain.global', {
    method: 'pdp',
    column: 'x',
  })
  for (const k of [0, 7, grid.length - 1]) {
    const moved = await probabilities(points.map(([, y]) => [grid[k] as number, y]))
    expect(values[k]).toBeCloseTo(mean(moved), 5)
  }
  const each = await netloom.run<{ values: number[][] }>('explain.global', { method: 'ice', column: 'x' })
  expect(each.values.length).toBe(points.length)
  expect(mean(each.values.map((curve) => curve[7] as number))).toBeCloseTo(values[7] as number, 6)
  const local = await netloom.run<{ values: number[]; grid: number[] }>('explain.global', {
    method: 'ale',
    column: 'x',
  })
  expect(local.values.length).toBe(local.grid.length)
  expect(await netloom.refused('explain.global', { method: 'pdp', column: 'z' })).toBe('explain-no-column')
})

test('both columns of the moons matter, and shuffling them costs accuracy', async () => {
  const { columns, importance } = await netloom.run<Awaited<ReturnType<typeof permutationImportance>>>(
    'explain.global',
    {
      method: 'permutation',
    },
  )
  expect(columns).toEqual(['x', 'y'])
  for (const { value, low, high } of importance) {
    expect(value).toBeGreaterThan(0)
    expect(low < value && value < high).toBe(true)
  }
  expect(await netloom.refused('explain.row', { row: 0, method: 'occlusion' })).toBe('explain-no-places')
  expect(await netloom.refused('explain.row', { row: -1, method: 'shapley' })).toBe('explain-no-row')
})

test('a counterfactual is predicted as the other class, and none of its changes can be left out', async () => {
  const { dataset, split } = await netloom.studio.data.ready()
  for (const row of split.validation.subarray(0, 6)) {
    const found = await netloom.run<Counterfactual>('explain.row', { row, method: 'counterfactual' })
    const [x, y] = pointOf(dataset, row)
    const [lower = 0, changed = 0] = await probabilities([
      [x, y],
      [found.row.x as number, found.row.y as number],
    ])
    const labelOf = (p: number) => (p > 0.5 ? 'lower' : 'upper')
    expect([found.from, found.class, found.reached]).toEqual([labelOf(lower), labelOf(1 - lower), true])
    expect(labelOf(changed)).toBe(found.class)
    expect(found.changes.length).toBeGreaterThan(0)
    for (const { column, from, to } of found.changes) {
      expect([from, to]).toEqual([column === 'x' ? x : y, found.row[column]])
      const without: Point = column === 'x' ? [x, found.row.y as number] : [found.row.x as number, y]
      expect(labelOf((await probabilities([without]))[0] as number)).toBe(found.from)
    }
    const locked = await netloom.run<Counterfactual>('explain.row', { row, method: 'counterfactual', locked: ['x'] })
    expect(locked.row.x).toBeUndefined()
    expect(locked.changes.map(({ column }) => column)).not.toContain('x')
  }
})

test('covering a place of a digit lowers its score by what occlusion says, and trained weights are trusted', async () => {
  const shipped = await serveShippedData()
  const digits = await openTestStudio('small-digits-mlp', undefined, shipped.base)
  try {
    await digits.when(({ data }) => data.loaded)
    await digits.run('plan.set', { epochs: 10_000, stopWhen: { steps: 300 } })
    await digits.run('run.start')
    await digits.when(({ run }) => run.tag === 'done')
    const { split } = await digits.studio.data.ready()
    const levels: string[] = []
    for (const row of split.validation.subarray(0, 8)) {
      const found = await digits.run<RowExplanation>('explain.row', { row, method: 'occlusion' })
      expect(found.shape).toEqual([8, 8])
      expect(found.values.length).toBe(64)
      expect(Math.max(...found.values)).toBeGreaterThan(0)
      levels.push(found.trust.level)
    }
    expect(levels.filter((level) => level === 'bad').length).toBeLessThan(4)
  } finally {
    await digits.close()
    shipped.close()
  }
}, 60_000)

test.skipIf(lacks('torch'))(
  'maps of a picture are those of PyTorch, and integrated gradients add up',
  async () => {
    const defects = await openTestStudio('defects-cnn')
    try {
      await defects.when(({ data }) => data.loaded)
      await defects.run('plan.set', { epochs: 10_000, stopWhen: { steps: 60 } })
      await defects.run('run.start')
      await defects.when(({ run }) => run.tag === 'done')
      const { split } = await defects.studio.data.ready()
      const apart = await attributionsApart(defects, [...split.validation.subarray(0, 3)])
      expect(Object.keys(apart).length).toBe(7)
      expect(Object.entries(apart).filter(([, off]) => !(off <= 1e-4))).toEqual([])
      const row = split.validation[0] as number
      const found = await defects.run<RowExplanation>('explain.row', { row, method: 'integratedGradients' })
      expect(found.baseline).toBe('black')
      const sum = found.values.reduce((all, value) => all + value, 0)
      expect(Math.abs(sum - (found.score - (found.base ?? 0)))).toBeLessThan(
        0.011 * Math.abs(found.score - (found.base ?? 0)),
      )
      expect(found.trust.checks.map(({ check }) => check)).toEqual([
        ...['completeness', 'randomWeights', 'deletion', 'insertion'],
      ])
      const cam = await defects.run<RowExplanation>('explain.row', {
        row,
        method: 'gradCam',
        layer: 'conv1',
        checks: false,
      })
      expect([cam.layer, cam.layers?.map(({ node }) => node), cam.shape]).toEqual([
        'conv1',
        ['conv1', 'conv2', 'conv3'],
        [32, 32],
      ])
      expect(cam.trust.level).toBe('unchecked')
      const codes = ['nowhere', 'dense'].map((layer) =>
        defects.refused('explain.row', { row, method: 'gradCam', layer }),
      )
      expect(await Promise.all(codes)).toEqual(['explain-no-layer', 'explain-no-map'])
      // The brightness of a picture is the same for any weights.
      const trust = await plantedTrust(defects, [...split.validation.subarray(0, 2)], 'where')
      expect(trust.independent).toBe(1)
    } finally {
      await defects.close()
    }
  },
  120_000,
)

test('places without a noticeable effect do not make an explanation reliable, even if others have less', () => {
  const others = Array.from({ length: 20 }, (_, i) => i / 1e5)
  const passed = (value: number, least: number) => coverCheck('deletion', [value, ...others], least).passed
  expect(coverCheck('deletion', [0.3, ...others], 0.05).limit).toBe(19 / 1e5)
  expect([passed(0.0004, 0.05), passed(0.06, 0.05), passed(0.0001, 0)]).toEqual([false, true, false])
})

test('a map without any value has no checks, so it is neither trusted nor doubted', async () => {
  const nothing = [0, 0, 0, 0, 0]
  expect(valueChecks({ values: nothing }, [1, 2, 3, 4, 5])).toEqual([])
  expect(trustOf([]).level).toBe('unchecked')
  // The sum is still checked, and a map is still compared with one of shuffled weights.
  expect(valueChecks({ values: nothing, completeness: 0 }, nothing).map(({ check }) => check)).toEqual(['completeness'])
  const many = Array.from({ length: 30 }, (_, i) => i)
  expect(
    valueChecks(
      { values: many },
      many.map(() => 0),
    ),
  ).toMatchObject([{ check: 'randomWeights', passed: true }])
})

test('ranks that have nothing in common are called alike in at most 1% of cases; of few values, in none', () => {
  for (const n of [3, 5, 7, 8, 10, 15, 20, 27, 100]) {
    const own = Array.from({ length: n }, (_, i) => i)
    const draws = 2000
    let failed = 0
    for (let i = 0; i < draws; i++) {
      const other = shuffle(own.slice(), rng(i, { kind: 'resample', epoch: n }))
      failed += valueChecks({ values: own }, other).filter(({ passed }) => !passed).length
    }
    // 0.5 was the limit for 5 values as well: 35% of random orders are beyond it.
    expect(failed / draws, `${n} values`).toBeLessThanOrEqual(n > 50 || n < 8 ? 0 : 0.015)
  }
  expect(valueChecks({ values: [1, 2, 3, 4, 5] }, [1, 2, 3, 4, 5])).toEqual([])
})

test('exact Shapley values are trusted, because they are those of the network, whatever shuffled weights give', async () => {
  const loans = await openTestStudio('moons-mlp')
  try {
    await loans.run('data.use', { dataset: 'loan-applications' })
    await loans.when(({ data }) => data.loaded)
    await loans.run('data.draw')
    await loans.run('plan.set', { epochs: 10_000, stopWhen: { steps: 200 } })
    await loans.run('run.start')
    await loans.when(({ run }) => run.tag === 'done')
    const { split } = await loans.studio.data.ready()
    for (const row of split.validation.subarray(0, 5)) {
      const { trust } = await loans.run<RowExplanation>('explain.row', { row, method: 'shapley' })
      expect(trust.checks.map(({ check }) => check)).toEqual(['completeness'])
      expect(trust.level).toBe('good')
    }
  } finally {
    await loans.close()
  }
}, 60_000)

test('maps with the same highest places are alike, however the rest is ordered', () => {
  const [own, other] = [0, 1].map((side) =>
    Array.from({ length: 100 }, (_, i) => (i < 10 ? 100 + i : side === 0 ? (i * 37) % 89 : (i * 53) % 97)),
  ) as [number[], number[]]
  const [check] = valueChecks({ values: own }, other)
  expect(check).toMatchObject({ check: 'randomWeights', value: 1, passed: false })
  expect(trustOf([check as never])).toMatchObject({ level: 'bad', isSame: true })
  // Half of them in other places is still allowed.
  const half = other.map((value, i) => (i < 5 ? 0 : i >= 95 ? 200 : value))
  expect(valueChecks({ values: own }, half)[0]).toMatchObject({ value: 0.5, passed: true })
})

test('exact Shapley values are the mean gains over all orders', async () => {
  expect(await shapleyApart()).toBeLessThan(1e-9)
})

test('gradients of a table are those of its columns, and a network without convolutions has no Grad-CAM', async () => {
  const { split, dataset } = await netloom.studio.data.ready()
  const row = split.validation[3] as number
  const found = await netloom.run<RowExplanation>('explain.row', { row, method: 'gradient', class: 'lower' })
  expect([found.columns, found.shape]).toEqual([['x', 'y'], [2]])
  const scoreAt = async ([x, y]: Point) => {
    const [p = 0] = await probabilities([[x, y]])
    return Math.log(p / (1 - p))
  }
  const [x, y] = pointOf(dataset, row)
  const { pipeline } = await weightsOf(netloom.studio, {})
  const encodedAt = async (point: Point) =>
    (encodeRaw(pipeline, [point]) as { value: { inputs: Float32Array[] } }).value.inputs[0]
  const step = 0.01
  const there = await encodedAt([x + step, y])
  const moved = (there?.[0] as number) - ((await encodedAt([x, y]))?.[0] as number)
  const difference = ((await scoreAt([x + step, y])) - (await scoreAt([x - step, y]))) / (2 * moved)
  expect(found.values[0]).toBeCloseTo(difference, 1)
  expect(found.score).toBeCloseTo(await scoreAt([x, y]), 3)
  const whole = await netloom.run<RowExplanation>('explain.row', { row, method: 'integratedGradients' })
  expect([whole.baseline, (whole.completeness ?? 1) <= 0.01]).toEqual(['mean', true])
  expect(await netloom.refused('explain.row', { row, method: 'gradCam' })).toBe('explain-no-places')
  expect(await netloom.refused('explain.row', { method: 'gradient' })).toBe('explain-no-example')
})

test('a text leaves out one token at a time, and a series has a map in time', async () => {
  const shipped = await serveShippedData()
  const names = await openTestStudio('names-gru', undefined, shipped.base)
  try {
    await names.when(({ data }) => data.loaded)
    await names.run('plan.set', { epochs: 10_000, stopWhen: { steps: 20 } })
    await names.run('run.start')
    await names.when(({ run }) => run.tag === 'done')
    const { split } = await names.studio.data.ready()
    const row = split.validation[0] as number
    const found = await names.run<RowExplanation>('explain.row', { row, method: 'occlusion' })
    const read = found.tokens?.filter((token) => token !== '').length ?? 0
    expect(read).toBeGreaterThan(1)
    // Padding is not left out.
    expect(found.values.filter((value) => value !== 0).length).toBeLessThanOrEqual(read)
    expect(found.values.some((value) => value !== 0)).toBe(true)
    expect(found.trust.checks.map(({ check }) => check)).toEqual(['randomWeights', 'deletion', 'insertion'])
    expect(await names.refused('explain.row', { row, method: 'gradient' })).toBe('explain-tokens')
  } finally {
    await names.close()
  }
  const series = await openTestStudio('co2-forecast', undefined, shipped.base)
  try {
    await series.when(({ data }) => data.loaded)
    await series.run('plan.set', { epochs: 10_000, stopWhen: { steps: 2000 } })
    await series.run('run.start')
    await series.when(({ run }) => run.step > 3)
    const { split } = await series.studio.data.ready()
    const row = split.validation[0] as number
    const during = await series.run<RowExplanation>('explain.row', { row, method: 'occlusion' })
    expect(during.step).toBeGreaterThan(0)
    await series.run('run.stop')
    await series.when(({ run }) => run.tag === 'done')
    const after = await series.run<RowExplanation>('explain.row', { row, method: 'occlusion' })
    expect([after.step, after.shape.length, after.values.length]).toEqual([undefined, 1, after.shape[0]])
    expect((await series.run<RowExplanation>('explain.row', { row, method: 'lrp' })).shape).toEqual(after.shape)
    const gradient = await series.run<RowExplanation>('explain.row', {
      row,
      method: 'integratedGradients',
      checks: false,
    })
    expect([gradient.shape, gradient.baseline]).toEqual([after.shape, 'mean'])
  } finally {
    await series.close()
    shipped.close()
  }
}, 120_000)
