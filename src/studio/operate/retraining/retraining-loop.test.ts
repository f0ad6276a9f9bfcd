/**
 * The retraining loop in a complete studio: a waiting round survives a restart of the scenario, still shows what it
 * waits for, and can be stopped.
 */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { expectDefined } from '../../../base/assert'
import { HOUR } from '../../../ops/scenario/scenario'
import type { RetrainingState } from '../../../ops/retraining-loop'
import { closeMoons, openMoons, playedTo, tenHours } from '../../testing/served-moons.test-help'
import { isLearnable } from '../../../ops/label-queue'
import type { TestStudio } from '../../testing/studio-fixture'
import { operateController } from '../controller'
import { ROUND_LABELS, usableLabels } from '../labels'
import { serviceDataset } from '../requests/request-inputs'
import { serviceData } from '../service-start'

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

test('the labels of a replay that ended at once are counted, though nothing follows in the log', async () => {
  await netloom.run('retraining.set', { rule: { needed: 20 } })
  const view = () => Object.values(netloom.studio.store.getState().operate.retraining)[0]
  const now = async () => (await usableLabels(netloom.studio, ROUND_LABELS)).others.length
  await playedTo(netloom, HOUR)
  const first = await now()
  await expect.poll(() => view()?.labels, { timeout: 10_000 }).toBe(first)
  // Less than a second after that count.
  await playedTo(netloom, 3 * HOUR)
  const last = await now()
  expect(last).toBeGreaterThan(first)
  await expect.poll(() => view()?.labels, { timeout: 10_000 }).toBe(last)
}, 60_000)

test('a round trains on as many labels as the page says, and waits while the champion was trained on all of them', async () => {
  await netloom.run('retraining.set', { rule: { needed: 20, ask: [] } })
  await playedTo(netloom, 3 * HOUR)
  const view = () => Object.values(netloom.studio.store.getState().operate.retraining)[0]
  await vi.waitFor(() => expect(view()?.labels).toBeGreaterThan(20), { timeout: 20_000 })
  await netloom.run('retraining.start')
  const counted = view()?.labels
  await vi.waitFor(() => expect(view()?.loop.turn).toMatchObject({ step: 'gate' }), { timeout: 60_000 })
  expect(view()?.loop.turn?.learnt).toBe(counted)
  await netloom.run('retraining.stop')
  await netloom.run('registry.alias', { model: 'moons', alias: 'champion', version: 2, anyway: true, why: 'test' })
  await vi.waitFor(() => expect(view()?.labels).toBe(0), { timeout: 20_000 })
  // The labels are still in the log. A round does not start to train only to be refused.
  await netloom.run('retraining.set', { rule: { needed: 0 } })
  await netloom.run('retraining.start')
  expect(view()?.loop.turn).toMatchObject({ step: 'labels', waits: 'world' })
  expect(view()?.loop.history).toHaveLength(1)
}, 100_000)

test('from the canary of a round on, no request is an input that the new version was trained on', async () => {
  await netloom.run('retraining.set', { rule: { needed: 20, ask: [] } })
  await playedTo(netloom, 3 * HOUR)
  await netloom.run('retraining.start')
  const turn = () => Object.values(netloom.studio.store.getState().operate.retraining)[0]?.loop.turn
  await vi.waitFor(() => expect(turn()).toMatchObject({ step: 'gate', waits: 'person' }), { timeout: 60_000 })
  await netloom.run('retraining.approve')
  const controller = operateController(netloom.studio)
  await vi.waitFor(() => expect(controller.canary.saved()).toBeDefined(), { timeout: 60_000 })
  await playedTo(netloom, 6 * HOUR)
  // By the values of the points: a labeled request has another row number in the dataset of version 2.
  const dataOf = async (version: number) => {
    const record = expectDefined(await netloom.studio.storage.models.get('moons', version), 'the version')
    const { dataset, split } = await netloom.studio.data.of(record.content)
    const [x, y] = dataset.columns.map((column) => (column.type === 'number' ? column.values : []))
    return { split, pointOf: (row: number) => `${x?.[row]} ${y?.[row]}` }
  }
  const [first, second] = [await dataOf(1), await dataOf(2)]
  const trained = new Set(Array.from(second.split.train, second.pointOf))
  const { columns, next } = controller.log().fold.buffer
  const sent = (from: number, to: number) =>
    Array.from({ length: next }, (_, i) => i)
      .filter((i) => (columns.at[i] as number) > from && (columns.at[i] as number) <= to)
      .map((i) => first.pointOf(columns.row[i] as number))
  expect(sent(0, 3 * HOUR).some((point) => trained.has(point))).toBe(true)
  const since = sent(3 * HOUR, 6 * HOUR)
  expect(since.length).toBeGreaterThan(200)
  expect(since.filter((point) => trained.has(point))).toEqual([])
  // The other half of the held-out rows stays, and the canary knows how many rows are left.
  const left = Array.from(first.split.test).filter((row) => !trained.has(first.pointOf(row)))
  expect(left.filter((row) => !isLearnable(row))).toEqual(
    Array.from(first.split.test).filter((row) => !isLearnable(row)),
  )
  expect(new Set(since).size).toBeGreaterThan(left.length / 2)
  const { serving } = controller.store.getState()
  const { heldOut } = await serviceData(netloom.studio, controller)
  expect(serving.tag === 'on' && serving.heldOut).toBe(heldOut.length)
  expect(heldOut.length).toBeLessThan(first.split.test.length)
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
