/**
 * @file The whole path from a planted bias to its grade: groups show the gap, weights by group remove it, and the run
 * records them.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rng } from '../../base/rng'
import { findDataset } from '../../catalog/datasets/all'
import { comparisonText } from '../../messages/en/evaluate/explanations'
import { labelBiasText } from '../../messages/en/evaluate/label-bias'
import { workHistory } from '../project/edit-history'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'
import type { ModelComparison } from './compare'
import type { fairnessOf } from './fairness'
import type { LabelBiasReport } from './label-bias'
import type { PredictedClasses } from './report'

let netloom: TestStudio
beforeAll(async () => {
  netloom = await openTestStudio('moons-mlp')
  await netloom.run('data.use', { dataset: 'loan-applications', network: true })
  await netloom.when(({ data }) => data.loaded)
  await netloom.run('plan.set', { epochs: 12 })
}, 60_000)
afterAll(() => netloom.close())

async function train(): Promise<string> {
  const id = await netloom.run<string>('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
  const { weightsHash } = netloom.state().run as { weightsHash?: string }
  return weightsHash ?? id
}
const grade = (args: object = {}) => netloom.run<LabelBiasReport>('evaluate.labelBias', args)

test('the bias shows in the groups, and weights by group remove it at a lower accuracy on the recorded labels', async () => {
  await train()
  const before = await grade()
  const { gaps } = await netloom.run<ReturnType<typeof fairnessOf>>('evaluate.fairness', { group: 'group' })
  expect(gaps.selectionRate?.between).toEqual(['B', 'A'])
  expect(gaps.selectionRate?.low).toBeGreaterThan(0.2)
  expect([before.verdict, before.name, before.rate, before.n]).toEqual(['left', 'B', 0.5, 600])

  // The truth, counted again from the generator and the predictions.
  const { rows, predicted, labels } = await netloom.run<PredictedClasses>('evaluate.predictions')
  const def = findDataset('loan-applications')?.rows
  if (def?.kind !== 'generated') throw new Error('it is generated')
  const truth = def.bias?.truth(rng(7, { kind: 'generate' }), 4000) ?? []
  const right = [...rows].filter(
    (row, i) => labels[predicted[i] as number] === ['rejected', 'approved'][truth[row] ?? -1],
  )
  expect(before.accuracy.value).toBeCloseTo(right.length / rows.length, 12)

  const history = workHistory(netloom.studio)
  await netloom.run('plan.set', { balance: { groups: 'group' } })
  await train()
  const after = await grade()
  expect(after.verdict).toBe('gone')
  expect(after.gone.value).toBeGreaterThan(0.6)
  expect(after.accuracy.value).toBeGreaterThan(before.accuracy.value)
  expect(after.recordedAccuracy.value).toBeLessThan(before.recordedAccuracy.value)
  const [newest] = netloom.app().runs.toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
  expect(newest?.content.plan.balance).toEqual({ groups: 'group' })
  const older = netloom.app().runs.find(({ id }) => id !== newest?.id)?.id
  const compared = await netloom.run<ModelComparison>('evaluate.compare', { a: { run: older }, b: {} })
  expect([compared.difference < 0, compared.balanced]).toEqual([true, { a: undefined, b: 'group' }])
  const clear = { ...compared, run: 'Run 1', weights: undefined, unit: undefined, isRate: true, p: 0.01, high: -0.001 }
  expect(comparisonText.verdict(clear)).toContain('<b>Fewer predictions equal the recorded labels.</b>')
  expect(comparisonText.verdict({ ...clear, balanced: { a: 'group', b: 'group' } })).toContain(
    'These weights are worse',
  )
  await history.go('undo', {})
  expect(netloom.app().project.plan.balance).toBeUndefined()
}, 120_000)

test('rows that are left out of training are not trained on, keep their truth, and are evaluated in their sets', async () => {
  const { split } = await netloom.studio.data.ready()
  const left = await netloom.run<{ rows: number; leftOut: number; train: number }>('data.leaveOut', {
    where: 'group = "B" and decision = "rejected"',
  })
  const own = await netloom.studio.data.ready()
  expect(left.leftOut).toBe(split.train.length - left.train)
  expect(left.rows).toBeGreaterThan(left.leftOut)
  expect([own.split.validation, own.split.test, own.dataset.schema.rows]).toEqual([split.validation, split.test, 4000])
  expect(await netloom.run<number[]>('data.find', { where: 'split = "left out"' })).toEqual([
    ...(own.split.leftOut ?? []),
  ])
  // The dataset is now an edited copy, and the truth of its rows is still known.
  await train()
  expect(netloom.app().project.data.dataset).not.toBe('loan-applications')
  expect((await grade()).verdict).not.toBe('left')
  await netloom.run('dataset.undo')
  expect((await netloom.studio.data.ready()).split).toEqual(split)
  expect(await netloom.refused('data.leaveOut', { rows: [4000] })).toBe('leave-out-rows')
  expect(await netloom.refused('data.leaveOut')).toBe('leave-out-rows')
}, 60_000)

test('refuses other columns and data without a known truth, and says which', async () => {
  const cells = (group: string) => netloom.refused('plan.groupWeights', { group })
  expect(await cells('income')).toBe('fairness-no-column')
  expect(await cells('decision')).toBe('fairness-no-column')
  await netloom.run('plan.set', { balance: { groups: 'income' } })
  expect((await netloom.refusal('run.start')).message).toContain('by groups of "income"')
  expect(await netloom.refused('plan.set', { balance: { groups: 4 } })).toBe('plan-balance')
  await netloom.run('plan.set', { balance: { groups: null } })
  await netloom.run('data.use', { dataset: 'moons', network: true })
  await netloom.when(({ data }) => data.loaded)
  await netloom.run('plan.set', { epochs: 1 })
  await train()
  expect(await netloom.refused('evaluate.labelBias')).toBe('bias-not-known')
}, 60_000)

test('the strength of the bias is a setting that changes labels of one group only, and the grade knows it', async () => {
  const use = async (args: object) => {
    await netloom.run('data.use', { dataset: 'loan-applications', network: true, ...args })
    await netloom.when(({ data }) => data.loaded)
    return (await netloom.studio.data.ready()).dataset
  }
  const usual = await use({})
  const history = workHistory(netloom.studio)
  const [weak, none] = [await use({ bias: 0.2 }), await use({ bias: 0 })]
  expect(none.columns.slice(0, -1)).toEqual(usual.columns.slice(0, -1))
  const rejected = (of: typeof usual) => {
    const [group, decision] = of.columns.slice(-2)
    if (group?.type !== 'category' || decision?.type !== 'category') throw new Error('both are categories')
    const count = (code: number) => decision.codes.filter((one, row) => one === 0 && group.codes[row] === code).length
    return [count(0), count(1)] as const
  }
  const [a, b] = [rejected(none), rejected(usual)]
  expect(rejected(weak)[0]).toBe(a[0])
  // A fifth of those who deserve approval, instead of half of them.
  expect((rejected(weak)[1] - a[1]) / (b[1] - a[1])).toBeCloseTo(0.4, 1)
  // Quick changes are one step.
  await history.go('undo', {})
  expect(netloom.app().project.data).not.toHaveProperty('bias')
  await history.go('redo', {})
  expect(netloom.app().project.data.bias).toBe(0)
  await use({ bias: 0.2 })

  await netloom.run('plan.set', { epochs: 2 })
  await train()
  const weakly = await grade()
  expect([weakly.rate, weakly.planted.value > 0]).toEqual([0.2, true])
  expect(weakly.others.truth).toBe(weakly.others.recorded)
  // An edited copy has the same bias, and so has a project file.
  await netloom.run('dataset.edit', { step: { kind: 'exclude', rows: [[0, 0]] } })
  const edited = (await netloom.studio.data.ready()).dataset
  expect(edited.columns.at(-1)).toEqual({
    type: 'category',
    codes: (weak.columns.at(-1) as { codes: Int16Array }).codes.slice(1),
  })
  await train()
  expect((await grade()).rate).toBe(0.2)
  await use({ bias: 0 })
  await train()
  expect(await netloom.refused('evaluate.labelBias')).toBe('bias-none')
  expect(await netloom.refused('data.use', { dataset: 'loan-applications', bias: 1.5 })).toBe('bias-rate')
  await netloom.run('data.use', { dataset: 'moons', bias: 0.3 })
  expect(netloom.app().project.data).not.toHaveProperty('bias')
}, 60_000)

test('what a model adds to the gap is the share that is gone with the other sign, and so is its interval', () => {
  expect(labelBiasText.gone({ value: -0.214, low: -0.48, high: 0.05 })).toBe(
    'The model adds 21.4% to the planted gap (95% interval −5.0% to 48.0%).',
  )
})
