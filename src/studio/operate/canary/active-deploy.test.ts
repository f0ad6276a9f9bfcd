/** A scenario event deploys a bad model: it answers without an alias, and rolling back the champion ends the deploy. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { HOUR } from '../../../ops/scenario/scenario'
import { closeMoons, openMoons, playedTo, tenHours } from '../../testing/served-moons.test-help'
import type { TestStudio } from '../../testing/studio-fixture'
import { message } from '../../../messages/message'
import { serviceChangeText } from '../../../ops/change-text'
import { operateController } from '../controller'
import { activeDeploy } from './canary-state'

let netloom: TestStudio

beforeEach(async () => {
  netloom = await openMoons({ epochs: 2 })
  await netloom.run('registry.alias', { model: 'moons', alias: 'champion', version: 1 })
  await netloom.run('service.new', { name: 'moons', model: 'moons' })
  const deploy = { id: 'n1', kind: 'deploy', startMs: HOUR, lengthMs: 5 * HOUR, model: 'permuted classes' }
  await netloom.run('scenario.set', tenHours(deploy))
}, 60_000)
afterEach(() => closeMoons(netloom))

test('it is shown while it answers; rolling back the champion by either name ends it and moves no alias', async () => {
  const now = () =>
    activeDeploy({
      ...operateController(netloom.studio).store.getState(),
      log: operateController(netloom.studio).log(),
    })
  await playedTo(netloom, HOUR)
  expect(now()).toBeUndefined()
  await playedTo(netloom, 2 * HOUR)
  expect(now()).toMatchObject({
    champion: { model: 'moons', version: 1 },
    deployed: { model: 'moons (deploy 2)' },
  })
  const asked = { alias: 'champion', model: 'moons (deploy 2)' }
  expect(await netloom.run('registry.rollback', asked)).toEqual({ rolledBack: 'moons (deploy 2)@1' })
  // A notice says what happened.
  expect(netloom.studio.store.getState().notices.map((notice) => notice.message)).toContainEqual(
    message('deploy-rolled-back', { build: 'new build of moons' }),
  )
  await playedTo(netloom, 3 * HOUR)
  expect(now()).toBeUndefined()
  // Nobody gave a reason, so none is made up.
  const changes = operateController(netloom.studio)
    .log()
    .changes.map(({ what }) => what)
  expect(changes.flatMap((what) => (what.type === 'service' ? [serviceChangeText(what)] : []))).toEqual([
    'Deploy rolled back by you',
  ])
  expect(netloom.state().aliases).toEqual({ moons: { champion: 1 } })
  // The deploy has already ended, so this rolls back the alias.
  expect(await netloom.run('registry.rollback', { alias: 'champion', model: 'moons' })).toMatchObject({
    kind: 'rollback',
  })
})

test('the URL offers the models of the diagram: a model that was deployed is not available under its own name', async () => {
  const { url, store } = operateController(netloom.studio)
  await playedTo(netloom, 2 * HOUR)
  await netloom.run('registry.rollback', { alias: 'champion', model: 'moons' })
  await playedTo(netloom, 3 * HOUR)
  await netloom.run('service.stop')
  await netloom.run('service.rename', { name: 'moons', to: 'points' })
  await netloom.run('service.start')
  expect(store.getState().url.names).toEqual(['points', 'moons'])
  for (const name of store.getState().url.names)
    expect((await url.call({ method: 'GET', path: `/v2/models/${name}/ready` }, 'direct')).status).toBe(200)
})

test('an edit of the diagram does not end a deploy; rolling back ends it, and the alias stays', async () => {
  await playedTo(netloom, 2 * HOUR)
  const { board } = operateController(netloom.studio).store.getState()
  await board?.run('graph.set', { node: 'abstain', params: { below: 0.6 } })
  const { changes } = operateController(netloom.studio).log()
  await expect
    .poll(() => changes.at(-1)?.what)
    .toEqual({ type: 'service', why: 'the drawing was changed', details: 'abstain, below 0.5 to 0.6' })
  expect(
    activeDeploy({
      ...operateController(netloom.studio).store.getState(),
      log: operateController(netloom.studio).log(),
    }),
  ).toMatchObject({ deployed: { model: 'moons (deploy 2)' } })
  expect(await netloom.run('registry.rollback', { alias: 'champion', model: 'moons' })).toHaveProperty('rolledBack')
  await expect
    .poll(() =>
      activeDeploy({
        ...operateController(netloom.studio).store.getState(),
        log: operateController(netloom.studio).log(),
      }),
    )
    .toBeUndefined()
  expect(netloom.state().aliases).toEqual({ moons: { champion: 1 } })
})
