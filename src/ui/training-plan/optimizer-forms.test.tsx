/** @file Tests that a change of the optimizer keeps a learning rate that the user set. */
import { expect, onTestFinished, test } from 'vitest'
import { openTestStudio } from '../../studio/testing/studio-fixture'
import { click, find, focus, press, render, texts } from '../testing/render.test-help'
import { OptimizerForm } from './optimizer-forms'

test('a default learning rate follows the optimizer; one that the user set stays, and the form says so', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  const choose = async (title: string) => {
    await focus(find('[role="combobox"]', 'Optimizer'))
    await press('ArrowDown')
    const option = [...document.querySelectorAll<HTMLElement>('[role="option"]')].find((one) =>
      one.textContent.trim().startsWith(title),
    )
    await click(option as HTMLElement)
    await press('Tab')
    const { optimizer, learningRate } = netloom.app().project.plan
    return [optimizer.kind, learningRate]
  }
  await netloom.run('plan.set', { optimizer: { kind: 'adam' }, learningRate: 0.001 })
  await render(<OptimizerForm />, netloom)
  expect(await choose('Momentum')).toEqual(['momentum', 0.02])
  expect(texts('p').join()).not.toContain('learning rate')
  await netloom.run('plan.set', { learningRate: 0.004 })
  expect(await choose('Adam')).toEqual(['adam', 0.004])
  expect(texts('p')).toContain('The learning rate stays 0.004. The default for Adam is 0.001.')
})
