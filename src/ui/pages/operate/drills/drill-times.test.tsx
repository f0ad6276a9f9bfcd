/** @file Tests that pages of a drill do not say that its times were measured: they are fixed. */
import { useEffect } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { HOUR } from '../../../../ops/scenario/scenario'
import { changeProject } from '../../../../studio/project/project-document'
import { drillTemplateId } from '../../../../studio/operate/project-model'
import { closeMoons, openMoons, playedTo, tenHours } from '../../../../studio/testing/served-moons.test-help'
import type { TestStudio } from '../../../../studio/testing/studio-fixture'
import { render, settle } from '../../../testing/render.test-help'
import LiveTab from '../live/live-tab'
import { useLiveView } from '../live/time-range'
import RequestPanel from '../request/request-panel'
import { Transport } from '../scenario-timeline/playback-controls'

let netloom: TestStudio
beforeEach(async () => {
  netloom = await openMoons()
  await netloom.run('service.new', { name: 'moons', model: 'moons' })
  await netloom.run('scenario.set', tenHours())
  await playedTo(netloom, HOUR)
}, 100_000)
afterEach(() => closeMoons(netloom))

const MEASURED = /measured (?:on this device|when the service was opened)/gu
const FIXED = /(?:this|the) drill fixes|times are fixed/gu

/** Chooses the on-call dashboard. */
function OnCall() {
  const [, set] = useLiveView()
  useEffect(() => set({ dashboard: 'call' }), [set])
  return null
}

test('times are called measured in a service of your own, and fixed in a drill, also after its end', async () => {
  const box = await render(
    <>
      <OnCall />
      <Transport durationMs={10 * HOUR} problem={undefined} />
      <LiveTab />
      <RequestPanel id={0} />
    </>,
    netloom,
  )
  const found = (text: RegExp) => box.innerHTML.match(text)?.length ?? 0
  await vi.waitFor(() => expect(found(MEASURED)).toBeGreaterThan(5), 20_000)
  const places = found(MEASURED)
  expect(found(FIXED)).toBe(0)
  await settle(() => changeProject(netloom.studio.store, { template: drillTemplateId('dimming-camera') }))
  expect(found(MEASURED)).toBe(0)
  expect(found(FIXED)).toBe(places)
}, 100_000)
