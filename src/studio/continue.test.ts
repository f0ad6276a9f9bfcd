import 'fake-indexeddb/auto'
import { afterEach, expect, test, vi } from 'vitest'
import { openStorage } from '../storage/open-storage'
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

/** Sets a plan with Adam, dropout, and early stopping, all of which have state that a resumed run must restore. */
async function plan(scene: Scene, epochs: number): Promise<void> {
  const nodes = scene.state().project.networks[0]?.nodes ?? []
  await scene.run('graph.addAfter', { kind: 'dropout', node: nodes.find(({ kind }) => kind === 'dense')?.id })
  await scene.run('plan.set', { epochs, batchSize: 16, earlyStopping: { patience: 500, restoreBest: true } })
}

/** Enough epochs that a fast machine is still training when the test acts. */
const EPOCHS = 100
const STEPS = (EPOCHS * 27).toLocaleString('en')
let known: string | undefined

/** The weights hash of a run without interruptions. */
async function undisturbed(): Promise<string | undefined> {
  if (known !== undefined) return known
  const scene = await open()
  await plan(scene, EPOCHS)
  await scene.run('run.start')
  known = (await scene.when(({ run }) => run.tag === 'done')).run.weightsHash
  return known
}

test('a crashed worker is replaced and the run ends with the same weights', async () => {
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
  // The run's record lists the interruptions.
  expect(done.runs[0]?.setbacks?.map(({ kind, step, from }) => [kind, step >= from])).toEqual([
    ['worker-gone', true],
    ['worker-gone', true],
  ])
})

test('after a third crash the run is not restarted automatically', async () => {
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

test('an interrupted run is never shown as failed while it restarts; one that was stopping stays stopped', async () => {
  const scene = await open()
  await plan(scene, 4000)
  await scene.run('run.start')
  const { step } = scene.state().run
  await scene.when(({ run }) => run.step > step + 100)
  scene.kill()
  expect([scene.state().run.tag, scene.state().runs[0]?.tag]).toEqual(['preparing', 'training'])
  await scene.when(({ run }) => run.tag === 'training')
  // Called without the console, which loads code first: the stop must be sent before the crash.
  const stopping = scene.studio.run('run.stop').then(
    () => 'not refused',
    (error: { code: string }) => error.code,
  )
  scene.kill()
  expect(await stopping).toBe('worker-gone')
  expect([scene.state().run.tag, scene.state().runs[0]?.tag]).toEqual(['failed', 'failed'])
})

test('a paused run is paused again after its worker crashes', async () => {
  const scene = await open()
  await plan(scene, 4000)
  await scene.run('run.start')
  await scene.run('run.pause')
  scene.kill()
  expect(scene.state().run.tag).toBe('preparing')
  await scene.when(({ run }) => run.tag === 'paused')
  await scene.run('run.stop')
})

test('a run interrupted by closing the page can resume to the same weights, even after edits', async () => {
  // Without this, the two simulated pages would receive each other's messages, because they share one process.
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
      new RegExp(`^Run 1 was interrupted after step [\\d,]+ of ${STEPS}\\. It can (resume from|only restart from) `),
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

test('a run is offered even if the page dies while a replacement worker starts', async () => {
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

test('a stopped run resumes where it stopped', async () => {
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

test('a resumed run reports the same reason for its backend', async () => {
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

test('a run whose rows have changed is refused, and resumes anyway with how: "nearly"', async () => {
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
  await expect(scene.run('run.continue', { run: id })).rejects.toThrow(
    /the rows of .* have changed since the run started/,
  )
  expect(await scene.run('run.continue', { run: id, how: 'nearly' })).toBe(id)
  await scene.run('run.stop')
  expect(await scene.refused('run.continue', { run: 'nobody' })).toBe('no-such-run')
})

test('a branch takes the weights and optimizer state from the checkpoint and the current plan', async () => {
  const scene = await open()
  await plan(scene, 6)
  await scene.run('plan.set', { keepEvery: 2, earlyStopping: null })
  const id = await scene.run<string>('run.start')
  const done = await scene.when(({ run }) => run.tag === 'done')
  const rows = await scene.run<{ generation: number; epoch: number; keep?: string }[]>('checkpoints.list', { run: id })
  const fourth = rows.find(({ epoch, keep }) => epoch === 4 && keep === 'milestone')
  expect(rows.filter(({ keep }) => keep === 'milestone').map(({ epoch }) => epoch)).toEqual([2, 4, 6])

  // With an unchanged plan, the branch repeats the same training.
  const same = await scene.run<string>('run.branch', { run: id, checkpoint: fourth?.generation })
  const ended = await scene.when(({ run }) => run.id === same && run.tag === 'done')
  expect(ended.run.history.map(({ epoch }) => epoch)).toEqual([5, 6])
  expect(ended.run.weightsHash).toBe(done.run.weightsHash)

  await scene.run('plan.set', { learningRate: 0.5 })
  const other = await scene.run<string>('run.branch', { run: id, checkpoint: fourth?.generation })
  const diverged = await scene.when(({ run }) => run.id === other && run.tag === 'done')
  expect(diverged.run.weightsHash).not.toBe(done.run.weightsHash)

  await scene.run('graph.set', {
    node: scene.state().project.networks[0]?.nodes.find(({ kind }) => kind === 'dense')?.id,
    params: { units: 3 },
  })
  expect(await scene.refused('run.branch', { run: id, checkpoint: fourth?.generation })).toBe('branch-other-network')
})

test('weights of a checkpoint can be restored for predictions, and a milestone can be removed', async () => {
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
    expect.stringMatching(/^The weights of Run 1 after epoch 1, step 27, are now used/),
  )
  await scene.run('model.save', { name: 'first' })
  // A run that continues from the restored weights records their origin, even though the worker received the weights
  // without their step number.
  await scene.run('run.goOn')
  expect(scene.origin()).toMatchObject({ run: id, step: 27, epoch: 1 })
  await scene.run('run.stop')
  expect(await scene.run('model.predict', { model: { name: 'first' }, inputs })).toEqual(restored)
  await scene.run('run.restore', { run: id })
  expect(await scene.run('model.predict', { inputs })).toEqual(last)
  await scene.run('checkpoints.remove', { run: id, checkpoint: first?.generation })
  expect(await scene.refused('run.restore', { run: id, checkpoint: first?.generation })).toBe('nothing-kept')
})

test('a run that another tab is training is not offered as interrupted', async () => {
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
