import 'fake-indexeddb/auto'
import { afterEach, expect, test, vi } from 'vitest'
import { openStorage } from '../storage/open'
import { openScene, type Scene } from './testing/studio-fixture'

const scenes: Scene[] = []
let databases = 0

async function open(name = `continue-${++databases}`): Promise<Scene> {
  const scene = await openScene('moons-mlp', openStorage({ name }))
  scenes.push(scene)
  return scene
}

afterEach(async () => {
  vi.unstubAllGlobals()
  for (const scene of scenes.splice(0)) await scene.close()
})

/** Adam, dropout and a schedule by validation: all that a run has to remember. */
async function plan(scene: Scene, epochs: number): Promise<void> {
  const nodes = scene.state().project.networks[0]?.nodes ?? []
  await scene.run('graph.addAfter', { kind: 'dropout', node: nodes.find(({ kind }) => kind === 'dense')?.id })
  await scene.run('plan.set', { epochs, batchSize: 16, earlyStopping: { patience: 500, restoreBest: true } })
}

/** Long enough that a quick machine is still training when a test turns to it. */
const EPOCHS = 100
const STEPS = (EPOCHS * 27).toLocaleString('en')
let known: string | undefined

/** The hash of the weights of a run that nobody disturbs. */
async function undisturbed(): Promise<string | undefined> {
  if (known !== undefined) return known
  const scene = await open()
  await plan(scene, EPOCHS)
  await scene.run('run.start')
  known = (await scene.when(({ run }) => run.tag === 'done')).run.weightsHash
  return known
}

test('a worker that dies is followed by a fresh one, and the run ends as if it had not', async () => {
  const expected = await undisturbed()
  const scene = await open()
  await plan(scene, EPOCHS)
  const id = await scene.run<string>('run.start')
  for (let kills = 0; kills < 2; kills++) {
    const { step } = scene.state().run
    await scene.when(({ run }) => run.step > step + 100)
    scene.kill()
    await scene.when(({ run }) => run.tag === 'training')
  }
  const done = await scene.when(({ run, runs }) => run.tag === 'failed' || runs[0]?.tag === 'done')
  expect(done.run).toMatchObject({ id, tag: 'done', why: 'finished', weightsHash: expected })
  expect(done.run.history.map(({ epoch }) => epoch)).toEqual(Array.from({ length: EPOCHS }, (_, i) => i + 1))
  expect(done.runs.map(({ name, tag }) => [name, tag])).toEqual([['Run 1', 'done']])
  // What was lost on the way stays with its record.
  expect(done.runs[0]?.setbacks?.map(({ kind, step, from }) => [kind, step >= from])).toEqual([
    ['worker-gone', true],
    ['worker-gone', true],
  ])
})

test('a worker that dies a third time is not followed by itself: the run waits for its user', async () => {
  const scene = await open()
  await plan(scene, 4000)
  const id = await scene.run<string>('run.start')
  for (let kills = 0; kills < 3; kills++) {
    await scene.when(({ run }) => run.tag === 'training')
    const { step } = scene.state().run
    await scene.when(({ run }) => run.step > step + 20)
    scene.kill()
  }
  expect(scene.state().run).toMatchObject({ tag: 'failed', code: 'worker-gone' })
  expect(await scene.run('run.continue')).toBe(id)
  expect(scene.state().run).toMatchObject({ id, tag: 'training' })
  expect(scene.state().runs[0]?.setbacks).toHaveLength(3)
  await scene.run('run.stop')
})

test('a lost run is never shown as failed while it is taken up again; one that was to stop stays stopped', async () => {
  const scene = await open()
  await plan(scene, 4000)
  await scene.run('run.start')
  const { step } = scene.state().run
  await scene.when(({ run }) => run.step > step + 100)
  scene.kill()
  expect([scene.state().run.tag, scene.state().runs[0]?.tag]).toEqual(['preparing', 'training'])
  await scene.when(({ run }) => run.tag === 'training')
  const stopping = scene.refused('run.stop')
  scene.kill()
  expect(await stopping).toBe('worker-gone')
  expect([scene.state().run.tag, scene.state().runs[0]?.tag]).toEqual(['failed', 'failed'])
})

test('a paused run whose worker dies stands still again', async () => {
  const scene = await open()
  await plan(scene, 4000)
  await scene.run('run.start')
  await scene.run('run.pause')
  scene.kill()
  expect(scene.state().run.tag).toBe('preparing')
  await scene.when(({ run }) => run.tag === 'paused')
  await scene.run('run.stop')
})

test('a page that was closed is opened again: the run is offered, and ends as if it had not been, whatever was drawn since', async () => {
  // Two pages of one process hear each other, closed or not.
  vi.stubGlobal('BroadcastChannel', undefined)
  const expected = await undisturbed()
  const disk = `continue-${++databases}`
  const before = await open(disk)
  await plan(before, EPOCHS)
  const { project } = before.state()
  const id = await before.run<string>('run.start')
  await before.when(({ run }) => run.step > 150)
  await before.when(({ runs, run }) => runs.length > 0 && run.history.length > 2)
  await before.run('project.save')
  await before.vanish()

  const after = await open(disk)
  await after.run('project.open', { id: project.id })
  expect(after.state().runs[0]).toMatchObject({ id, tag: 'interrupted' })
  expect(after.notices()).toContainEqual(
    expect.stringMatching(
      new RegExp(`^Run 1 was interrupted after step [\\d,]+ of ${STEPS}\\. It can (only )?resume from `),
    ),
  )
  await after.run('plan.set', { epochs: 3, learningRate: 5 })
  await after.run('graph.remove', { nodes: [after.state().project.networks[0]?.nodes[1]?.id] })
  expect(after.state().check.ok).toBe(false)
  expect(await after.run('run.continue', { run: id })).toBe(id)
  expect(after.notices().filter((text) => text.includes('interrupted'))).toEqual([])
  expect(after.state().runs[0]?.setbacks).toMatchObject([{ kind: 'interrupted' }])
  const done = await after.when(({ run }) => run.tag === 'done')
  expect(done.run).toMatchObject({ id, why: 'finished', weightsHash: expected })
  expect(done.run.history).toHaveLength(EPOCHS)
  expect(await after.refused('run.continue', { run: id })).toBe('command-off')
})

test('a page that dies while a fresh worker is made ready offers the run all the same', async () => {
  vi.stubGlobal('BroadcastChannel', undefined)
  const disk = `continue-${++databases}`
  const before = await open(disk)
  await plan(before, 4000)
  const { project } = before.state()
  const id = await before.run<string>('run.start')
  await before.when(({ run }) => run.step > 100)
  await before.run('project.save')
  before.kill()
  await before.when(({ run }) => run.tag === 'preparing')
  await before.vanish()

  const after = await open(disk)
  await after.run('project.open', { id: project.id })
  expect(after.state().runs[0]).toMatchObject({ id, tag: 'interrupted' })
})

test('a stopped run goes on where it was stopped', async () => {
  const expected = await undisturbed()
  const scene = await open()
  await plan(scene, EPOCHS)
  const id = await scene.run<string>('run.start')
  await scene.when(({ run }) => run.step > 150)
  await scene.run('run.stop')
  const { step } = scene.state().run
  expect(await scene.run('run.continue', { run: id })).toBe(id)
  expect(scene.state().run.step).toBeGreaterThan(step)
  expect((await scene.when(({ run }) => run.tag === 'done')).run.weightsHash).toBe(expected)
})

test('a run taken up again tells why it has its backend as before', async () => {
  const scene = await open()
  await plan(scene, 100_000)
  await scene.run('machine.choose', { backend: 'auto' })
  await scene.run('run.start')
  const { backendReason } = scene.state().run
  expect(backendReason).toBe('Fastest available: WASM. This browser has no WebGPU.')
  await scene.run('run.stop')
  await scene.run('run.continue')
  expect(scene.state().run.backendReason).toBe(backendReason)
  await scene.run('run.stop')
})

test('a run whose rows are others now says so, and goes on all the same when it is told to', async () => {
  const disk = `continue-${++databases}`
  const scene = await open(disk)
  await plan(scene, 2000)
  const id = await scene.run<string>('run.start')
  await scene.when(({ run }) => run.step > 100)
  await scene.run('run.stop')
  await scene.run('project.save')
  const { project } = scene.state()
  const storage = await openStorage({ name: disk })
  const [row] = await storage.runs.list(project.id)
  if (!row) throw new Error('the run is not kept')
  expect(row.data).toMatch(/^[0-9a-f]{64}$/)
  await storage.runs.put({ ...row, data: 'other rows' })
  await scene.run('project.open', { id: project.id })
  await expect(scene.run('run.continue', { run: id })).rejects.toThrow(/the rows of .* have changed since it started/)
  expect(await scene.run('run.continue', { run: id, how: 'nearly' })).toBe(id)
  await scene.run('run.stop')
  expect(await scene.refused('run.continue', { run: 'nobody' })).toBe('no-such-run')
})

test('a branch takes weights and optimizer along, and the plan as it is now', async () => {
  const scene = await open()
  await plan(scene, 6)
  await scene.run('plan.set', { keepEvery: 2, earlyStopping: null })
  const id = await scene.run<string>('run.start')
  const done = await scene.when(({ run }) => run.tag === 'done')
  const rows = await scene.run<{ generation: number; epoch: number; keep?: string }[]>('checkpoints.list', { run: id })
  const fourth = rows.find(({ epoch, keep }) => epoch === 4 && keep === 'milestone')
  expect(rows.filter(({ keep }) => keep === 'milestone').map(({ epoch }) => epoch)).toEqual([2, 4, 6])

  // With the same plan a branch is the same training.
  const same = await scene.run<string>('run.branch', { run: id, checkpoint: fourth?.generation })
  const ended = await scene.when(({ run }) => run.id === same && run.tag === 'done')
  expect(ended.run.history.map(({ epoch }) => epoch)).toEqual([5, 6])
  expect(ended.run.weightsHash).toBe(done.run.weightsHash)

  await scene.run('plan.set', { learningRate: 0.5 })
  const other = await scene.run<string>('run.branch', { run: id, checkpoint: fourth?.generation })
  const otherwise = await scene.when(({ run }) => run.id === other && run.tag === 'done')
  expect(otherwise.run.weightsHash).not.toBe(done.run.weightsHash)

  await scene.run('graph.set', {
    node: scene.state().project.networks[0]?.nodes.find(({ kind }) => kind === 'dense')?.id,
    params: { units: 3 },
  })
  expect(await scene.refused('run.branch', { run: id, checkpoint: fourth?.generation })).toBe('branch-other-network')
})

test('the weights of a checkpoint answer again, and a milestone can be removed', async () => {
  const scene = await open()
  await plan(scene, 4)
  await scene.run('plan.set', { keepEvery: 1 })
  const inputs = [[0.3, -0.2]]
  const id = await scene.run<string>('run.start')
  await scene.when(({ run }) => run.tag === 'done')
  const last = await scene.run('model.predict', { inputs })
  const rows = await scene.run<{ generation: number; epoch: number; keep?: string }[]>('checkpoints.list', { run: id })
  const first = rows.find(({ epoch, keep }) => epoch === 1 && keep === 'milestone')
  await scene.run('run.restore', { run: id, checkpoint: first?.generation })
  const restored = await scene.run('model.predict', { inputs })
  expect(restored).not.toEqual(last)
  expect(scene.notices()).toContainEqual(
    expect.stringMatching(/^The weights of Run 1 after epoch 1, step 27, are now in use/),
  )
  await scene.run('model.save', { name: 'first' })
  // Trained on from there, it says where from, also though the worker was given these weights without their step.
  await scene.run('run.goOn')
  expect(scene.origin()).toMatchObject({ run: id, step: 27, epoch: 1 })
  await scene.run('run.stop')
  expect(await scene.run('model.predict', { model: { name: 'first' }, inputs })).toEqual(restored)
  await scene.run('run.restore', { run: id })
  expect(await scene.run('model.predict', { inputs })).toEqual(last)
  await scene.run('checkpoints.remove', { run: id, checkpoint: first?.generation })
  expect(await scene.refused('run.restore', { run: id, checkpoint: first?.generation })).toBe('nothing-kept')
})

test('a run that another tab trains is not offered here', async () => {
  const disk = `continue-${++databases}`
  const there = await open(disk)
  await plan(there, 4000)
  const { project } = there.state()
  const id = await there.run<string>('run.start')
  await there.when(({ run }) => run.step > 50)
  await there.run('project.save')
  const here = await open(disk)
  await here.run('project.open', { id: project.id })
  expect(here.state().runs[0]).toMatchObject({ id, tag: 'training' })
  expect(here.notices().filter((text) => text.includes('interrupted'))).toEqual([])
  await there.run('run.stop')
})
