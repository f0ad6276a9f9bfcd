/**
 * Tests the runbooks for simulated faults: each command either has an effect during the incident or says why it has
 * none.
 */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { loadRunbook, readRunbook } from '../../../../gallery/runbooks'
import { incidentTitle } from '../../../../ops/alerts/incident-title'
import { type Incident, RUNBOOKS, type RunbookKey } from '../../../../ops/alerts/incidents'
import { HOUR } from '../../../../ops/scenario/scenario'
import { memoryStorage } from '../../../../storage/open-storage'
import { currentIncidents } from '../../../../studio/operate/alerts/alerts'
import { operateController } from '../../../../studio/operate/controller'
import type { RegistryModel } from '../../../../studio/operate/registry/registry'
import { NodeServing } from '../../../../studio/testing/node-serving.test-help'
import { openTestStudio, type TestStudio } from '../../../../studio/testing/studio-fixture'
import { idleStep, routerOf, runbookContext, runbookNames, servedModel } from './runbook'

let netloom: TestStudio
beforeEach(async () => {
  vi.stubGlobal('Worker', NodeServing)
  netloom = await openTestStudio('moons-mlp', Promise.resolve(memoryStorage()))
  await netloom.when((s) => s.data.loaded)
  await netloom.run('plan.set', { epochs: 12 })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done' || s.run.tag === 'failed')
  await netloom.run('model.save', { name: 'moons' })
  await netloom.run('model.save', { name: 'moons' })
  await netloom.run('registry.alias', { model: 'moons', alias: 'champion', version: 1 })
  await netloom.run('registry.alias', { model: 'moons', alias: 'challenger', version: 2 })
  await netloom.run('service.new', { name: 'moons', model: 'moons' })
  for (const [kind, targetPercent] of [
    ['accuracy', 80],
    ['availability', 99],
    ['latency', 95],
  ] as const)
    await netloom.run('slo.set', { kind, targetPercent, ...(kind === 'latency' && { withinMs: 50 }) })
}, 60_000)
afterEach(async () => {
  operateController(netloom.studio).close()
  await netloom.close()
  vi.unstubAllGlobals()
})

/** Simulates two hours, with the fault in the second hour. */
async function played(fault: object, ...more: readonly object[]): Promise<Incident> {
  const events = [
    { id: 'n0', kind: 'rate', startMs: 0, lengthMs: 9 * HOUR, perMinute: 30 },
    { id: 'n1', startMs: HOUR, lengthMs: 8 * HOUR, ...fault },
    ...more.map((one, i) => ({ id: `more ${i}`, startMs: 0, lengthMs: 9 * HOUR, ...one })),
  ]
  await netloom.run('scenario.set', { scenario: { seed: 5, durationMs: 9 * HOUR, notes: events } })
  await netloom.run('service.play', { speed: 1e9, to: 2 * HOUR })
  await expect
    .poll(() => netloom.state().operate?.clock, { timeout: 60_000 })
    .toMatchObject({ at: 2 * HOUR, playing: false })
  const log = operateController(netloom.studio).log()
  // The reference of drift can be loaded later than the playback ends.
  await expect.poll(() => currentIncidents(log).at(-1), { timeout: 60_000 }).toBeDefined()
  return currentIncidents(log).at(-1) as Incident
}

/** The current steps of an incident's runbook, each with its text. */
async function stepsOf(id: string, key?: RunbookKey) {
  const controller = operateController(netloom.studio)
  const log = controller.log()
  const incident = currentIncidents(log).find((one) => one.id === id)
  if (!incident) throw new Error(`${id} is gone`)
  const lines = await netloom.run<readonly RegistryModel[]>('registry.models')
  const { aliases, models } = netloom.studio.store.getState()
  const now = runbookContext(
    controller.store.getState(),
    { log, service: controller.service() },
    { incident, lines, models },
  )
  const facts = runbookNames(incident, log.book, aliases, now.deployed, servedModel(controller.service()))
  const router = routerOf(controller.service(), facts)
  const written = await loadRunbook(key ?? incident.runbook, router?.bad)
  const blocks = readRunbook(written, { ...facts, ...router?.names })
  return blocks
    .flatMap(({ parts }) => parts)
    .flatMap((part) => (typeof part !== 'string' && part.kind === 'run' ? [part] : []))
    .map((part) => ({ ...part, idle: idleStep(part.command, part.args, now) }))
}

/** Steps that this test must not run: the first leaves the project, the second starts training. */
const LEAVES = ['registry.open', 'retraining.start']

/** Runs all enabled steps in order. */
async function follow(id: string, key?: RunbookKey): Promise<readonly string[]> {
  const did: string[] = []
  const { length } = await stepsOf(id, key)
  for (let i = 0; i < length; i++) {
    const step = (await stepsOf(id, key))[i]
    if (!step || step.idle !== undefined || LEAVES.includes(step.command)) continue
    await netloom.run(step.command, step.args)
    did.push(step.command)
  }
  return did
}
const idleOf = async (id: string) =>
  Object.fromEntries((await stepsOf(id)).map(({ command, idle }) => [command, idle ?? 'can be done']))

test('a bad deploy as the champion is rolled back from its runbook, and the step says so', async () => {
  const incident = await played({ kind: 'deploy', model: 'permuted classes' })
  expect(['bad-version', 'wrong-answers']).toContain(incident.runbook)
  expect(await follow(incident.id)).toEqual(['registry.rollback', 'incident.resolve'])
  expect(netloom.state().aliases.moons).toEqual({ champion: 1, challenger: 2 })
  await expect
    .poll(() => idleOf(incident.id))
    .toMatchObject({
      'registry.rollback': 'deployRolledBack',
      'incident.resolve': 'closed',
    })
  await netloom.run('service.play', { speed: 1e9, to: 3 * HOUR })
  await expect.poll(() => netloom.state().operate?.clock.at, { timeout: 60_000 }).toBe(3 * HOUR)
  const { buffer } = operateController(netloom.studio).log().fold
  expect(buffer.columns.version[buffer.next - 1]).toBe(0)
}, 120_000)

test('without labels, a bad deploy shows as prediction drift; its runbook rolls the deploy back first', async () => {
  const noLabels = { kind: 'coverage', share: 0 }
  const incident = await played({ kind: 'deploy', model: 'wrong scaling' }, noLabels)
  expect(incident.alerts.map((one) => one.kind === 'drift' && one.feature.of)).toContain('answer')
  expect(incident.alerts.filter((one) => one.kind === 'accuracy')).toEqual([])
  expect(incident).toMatchObject({ runbook: 'bad-version', cause: { of: 'move', move: { what: { type: 'note' } } } })
  expect(incidentTitle(incident, undefined)).toMatch(/^Prediction drift: .* after a deploy$/)
  expect((await follow(incident.id))[0]).toBe('registry.rollback')
}, 120_000)

test('behind a router, the first step takes all traffic away from the bad model', async () => {
  await netloom.run('service.new', { name: 'cascade', like: 'router', model: 'moons' })
  await netloom.run('slo.set', { kind: 'accuracy', targetPercent: 80 })
  const incident = await played({ kind: 'deploy', model: 'permuted classes', target: 'champion' })
  const first = (await stepsOf(incident.id))[0]
  // The small model is the champion; half confident requests pass the router and are answered by the challenger.
  expect(first).toMatchObject({
    text: 'Pass requests on to Large',
    command: 'graph.set',
    args: { service: 'cascade', node: 'router', params: { below: 1 } },
    idle: undefined,
  })
  await netloom.run('graph.set', first?.args)
  expect((await stepsOf(incident.id))[0]?.idle).toBe('routed')
  await netloom.run('service.play', { speed: 1e9, to: 3 * HOUR })
  await expect.poll(() => netloom.state().operate?.clock.at, { timeout: 60_000 }).toBe(3 * HOUR)
  const log = operateController(netloom.studio).log()
  const { columns, next } = log.fold.buffer
  const last = Array.from({ length: 500 }, (_, i) => log.book?.versions[columns.version[next - 1 - i] ?? -1])
  expect(new Set(last.map((one) => `${one?.model}@${one?.version}`))).toEqual(new Set(['moons@2']))
}, 120_000)

test('a bad challenger loses its traffic share by its runbook', async () => {
  await netloom.run('canary.share', { percent: 50 })
  const incident = await played({ kind: 'deploy', model: 'permuted classes' })
  expect(incident.runbook).toBe('bad-version')
  expect(await follow(incident.id)).toEqual(['canary.share', 'incident.resolve'])
  expect((await idleOf(incident.id))['canary.share']).toBe('noShare')
}, 120_000)

test('every step of every runbook can be run after crashed replicas, or says why not', async () => {
  const incident = await played({ kind: 'crash', replicas: 1 })
  const did: Record<string, readonly string[]> = {}
  for (const key of RUNBOOKS) did[key] = await follow(incident.id, key)
  expect(Object.values(did).flat()).toEqual(['incident.resolve'])
}, 120_000)
