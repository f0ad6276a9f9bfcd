/** @file Tests the bar of a service: the reason why it cannot start leads to the stage with the problem. */
import { expect, onTestFinished, test } from 'vitest'
import { closeMoons, openMoons } from '../../../studio/testing/served-moons.test-help'
import { click, find, render, settle } from '../../testing/render.test-help'
import { ServiceBar } from './service-bar'

test('a service that cannot start names the problem and leads to its stage', async () => {
  const netloom = await openMoons()
  onTestFinished(() => closeMoons(netloom))
  const service = 'points'
  await netloom.run('service.new', { name: service, model: 'moons' })
  await netloom.run('graph.set', { service, node: 'split', params: { champion: 50, challenger: 70 } })
  await netloom.refused('service.start')
  await netloom.run('room.open', { room: 'operate', tab: 'live' })
  await render(<ServiceBar />, netloom)
  expect(find('[role="alert"]').textContent).toContain('cannot serve yet')
  await click(find('button', 'Show the stage'))
  await settle(() => undefined)
  const { tab, board } = netloom.app().operate
  expect([tab, board?.store.getState().selection]).toEqual(['diagram', ['split']])
})
