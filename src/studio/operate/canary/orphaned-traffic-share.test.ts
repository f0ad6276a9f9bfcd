/**
 * Undo in the diagram after a canary: an undo step could restore a share for a version that no longer has an alias and
 * could not answer.
 */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TestStudio } from '../../testing/studio-fixture'
import { closeMoons, openMoons } from '../../testing/served-moons.test-help'
import { operateController } from '../controller'

const service = 'moons'
let netloom: TestStudio

beforeEach(async () => {
  netloom = await openMoons({ epochs: 2, saved: ['moons', 'moons'] })
  await netloom.run('registry.alias', { model: 'moons', alias: 'champion', version: 1, anyway: true, why: 'test' })
  await netloom.run('service.new', { name: service, model: 'moons' })
  await netloom.run('graph.set', { service, node: 'abstain', params: { below: 0.4 } })
  await netloom.run('graph.set', { service, node: 'cache', params: { minutes: 3 } })
}, 60_000)
afterEach(() => closeMoons(netloom))

const node = (id: string) =>
  netloom.app().project.services?.[0]?.drawing.nodes.find((one) => one.id === id)?.params as Record<string, number>
const share = () => node('split').challenger ?? 0
const board = () => operateController(netloom.studio).store.getState().board?.store.getState()
const problems = () =>
  board()?.report.diagnostics.flatMap(({ severity, problem }) => (severity === 'error' ? [problem.code] : []))
const NOBODY =
  'The challenger\'s share of 20% at Split was not restored: no version of "moons" is currently the challenger. All requests go to the champion. Start a canary rollout to give a challenger a share.'

test('after a rollback, undo skips the steps of the canary, says so once, and undoes earlier edits', async () => {
  await netloom.run('canary.start', { version: 2, steps: [5, 20] })
  await netloom.run('canary.share', { percent: 20 })
  expect(share()).toBe(20)
  await netloom.run('canary.rollback', { why: 'a test' })
  expect(netloom.state().aliases).toEqual({ moons: { champion: 1 } })
  expect(board()?.history.past).toHaveLength(5)

  await netloom.run('graph.undo', { service })
  expect([share(), problems()]).toEqual([0, []])
  expect(netloom.notices().filter((text) => text === NOBODY)).toHaveLength(1)
  expect(node('cache').minutes).toBe(3)
  await netloom.run('graph.undo', { service })
  expect(node('cache').minutes).toBe(1)
  // Redo restores the edits, but not the shares of the canary.
  for (let i = 0; i < 2; i++) await netloom.run('graph.redo', { service })
  expect([node('cache').minutes, share(), problems()]).toEqual([3, 0, []])
  expect(await netloom.run('service.infer', { rows: [{ x: 0.1, y: 0.2 }] })).toMatchObject([
    { version: { version: 1 } },
  ])
})

test('if the stage was removed meanwhile, its share returns neither with the step nor with the stage', async () => {
  await netloom.run('canary.start', { version: 2, steps: [20] })
  await netloom.run('graph.remove', { service, nodes: ['challenger'] })
  await netloom.run('canary.rollback', { why: 'a test' })
  for (let i = 0; i < 2; i++) await netloom.run('graph.undo', { service })
  expect([share(), problems()]).toEqual([0, []])
  expect(netloom.notices().filter((text) => text === NOBODY).length).toBeGreaterThan(0)
})

test('the same over several steps at once; while the alias is set, a share is restored', async () => {
  await netloom.run('registry.alias', { model: 'moons', alias: 'challenger', version: 2 })
  await netloom.run('canary.share', { percent: 20 })
  await netloom.run('graph.set', { service, node: 'cache', params: { minutes: 5 } })
  await netloom.run('canary.share', { percent: 0 })
  await netloom.run('graph.undo', { service })
  expect(share()).toBe(20)
  await netloom.run('graph.redo', { service })
  await netloom.run('registry.alias', { model: 'moons', alias: 'challenger', version: null })
  await netloom.run('graph.jump', { service, steps: -2 })
  expect([share(), node('cache').minutes, problems()]).toEqual([0, 3, []])
  expect(netloom.notices()).toContain(NOBODY)
})

test('an existing share without a version is reported at its stage, and undo of another step keeps it', async () => {
  await netloom.run('graph.set', { service, node: 'split', params: { champion: 80, challenger: 20 } })
  await netloom.run('graph.set', { service, node: 'cache', params: { minutes: 5 } })
  await netloom.run('graph.undo', { service })
  expect([share(), problems()]).toEqual([20, ['alias-unset']])
})
