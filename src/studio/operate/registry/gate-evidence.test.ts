/** @file Tests by which metric the gate compares imbalanced classes, against figures counted from the predictions. */
import { expect, onTestFinished, test } from 'vitest'
import type { ModelRecord } from '../../../storage/records'
import { openTestStudio } from '../../testing/studio-fixture'
import type { GateResult } from './registry'

interface Predicted {
  readonly actual: readonly number[]
  readonly predicted: readonly number[]
  readonly labels: readonly string[]
}

test('the gate compares the stated cost, or balanced accuracy, or the metric that the plan watches', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  const lines = Array.from({ length: 400 }, (_, i) => {
    const x = (i * 37) % 101
    return [x, (i * 53) % 97, x + ((i * 29) % 17) > 102 ? 'yes' : 'no'].join()
  })
  const files = [{ path: 'fraud.csv', text: `x,y,fraud\n${lines.join('\n')}\n` }]
  await netloom.run('data.bring', { files, options: { target: 'fraud' }, project: 'new' })
  await netloom.run('data.predict', { column: 'fraud', fit: true })
  await netloom.run('plan.set', { epochs: 3, split: { kind: 'random', train: 0.3, validation: 0.1, test: 0.6 } })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  await netloom.run('model.save', { name: 'fraud' })
  await netloom.run('registry.alias', { model: 'fraud', alias: 'champion', version: 1 })
  const decide = (more: object) => netloom.run('evaluate.decide', { positive: 'yes', threshold: 0.1, ...more })
  await decide({})
  await netloom.run('model.save', { name: 'fraud' })
  await decide({ costs: { miss: 5, falseAlarm: 5 } })
  const costs = { miss: 20, falseAlarm: 2, prevalence: 0.05 }
  await decide({ costs })
  const { version } = await netloom.run<ModelRecord>('model.save', { name: 'fraud' })
  expect(await netloom.refused('evaluate.decide', { threshold: 0.1, costs: { miss: -1, falseAlarm: 2 } })).toBe(
    'decide-costs',
  )

  const predictions = (of: number) =>
    netloom.run<Predicted>('evaluate.predictions', { model: `fraud v${of}`, split: 'test' })
  const [before, after] = [await predictions(1), await predictions(version)]
  const yes = before.labels.indexOf('yes')
  const recall = ({ actual, predicted }: Predicted, isYes: boolean) => {
    const own = [...actual.keys()].filter((i) => (actual[i] === yes) === isYes)
    return own.filter((i) => predicted[i] === actual[i]).length / own.length
  }
  const cost = (of: Predicted) => 0.05 * 20 * (1 - recall(of, true)) + 0.95 * 2 * (1 - recall(of, false))
  const balanced = (of: Predicted) => (recall(of, true) + recall(of, false)) / 2
  const gate = async (of: number) =>
    (await netloom.run<GateResult>('registry.gate', { model: 'fraud', version: of })).gate
  const score = async (of: number) => (await gate(of)).checks.find(({ what }) => what === 'score')

  const byCost = await score(version)
  expect(byCost).toMatchObject({ measure: 'cost', unit: 'cost' })
  expect(byCost?.both?.candidate).toBeCloseTo(cost(after), 10)
  expect(byCost?.both?.champion).toBeCloseTo(cost(before), 10)
  expect(cost(after)).not.toBeCloseTo(cost(before), 3)
  const byRecall = await score(2)
  expect(byRecall).toMatchObject({ measure: 'balancedAccuracy', unit: 'share' })
  expect(byRecall?.both?.candidate).toBeCloseTo(balanced(after), 10)
  expect(byRecall?.both?.champion).toBeCloseTo(balanced(before), 10)
  const { recalls = [], checks } = await gate(version)
  expect(recalls.find(({ label }) => label === 'yes')?.both.candidate).toBeCloseTo(recall(after, true), 10)
  // A class that is found less often at the threshold is shown, and is no slice.
  expect(checks.some(({ what }) => what === 'slice')).toBe(false)

  await netloom.run('evaluate.decide', { threshold: null })
  await netloom.run('plan.set', { earlyStopping: { metric: 'validationAccuracy', patience: 5, restoreBest: true } })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  const watching = await netloom.run<ModelRecord>('model.save', { name: 'fraud' })
  expect(await score(watching.version)).toMatchObject({ measure: 'accuracy' })
}, 60_000)
