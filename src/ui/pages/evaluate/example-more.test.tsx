/** @file Tests that an opened example lists its influential training examples, and what training without them changes. */
import { expect, onTestFinished, test } from 'vitest'
import { leastChange } from '../../../metrics/attribution'
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

test('influences that change no printed digit are not ranked, and nothing is offered to be left out', async () => {
  const netloom = await openTestStudio('blank')
  onTestFinished(() => netloom.close())
  const lines = Array.from({ length: 120 }, (_, i) => `${i % 2 === 0 ? 20 + (i % 7) : -20 - (i % 5)},${'ab'[i % 2]}`)
  const files = [{ path: 'apart.csv', text: `x,kind\n${lines.join('\n')}\n` }]
  await netloom.run('data.bring', { files, options: { target: 'kind' }, project: 'new' })
  await netloom.when(({ data }) => data.loaded)
  await netloom.run('plan.set', { epochs: 30, learningRate: 0.05 })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  await netloom.run('room.open', { room: 'evaluate', tab: 'explanations' })
  await render(<EvaluatePage />, netloom)
  await click(find('section[aria-label="Why this prediction?"] li:first-child button'))
  await expect.poll(() => settle(() => texts('[role="dialog"] button'))).toContain('Find influential training examples')
  await click(find('[role="dialog"] button', 'Find influential training examples'))
  const section = 'section[aria-label="Influential training examples"]'
  await expect
    .poll(() => settle(() => texts(`${section} p`).join(' ')))
    .toMatch(
      /^No training example had a measurable influence: .* change the probability of "[ab]" by less than 0\.1 points\.$/,
    )
  expect([texts(`${section} li`), texts(`${section} button`)]).toEqual([[], []])
})

test('the least change is half of the last digit of the probability, or of a large loss or squared error', () => {
  for (const loss of [1e-9, 0.01, 0.5]) {
    expect(Math.exp(-loss) - Math.exp(-loss - leastChange(loss, true))).toBeLessThanOrEqual(0.0005)
    expect(leastChange(loss, true)).toBe(0.0005)
  }
  expect([leastChange(4, true), leastChange(4, false), leastChange(1e-4, false)]).toEqual([0.002, 0.002, 0.0005 * 1e-4])
})
