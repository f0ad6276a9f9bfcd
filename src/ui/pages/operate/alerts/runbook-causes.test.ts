/**
 * Tests the runbook for each possible cause of an incident: every step has the described effect, whether it is run as a
 * command or done manually.
 */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LooseParams } from '../../../../catalog/node-def'
import { loadRunbook, readRunbook } from '../../../../gallery/runbooks'
import { WAITING } from '../../../../ops/alerts/common-traits'
import { type Incident, RUNBOOKS } from '../../../../ops/alerts/incidents'
import { slotOf } from '../../../../ops/log/request-buffer'
import { STATUSES } from '../../../../ops/log-entry'
import { HOUR } from '../../../../ops/scenario/scenario'
import { memoryStorage } from '../../../../storage/open-storage'
import { currentIncidents } from '../../../../studio/operate/alerts/alerts'
import { operateController } from '../../../../studio/operate/controller'
import type { RegistryModel } from '../../../../studio/operate/registry/registry'
import { NodeServing } from '../../../../studio/testing/node-serving.test-help'
import { openTestStudio, type TestStudio } from '../../../../studio/testing/studio-fixture'
import { TABS } from '../tabs'
import { idleStep, runbookContext, runbookNames, servedModel } from './runbook'

/** Simulated inference time per request in milliseconds. */
const MODEL_MS = 20
class SlowServing extends NodeServing {
  protected override readonly modelMs = MODEL_MS
}

const PROMISED_MS = 150

let netloom: TestStudio
beforeEach(async () => {
  vi.stubGlobal('Worker', SlowServing)
  netloom = await openTestStudio('moons-mlp', Promise.resolve(memoryStorage()))
  await netloom.when((s) => s.data.loaded)
  await netloom.run('plan.set', { epochs: 40 })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done' || s.run.tag === 'failed')
  await netloom.run('model.save', { name: 'moons' })
  await netloom.run('service.new', { name: 'moons', model: 'moons' })
  for (const [kind, targetPercent] of [
    ['accuracy', 80],
    ['availability', 99],
    ['latency', 95],
  ] as const)
    await netloom.run('slo.set', { kind, targetPercent, ...(kind === 'latency' && { withinMs: PROMISED_MS }) })
}, 60_000)
afterEach(async () => {
  operateController(netloom.studio).close()
  await netloom.close()
  vi.unstubAllGlobals()
})

/** Runs the scenario for some hours with the given fault; returns the newest incident. */
async function played(fault: object, hours: number, perMinute = 30): Promise<Incident> {
  const events = [
    { id: 'n0', kind: 'rate', startMs: 0, lengthMs: 9 * HOUR, perMinute },
    { id: 'n1', startMs: HOUR, lengthMs: 8 * HOUR, ...fault },
  ]
  await netloom.run('scenario.set', { scenario: { seed: 5, durationMs: 9 * HOUR, notes: events } })
  await playTo(hours)
  const log = operateController(netloom.studio).log()
  await log.settled()
  // It is loaded when playback starts, which on a busy machine can take longer than the playback.
  await expect.poll(() => log.readings.drift.reference, { timeout: 60_000 }).toBeDefined()
  const incident = currentIncidents(log).at(-1)
  if (!incident) throw new Error('no incident was reported')
  return incident
}

async function playTo(hours: number): Promise<void> {
  await netloom.run('service.play', { speed: 1e9, to: hours * HOUR })
  await expect
    .poll(() => netloom.state().operate?.clock, { timeout: 60_000 })
    .toMatchObject({ at: hours * HOUR, playing: false })
}

/** Changes a stage in the service diagram, as its inspector and the sliders of the URL tab do. */
async function setParams(node: string, params: LooseParams): Promise<void> {
  await operateController(netloom.studio).store.getState().board?.run('graph.set', { node, params })
}

/** The commands of a runbook, each with the reason why it has no effect now (if any) and the tab it opens. */
async function stepsOf({ id, runbook }: Incident) {
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
  const parts = readRunbook(await loadRunbook(runbook), facts).flatMap((block) => block.parts)
  return parts.flatMap((part) =>
    typeof part !== 'string' && part.kind === 'run' ? [{ ...part, idle: idleStep(part.command, part.args, now) }] : [],
  )
}

/** Runs the runbook step with this command. */
async function step(incident: Incident, command: string): Promise<void> {
  const found = (await stepsOf(incident)).find((one) => one.command === command)
  if (!found || found.idle !== undefined) throw new Error(`${command}: ${found?.idle ?? 'no step of it'}`)
  await netloom.run(command, found.args)
}

/** Maps each command that currently has no effect to the reason. */
async function idle(incident: Incident) {
  return Object.fromEntries((await stepsOf(incident)).map((one) => [one.command, one.idle ?? 'can be done']))
}

/**
 * Statistics on the requests since a given simulated hour: the shares that were late, queued or unanswered, and the
 * accuracy of the rest.
 */
function since(hours: number) {
  const { buffer } = operateController(netloom.studio).log().fold
  const { at, waited, times, status, truth, outputs } = buffer.columns
  const { stages, width } = buffer.widths
  const count = { requests: 0, late: 0, waited: 0, abstained: 0, answered: 0, right: 0 }
  for (let id = 0; id < buffer.next; id++) {
    const place = slotOf(buffer, id)
    if (place < 0 || (at[place] as number) < hours * HOUR) continue
    const line = waited[place] || 0
    const worked = times.subarray(place * stages, (place + 1) * stages).filter((ms) => !Number.isNaN(ms))
    const answers = outputs.subarray(place * width, (place + 1) * width)
    const ended = STATUSES[status[place] as number]
    count.requests++
    if (worked.reduce((sum, ms) => sum + ms, line) > PROMISED_MS) count.late++
    if (line > MODEL_MS) count.waited++
    if (ended === 'abstained') count.abstained++
    if (ended !== 'ok') continue
    count.answered++
    if (answers.indexOf(Math.max(...answers)) === truth[place]) count.right++
  }
  const { requests, answered, right } = count
  expect([requests > 0, answered > 0]).toEqual([true, true])
  const part = (of: 'late' | 'waited' | 'abstained' | 'answered') => count[of] / requests
  return {
    late: part('late'),
    waited: part('waited'),
    abstained: part('abstained'),
    answered: part('answered'),
    right: right / answered,
  }
}

test('every tab that a runbook opens exists', async () => {
  for (const key of RUNBOOKS) {
    const parts = readRunbook(await loadRunbook(key), {}).flatMap((block) => block.parts)
    const shown = parts.flatMap((part) => (typeof part !== 'string' && part.kind === 'show' ? [part.tab] : []))
    expect(TABS.map(({ id }) => id)).toEqual(expect.arrayContaining(shown))
  }
})

test('a slow replica: a restart leaves it slow, more replicas and a longer cache avoid it', async () => {
  const incident = await played({ kind: 'slow', replica: 0, times: 50 }, 1.5)
  expect(incident).toMatchObject({ runbook: 'slow', cause: { of: 'service' } })
  // Most late requests spent most of their time in a single stage, and the runbook names that stage.
  const { book } = operateController(netloom.studio).log()
  const part = incident.traits.find(({ of }) => of === 'part')
  expect(book?.stages[part?.value ?? -1]).toBe('champion')
  const { late } = since(1)
  expect(late).toBeGreaterThan(0.6)
  expect(await idle(incident)).toEqual({
    'registry.rollback': 'noPreviousVersion',
    'canary.share': 'noShare',
    'incident.resolve': 'can be done',
  })
  await netloom.run('service.stop')
  await netloom.run('service.start')
  await playTo(1.75)
  expect(Math.abs(since(1.5).late - late)).toBeLessThan(0.1)
  await setParams('champion', { replicas: 4 })
  await playTo(2)
  expect(since(1.75).late).toBeLessThan(late / 2)
  await setParams('cache', { minutes: 60 })
  await playTo(3)
  expect(since(2.75).late).toBeLessThan(0.02)
  await step(incident, 'incident.resolve')
  expect((await idle(incident))['incident.resolve']).toBe('closed')
}, 120_000)

test('a long queue: more replicas fix it while the burst continues', async () => {
  // The cache would answer repeated inputs, so it is limited to a single entry.
  await setParams('cache', { entries: 1 })
  await setParams('champion', { queue: 10_000 })
  const incident = await played({ kind: 'burst', times: 110 }, 1.1)
  expect(incident.runbook).toBe('slow')
  expect(incident.traits).toContainEqual(expect.objectContaining({ of: 'part', value: WAITING }))
  expect(since(1.05).waited).toBeGreaterThan(0.9)
  await setParams('champion', { replicas: 4 })
  await playTo(1.15)
  expect(since(1.12).waited).toBeLessThan(0.05)
  expect(since(1.12).late).toBe(0)
}, 120_000)

test('a more expensive version: its step restores the previous one', async () => {
  const incident = await played({ kind: 'deploy', model: 'slow', startMs: 0 }, 1)
  expect(incident.runbook).toBe('slow')
  expect(since(0).late).toBeGreaterThan(0.6)
  await step(incident, 'registry.rollback')
  await playTo(2)
  expect(since(1.1).late).toBeLessThan(0.02)
}, 120_000)

test('a bad slice: the previous version is restored, a higher confidence threshold does not help with confident errors, a retraining round starts', async () => {
  await played({ kind: 'deploy', model: 'worse for one slice', startMs: 0 }, 2)
  const incidentOf = (of: string) =>
    currentIncidents(operateController(netloom.studio).log()).find(({ cause }) => cause.of === of)
  // Its predictions drift too, since the deploy.
  expect(incidentOf('move')).toMatchObject({ runbook: 'bad-version', cause: { move: { what: { type: 'note' } } } })
  const incident = incidentOf('slice')
  if (!incident) throw new Error('no incident of the slice was reported')
  expect(incident).toMatchObject({ runbook: 'slice' })
  const { right } = since(0)
  expect(right).toBeLessThan(0.6)
  await setParams('abstain', { below: 0.95 })
  await playTo(3)
  const moreConfident = since(2)
  expect([moreConfident.abstained > 0.05, Math.abs(moreConfident.right - right) < 0.05]).toEqual([true, true])
  await setParams('abstain', { below: 0.5 })
  await step(incident, 'registry.rollback')
  await playTo(4)
  expect(since(3.1).right).toBeGreaterThan(0.95)
  await step(incident, 'retraining.start')
  expect(await netloom.run('retraining.state')).toMatchObject({
    loop: { round: { number: 1, signal: { kind: 'hand' } } },
  })
  await step(incident, 'incident.resolve')
  expect(await idle(incident)).toEqual({
    'registry.rollback': 'deployRolledBack',
    'canary.share': 'noShare',
    'retraining.start': 'loopRunning',
    'incident.resolve': 'closed',
  })
}, 120_000)

test('drift: a higher confidence threshold lets fewer wrong predictions out, and a retraining round starts', async () => {
  const incident = await played({ kind: 'drift', operator: 'noise', amount: 12 }, 3)
  expect(incident).toMatchObject({ runbook: 'drift', cause: { of: 'drift' } })
  const { right } = since(1)
  await setParams('abstain', { below: 0.95 })
  await playTo(4)
  const moreConfident = since(3)
  expect(moreConfident.abstained).toBeGreaterThan(0.05)
  expect(moreConfident.right).toBeGreaterThan(right)
  await step(incident, 'retraining.start')
  expect(await netloom.run('retraining.state')).toMatchObject({
    loop: { round: { number: 1, signal: { kind: 'hand' } } },
  })
  await step(incident, 'incident.resolve')
  expect(await idle(incident)).toEqual({
    'registry.rollback': 'noPreviousVersion',
    'canary.share': 'noShare',
    'retraining.start': 'loopRunning',
    'incident.resolve': 'closed',
  })
}, 120_000)

test('wrong predictions everywhere: the previous version is restored', async () => {
  const incident = await played({ kind: 'deploy', model: 'permuted classes', startMs: 0 }, 2)
  expect(incident).toMatchObject({ runbook: 'wrong-answers', cause: { of: 'answers' } })
  expect(since(0).right).toBeLessThan(0.1)
  await step(incident, 'registry.rollback')
  await playTo(3)
  expect(since(2.1).right).toBeGreaterThan(0.95)
  await step(incident, 'incident.resolve')
  expect((await idle(incident))['incident.resolve']).toBe('closed')
}, 120_000)

test('no responses: more replicas answer rate-limited requests while the burst continues', async () => {
  await setParams('cache', { entries: 1 })
  const incident = await played({ kind: 'burst', times: 110 }, 1.1)
  expect(incident).toMatchObject({ runbook: 'failing', cause: { of: 'service' } })
  const unanswered = (hours: number) => 1 - since(hours).answered
  expect(unanswered(1.05)).toBeGreaterThan(0.05)
  expect(await idle(incident)).toMatchObject({ 'service.start': 'serving', 'incident.resolve': 'can be done' })
  await setParams('champion', { replicas: 4 })
  await playTo(1.15)
  expect(unanswered(1.12)).toBe(0)
  await step(incident, 'incident.resolve')
}, 120_000)
