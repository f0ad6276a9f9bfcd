/**
 * The drift reference in a complete studio: a champion trained on other rows does not change which rows the requests
 * use.
 */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { completeWindows, DEFAULT_PLAN, driftOfWindow } from '../../../ops/drift/window-drift'
import { HOUR } from '../../../ops/scenario/scenario'
import { closeMoons, openMoons, playedTo } from '../../testing/served-moons.test-help'
import type { TestStudio } from '../../testing/studio-fixture'
import { operateController } from '../controller'
import type { LabeledDataset } from '../labels/labeled-dataset'
import { readDriftBaseline } from './drift'

const SCORE = {
  seed: 5,
  durationMs: 40 * HOUR,
  notes: [
    { id: 'n0', kind: 'rate', startMs: 0, lengthMs: 40 * HOUR, perMinute: 4 },
    { id: 'n1', kind: 'coverage', startMs: 0, lengthMs: 40 * HOUR, share: 0.3 },
  ],
}

let netloom: TestStudio

beforeEach(async () => {
  netloom = await openMoons({ epochs: 3 })
  await netloom.run('registry.alias', { model: 'moons', alias: 'champion', version: 1 })
  await netloom.run('service.new', { name: 'moons', model: 'moons' })
  await netloom.run('scenario.set', { scenario: SCORE })
}, 60_000)
afterEach(() => closeMoons(netloom))

/** The number of complete windows of n requests, and the windows in which drift is detected. */
async function driftIn(n: number) {
  const controller = operateController(netloom.studio)
  const { reference, rows } = await readDriftBaseline(netloom.studio, controller, 'usual')
  const { book, fold } = controller.log()
  if (!book) throw new Error('nothing served')
  const { first, end } = completeWindows(fold.buffer, n)
  const drifting = Array.from({ length: end - first }, (_, i) => first + i).filter((window) =>
    driftOfWindow({ buffer: fold.buffer, book }, reference, window, { ...DEFAULT_PLAN, n })?.features.some(
      ({ drifted }) => drifted,
    ),
  )
  return { rows, isAll: reference.inputs[0]?.isAll, windows: end - first, drifting }
}

const rowsOf = (datasetId: string) => netloom.app().sets.sets.find(({ id }) => id === datasetId)?.schema.rows

test('a champion trained on labeled requests: the same rows continue, and no drift is detected', async () => {
  await playedTo(netloom, 10 * HOUR)
  const before = await driftIn(500)
  expect(before).toMatchObject({ rows: 90, isAll: true, drifting: [] })
  for (let i = 0; i < 60; i++) await netloom.run('labels.add', { request: 30 * i, label: i % 2 })
  const made = await netloom.run<LabeledDataset>('labels.dataset', { by: ['person', 'world'] })
  expect(rowsOf(made.dataset)).toBe(600)
  await netloom.run('data.use', { dataset: made.dataset })
  await netloom.when((s) => s.data.loaded)
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done' || s.run.tag === 'failed')
  await netloom.run('model.save', { name: 'moons' })
  await netloom.run('registry.alias', { model: 'moons', alias: 'champion', version: 2, anyway: true, why: 'a turn' })
  await playedTo(netloom, 20 * HOUR)

  const after = await driftIn(500)
  expect(after.windows).toBeGreaterThan(before.windows + 3)
  expect(after).toMatchObject({ rows: 90, isAll: true, drifting: [] })
  // In windows of 50 requests, about one in a hundred may be a false alarm.
  const small = await driftIn(50)
  expect(small.drifting.length).toBeLessThanOrEqual(0.03 * small.windows)

  // Rows that the champion was trained on are already in its dataset, so requests for them add no rows.
  await expect(netloom.run('labels.dataset', { by: ['person', 'world'] })).rejects.toThrow('labeled')
  const row = await netloom.run('labels.input', { request: 7 })
  expect(row).toMatchObject({ kind: 'row', exact: true })

  // After a restart, earlier requests still refer to the same rows, and new requests are drawn from the same rows.
  await netloom.run('service.stop')
  expect(await netloom.run('labels.input', { request: 7 })).toEqual(row)
  await netloom.run('service.start')
  await playedTo(netloom, 30 * HOUR)
  expect(await netloom.run('labels.input', { request: 7 })).toEqual(row)
  expect(await driftIn(500)).toMatchObject({ rows: 90, isAll: true, drifting: [] })

  // A new run draws only from rows that the champion was not trained on, so from fewer rows.
  await netloom.run('scenario.restart')
  await playedTo(netloom, 10 * HOUR)
  const newRun = await driftIn(500)
  expect(newRun).toMatchObject({ isAll: true, drifting: [] })
  expect(newRun.rows).toBeLessThan(90)
}, 60_000)

test('a champion trained on half of the labels: fewer rows are sent, and no drift is detected', async () => {
  await playedTo(netloom, 10 * HOUR)
  await netloom.run('retraining.set', { rule: { needed: 20, ask: [] } })
  await netloom.run('retraining.start')
  const turn = () => Object.values(netloom.studio.store.getState().operate.retraining)[0]?.loop.turn
  await vi.waitFor(() => expect(turn()).toMatchObject({ step: 'gate', waits: 'person' }), { timeout: 30_000 })
  await netloom.run('registry.alias', { model: 'moons', alias: 'champion', version: 2, anyway: true, why: 'a turn' })
  await playedTo(netloom, 40 * HOUR)
  const all = await driftIn(500)
  // The windows before are of more rows, so the rows are a sample.
  expect(all.isAll).toBe(false)
  expect(all.rows).toBeLessThan(90)
  expect(all.drifting).toEqual([])
}, 60_000)

test('a traffic share that changes while the reference is read mixes no versions', async () => {
  await netloom.run('service.start')
  await netloom.run('canary.practice', { kind: 'permuted classes' })
  await netloom.run('canary.start')
  const controller = operateController(netloom.studio)
  const session = controller.session()
  const { rows } = session
  let parts = 0
  Object.assign(session, {
    rows: async (...args: Parameters<typeof rows>) => {
      const part = await rows(...args)
      if (args[1] === 'answers' && ++parts === 1) await netloom.run('canary.rollback')
      return part
    },
  })
  const { reference } = await readDriftBaseline(netloom.studio, controller, 'usual')
  Object.assign(session, { rows })
  const quiet = await readDriftBaseline(netloom.studio, controller, 'usual')
  expect(parts).toBeGreaterThan(2)
  expect(reference.answers).toEqual(quiet.reference.answers)
})
