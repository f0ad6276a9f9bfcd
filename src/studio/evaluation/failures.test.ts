/** @file Tests of where a network fails: planted label errors are found by the labels of the rows themselves. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'
import type { SuspectLabels } from './failures'

let netloom: TestStudio
/** Rows whose label has been flipped: every 21st. */
let flipped: ReadonlySet<number>

beforeAll(async () => {
  netloom = await openTestStudio('moons-mlp')
  await netloom.when(({ data }) => data.loaded)
  const { dataset } = await netloom.studio.data.ready()
  const [, , classes] = dataset.columns as [unknown, unknown, { readonly codes: Int16Array }]
  flipped = new Set(Array.from({ length: 28 }, (_, i) => 21 * i))
  const steps = ['upper', 'lower'].map((value, code) => ({
    ...{ kind: 'set', column: 'class', value },
    rows: [...flipped].filter((row) => classes.codes[row] !== code).map((row) => [row, row]),
  }))
  await netloom.run('dataset.edit', { steps })
  await netloom.run('plan.set', { epochs: 30 })
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
}, 60_000)
afterAll(() => netloom.close())

const errorsOf = (args: object = {}) => netloom.run<SuspectLabels>('evaluate.labelErrors', args)

test('flipped labels are found in every set, with the other class suggested', async () => {
  const { split: sets } = await netloom.studio.data.ready()
  for (const split of ['train', 'validation'] as const) {
    const { rows, found, n, estimated, isInSample } = await errorsOf({ split })
    const planted = [...sets[split]].filter((row) => flipped.has(row))
    expect([n, rows.length, isInSample]).toEqual([sets[split].length, found, split === 'train' ? true : undefined])
    expect(planted.filter((row) => rows.some((one) => one.row === row)).length).toBeGreaterThan(0.7 * planted.length)
    expect(rows.slice(0, planted.length / 2).every(({ row }) => flipped.has(row))).toBe(true)
    expect(rows.every(({ actual, suggested, margin }) => actual !== suggested && margin <= 0)).toBe(true)
    expect(estimated).toBeGreaterThan(0.5 * planted.length)
    expect(estimated).toBeLessThan(2 * planted.length + 5)
  }
  expect((await errorsOf({ split: 'train', most: 2 })).rows).toHaveLength(2)
})

test('refuses numbers, and a set whose rows all have the same label', async () => {
  const { dataset } = await netloom.studio.data.ready()
  const { codes } = dataset.columns[2] as { readonly codes: Int16Array }
  const upper = [...codes.keys()].filter((row) => codes[row] === 0)
  await netloom.run('dataset.edit', {
    step: { kind: 'set', column: 'class', value: 'lower', rows: upper.map((row) => [row, row]) },
  })
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
  expect(await netloom.refused('evaluate.labelErrors')).toBe('label-errors-one-class')
})
