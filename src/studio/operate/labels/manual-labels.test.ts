/**
 * Manual labels in a complete studio: they survive a restart of the log, a reload, and a rename, together with their
 * inputs.
 */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { HOUR } from '../../../ops/scenario/scenario'
import { memoryStorage } from '../../../storage/open-storage'
import type { Storage } from '../../../storage/records'
import { customDatasetPick } from '../../data/custom-dataset-session'
import { openTestStudio, type TestStudio } from '../../testing/studio-fixture'
import { operateController } from '../controller'
import type { RequestInput } from '../requests/request-inputs'
import { closeMoons, openMoons, playedTo } from '../../testing/served-moons.test-help'
import { type ManualLabel, manualLabelsOf, packRow, unpackRow } from './manual-labels'
import type { LabeledDataset } from './labeled-dataset'
import type { LabelRequest, LabelCounts } from './labels'

const SCORE = {
  seed: 5,
  durationMs: 10 * HOUR,
  notes: [
    { id: 'n0', kind: 'rate', startMs: 0, lengthMs: 10 * HOUR, perMinute: 2 },
    { id: 'n1', kind: 'delay', startMs: 0, lengthMs: 10 * HOUR, minutes: 600 },
  ],
}

let storage: Storage
let netloom: TestStudio

beforeEach(async () => {
  storage = memoryStorage()
  netloom = await openMoons({ epochs: 3, storage })
  await netloom.run('registry.alias', { model: 'moons', alias: 'champion', version: 1 })
  await netloom.run('service.new', { name: 'moons', model: 'moons' })
  await netloom.run('scenario.set', { scenario: SCORE })
}, 60_000)
afterEach(() => closeMoons(netloom))

const played = () => playedTo(netloom, HOUR)
const counts = () => netloom.run<LabelCounts>('labels.queue')
const waiting = async () =>
  (await netloom.run<LabelRequest[]>('labels.next', { limit: 200 })).map(({ request }) => request)

test('a new log, a reload and a rename lose no label, and the dataset has each once', async () => {
  await played()
  const labeled = (await waiting()).slice(0, 4)
  // Slices equal the classes in this test, so they are hidden from the labeler.
  const shown = await netloom.run<LabelRequest[]>('labels.next', { limit: 200 })
  expect([...new Set(shown.map(({ record }) => record.slice))]).toEqual([''])
  for (const request of labeled) await netloom.run('labels.add', { request, label: 0 })
  await netloom.run('labels.add', { request: labeled[0], label: 1 })
  expect((await counts()).labeled).toBe(4)

  await netloom.run('scenario.restart')
  expect(await counts()).toEqual({ labeled: 4, skipped: 0, unclear: 0 })
  await played()
  // The same requests arrive again; their inputs are labeled, so they are not queued again.
  const again = await waiting()
  for (const request of labeled) expect(again).not.toContain(request)

  await netloom.run('service.rename', { name: 'moons', to: 'crescents' })
  expect((await counts()).labeled).toBe(4)
  const { id } = netloom.app().project
  await netloom.when((s) => s.saving === 'saved')
  await netloom.vanish()
  netloom = await openTestStudio('moons-mlp', Promise.resolve(storage))
  await netloom.run('project.open', { id })
  await netloom.run('service.open', { name: 'crescents' })
  expect((await counts()).labeled).toBe(4)
  // The renamed service still has its log. After a restart of the scenario, the log contains none of the earlier
  // requests.
  await netloom.run('scenario.restart')
  await played()
  const made = await netloom.run<LabeledDataset>('labels.dataset')
  expect(made).toMatchObject({ rows: 4, left: 0 })
  const { id: datasetId, ...rest } = netloom.app().sets.sets.find((one) => one.id === made.dataset) ?? { id: '' }
  expect([datasetId, JSON.stringify(rest).includes('labeled')]).toEqual([made.dataset, true])
})

test('after a new run, a request of the last one is not labeled in place of another with its number', async () => {
  await played()
  const [shown] = await netloom.run<LabelRequest[]>('labels.next', { limit: 1 })
  if (!shown) throw new Error('no request')
  const { request, record } = shown
  await netloom.run('scenario.seed', { seed: 99 })
  await netloom.run('scenario.restart')
  await played()
  const again = await netloom.run<{ at: number }>('log.request', { id: request })
  expect(again.at).not.toBe(record.at)
  expect(await netloom.refused('labels.add', { request, label: 1, at: record.at })).toBe('label-other-request')
  expect(await counts()).toMatchObject({ labeled: 0 })
  await netloom.run('labels.add', { request, label: 1, at: again.at })
  expect(await counts()).toMatchObject({ labeled: 1 })
})

test('during a missing column and a drift, an input is what the service received, and its label is a row', async () => {
  const fault = { id: 'n2', kind: 'missing', startMs: 0, lengthMs: 10 * HOUR, column: 'x', share: 0.5 }
  const drift = {
    id: 'n3',
    kind: 'drift',
    startMs: 0,
    lengthMs: 10 * HOUR,
    operator: 'noise',
    column: 'y',
    strength: 1,
  }
  await netloom.run('graph.set', { service: 'moons', node: 'validate', params: { absent: 'pass' } })
  await netloom.run('scenario.set', { scenario: { ...SCORE, notes: [...SCORE.notes, fault, drift] } })
  await played()
  const { fold, book } = operateController(netloom.studio).log()
  const at = (book?.features ?? []).findIndex(({ column }) => column === 'x')
  const received = (request: number) => fold.buffer.columns.features[request * (fold.buffer.widths.features ?? 0) + at]
  const inputs = () =>
    Promise.all(
      Array.from({ length: 60 }, async (_, request) => {
        const input = await netloom.run<RequestInput>('labels.input', { request })
        if (input?.kind !== 'row') throw new Error('not a row')
        return [Math.fround(Number(input.values.x ?? Number.NaN)), received(request), input.exact] as const
      }),
    )
  const shown = await inputs()
  expect(shown.filter(([, logged]) => Number.isNaN(logged)).length).toBeGreaterThan(15)
  for (const [value, logged, exact] of shown) expect([value, exact]).toEqual([logged, true])

  const missing = (await waiting()).find((request) => Number.isNaN(received(request)))
  await netloom.run('labels.add', { request: missing, label: 0 })
  const made = await netloom.run<LabeledDataset>('labels.dataset')
  expect(made).toMatchObject({ rows: 1, left: 0 })
  const dataset = await netloom.studio.data.load(await customDatasetPick(netloom.studio, made.dataset))
  const x = dataset.columns[dataset.schema.columns.findIndex(({ name }) => name === 'x')]
  expect(x?.type === 'number' && Array.from(x.values).filter(Number.isNaN).length).toBe(1)

  // The log still has the values after an edit of the scenario.
  await netloom.run('scenario.set', { scenario: SCORE })
  for (const [value, logged, exact] of await inputs()) expect([value, exact]).toEqual([logged, true])
})

test('requests that are sent to the queue come first, until they are labeled', async () => {
  await played()
  const all = await waiting()
  const prioritized = all.slice(-3)
  expect(await netloom.run('labels.prioritize', { requests: prioritized })).toEqual({ wait: 3 })
  expect((await waiting()).slice(0, 3).toSorted()).toEqual(prioritized.toSorted())
  const collected = await netloom.run('drift.collect', { requests: prioritized, title: 'furthest' })
  expect(collected).toMatchObject({ rows: 3, labeled: 0, unlabeled: prioritized })
  const [first, ...rest] = prioritized
  const before = netloom.state().operate?.labels ?? 0
  await netloom.run('labels.add', { request: first, label: 0 })
  // A label that is corrected right away counts as one label of one request.
  await netloom.run('labels.add', { request: first, label: 1 })
  await netloom.when((s) => s.operate?.labels === before + 1)
  expect((await waiting()).slice(0, 2).toSorted()).toEqual(rest.toSorted())
  expect(await netloom.run('labels.prioritize', { requests: prioritized })).toEqual({ wait: 2 })
  expect((await counts()).labeled).toBe(1)
  const again = await netloom.run('drift.collect', { requests: prioritized, title: 'furthest again' })
  expect(again).toMatchObject({ rows: 3, labeled: 1, unlabeled: rest })

  // The log restarts, but labels belong to inputs and remain, so repeated requests are labeled already.
  await netloom.run('scenario.restart')
  await played()
  expect(await netloom.run('labels.prioritize', { requests: prioritized })).toEqual({ wait: 2 })
  const collectedAgain = await netloom.run('drift.collect', {
    requests: prioritized,
    title: 'furthest, newer requests',
  })
  expect(collectedAgain).toMatchObject({ rows: 3, labeled: 1, unlabeled: rest })
})

test('many labels in several parts are all read, and are deleted with the project', async () => {
  const label = (request: number): ManualLabel => ({
    ...{
      service: 'moons',
      request,
      labeledAt: `${request}`,
      label: '1',
      target: 'moon',
      input: { x: request, moon: '1' },
    },
  })
  const { saveManualLabel: keepHandLabel } = await import('./manual-labels')
  await Promise.all(Array.from({ length: 70 }, (_, i) => keepHandLabel(netloom.studio, label(i))))
  expect(await manualLabelsOf(netloom.studio, 'moons', 'moon')).toHaveLength(70)
  await keepHandLabel(netloom.studio, { ...label(3), label: '0', labeledAt: 'later' })
  const all = await manualLabelsOf(netloom.studio, 'moons', 'moon')
  expect([all.length, all.at(-1)?.label]).toEqual([70, '0'])
  expect(await manualLabelsOf(netloom.studio, 'moons', 'another')).toHaveLength(0)
  const { id } = netloom.app().project
  expect(await storage.settings.get(`labels ${id} 2`)).toBeDefined()
  await storage.projects.remove(id)
  for (const part of [0, 1, 2]) expect(await storage.settings.get(`labels ${id} ${part}`)).toBeUndefined()
})

test('an image is stored as bytes and restored exactly, other numbers unchanged', () => {
  const row = { image: [0, 255, 7], series: [0.5, -1], name: 'a', size: 2, gone: null }
  const packed = packRow(row)
  expect(packed?.image).toEqual({ bytes: 'AP8H' })
  expect(unpackRow(packed ?? {})).toEqual(row)
  expect(packRow({ odd: new Date() })).toBeUndefined()
})
