/** The score by its commands: each edit a step of its own history, refusals where no score can be, everything else kept and told. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { expectDefined } from '../../base/assert'
import { exampleService } from '../../gallery/services'
import { checkScenario } from '../../ops/scenario/check-scenario'
import { parseScenario } from '../../ops/scenario/print-scenario'
import { DAY, HOUR, type Scenario } from '../../ops/scenario/scenario'
import { changeProject } from '../document'
import { openScene, type Scene } from '../testing/studio-fixture'

let scene: Scene
beforeEach(async () => {
  scene = await openScene('penguins-mlp')
  await scene.run('service.restore', { service: exampleService('penguins', 'birds') })
})
afterEach(() => scene.close())

const kept = () => scene.app().project.services?.[0]?.score
const score = (): Scenario => expectDefined(kept(), 'a score')
const add = (kind: string, startMs: number, lengthMs: number, params = {}) =>
  scene.run<string>('scenario.add', { kind, startMs, lengthMs, params })

test('every edit is a step, and undo goes all the way back and redo all the way forth', async () => {
  const states: (Scenario | undefined)[] = [undefined]
  const step = async (id: string, args: object) => {
    const result = await scene.run(id, args)
    states.push(score())
    return result
  }
  expect(await step('scenario.add', { kind: 'rate', startMs: 0, lengthMs: DAY })).toBe('n1')
  expect(await step('scenario.add', { kind: 'crash', startMs: HOUR, lengthMs: HOUR })).toBe('n2')
  await step('scenario.move', { event: 'n2', startMs: 30 * HOUR })
  expect(score().notes[1]?.startMs).toBe(23 * HOUR)
  await step('scenario.resize', { event: 'n2', startMs: 2 * HOUR, lengthMs: 4 * HOUR })
  expect(await step('scenario.duplicate', { events: ['n2'] })).toEqual(['n3'])
  expect(score().notes[2]).toMatchObject({ kind: 'crash', startMs: 6 * HOUR, lengthMs: 4 * HOUR })
  await step('scenario.params', { event: 'n3', params: { replicas: 2 } })
  await step('scenario.length', { durationMs: 2 * DAY })
  expect(score().notes.map(({ lengthMs }) => lengthMs)).toEqual([2 * DAY, 4 * HOUR, 4 * HOUR])
  await step('scenario.seed', { seed: 5 })
  await step('scenario.remove', { events: ['n1', 'n2'] })
  expect(score().notes.map(({ id }) => id)).toEqual(['n3'])
  await step('scenario.preset', { preset: 'usual' })
  expect(score().seed).toBe(5)

  for (const before of states.slice(1, -1).toReversed()) {
    await scene.run('scenario.undo')
    expect(score()).toEqual(before)
  }
  await scene.run('scenario.undo')
  expect(score().notes).toEqual([])
  expect(await scene.refused('scenario.undo')).toBe('command-off')
  for (const after of states.slice(1)) {
    await scene.run('scenario.redo')
    expect(score()).toEqual(after)
  }
  expect(await scene.refused('scenario.redo')).toBe('command-off')
})

test('arrows that follow each other are one step; the drawing and its history know nothing of it', async () => {
  await add('crash', 0, HOUR)
  const { drawing } = expectDefined(scene.app().project.services?.[0], 'the service')
  for (let i = 1; i <= 5; i++) await scene.run('scenario.move', { event: 'n1', startMs: i * HOUR, gesture: 'keys' })
  await scene.run('scenario.move', { event: 'n1', startMs: 9 * HOUR })
  await scene.run('scenario.undo')
  expect(score().notes[0]?.startMs).toBe(5 * HOUR)
  await scene.run('scenario.undo')
  expect(score().notes[0]?.startMs).toBe(0)
  expect(scene.app().project.services?.[0]?.drawing).toBe(drawing)
})

test('what no score can be is refused, and nothing changes', async () => {
  await add('rate', 0, DAY)
  const before = score()
  const refusals = [
    ['scenario.add', { kind: 'storm', startMs: 0, lengthMs: 1 }, 'score-kind'],
    ['scenario.add', { kind: 'rate', startMs: -1, lengthMs: 1 }, 'score-time'],
    ['scenario.add', { kind: 'rate', startMs: Number.NaN, lengthMs: 1 }, 'score-time'],
    ['scenario.add', { kind: 'rate', startMs: 0, lengthMs: 1, params: { perMinute: -5 } }, 'param-range'],
    ['scenario.params', { event: 'n1', params: { perMinute: 'many' } }, 'param-type'],
    ['scenario.params', { event: 'n1', params: { pace: 1 } }, 'param-unknown'],
    ['scenario.move', { event: 'n9', startMs: 0 }, 'score-no-note'],
    ['scenario.resize', { event: 'n1', lengthMs: 0 }, 'score-time'],
    ['scenario.remove', { events: ['n1', 'n9'] }, 'score-no-note'],
    ['scenario.length', { durationMs: 400 * DAY }, 'score-duration'],
    ['scenario.seed', { seed: 0.5 }, 'score-seed'],
    ['scenario.preset', { preset: 'war' }, 'score-preset'],
    ['scenario.import', { text: 'not JSON' }, 'score-unreadable'],
    ['scenario.set', { scenario: { seed: 1, durationMs: DAY, notes: 'none' } }, 'score-unreadable'],
    [
      'scenario.set',
      { scenario: { seed: 1, durationMs: DAY, notes: Array(3000).fill(before.notes[0]) } },
      'score-many',
    ],
  ] as const
  for (const [id, args, code] of refusals) expect([id, await scene.refused(id, args)]).toEqual([id, code])
  expect(score()).toBe(before)
})

test('a score that is merely wrong is kept and told', async () => {
  await add('rate', 0, DAY)
  await add('rate', HOUR, HOUR)
  await add('missing', HOUR, HOUR)
  await scene.run('scenario.length', { durationMs: 90 * 60_000 })
  expect(checkScenario(score()).map(({ message: said }) => said.code)).toEqual([
    'score-past-end',
    'score-past-end',
    'score-needs',
  ])
})

test('it leaves as text and comes back equal', async () => {
  await scene.run('scenario.preset', { preset: 'bad-deploy' })
  const before = score()
  const text = await scene.run<string>('scenario.export')
  expect(parseScenario(text)).toEqual({ ok: true, value: before })
  await scene.run('scenario.remove', { events: before.notes.map(({ id }) => id) })
  await scene.run('scenario.import', { text })
  expect(score()).toEqual(before)
})

test('a score that came from elsewhere meanwhile is a step as well', async () => {
  await add('rate', 0, DAY)
  const mine = score()
  const other: Scenario = { ...mine, seed: 99 }
  const { store } = scene.studio
  const { services = [] } = store.getState().project
  changeProject(store, { services: services.map((one) => ({ ...one, score: other })) })
  await add('crash', 0, HOUR)
  await scene.run('scenario.undo')
  expect(score()).toEqual(other)
  await scene.run('scenario.undo')
  expect(score()).toEqual(mine)
})

test('without a service there is no score to edit', async () => {
  await scene.run('service.remove', { name: 'birds' })
  expect(await scene.refused('scenario.add', { kind: 'rate', startMs: 0, lengthMs: 1 })).toBe('command-off')
})
