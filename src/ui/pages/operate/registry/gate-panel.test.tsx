/** @file Tests that moving an alias views a locked test set only after an explicit step. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isSealed } from '../../../../studio/data/test-set-views'
import type { RegistryModel } from '../../../../studio/operate/registry/registry'
import { closeMoons, openMoons } from '../../../../studio/testing/served-moons.test-help'
import type { TestStudio } from '../../../../studio/testing/studio-fixture'
import { click, find, render, settle, texts } from '../../../testing/render.test-help'
import { GatePanel } from './gate-panel'

let netloom: TestStudio
beforeEach(async () => {
  netloom = await openMoons()
})
afterEach(() => closeMoons(netloom))

test('a locked test set is viewed when the gate is asked for, not when an alias is dropped', async () => {
  const isLocked = () => isSealed(netloom.app())
  await netloom.run('model.save', { name: 'moons' })
  await netloom.run('registry.alias', { model: 'moons', alias: 'champion', version: 1, anyway: true, why: 'test' })
  const [registryModel] = await netloom.run<readonly RegistryModel[]>('registry.models')
  expect(registryModel).toBeDefined()
  expect(isLocked()).toBe(true)
  const move = { kind: 'gate', model: 'moons', alias: 'champion', version: 2 } as const
  await render(
    <GatePanel registryModel={registryModel as RegistryModel} move={move} onClose={() => undefined} />,
    netloom,
  )
  await settle(() => undefined)
  expect(isLocked()).toBe(true)
  expect((find('button', 'Move alias') as HTMLButtonElement).disabled).toBe(true)
  await click(find('button', 'Check the gate'))
  await expect.poll(() => settle(() => isLocked()), { timeout: 20_000 }).toBe(false)
  await expect.poll(() => settle(() => texts('table').length), { timeout: 20_000 }).toBeGreaterThan(0)
  expect(texts('button')).not.toContain('Check the gate')
}, 60_000)
