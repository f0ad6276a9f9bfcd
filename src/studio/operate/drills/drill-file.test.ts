/**
 * Drills in Node: actions are scored against doing nothing and the reference solution, and result files are verified
 * or refused.
 */
import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import '../../../training/testing/node-wasm'
import { HOUR, MINUTE } from '../../../ops/scenario/scenario'
import { NodeServing } from '../../testing/node-serving.test-help'
import { divideDrillRequests } from '../../testing/short-drills.test-help'
import { serveShippedData } from '../../testing/shipped-data.test-help'
import { openTestStudio, type TestStudio } from '../../testing/studio-fixture'
import type { DrillResultFields } from '../console-results'
import { operateController } from '../controller'
import type { Verified } from './drill-verify'

/** With this seed, the bad deploy is at 3 a.m. */
const FAULT_AT_3 = 343
let data: Awaited<ReturnType<typeof serveShippedData>>
let restoreDrills: () => void
beforeAll(async () => {
  restoreDrills = divideDrillRequests(6)
  data = await serveShippedData()
  vi.stubGlobal('Worker', NodeServing)
})
afterAll(() => {
  data.close()
  restoreDrills()
  vi.unstubAllGlobals()
})
let netloom: TestStudio
afterEach(() => netloom.close())

/** Plays to a simulated time and pauses. */
async function playTo(to: number): Promise<void> {
  const controller = operateController(netloom.studio)
  await controller.play({ speed: 525_600, to })
  await expect
    .poll(() => controller.store.getState().clock, { timeout: 60_000, interval: 5 })
    .toMatchObject({ playing: false, at: to })
}

test('actions before the first Play precede the events of the scenario, in the file too', async () => {
  netloom = await openTestStudio('moons-mlp', undefined, data.base)
  await netloom.run('machine.choose', { backend: 'wasm' })
  await netloom.run('drill.start', { id: 'dimming-camera', seed: 1 })
  await netloom.run('drill.do', { action: 'v2' })
  const { speed } = operateController(netloom.studio).store.getState().clock
  const { champion } = (netloom.app().aliases['gate reader'] ?? {}) as { champion?: number }
  expect(champion).toBe(2)
  await netloom.run('drill.finish', { rest: true })
  expect(operateController(netloom.studio).store.getState().clock.speed).toBe(speed)
  const bytes = await netloom.run<Uint8Array<ArrayBuffer>>('drill.export')
  expect(await netloom.run<Verified>('drill.verify', { bytes })).toMatchObject({ same: true, differs: [] })
})

test('a solution is scored, exported and verified; any change in the file is detected', async () => {
  netloom = await openTestStudio('moons-mlp', undefined, data.base)
  await netloom.run('machine.choose', { backend: 'wasm' })
  const projectId = netloom.app().project.id
  await netloom.run('drill.start', { id: 'bad-deploy-at-3', seed: FAULT_AT_3 })
  expect(netloom.app().project.id).not.toBe(projectId)
  expect(await netloom.run('drill.state')).toMatchObject({ tag: 'open', drill: 'bad-deploy-at-3' })
  await playTo(3 * HOUR + 40 * MINUTE)
  await netloom.run('drill.do', { action: 'see' })
  await netloom.run('drill.do', { action: 'rollback' })
  // A label that is corrected right away is paid for only once.
  await netloom.run('labels.add', { request: 100, label: 1 })
  await netloom.run('labels.add', { request: 100, label: 0 })
  expect(await netloom.refused('drill.finish')).toBe('drill-unplayed')
  const result = await netloom.run<DrillResultFields>('drill.finish', { rest: true })
  expect(result).toMatchObject({ detectMinutes: 40, labels: 1, falseAlarms: 0 })
  expect(result.harm).toBeLessThan(result.nothing)
  const bytes = await netloom.run<Uint8Array<ArrayBuffer>>('drill.export')
  expect(await netloom.run<Verified>('drill.verify', { bytes })).toMatchObject({ same: true, differs: [], result })

  const original = new TextDecoder().decode(bytes)
  const flipped = (path: readonly (string | number)[], value: unknown) => ({
    bytes: new TextEncoder().encode(JSON.stringify(changed(JSON.parse(original), path, value))),
  })
  const verified = (path: readonly (string | number)[], value: unknown) =>
    netloom.run<Verified>('drill.verify', flipped(path, value))
  const { models } = JSON.parse(original)
  // The weights of the other version, with their hash.
  const other = { ...models[1], version: models[0].version }
  // The same change ten minutes earlier: the log differs from there on.
  const earlier = await verified(['changes', 0, 'at'], 3 * HOUR + 30 * MINUTE)
  expect(earlier).toMatchObject({ same: false, differsInMinute: 210 })
  expect(earlier.differs).toEqual(['file', 'log', 'actions', 'score'])
  const better = await verified(['result', 'score'], 100)
  expect([better.same, better.differs, better.result]).toEqual([false, ['file', 'score'], result])
  // Without the checksum, which anyone can compute, the parts are still compared.
  for (const [path, value, part] of [
    [['title'], 'x', 'title'],
    [['service', 'name'], 'x', 'service'],
    [['seed'], 8, 'seed'],
    [['timing', 'stages', 0], 0, 'timing'],
    [['models', 0], other, 'models'],
  ] as const)
    expect([part, (await verified(path, value)).differs]).toEqual([part, expect.arrayContaining(['file', part])])
  // An acknowledgment at the fault, before any alert, is no detection.
  const taken = { at: 3 * HOUR, kind: 'take', what: 'x' }
  const forged = await verified(['acts'], [taken, ...JSON.parse(original).acts])
  expect(forged.result.detectMinutes).toBe(40)

  // Files that are not drill results are refused, each with its message.
  for (const [path, value, code] of [
    [['kind'], 'x', 'file-shape'],
    [['scenario'], '{}', 'drill-file'],
    [['scenario'], 'x'.repeat(10_001), 'file-shape'],
    [['models'], [], 'drill-file'],
    [['models', 0, 'hash'], 'x', 'drill-file'],
    [['models', 0, 'specs', 0, 'shape'], [1e6, 1e6], 'drill-file'],
    [['changes'], new Array(501).fill({}), 'file-shape'],
    [['changes', 0, 'at'], 1e12, 'drill-file'],
    [['changes', 0, 'type'], 'canary', 'file-shape'],
    [['changes', 0, 'type'], 'deploy', 'file-shape'],
    [['laterMs'], { x: -1 }, 'file-shape'],
    [['acts', 0, 'kind'], 'guess', 'file-shape'],
    [['timing', 'stages'], ['x'], 'file-shape'],
    [['labels'], {}, 'file-shape'],
    [['format'], 4, 'drill-file-newer'],
    [['grading'], 1, 'drill-file'],
    [['version'], 9, 'drill-file-version'],
    [['changes', 0, 'spec', 'stages'], [], 'drill-unsound'],
    [['changes', 0, 'spec', 'stages', 4, 'config', 'replicas'], 1e9, 'drill-unsound'],
    [['changes', 0, 'spec', 'stages', 4, 'class_name'], 'Eval', 'drill-file'],
    [['changes', 0, 'spec', 'stages', 4, 'from'], [4], 'drill-file'],
    [['changes', 0, 'spec', 'stages', 4, 'id'], 'log', 'drill-file'],
  ] as const)
    expect([path, await netloom.refused('drill.verify', flipped(path, value))]).toEqual([path, code])
  // A verification can be canceled, and shows its progress.
  const canceled = netloom.refused('drill.verify', { bytes })
  await expect.poll(() => netloom.app().operate.verification?.share).toBeGreaterThan(0)
  await netloom.run('drill.cancelVerify')
  expect([await canceled, netloom.app().operate.verification]).toEqual(['drill-stopped', null])
  const deep = new TextEncoder().encode('['.repeat(1000))
  expect(await netloom.refused('drill.verify', { bytes: deep })).toBe('file-too-deep')

  // The postmortem is drafted from the same log, and saved as the user completes it.
  const draft = await netloom.run<string>('postmortem.draft')
  expect(draft).toContain('challenger traffic share changed from 50% to 0% by the user')
  expect(draft).toContain('scenario event "Bad deploy" began')
  await netloom.run('postmortem.save', { text: `${draft}\nDone.` })
  expect(new TextDecoder().decode(await netloom.run<Uint8Array>('postmortem.export'))).toContain('Done.')
  // The postmortem belongs to the project: a new draft can be undone, and a postmortem that an earlier version stored
  // on this device is moved into the project once.
  const written = () => netloom.app().project.services?.[0]?.postmortem
  expect(written()).toContain('Done.')
  await netloom.run('postmortem.redraft')
  expect([written(), netloom.notices().at(-1)]).toEqual([
    draft,
    'The postmortem was replaced with a new draft from the log.',
  ])
  await netloom.run('postmortem.save', { text: '' })
  expect([written(), await netloom.run('postmortem.saved')]).toEqual([undefined, null])
  const key = `postmortem ${netloom.app().project.id} night reader`
  await netloom.studio.storage.settings.put(key, 'Of before.')
  expect([await netloom.run('postmortem.saved'), written()]).toEqual(['Of before.', 'Of before.'])
  expect(await netloom.studio.storage.settings.get(key)).toBe(null)
}, 300_000)

test('an automatic rollback, added and removed stages, and simultaneous changes are in the file', async () => {
  netloom = await openTestStudio('moons-mlp', undefined, data.base)
  await netloom.run('machine.choose', { backend: 'wasm' })
  await netloom.run('drill.start', { id: 'bad-deploy-at-3', seed: FAULT_AT_3 })
  const service = 'night reader'
  await playTo(20 * MINUTE)
  await netloom.run('canary.start', { steps: [20, 40] })
  await playTo(40 * MINUTE)
  // Insert stages, one of them with its own parameter, at the same time as an alias moves.
  const cache = await netloom.run<string>('graph.addBefore', { service, kind: 'cache', node: 'split' })
  await netloom.run('graph.set', { service, node: 'abstain', params: { below: 0.5 } })
  await netloom.run('graph.set', { service, node: cache, params: { entries: 50 } })
  await playTo(50 * MINUTE)
  await netloom.run('graph.heal', { service, nodes: [cache] })
  await playTo(60 * MINUTE)
  await netloom.run('graph.undo', { service })
  await playTo(4 * HOUR)
  const controller = operateController(netloom.studio)
  expect(controller.log().changes.map(({ what }) => what.type === 'canary' && what.did)).toContain('rolled back')
  await expect.poll(() => controller.canary.saved()).toBeUndefined()
  await netloom.run('canary.start')
  await playTo(4 * HOUR + 10 * MINUTE)
  await netloom.run('canary.promote')
  await expect.poll(() => controller.canary.saved()).toBeUndefined()
  const result = await netloom.run<DrillResultFields>('drill.finish', { rest: true })
  const bytes = await netloom.run<Uint8Array<ArrayBuffer>>('drill.export')
  const { changes, laterMs } = JSON.parse(new TextDecoder().decode(bytes))
  const types: string[] = changes.map(({ type }: { type: string }) => type)
  // The page removes the alias of the rolled-back version in real time: at the pause, together with the alias of the
  // next canary, or before it.
  const removed = types.indexOf('aliases')
  if (types[removed + 1] === 'aliases') types.splice(removed, 1)
  expect(types).toMatchInlineSnapshot(`
    [
      "canary",
      "spec",
      "spec",
      "spec",
      "spec",
      "spec",
      "aliases",
      "canary",
      "aliases",
      "aliases",
      "canary",
    ]
  `)
  expect(Object.keys(laterMs)).toEqual([cache])
  expect(await netloom.run<Verified>('drill.verify', { bytes })).toMatchObject({ same: true, differs: [], result })
}, 300_000)

test('what was viewed, acknowledged and drawn is there after the service restarts; what no file contains is reported', async () => {
  netloom = await openTestStudio('moons-mlp', undefined, data.base)
  await netloom.run('machine.choose', { backend: 'wasm' })
  await netloom.run('drill.start', { id: 'bad-deploy-at-3', seed: FAULT_AT_3 })
  const service = 'night reader'
  const controller = operateController(netloom.studio)
  await playTo(2 * HOUR)
  await netloom.run('graph.set', { service, node: 'abstain', params: { below: 0.5 } })
  await playTo(3 * HOUR + 50 * MINUTE)
  const [incident] = await netloom.run<{ id: string }[]>('incident.list')
  await netloom.run('incident.acknowledge', { incident: incident?.id })
  // Simulate a reload: the log is read from disk.
  await controller.log().flush()
  controller.close()
  await controller.open(service)
  // Make two edits before the scenario plays or the service runs; the log contains their combined effect.
  const cache = await netloom.run<string>('graph.addBefore', { service, kind: 'cache', node: 'split' })
  await netloom.run('graph.set', { service, node: cache, params: { entries: 50 } })
  await netloom.run('drill.do', { action: 'see' })
  await netloom.run('drill.do', { action: 'rollback' })
  await playTo(4 * HOUR)
  // The deploy is still in progress, but causes no harm because it gets no share of the requests.
  const { buffer } = controller.log().fold
  expect(controller.log().deploy()?.places).toMatchObject([{ alias: 'challenger' }])
  expect(buffer.columns.version[buffer.next - 1]).toBe(0)
  const kinds = async () =>
    (await netloom.run<{ actions: { kind: string }[] }>('drill.state')).actions.map(({ kind }) => kind)
  await expect.poll(kinds).toEqual(['change', 'report', 'acknowledge', 'change'])
  const result = await netloom.run<DrillResultFields>('drill.finish', { rest: true })
  expect(result).toMatchObject({ detectMinutes: 50, falseAlarms: 0 })
  const bytes = await netloom.run<Uint8Array<ArrayBuffer>>('drill.export')
  const file = JSON.parse(new TextDecoder().decode(bytes))
  expect(file.changes.map(({ type, at }: { type: string; at: number }) => [type, Math.floor(at / MINUTE)])).toEqual([
    ['spec', 120],
    ['spec', 230],
    ['spec', 230],
  ])
  expect(Object.keys(file.laterMs)).toEqual([cache])
  expect(await netloom.run<Verified>('drill.verify', { bytes })).toMatchObject({ same: true, differs: [], result })

  await netloom.run('drill.start', { id: 'bad-deploy-at-3', seed: FAULT_AT_3 })
  expect(await netloom.run('drill.state')).toMatchObject({ tag: 'open', actions: [] })
  await playTo(HOUR)
  await netloom.run('service.infer', { rows: [{}] }).catch(() => undefined)
  await netloom.run('drill.finish', { rest: true })
  expect(await netloom.refused('drill.export')).toBe('drill-sent')
}, 300_000)

test('a result of an earlier version still opens, and the first rules grade it', async () => {
  restoreDrills()
  netloom = await openTestStudio('moons-mlp', undefined, data.base)
  const bytes = new Uint8Array(await readFile('e2e/fixtures/saved-before/drill.json'))
  expect(await netloom.run<Verified>('drill.verify', { bytes })).toMatchObject({
    ...{ same: true, differs: [], grading: 1 },
    result: { score: 10 },
  })
}, 300_000)

/** The value with the part at this path replaced. */
function changed(value: unknown, [first, ...rest]: readonly (string | number)[], to: unknown): unknown {
  if (first === undefined) return to
  const copy = structuredClone(value) as Record<string | number, unknown>
  copy[first] = changed(copy[first], rest, to)
  return copy
}
