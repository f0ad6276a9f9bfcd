/** @file Tests that the prediction for a row follows other values in its columns, and that the row itself stays. */
import { expect, onTestFinished, test } from 'vitest'
import { openTestStudio } from '../../studio/testing/studio-fixture'
import type { Answer } from '../../studio/state'
import { click, find, focus, render, settle, texts, type } from '../testing/render.test-help'
import { RowPrediction } from './row-prediction'
import '../../serving/request-rows'

const WITH = 'section[aria-label="Prediction with these values"]'

test('a slider changes the prediction, and the changes can be reset', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('plan.set', { epochs: 30 })
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
  const { split } = await netloom.studio.data.ready()
  const row = split.train[0] as number
  await render(<RowPrediction row={row} />, netloom)
  await expect.poll(() => settle(() => texts('button'))).toContain('Try other values')
  await click(find('button', 'Try other values'))
  await expect.poll(() => settle(() => texts(`${WITH} li`).length)).toBe(2)
  const own = texts(`${WITH} li`)
  expect(own).toEqual(texts('section[aria-label="Model prediction"] > div li'))
  const slider = find<HTMLInputElement>('label:first-child > input[type="range"]')
  const name = slider.closest('label')?.querySelector('span')?.textContent as string
  for (const value of [slider.min, slider.max]) {
    await focus(slider)
    await type(value)
    const { outputs } = await netloom.run<Answer>('data.answer', { row, changes: { [name]: Number(value) } })
    const [head] = Object.values(outputs)
    if (head?.kind !== 'classes') throw new Error('it predicts classes')
    const best = Object.entries(head.probabilities).sort((a, b) => b[1] - a[1])[0]?.[0] as string
    await expect.poll(() => settle(() => texts(`${WITH} li`)[0])).toMatch(new RegExp(`^${best}`))
  }
  expect(texts('p').join()).toContain(`In the row: ${name}: `)
  await click(find('button', 'Reset values'))
  await expect.poll(() => settle(() => texts(`${WITH} li`))).toEqual(own)
}, 60_000)
