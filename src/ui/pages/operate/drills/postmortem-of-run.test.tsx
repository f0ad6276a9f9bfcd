/** @file Tests that a postmortem is marked if it is about an earlier run. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { drillsText } from '../../../../messages/en/operate/drills'
import { HOUR } from '../../../../ops/scenario/scenario'
import { closeMoons, openMoons, playedTo, tenHours } from '../../../../studio/testing/served-moons.test-help'
import type { TestStudio } from '../../../../studio/testing/studio-fixture'
import { render, settle } from '../../../testing/render.test-help'
import DrillsTab from './drills-tab'

let netloom: TestStudio
beforeEach(async () => {
  netloom = await openMoons()
  await netloom.run('registry.alias', { model: 'moons', alias: 'champion', version: 1 })
  await netloom.run('service.new', { name: 'moons', model: 'moons' })
  await netloom.run('scenario.set', tenHours())
}, 100_000)
afterEach(() => closeMoons(netloom))

test('a new run marks the postmortem, and a new draft of it does not have the mark', async () => {
  const isMarked = () => document.body.textContent?.includes(drillsText.postmortem.earlierRun)
  await playedTo(netloom, HOUR)
  await netloom.run('postmortem.redraft')
  await render(<DrillsTab />, netloom)
  expect(document.querySelector('textarea')?.value).toContain('# Postmortem: moons')
  expect(isMarked()).toBe(false)
  await netloom.run('scenario.restart')
  await settle(() => undefined)
  expect(isMarked()).toBe(true)
  await playedTo(netloom, HOUR)
  await netloom.run('postmortem.redraft')
  await settle(() => undefined)
  expect(isMarked()).toBe(false)
}, 100_000)
