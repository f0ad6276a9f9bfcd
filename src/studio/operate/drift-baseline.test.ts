/** What windows are held against, through a whole studio: a champion that was trained on other rows changes nothing about what comes. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { driftOfWindow, DEFAULT_PLAN, completeWindows } from '../../ops/drift/window-drift'
import { HOUR } from '../../ops/scenario/scenario'
import type { Scene } from '../testing/studio-fixture'
import { closeMoons, openMoons, playedTo } from '../testing/served-moons.test-help'
import { operateController } from './controller'
import { readDriftBaseline } from './drift-baseline'
import type { LabeledDataset } from './labeled-dataset'

const SCORE = {
  seed: 5,
  durationMs: 40 * HOUR,
  notes: [
    { id: 'n0', kind: 'rate', startMs: 0, lengthMs: 40 * HOUR, perMinute: 4 },
    { id: 'n1', kind: 'coverage', startMs: 0, lengthMs: 40 * HOUR, share: 0.3 },
  ],
}

let scene: Scene

beforeEach(async () => {
  scene = await openMoons({ epochs: 3 })
  await scene.run('registry.alias', { model: 'moons', alias: 'champion', version: 1 })
  await scene.run('service.new', { name: 'moons', model: 'moons' })
  await scene.run('scenario.set', { scenario: SCORE })
}, 60_000)
afterEach(() => closeMoons(scene))

/** How many windows of so many requests have come by now, and in which of them something is said to drift. */
async function driftIn(n: number) {
  const desk = operateController(scene.studio)
  const { reference, rows } = await readDriftBaseline(scene.studio, desk, 'usual')
  const { book, fold } = desk.log()
  if (!book) throw new Error('nothing served')
  const { first, end } = completeWindows(fold.ring, n)
  const drifting = Array.from({ length: end - first }, (_, i) => first + i).filter((window) =>
    driftOfWindow({ ring: fold.ring, book }, reference, window, { ...DEFAULT_PLAN, n })?.features.some(
      ({ drifted }) => drifted,
    ),
  )
  return { rows, isAll: reference.inputs[0]?.isAll, windows: end - first, drifting }
}

const rowsOf = (set: string) => scene.app().sets.sets.find(({ id }) => id === set)?.schema.rows

test('a champion that learnt from labelled requests: the same rows go on, and nothing is said to drift', async () => {
  await playedTo(scene, 10 * HOUR)
  const before = await driftIn(500)
  expect(before).toMatchObject({ rows: 90, isAll: true, drifting: [] })
  for (let i = 0; i < 60; i++) await scene.run('labels.add', { request: 30 * i, label: i % 2 })
  const made = await scene.run<LabeledDataset>('labels.dataset', { by: ['person', 'world'] })
  expect(rowsOf(made.set)).toBe(600)
  await scene.run('data.use', { dataset: made.set })
  await scene.when((s) => s.data.loaded)
  await scene.run('run.start')
  await scene.when((s) => s.run.tag === 'done' || s.run.tag === 'failed')
  await scene.run('model.save', { name: 'moons' })
  await scene.run('registry.alias', { model: 'moons', alias: 'champion', version: 2, anyway: true, why: 'a turn' })
  await playedTo(scene, 20 * HOUR)

  const after = await driftIn(500)
  expect(after.windows).toBeGreaterThan(before.windows + 3)
  expect(after).toMatchObject({ rows: 90, isAll: true, drifting: [] })
  // Of windows of 50 one in a hundred may be said to drift by mistake.
  const small = await driftIn(50)
  expect(small.drifting.length).toBeLessThanOrEqual(0.03 * small.windows)

  // What the champion learnt from is in its set already, whatever requests bring it again: no row is there twice.
  await expect(scene.run('labels.dataset', { by: ['person', 'world'] })).rejects.toThrow('labeled')
  const row = await scene.run('labels.input', { request: 7 })
  expect(row).toMatchObject({ kind: 'row', exact: true })

  // Stopped and served again, requests of before are the rows they were, and those that come are drawn from the same.
  await scene.run('service.stop')
  expect(await scene.run('labels.input', { request: 7 })).toEqual(row)
  await scene.run('service.start')
  await playedTo(scene, 30 * HOUR)
  expect(await scene.run('labels.input', { request: 7 })).toEqual(row)
  expect(await driftIn(500)).toMatchObject({ rows: 90, isAll: true, drifting: [] })

  // A new run is drawn from what the champion has not learnt from: fewer rows.
  await scene.run('scenario.restart')
  await playedTo(scene, 10 * HOUR)
  const anew = await driftIn(500)
  expect(anew).toMatchObject({ isAll: true, drifting: [] })
  expect(anew.rows).toBeLessThan(90)
}, 60_000)
