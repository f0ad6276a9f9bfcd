/**
 * @file Tests that a tab of the Operate page has at most one primary button, whether the service runs or not, and that
 * the canary tab starts with its verdict.
 */
import { Suspense } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { OperateTab } from '../../../studio/operate/state'
import { closeMoons, openMoons } from '../../../studio/testing/served-moons.test-help'
import type { TestStudio } from '../../../studio/testing/studio-fixture'
import { render, settle, texts } from '../../testing/render.test-help'
import { ScenarioDock } from './scenario-timeline'
import { ServiceBar } from './service-bar'
import { TABS } from './tabs'
import { useOperate } from './use-operate'

/** Tabs that show a button of their own before there are requests. */
const TRIED = ['live', 'incidents', 'objectives', 'url', 'drift', 'labels'] as const satisfies readonly OperateTab[]

let netloom: TestStudio
beforeEach(async () => {
  netloom = await openMoons()
  await netloom.run('service.new', { name: 'points', model: 'moons' })
  await netloom.run('room.open', { room: 'operate', tab: 'live' })
})
afterEach(() => closeMoons(netloom))

/** The page without its frame. */
function Page() {
  const chosen = useOperate(({ tab }) => tab)
  const tab = TABS.find(({ id }) => id === chosen)
  return (
    <>
      <ServiceBar />
      <Suspense fallback={<p id="loading" />}>{tab && <tab.View />}</Suspense>
      <ScenarioDock />
    </>
  )
}

test('a tab has at most one primary button, whether the service runs or not', async () => {
  await render(<Page />, netloom)
  const primary = () => texts('button[class*="primary"]')
  for (const state of ['off', 'on'] as const) {
    if (state === 'on') await settle(() => netloom.run('service.start'))
    for (const tab of TRIED) {
      await settle(() => netloom.run('room.open', { room: 'operate', tab }))
      await vi.waitFor(async () => {
        await settle(() => undefined)
        expect(document.getElementById('loading')).toBeNull()
      }, 20_000)
      expect(primary().length, `${tab}, ${state}: ${primary().join(', ')}`).toBeLessThanOrEqual(1)
    }
  }
}, 60_000)

test('a canary starts with its verdict, above the traffic share and the start of another one', async () => {
  await netloom.run('model.save', { name: 'moons' })
  await netloom.run('registry.alias', { model: 'moons', alias: 'challenger', version: 2, anyway: true, why: 'test' })
  await netloom.run('canary.start', { version: 2 })
  await netloom.run('room.open', { room: 'operate', tab: 'canary' })
  await render(<Page />, netloom)
  const isFirst = () => {
    const [verdict, share] = ['[role="status"]', '[role="slider"], input[type="range"]'].map((one) =>
      document.querySelector(one),
    )
    if (!verdict || !share) throw new Error('not shown yet')
    return (verdict.compareDocumentPosition(share) & Node.DOCUMENT_POSITION_FOLLOWING) > 0
  }
  const shown = () =>
    vi.waitFor(async () => {
      await settle(() => undefined)
      expect(isFirst()).toBe(true)
    }, 20_000)
  await shown()
  await settle(() => netloom.run('canary.rollback'))
  await shown()
}, 60_000)
