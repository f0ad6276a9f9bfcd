/** @file Tests that seeds are trained in one click, that their ensemble is measured, and that an example opens. */
import { expect, onTestFinished, test } from 'vitest'
import { openTestStudio } from '../../../studio/testing/studio-fixture'
import type { ShownHead } from '../../charts/use-evaluation'
import { click, find, render, settle, texts } from '../../testing/render.test-help'
import EnsembleSection from './ensemble-section'

test('other seeds are trained in one click, chosen, and measured, and a disputed example opens', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.when(({ data }) => data.loaded)
  await netloom.run('plan.set', { epochs: 2 })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  const [evaluation] = netloom.app().metrics?.heads ?? []
  if (evaluation?.kind !== 'classes') throw new Error('it predicts classes')
  const head: ShownHead<'classes'> = { evaluation, target: netloom.app().report.binding.outputs[0]?.task?.column ?? '' }
  await render(<EnsembleSection head={head} />, netloom)
  expect(texts('p')).toContain('No other run or saved model predicts the same output. Train other seeds first.')
  await click(find('button', 'Train 4 other seeds'))
  await expect.poll(() => settle(() => texts('fieldset label')), { timeout: 30_000 }).toHaveLength(5)
  await expect.poll(() => settle(() => texts('button'))).toContain('Train 4 other seeds')
  const boxes = () => [...document.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')]
  expect(boxes().map(({ checked }) => checked)).toEqual([true, true, true, true, true])
  await click(boxes()[4] as HTMLInputElement)
  await click(find('button', 'Measure ensemble'))
  const cells = () => settle(() => texts('tbody th'))
  await expect.poll(cells).toEqual(['Ensemble of 4', 'Run 5', 'Run 4', 'Run 3', 'Run 2'])
  expect(texts('p').join(' ')).toMatch(/on \d+ examples: accuracy \S+ points \(95% interval/)
  await click(document.querySelectorAll<HTMLElement>('button[aria-label^="Open example"]')[0] as HTMLElement)
  await expect.poll(() => settle(() => texts('[role="dialog"]').join())).toContain('ensemble')
}, 60_000)
