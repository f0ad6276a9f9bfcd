/** @file Tests that the errors of predicted numbers open the examples of a range, and that intervals are measured. */
import { expect, onTestFinished, test } from 'vitest'
import type { PredictedNumbers } from '../../../studio/evaluation/report'
import { openTestStudio } from '../../../studio/testing/studio-fixture'
import { click, find, render, settle, texts } from '../../testing/render.test-help'
import type { ShownHead } from '../../charts/use-evaluation'
import { NumberCertainty } from './certainty-section'

test('the range with the largest mean error is preset, and its examples open', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.when(({ data }) => data.loaded)
  await netloom.run('plan.set', { target: 'x', features: ['y'], loss: { kind: 'meanSquaredError' }, epochs: 2 })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  const [evaluation] = netloom.app().metrics?.heads ?? []
  if (evaluation?.kind !== 'number') throw new Error('it predicts a number')
  const { column: target } = netloom.app().report.binding.outputs[0]?.task ?? { column: '' }
  const head: ShownHead<'number'> = { evaluation, target }
  await render(<NumberCertainty head={head} />, netloom)
  const shown = () => settle(() => texts('button').filter((one) => one.startsWith('Show')))
  await expect.poll(shown).toHaveLength(2)
  const [byActual = ''] = await shown()
  expect(byActual).toContain(target)
  await click(find('button', byActual))
  await expect.poll(() => netloom.app().look).not.toBeNull()
  const { actual, predicted, rows } = await netloom.run<PredictedNumbers>('evaluate.predictions')
  const opened = new Set((netloom.app().look as { rows: readonly number[] }).rows)
  const errors = (isIn: (row: number) => boolean) => {
    const own = [...rows.keys()].filter((i) => isIn(rows[i] as number))
    return own.reduce((sum, i) => sum + Math.abs((actual[i] as number) - (predicted[i] as number)), 0) / own.length
  }
  expect(opened.size).toBe(Number(/Show (\d+)/.exec(byActual)?.[1]))
  expect(errors((row) => opened.has(row))).toBeGreaterThan(errors((row) => !opened.has(row)))
  await expect
    .poll(() => settle(() => texts('p').join(' ')))
    .toMatch(/The prediction ± \S+ contains the actual value for \d+(.\d+)?% \(95% interval/)
})
