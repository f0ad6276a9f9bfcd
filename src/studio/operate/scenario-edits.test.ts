/**
 * Editing the scenario by commands: each edit is an undo step of the scenario's history, invalid scenarios are refused,
 * and problems are reported.
 */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { expectDefined } from '../../base/assert'
import { exampleService } from '../../gallery/services'
import { checkScenario } from '../../ops/scenario/check-scenario'
import { parseScenario } from '../../ops/scenario/print-scenario'
import { DAY, HOUR, type Scenario } from '../../ops/scenario/scenario'
import { changeProject } from '../project/project-document'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'

let netloom: TestStudio
beforeEach(async () => {
  netloom = await openTestStudio('penguins-mlp')
  await netloom.run('service.restore', { service: exampleService('penguins', 'birds') })
})
afterEach(() => netloom.close())

const kept = () => netloom.app().project.services?.[0]?.scenario
const scenario = (): Scenario => expectDefined(kept(), 'a score')
const add = (kind: string, startMs: number, lengthMs: number, params = {}) =>
  netloom.run<string>('scenario.add', { kind, startMs, lengthMs, params })

test('every edit is a step, and undo and redo reach both ends', async () => {
  const states: (Scenario | undefined)[] = [undefined]
  const step = async (id: string, args: object) => {
    const result = await netloom.run(id, args)
    states.push(scenario())
    return result
  }
  expect(await step('scenario.add', { kind: 'rate', startMs: 0, lengthMs: DAY })).toBe('n1')
  expect(await step('scenario.add', { kind: 'crash', startMs: HOUR, lengthMs: HOUR })).toBe('n2')
  // A start that does not fit is reported with the one that does.
  expect(await step('scenario.move', { event: 'n2', startMs: 30 * HOUR })).toEqual({
    startMs: 23 * HOUR,
    why: expect.stringContaining('it would end after the scenario, which lasts 1 day. It now starts at 23 hours'),
  })
  expect(scenario().events[1]?.startMs).toBe(23 * HOUR)
  await step('scenario.resize', { event: 'n2', startMs: 2 * HOUR, lengthMs: 4 * HOUR })
  expect(await step('scenario.duplicate', { events: ['n2'] })).toEqual(['n3'])
  expect(scenario().events[2]).toMatchObject({ kind: 'crash', startMs: 6 * HOUR, lengthMs: 4 * HOUR })
  await step('scenario.params', { event: 'n3', params: { replicas: 2 } })
  await step('scenario.length', { durationMs: 2 * DAY })
  expect(scenario().events.map(({ lengthMs }) => lengthMs)).toEqual([2 * DAY, 4 * HOUR, 4 * HOUR])
  await step('scenario.seed', { seed: 5 })
  await step('scenario.remove', { events: ['n1', 'n2'] })
  expect(scenario().events.map(({ id }) => id)).toEqual(['n3'])
  await step('scenario.preset', { preset: 'usual' })
  expect(scenario().seed).toBe(5)

  for (const before of states.slice(1, -1).toReversed()) {
    await netloom.run('scenario.undo')
    expect(scenario()).toEqual(before)
  }
  await netloom.run('scenario.undo')
  expect(scenario().events).toEqual([])
  expect(await netloom.refused('scenario.undo')).toBe('command-off')
  for (const after of states.slice(1)) {
    await netloom.run('scenario.redo')
    expect(scenario()).toEqual(after)
  }
  expect(await netloom.refused('scenario.redo')).toBe('command-off')
})

test('consecutive arrow keys are one step; the history of the diagram does not change', async () => {
  await add('crash', 0, HOUR)
  const { drawing } = expectDefined(netloom.app().project.services?.[0], 'the service')
  for (let i = 1; i <= 5; i++) await netloom.run('scenario.move', { event: 'n1', startMs: i * HOUR, gesture: 'keys' })
  expect(await netloom.run('scenario.move', { event: 'n1', startMs: 9 * HOUR })).toEqual({ startMs: 9 * HOUR })
  await netloom.run('scenario.undo')
  expect(scenario().events[0]?.startMs).toBe(5 * HOUR)
  await netloom.run('scenario.undo')
  expect(scenario().events[0]?.startMs).toBe(0)
  const early = { startMs: 0, why: expect.stringContaining('starts at 0 or later') }
  expect(await netloom.run('scenario.move', { event: 'n1', startMs: -HOUR })).toEqual(early)
  expect(netloom.app().project.services?.[0]?.drawing).toBe(drawing)
})

test('an invalid scenario is refused, and nothing changes', async () => {
  await add('rate', 0, DAY)
  const before = scenario()
  const refusals = [
    ['scenario.add', { kind: 'storm', startMs: 0, lengthMs: 1 }, 'scenario-kind'],
    ['scenario.add', { kind: 'rate', startMs: -1, lengthMs: 1 }, 'scenario-time'],
    ['scenario.add', { kind: 'rate', startMs: Number.NaN, lengthMs: 1 }, 'scenario-time'],
    ['scenario.add', { kind: 'rate', startMs: 0, lengthMs: 1, params: { perMinute: -5 } }, 'param-range'],
    ['scenario.params', { event: 'n1', params: { perMinute: 'many' } }, 'param-type'],
    ['scenario.params', { event: 'n1', params: { pace: 1 } }, 'param-unknown'],
    ['scenario.add', { kind: 'deploy', startMs: 0, lengthMs: 1, params: { kind: 'slow' } }, 'param-unknown'],
    ['scenario.params', { event: 'n1', params: { startMs: HOUR } }, 'param-unknown'],
    ['scenario.move', { event: 'n9', startMs: 0 }, 'scenario-no-event'],
    ['scenario.resize', { event: 'n1', lengthMs: 0 }, 'scenario-time'],
    ['scenario.remove', { events: ['n1', 'n9'] }, 'scenario-no-event'],
    ['scenario.length', { durationMs: 400 * DAY }, 'scenario-duration'],
    ['scenario.seed', { seed: 0.5 }, 'scenario-seed'],
    ['scenario.preset', { preset: 'war' }, 'scenario-preset'],
    ['scenario.import', { text: 'not JSON' }, 'scenario-unreadable'],
    ['scenario.set', { scenario: { seed: 1, durationMs: DAY, events: 'none' } }, 'scenario-unreadable'],
    [
      'scenario.set',
      { scenario: { seed: 1, durationMs: DAY, events: Array(3000).fill(before.events[0]) } },
      'scenario-many',
    ],
  ] as const
  for (const [id, args, code] of refusals) expect([id, await netloom.refused(id, args)]).toEqual([id, code])
  expect(scenario()).toBe(before)
})

test('a scenario with problems is saved, and the problems are reported', async () => {
  await add('rate', 0, DAY)
  await add('rate', HOUR, HOUR)
  await add('missing', HOUR, HOUR)
  await netloom.run('scenario.length', { durationMs: 90 * 60_000 })
  expect(checkScenario(scenario()).map(({ message: content }) => content.code)).toEqual([
    'scenario-past-end',
    'scenario-past-end',
    'scenario-needs',
  ])
})

test('it is exported as text and imported unchanged', async () => {
  await netloom.run('scenario.preset', { preset: 'bad-deploy' })
  const before = scenario()
  const text = await netloom.run<string>('scenario.export')
  expect(parseScenario(text)).toEqual({ ok: true, value: before })
  await netloom.run('scenario.remove', { events: before.events.map(({ id }) => id) })
  await netloom.run('scenario.import', { text })
  expect(scenario()).toEqual(before)
  // `scenario.set` takes the same text.
  await netloom.run('scenario.remove', { events: before.events.map(({ id }) => id) })
  await netloom.run('scenario.set', { scenario: text })
  expect(scenario()).toEqual(before)
})

test('a scenario that is replaced from elsewhere is a step too', async () => {
  await add('rate', 0, DAY)
  const edited = scenario()
  const other: Scenario = { ...edited, seed: 99 }
  const { store } = netloom.studio
  const { services = [] } = store.getState().project
  changeProject(store, { services: services.map((one) => ({ ...one, scenario: other })) })
  await add('crash', 0, HOUR)
  await netloom.run('scenario.undo')
  expect(scenario()).toEqual(other)
  await netloom.run('scenario.undo')
  expect(scenario()).toEqual(edited)
})

test('without a service there is no scenario to edit', async () => {
  await netloom.run('service.remove', { name: 'birds' })
  expect(await netloom.refused('scenario.add', { kind: 'rate', startMs: 0, lengthMs: 1 })).toBe('command-off')
})
