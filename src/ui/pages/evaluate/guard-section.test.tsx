/** @file Tests that a guard is fitted, tested, attacked, and removed by mouse, with the numbers of the console. */
import { expect, test } from 'vitest'
import type { GuardAttackReport, GuardReport } from '../../../studio/evaluation/guard-report'
import { click, find, focus, press, settle, texts, type } from '../../testing/render.test-help'
import { openRobustness } from './robustness.test-help'

const GUARD = 'section[aria-label="Can a guard find attacks?"]'
const shown = () => settle(() => texts(`${GUARD} p`).join(' '))

test('a guard is fitted, tested, attacked, and removed', async () => {
  const netloom = await openRobustness()
  await click(find(`${GUARD} button`, 'Fit guard'))
  // A limit for 1% needs 99 validation examples, and there are fewer.
  await expect.poll(shown, { timeout: 20_000 }).toContain('99. Allow more false alarms')
  await focus(find(`${GUARD} input`, 'False alarms (%)'))
  await type('10')
  await press('Enter')
  await click(find(`${GUARD} button`, 'Fit guard'))
  await expect.poll(shown, { timeout: 20_000 }).toContain('inputs with a score above')
  const split = 'validation'
  const test = await netloom.run<GuardReport>('guard.test', { kind: 'fgsm', epsilon: 0.5, split })
  await click(find(`${GUARD} button`, 'Test the guard'))
  const alarms = `False alarms: ${(100 * test.alarms.value).toFixed(1)}%`
  await expect.poll(shown, { timeout: 30_000 }).toContain(alarms)
  const rows = texts(`${GUARD} tbody tr`)
  expect(rows.filter((row) => row.startsWith('FGSM'))).toHaveLength(3)
  const [own] = test.inputs
  const row = rows.find((one) => one.startsWith('FGSM0.5')) ?? ''
  expect(row).toContain(`${own?.n} of ${own?.attacked}`)
  expect(row).toContain(`${(100 * (own?.found?.value ?? 0)).toFixed(1)}%`)
  const both = await netloom.run<GuardAttackReport>('guard.attack', { epsilon: 0.5, split })
  await click(find(`${GUARD} button`, 'Attack the guard'))
  const last = () => settle(() => texts(`${GUARD} tbody tr`).at(-1) ?? '')
  await expect.poll(last, { timeout: 30_000 }).toContain('PGD that knows the guard')
  expect(await last()).toContain(`${(100 * both.knowing.undetected.value).toFixed(1)}%`)
  await click(find(`${GUARD} button`, 'Remove guard'))
  await expect.poll(shown).not.toContain('inputs with a score above')
}, 90_000)
