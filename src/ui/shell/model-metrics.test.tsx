/** @file Tests that saved models are shown with the metric that their project decides by, and at their threshold. */
import { expect, onTestFinished, test } from 'vitest'
import { metricNumber, percent, significant } from '../../messages/format'
import type { ModelRow } from '../../storage/records'
import type { RegistryModel } from '../../studio/operate/registry/registry'
import { openTestStudio } from '../../studio/testing/studio-fixture'
import { ModelTrack } from '../pages/operate/registry/model-track'
import { render, texts } from '../testing/render.test-help'
import { costsOfModel, decidingValue, modelMetricsText } from './model-metrics'

interface Predicted {
  readonly actual: readonly number[]
  readonly predicted: readonly number[]
  readonly labels: readonly string[]
}

test('versions show the watched metric, balanced accuracy of rare classes, and the figures at a threshold', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  const lines = Array.from({ length: 200 }, (_, i) =>
    [(i * 37) % 101, (i * 53) % 97, (i * 37) % 101 > 88 ? 'yes' : 'no'].join(),
  )
  const files = [{ path: 'churn.csv', text: `x,y,churn\n${lines.join('\n')}\n` }]
  await netloom.run('data.bring', { files, options: { target: 'churn' }, project: 'new' })
  await netloom.run('data.predict', { column: 'churn', fit: true })
  await netloom.run('plan.set', { epochs: 2, split: { kind: 'random', train: 0.4, validation: 0.5, test: 0.1 } })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  await netloom.run('model.save', { name: 'churn' })
  await netloom.run('evaluate.decide', { positive: 'yes', threshold: 0.125 })
  await netloom.run('model.save', { name: 'churn' })
  await netloom.run('plan.set', { earlyStopping: { metric: 'validationAccuracy', patience: 5, restoreBest: true } })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  await netloom.run('model.save', { name: 'churn' })

  const rows = (await netloom.run<readonly ModelRow[]>('model.list')).toSorted((a, b) => a.version - b.version)
  const expected: string[] = []
  for (const { version } of rows) {
    // Counted from the predictions of the saved model.
    const { actual, predicted, labels } = await netloom.run<Predicted>('evaluate.predictions', {
      model: `churn v${version}`,
      split: 'validation',
    })
    const share = (of: readonly number[], by: readonly number[], k: number) => {
      const own = [...of.keys()].filter((i) => of[i] === k)
      return own.length === 0 ? 0 : own.filter((i) => by[i] === k).length / own.length
    }
    const yes = labels.indexOf('yes')
    expected.push(
      version === 3
        ? `accuracy ${percent([...actual.keys()].filter((i) => actual[i] === predicted[i]).length / actual.length)}`
        : `balanced accuracy ${percent((share(actual, predicted, 0) + share(actual, predicted, 1)) / 2)}`,
    )
    if (version !== 2) continue
    expect(modelMetricsText(rows[1] as ModelRow)).toContain(
      `; "yes" from 0.125: recall ${metricNumber(share(actual, predicted, yes))}, precision ${metricNumber(share(predicted, actual, yes))}`,
    )
  }
  rows.forEach((row, i) => {
    expect(modelMetricsText(row)).toMatch(new RegExp(`^${expected[i]}[ ,]`))
    expect(`${decidingValue(row)?.name} ${decidingValue(row)?.value}`).toBe(expected[i])
  })
  expect(rows.map(({ watches }) => watches)).toEqual([undefined, undefined, 'validationAccuracy'])

  const [model] = await netloom.run<readonly RegistryModel[]>('registry.models')
  await render(<ModelTrack registryModel={model as RegistryModel} openPanel={null} onOpen={() => undefined} />, netloom)
  expect(texts('[aria-hidden="true"]').filter((one) => one.includes('%'))).toEqual(
    expected.map((one) => one.split(' ').at(-1)),
  )

  // Costs of a newer version are those of all: 10 for a miss, 1 for a false alarm.
  await netloom.run('evaluate.decide', { positive: 'yes', threshold: 0.25, costs: { miss: 10, falseAlarm: 1 } })
  await netloom.run('model.save', { name: 'churn' })
  const all = await netloom.run<readonly ModelRow[]>('model.list')
  const first = all.find(({ version }) => version === 1) as ModelRow
  const { actual, predicted, labels } = await netloom.run<Predicted>('evaluate.predictions', {
    ...{ model: 'churn v1', split: 'validation' },
  })
  const yes = labels.indexOf('yes')
  const cost =
    actual.reduce((sum, one, i) => sum + (one === predicted[i] ? 0 : one === yes ? 10 : 1), 0) / actual.length
  expect(decidingValue(first, costsOfModel(all))).toMatchObject({
    ...{ name: 'cost per 1,000', value: significant(1000 * cost) },
  })
  expect(modelMetricsText(first, costsOfModel(all))).toMatch(/^cost per 1,000 [\d,.]+ and accuracy /)
})
