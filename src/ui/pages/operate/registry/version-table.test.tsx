/** @file Tests that the registry lists the versions of a model with aliases and metrics, and opens the card of one. */
import { onTestFinished, expect, test } from 'vitest'
import { closeMoons, openMoons } from '../../../../studio/testing/served-moons.test-help'
import { modelMetricsText } from '../../../shell/model-metrics'
import { click, find, render, settle, texts } from '../../../testing/render.test-help'
import RegistryTab from './registry-tab'

test('versions are listed newest first, each with its aliases and metrics, until one is opened', async () => {
  const netloom = await openMoons()
  onTestFinished(() => closeMoons(netloom))
  await netloom.run('model.save', { name: 'moons' })
  await netloom.run('registry.alias', { model: 'moons', alias: 'champion', version: 1, anyway: true, why: 'test' })
  await netloom.run('registry.alias', { model: 'moons', alias: 'shadow', version: 2, anyway: true, why: 'test' })
  const saved = (await netloom.studio.storage.models.list()).filter(({ name }) => name === 'moons')
  await render(<RegistryTab />, netloom)
  const rows = () =>
    settle(() =>
      [...document.querySelectorAll('tbody tr')].map((row) => [...row.children].map(({ textContent }) => textContent)),
    )
  await expect.poll(rows).toHaveLength(saved.length)
  const [second, first] = saved.toSorted((a, b) => b.version - a.version)
  if (!second || !first) throw new Error('two versions')
  expect((await rows()).map((cells) => cells.slice(0, 3))).toEqual([
    ['v2', 'shadow', modelMetricsText(second)],
    ['v1', 'champion', modelMetricsText(first)],
  ])
  expect(modelMetricsText(first)).toMatch(/^accuracy [\d.]+%.* on the (validation|test) set/)
  await click(find('button', 'v1'))
  expect(texts('h4').join()).toContain('Version 1')
  expect(document.querySelectorAll('button[title="Open the model card of version 1"]')).toHaveLength(0)
}, 60_000)
