/** @file Lessons in a complete studio: hiding, locking, reaching the goal, and saving the learner's work. */
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStorage } from '../storage/open-storage'
import { commands, loadLater } from './commands'
import { groupOf } from './lesson-restrictions'
import { checkProblem, goalNow } from './lesson-goal'
import { openScene, type Scene } from './testing/studio-fixture'

let scene: Scene
let databases = 0

const LESSON = {
  goal: 'Part the moons with fewer than 60 parameters.',
  check: 'metrics.accuracy >= 0.8 and check.parameters < 60',
  hides: { pages: ['machine'], commands: ['wires', 'graph.tidy', 'code'], params: ['dense.activation'] },
  locked: ['point', 'moon'],
}
const network = () => {
  const [one] = scene.state().project.networks
  if (!one) throw new Error('no network')
  return one
}

/** Opens the lesson as a learner, through its link. */
async function learn(lesson: object = LESSON): Promise<void> {
  await scene.run('lesson.set', { lesson })
  const { fragment } = await scene.run<{ fragment: string }>('project.link')
  await scene.run('project.openLink', { fragment })
}

beforeEach(async () => {
  scene = await openScene('moons-mlp', openStorage({ name: `lessons-${++databases}` }))
})
afterEach(() => scene.close())

describe('while being written', () => {
  test('a lesson restricts nothing, is saved, and is included in file and link', async () => {
    await scene.run('lesson.set', { lesson: LESSON })
    expect(scene.state().lesson).toMatchObject({ on: 'writing', goal: LESSON.goal, reached: false })
    await scene.run('graph.tidy')
    await scene.run('room.open', { room: 'machine' })
    await scene.run('graph.rename', { node: 'moon', label: 'Half' })
    await scene.run('project.save')
    const { id } = scene.state().project
    await scene.run('project.new', { template: 'blank' })
    expect(scene.state().lesson).toBeNull()
    await scene.run('project.open', { id })
    expect(scene.state().lesson).toMatchObject({ on: 'writing' })
    const bytes = await scene.run<Uint8Array>('project.export')
    await scene.run('project.import', { bytes })
    expect(scene.state().lesson).toMatchObject({ on: 'learning', goal: LESSON.goal })
    await scene.run('lesson.edit')
    expect(scene.state().lesson).toMatchObject({ on: 'writing', goal: LESSON.goal })
    await scene.run('lesson.set', { lesson: null })
    expect(scene.state().lesson).toBeNull()
  })

  test.each([
    [{ goal: '' }, 'lesson-no-goal'],
    [{ goal: 3 }, 'file-shape'],
    [{ ...LESSON, hides: { commands: ['project.export'] } }, 'lesson-keeps'],
    [{ goal: 'g', check: 'import("x")' }, 'check-unreadable'],
    [{ goal: 'g'.repeat(3000) }, 'file-shape'],
  ])('%o is refused, and nothing changes', async (lesson, code) => {
    const before = scene.state()
    expect(await scene.refused('lesson.set', { lesson })).toBe(code)
    expect(scene.state()).toEqual(before)
  })

  test('changes made while previewing as a learner are discarded', async () => {
    await scene.run('lesson.set', { lesson: LESSON })
    await scene.run('room.open', { room: 'machine' })
    const before = network()
    await scene.run('lesson.preview', { on: true })
    expect(scene.state()).toMatchObject({ room: 'build', lesson: { on: 'preview' } })
    expect(await scene.refused('graph.tidy')).toBe('lesson-hides')
    expect(await scene.refused('lesson.set', { lesson: null })).toBe('lesson-on')
    await scene.run('graph.set', { node: 'hidden', params: { units: 4 } })
    // The preview's edits are not saved even if the page is closed during the preview.
    await scene.run('project.save')
    const { id } = scene.state().project
    await scene.run('project.new', { template: 'blank' })
    await scene.run('project.open', { id })
    expect(network()).toEqual(before)
    await scene.run('lesson.preview', { on: true })
    await scene.run('graph.set', { node: 'hidden', params: { units: 4 } })
    await scene.run('lesson.preview', { on: false })
    expect(network()).toEqual(before)
    expect(scene.state().lesson).toMatchObject({ on: 'writing' })
  })
})

describe('while learning', () => {
  test('hidden features are refused on every path; undo, saving, export, and leaving still work', async () => {
    await learn()
    const before = scene.state()
    const refused = async (id: string, args?: object) => expect(await scene.refused(id, args), id).toMatch(/^lesson-/)
    await refused('graph.tidy')
    await refused('view.code')
    await refused('code.print', { language: 'python' })
    await refused('room.open', { room: 'machine' })
    await refused('graph.connect', { from: 'hidden', to: 'moon' })
    await refused('graph.edit', { edits: [{ type: 'disconnect', wire: 'wire-2' }] })
    await refused('graph.set', { node: 'hidden', params: { activation: 'tanh' } })
    await refused('graph.edit', { edits: [{ type: 'set', node: 'hidden', params: { activation: 'tanh' } }] })
    expect(scene.state()).toEqual(before)
    await scene.run('graph.set', { node: 'hidden', params: { units: 5 } })
    await scene.run('graph.undo')
    await scene.run('graph.redo')
    await scene.run('project.save')
    expect((await scene.run<Uint8Array>('project.export')).length).toBeGreaterThan(100)
    await scene.run('lesson.leave')
    expect(scene.state().lesson).toBeNull()
    await scene.run('graph.tidy')
  })

  test('locked layers cannot be changed, moved, removed, renamed, or rewired', async () => {
    await learn()
    const before = scene.state()
    const locked = async (id: string, args: object) => expect(await scene.refused(id, args), id).toBe('lesson-locked')
    await locked('graph.move', { node: 'moon', position: { x: 1, y: 2 } })
    await locked('graph.rename', { node: 'moon', label: 'Sun' })
    await locked('graph.remove', { nodes: ['hidden', 'moon'] })
    await locked('graph.remove', { nodes: ['hidden'] })
    await locked('graph.edit', { edits: [{ type: 'move', positions: { point: { x: 5, y: 5 } } }] })
    await locked('graph.replace', { node: 'moon', kind: 'dense' })
    expect(scene.state()).toEqual(before)
    await scene.run('graph.addAfter', { kind: 'dense', node: 'hidden' })
    expect(network().nodes).toHaveLength(5)
  })

  test('starting over saves the attempt as a version that can be reopened', async () => {
    await learn()
    const start = network()
    await scene.run('graph.set', { node: 'hidden', params: { units: 3 } })
    await scene.run('plan.set', { epochs: 7 })
    const kept = await scene.run<{ number: number; name: string }>('lesson.restart')
    expect(kept.name).toMatch(/^Attempt/)
    expect(network()).toEqual(start)
    expect(scene.state().plan).toMatchObject({ epochs: 60 })
    expect(await scene.run('lesson.restart')).toBeUndefined()
    await scene.run('version.open', { number: kept.number })
    expect(network().nodes.find(({ id }) => id === 'hidden')?.params.units).toBe(3)
    expect(scene.state().lesson).toMatchObject({ on: 'learning' })
  })

  test('only the current drawing can reach the goal', { timeout: 60_000 }, async () => {
    await learn({ ...LESSON, check: 'metrics.accuracy >= 0.5 and check.parameters < 60' })
    expect(scene.state().lesson).toMatchObject({
      reached: false,
      conditions: [
        { label: 'accuracy', met: false },
        { label: 'parameters', met: false, now: 65, target: 60 },
      ],
    })
    await scene.run('plan.set', { epochs: 4 })
    await scene.run('run.start')
    await scene.when((s) => s.run.tag === 'done')
    expect(scene.state().lesson?.conditions[0]).toMatchObject({ met: true })
    // The network now has fewer parameters, but the metrics are from the larger network.
    await scene.run('graph.set', { node: 'hidden', params: { units: 8 } })
    expect(scene.state().lesson).toMatchObject({
      reached: false,
      conditions: [
        { met: false, why: 'earlier' },
        { met: true, now: 33 },
      ],
    })
    await scene.run('run.start')
    await scene.when((s) => s.run.tag === 'done')
    expect(scene.state().lesson).toMatchObject({ reached: true })
    await scene.run('plan.set', { epochs: 5 })
    expect(scene.state().lesson).toMatchObject({ reached: false })
    await scene.run('plan.set', { epochs: 4 })
    await scene.run('graph.move', { node: 'hidden', position: { x: 3, y: 3 } })
    expect(scene.state().lesson).toMatchObject({ reached: true })
    await scene.run('run.evaluate', { split: 'train' })
    expect(scene.state().lesson?.conditions[0]).toMatchObject({ met: false, why: 'training-rows' })
  })
})

test('following the hint reaches the goal of the gallery lesson', { timeout: 100_000 }, async () => {
  await scene.run('project.new', { template: 'lesson-few-parameters' })
  expect(scene.state().lesson).toMatchObject({ on: 'learning', reached: false })
  expect(await scene.refused('graph.set', { node: 'dense', params: { units: 2 } })).toBe('lesson-locked')
  await scene.run('graph.set', { node: 'hidden', params: { units: 9 } })
  await scene.run('run.start')
  await scene.when((s) => s.run.tag === 'done')
  expect(scene.state().check.parameters).toBe(37)
  expect(scene.state().lesson).toMatchObject({ reached: true })
})

test('commands are in the group a teacher would expect', async () => {
  await loadLater()
  const groups = new Map<string, string[]>()
  for (const { id } of commands) groups.set(groupOf(id) ?? 'none', [...(groups.get(groupOf(id) ?? 'none') ?? []), id])
  expect(groups.get('arrange')).toEqual(
    expect.arrayContaining(['graph.move', 'graph.tidy', 'graph.align.left', 'graph.nudge']),
  )
  expect(groups.get('params')).toEqual(expect.arrayContaining(['graph.set', 'graph.setMany']))
  expect(groups.get('layers')).toEqual(expect.arrayContaining(['graph.add', 'graph.remove', 'clip.paste', 'clip.cut']))
  expect(groups.get('operate')).toEqual(expect.arrayContaining(['service.start', 'registry.alias', 'scenario.add']))
  expect(groups.get('train')).toEqual(expect.arrayContaining(['run.start', 'run.resume']))
  // Commands that save, export, or go back are in no group, so a lesson cannot hide them.
  expect(groups.get('none')).toEqual(
    expect.arrayContaining([
      ...['graph.undo', 'graph.redo', 'graph.jump', 'run.stop', 'project.save', 'project.export', 'project.link'],
      ...['version.save', 'version.open', 'model.save', 'model.export', 'graph.picture', 'clip.copy', 'lesson.leave'],
    ]),
  )
})

test.each([
  ['metrics.acuracy > 1', 'check-name'],
  ['metrics > 1', 'check-name'],
  ['project > 1', 'check-no-value'],
  ['metrics.accuracy > "a"', 'check-kinds'],
  ['run.tag > "done"', 'check-kinds'],
  ['check.constructor == 1', 'check-name'],
  ['metrics.accuracy >= 0.9 and run.epoch <= 5 and count("dropout") >= 1 and run.tag == "done"', undefined],
])('%s is checked when it is written', (check, code) => {
  expect(checkProblem(check, scene.state())?.code).toBe(code)
})

test('missing metrics do not reach a goal', () => {
  expect(goalNow('metrics.accuracy > 0', { metrics: null }, 'present').reached).toBe(false)
  expect(goalNow(undefined, {}, 'present').reached).toBe(false)
  expect(goalNow('metrics.accuracy > 0', { metrics: { accuracy: 0.5 } }, 'present').reached).toBe(true)
})
