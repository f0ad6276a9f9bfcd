/** @file Tests that the thresholds of a strategy are saved and removed with one click, and that the page says so. */
import { expect, onTestFinished, test } from 'vitest'
import { openTestStudio } from '../../../studio/testing/studio-fixture'
import type { ShownHead } from '../../charts/use-evaluation'
import { click, find, render, settle, texts } from '../../testing/render.test-help'
import GroupsSection from './groups-section'

test('thresholds by group are saved and removed, and the rates of the page follow', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('data.use', { dataset: 'loan-applications', network: true })
  await netloom.when(({ data }) => data.loaded)
  await netloom.run('plan.set', { epochs: 3 })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  const [evaluation] = netloom.app().metrics?.heads ?? []
  if (evaluation?.kind !== 'classes') throw new Error('it predicts classes')
  const head: ShownHead<'classes'> = { evaluation, target: 'decision' }
  await render(<GroupsSection head={head} />, netloom)
  const shown = () => settle(() => texts('section').join(' '))
  const buttons = () => settle(() => texts('button'))
  await expect.poll(buttons).toContain('Save models with these')
  expect((await buttons()).filter((one) => one === 'Save models with these')).toHaveLength(6)
  const rates = () => settle(() => texts('table')[0])
  const before = await rates()
  await click(find('button', 'Save models with these thresholds: Equal recall (equal opportunity)'))
  await expect.poll(shown).toContain('"approved" by a threshold for each group of "district"')
  await expect.poll(shown).toContain('Saved')
  expect(netloom.app().runs[0]?.decisions?.[evaluation.label]?.groups?.strategy).toBe('equalOpportunity')
  await expect.poll(rates).not.toBe(before)
  await click(find('button', 'Save models without thresholds by group'))
  await expect.poll(shown).not.toContain('Saved')
  await expect.poll(rates).toBe(before)
  expect(netloom.app().runs[0]?.decisions?.[evaluation.label]).toEqual({})
}, 60_000)
