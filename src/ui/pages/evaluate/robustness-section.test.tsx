/** @file Tests that the Robustness tab attacks the network, and lists corruptions, with the numbers of the console. */
import { expect, test } from 'vitest'
import { click, find, settle, texts } from '../../testing/render.test-help'
import { openRobustness } from './robustness.test-help'

test('an attack shows the accuracy under it and the fooled examples, which open', async () => {
  const netloom = await openRobustness()
  const ATTACK = 'section[aria-label="Can it be fooled?"]'
  await click(find(`${ATTACK} button`, 'Attack the network'))
  const report = await netloom.run<{ accuracy: { value: number }; rows: { predicted: string }[] }>('explain.attack', {
    method: 'pgd',
    epsilon: 0.5,
    split: 'validation',
  })
  expect(report.rows.length).toBeGreaterThan(3)
  const said = `Accuracy ${(100 * report.accuracy.value).toFixed(1)}% under attack`
  await expect.poll(() => settle(() => texts(`${ATTACK} p`).join(' ')), { timeout: 20_000 }).toContain(said)
  expect(texts(`${ATTACK} p`).join(' ')).toContain('Changed: x, y')
  expect(texts(`${ATTACK} tbody tr`).length).toBe(Math.min(8, report.rows.length))
  await click(find(`${ATTACK} tbody tr:first-child button`))
  await expect.poll(() => settle(() => texts('[role="dialog"]').join(' '))).toContain('after the attack predicted as')
  const CORRUPTIONS = 'section[aria-label="Does it work on worse data?"]'
  await click(find(`${CORRUPTIONS} button`, 'Corrupt examples'))
  const kinds = () => settle(() => texts(`${CORRUPTIONS} tbody th`).toSorted())
  await expect.poll(kinds, { timeout: 20_000 }).toEqual(['Missing values', 'Noise', 'Shuffled values'])
}, 90_000)
