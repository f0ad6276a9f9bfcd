/**
 * The retraining loop in a complete studio: a waiting round survives a restart of the scenario, still shows what it
 * waits for, and can be stopped.
 */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { HOUR } from '../../../ops/scenario/scenario'
import type { RetrainingState } from '../../../ops/retraining-loop'
import { closeMoons, openMoons, playedTo, tenHours } from '../../testing/served-moons.test-help'
import { isLearnable } from '../../../ops/label-queue'
import type { TestStudio } from '../../testing/studio-fixture'
import { operateController } from '../controller'
import { serviceDataset } from '../requests/request-inputs'

let netloom: TestStudio

beforeEach(async () => {
  netloom = await openMoons()
  await netloom.run('registry.alias', { model: 'moons', alias: 'champion', version: 1 })
  await netloom.run('service.new', { name: 'moons', model: 'moons' })
  await netloom.run('scenario.set', tenHours())
}, 100_000)
afterEach(() => closeMoons(netloom))

test('a new run restarts the log: the round keeps waiting, is stored, and can be stopped', async () => {
  await playedTo(netloom, HOUR)
  await netloom.run('retraining.start')
  await netloom.run('scenario.restart')
  await playedTo(netloom, 2 * HOUR)
  const kept = () => operateController(netloom.studio).log().annotation('ring') as RetrainingState | undefined
  await vi.waitFor(() => expect(kept()?.turn).toMatchObject({ step: 'labels', waits: 'world' }), { timeout: 20_000 })
  await netloom.run('retraining.stop')
  expect(kept()?.turn).toBeUndefined()
  expect(kept()?.history.at(-1)?.ended?.how).toBe('stopped')
}, 100_000)

test('the version of a round has its metrics, round, and parent on its card, and its gate with its alias move', async () => {
  await netloom.run('retraining.set', { rule: { needed: 20, ask: [] } })
  await netloom.run('retraining.start')
  await playedTo(netloom, 3 * HOUR)
  const turn = () => Object.values(netloom.studio.store.getState().operate.retraining)[0]?.loop.turn
  await vi.waitFor(() => expect(turn()).toMatchObject({ step: 'gate', waits: 'person' }), { timeout: 60_000 })
  const card = await netloom.run<string>('registry.card', { model: 'moons', version: 2, format: 'markdown' })
  expect(card).toContain('Trained in retraining round 1 from new initial weights, to replace version 1.')
  expect(card).not.toContain('Performance was not measured')
  await netloom.run('retraining.approve')
  const { aliases } = netloom.studio.storage
  const moves = async () => (await aliases.of('moons')).moves.filter(({ alias }) => alias === 'challenger')
  await vi.waitFor(async () => expect(await moves()).toHaveLength(1), { timeout: 60_000 })
  expect((await moves())[0]?.evidence?.map(({ what }) => what)).toContain('score')
}, 100_000)

test('the loop knows how many distinct inputs its scenario can send, unless inputs drift', async () => {
  await netloom.run('retraining.state')
  const inputs = () => Object.values(netloom.studio.store.getState().operate.retraining)[0]?.inputs
  const { ready } = await serviceDataset(netloom.studio)
  const rows = ready.split.test.filter(isLearnable).length
  expect(rows).toBeGreaterThan(0)
  await vi.waitFor(() => expect(inputs()).toBe(rows), { timeout: 20_000 })
  const drift = { id: 'n1', kind: 'drift', startMs: 0, lengthMs: HOUR, operator: 'noise', column: 'x', strength: 1 }
  await netloom.run('scenario.set', tenHours(drift))
  await netloom.run('retraining.set', { rule: { needed: 10 } })
  expect(inputs()).toBeUndefined()
}, 100_000)
