/** @file Tests that fooled examples are saved as an attack set, evaluated, listed, and deleted with Undo. */
import { expect, test } from 'vitest'
import { click, find, settle, texts } from '../../testing/render.test-help'
import { openRobustness } from './robustness.test-help'

test('fooled examples become an attack set, with the accuracy of the network on it', async () => {
  const netloom = await openRobustness()
  const [ATTACK, SETS] = ['Can it be fooled?', 'Attack sets'].map((name) => `section[aria-label="${name}"]`)
  const soon = { timeout: 20_000 }
  await expect.poll(() => settle(() => texts(`${SETS} p`).join()), soon).toContain('No attack sets yet.')
  await click(find(`${ATTACK} button`, 'Attack the network'))
  await expect.poll(() => settle(() => texts(`${ATTACK} button`).join()), soon).toContain('Save fooled examples')
  await click(find(`${ATTACK} button`, 'Save fooled examples'))
  await expect.poll(() => settle(() => texts(`${ATTACK} [role="status"]`).join()), soon).toContain('"PGD, 0.5" has')
  const [listed] = await netloom.run<{ name: string; n: number }[]>('attackSet.list')
  expect(listed?.name).toBe('PGD, 0.5')
  await expect
    .poll(() => settle(() => texts(`${SETS} tbody :is(th, td)`).join(' | ')))
    .toContain(`PGD, 0.5 | PGD, 0.5 |`)
  await click(find(`${SETS} button`, 'Evaluate on the attack sets'))
  await expect.poll(() => settle(() => texts(`${SETS} tbody :is(th, td)`).join(' | ')), soon).toContain('0.0% (0.0%')
  await click(find(`${SETS} tbody button`, 'PGD, 0.5'))
  expect(texts(`${SETS} h4`)).toEqual([`Fooled (${listed?.n})`, 'Resisted (0)'])
  expect(texts(`${SETS} table table, ${SETS} tbody tr`).length).toBeGreaterThan(3)
  await click(find(`${SETS} button[aria-label="Delete PGD, 0.5"]`))
  await expect.poll(() => settle(() => texts(`${SETS} p`).join()), soon).toContain('No attack sets yet.')
  await settle(() => netloom.run('attackSet.restore'))
  await expect.poll(() => settle(() => texts(`${SETS} tbody :is(th, td)`).join(' | ')), soon).toContain('PGD, 0.5')
}, 90_000)
