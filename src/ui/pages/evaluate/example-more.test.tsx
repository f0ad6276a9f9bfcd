/** @file Tests that an opened example lists its influential training examples, and what training without them changes. */
import { expect, onTestFinished, test } from 'vitest'
import { openTestStudio } from '../../../studio/testing/studio-fixture'
import { click, find, render, settle, texts } from '../../testing/render.test-help'
import '../../charts/example-dialog'
import '../../charts/row-explanation'
import EvaluatePage from '../evaluate-page'
import '../../../studio/evaluation/influence'

test('training again without the most helpful examples raises the loss, and is kept with its recipe', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('plan.set', { epochs: 3 })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  await netloom.run('room.open', { room: 'evaluate', tab: 'explanations' })
  await render(<EvaluatePage />, netloom)
  await click(find('section[aria-label="Why this prediction?"] li:first-child button'))
  const section = 'section[aria-label="Influential training examples"]'
  await expect.poll(() => settle(() => texts('[role="dialog"] button'))).toContain('Find influential training examples')
  await click(find('[role="dialog"] button', 'Find influential training examples'))
  await expect.poll(() => settle(() => texts(`${section} li`).length)).toBe(12)
  expect(texts(`${section} p`)[0]).toMatch(
    /^How much training on each example lowered the loss for "(upper|lower)": TracIn/,
  )
  expect(texts(`${section} li`)[0]).toMatch(/^Row \d+, (upper|lower) \+/)
  expect(texts(`${section} li`)[6]).toMatch(/^Row \d+, (upper|lower) [−-]/)
  await click(find(`${section} button`, 'Train again without them'))
  const results = () => settle(() => texts(`${section} [role="status"]`))
  await expect.poll(results, { timeout: 20_000 }).toHaveLength(1)
  const [result = ''] = await results()
  const [, before, after] = /^Without 20 examples: loss ([\d.]+) → ([\d.]+)/.exec(result) ?? []
  expect(Number(after)).toBeGreaterThan(Number(before))
  expect(result).toMatch(/Accuracy on the validation set: [\d.]+% → [\d.]+%/)
  expect(result).toContain('All other examples keep their order.')
}, 60_000)
