import { afterEach, expect, test, vi } from 'vitest'
import { provideIndexedDB } from '../../storage/fake-indexeddb.test-help'
import { openStorage } from '../../storage/open-storage'
import { fakeLocks } from '../../storage/tab-locks.test-help'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'

provideIndexedDB()

const scenes: TestStudio[] = []
let databases = 0

async function open(name = `continue-${++databases}`): Promise<TestStudio> {
  const netloom = await openTestStudio('moons-mlp', openStorage({ name }))
  scenes.push(netloom)
  return netloom
}

afterEach(async () => {
  vi.unstubAllGlobals()
  for (const netloom of scenes.splice(0)) await netloom.close()
})

/** Sets a plan with Adam, dropout, and early stopping, all of which have state that a resumed run must restore. */
async function plan(netloom: TestStudio, epochs: number): Promise<void> {
  const nodes = netloom.state().project.networks[0]?.nodes ?? []
  await netloom.run('graph.addAfter', { kind: 'dropout', node: nodes.find(({ kind }) => kind === 'dense')?.id })
  await netloom.run('plan.set', { epochs, batchSize: 16, earlyStopping: { patience: 2000, restoreBest: true } })
}

/** Enough epochs that a fast machine is still training when the test acts. */
const EPOCHS = 900
const STEPS = (EPOCHS * 27).toLocaleString('en')
let known: string | undefined

/** The weights hash of a run without interruptions. */
async function undisturbed(): Promise<string | undefined> {
  if (known !== undefined) return known
  const netloom = await open()
  await plan(netloom, EPOCHS)
  await netloom.run('run.start')
  known = (await netloom.when(({ run }) => run.tag === 'done')).run.weightsHash
  return known
}

/** Writes a checkpoint, as every pause does, and resumes; resolves with its step. */
async function checkpointed(netloom: TestStudio): Promise<number> {
  await netloom.run('run.pause')
  const { run } = await netloom.when(({ run: now }) => now.tag === 'paused')
  await netloom.run('run.resume')
  await netloom.when(({ run: now }) => now.tag === 'training' && now.step > run.step)
  return run.step
}

test('a crashed worker is replaced and the run ends with the same weights', async () => {
  const expected = await undisturbed()
  const netloom = await open()
  await plan(netloom, EPOCHS)
  const id = await netloom.run<string>('run.start')
  const kept: number[] = []
  for (let kills = 0; kills < 2; kills++) {
    const { step } = netloom.state().run
    await netloom.when(({ run }) => run.step > step + 100)
    kept.push(await checkpointed(netloom))
    netloom.kill()
    // From the beginning, the weights at the end would be the same.
    const { run } = await netloom.when(({ run }) => run.tag === 'training')
    expect(run.step).toBeGreaterThanOrEqual(kept[kills] as number)
  }
  const done = await netloom.when(({ run, runs }) => run.tag === 'failed' || runs[0]?.tag === 'done')
  expect(done.run).toMatchObject({ id, tag: 'done', why: 'finished', weightsHash: expected })
  expect(done.run.history.map(({ epoch }) => epoch)).toEqual(Array.from({ length: EPOCHS }, (_, i) => i + 1))
  expect(done.runs.map(({ name, tag }) => [name, tag])).toEqual([['Run 1', 'done']])
  // The run's record lists the interruptions, each with its checkpoint.
  expect(done.runs[0]?.setbacks?.map(({ kind, step, from }) => [kind, step >= from, from])).toEqual([
    ['worker-gone', true, kept[0]],
    ['worker-gone', true, kept[1]],
  ])
})

test('after a third crash the run is not restarted automatically', async () => {
  const netloom = await open()
  await plan(netloom, 4000)
  const id = await netloom.run<string>('run.start')
  for (let kills = 0; kills < 3; kills++) {
    await netloom.when(({ run }) => run.tag === 'training')
    const { step } = netloom.state().run
    await netloom.when(({ run }) => run.step > step + 20)
    netloom.kill()
  }
  expect(netloom.state().run).toMatchObject({ tag: 'failed', code: 'worker-gone' })
  expect(await netloom.run('run.continue')).toBe(id)
  expect(netloom.state().run).toMatchObject({ id, tag: 'training' })
  expect(netloom.state().runs[0]?.setbacks).toHaveLength(3)
  await netloom.run('run.stop')
})

test('an interrupted run is never shown as failed while it restarts; one that was stopping stays stopped', async () => {
  const netloom = await open()
  await plan(netloom, 4000)
  await netloom.run('run.start')
  const { step } = netloom.state().run
  await netloom.when(({ run }) => run.step > step + 100)
  netloom.kill()
  expect([netloom.state().run.tag, netloom.state().runs[0]?.tag]).toEqual(['preparing', 'training'])
  await netloom.when(({ run }) => run.tag === 'training')
  // Called without the console, which loads code first: the stop must be sent before the crash.
  const stopping = netloom.studio.run('run.stop').then(
    () => 'not refused',
    (error: { code: string }) => error.code,
  )
  netloom.kill()
  expect(await stopping).toBe('worker-gone')
  expect([netloom.state().run.tag, netloom.state().runs[0]?.tag]).toEqual(['failed', 'failed'])
})

test('a paused run is paused again after its worker crashes', async () => {
  const netloom = await open()
  await plan(netloom, 4000)
  await netloom.run('run.start')
  await netloom.run('run.pause')
  netloom.kill()
  expect(netloom.state().run.tag).toBe('preparing')
  await netloom.when(({ run }) => run.tag === 'paused')
  await netloom.run('run.stop')
})

test('a run interrupted by closing the page can resume to the same weights, even after edits', async () => {
  // Without this, the two simulated pages would receive each other's messages, because they share one process.
  vi.stubGlobal('BroadcastChannel', undefined)
  const expected = await undisturbed()
  const disk = `continue-${++databases}`
  const before = await open(disk)
  await plan(before, EPOCHS)
  await before.run('project.save')
  const { project } = before.state()
  const id = await before.run<string>('run.start')
  await before.when(({ runs, run }) => run.step > 150 && runs.length > 0 && run.history.length > 2)
  await before.vanish()

  const after = await open(disk)
  await after.run('project.open', { id: project.id })
  expect(after.state().runs[0]).toMatchObject({ id, tag: 'interrupted' })
  expect(after.notices()).toContainEqual(
    expect.stringMatching(
      new RegExp(
        `^Run 1 was interrupted\\. Its last recorded step is [\\d,]+ of ${STEPS}\\. It can (resume from|only restart from) `,
      ),
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

test('a run that was paused, closed, and resumed shows the losses of all its steps', async () => {
  vi.stubGlobal('BroadcastChannel', undefined)
  const disk = `continue-${++databases}`
  const before = await open(disk)
  await plan(before, 4000)
  await before.run('project.save')
  const { project } = before.state()
  const id = await before.run<string>('run.start')
  // So soon that the record of the run would be written later, but for the checkpoint of the pause.
  await before.run('run.pause')
  const { step } = before.state().run
  const losses = ({ studio: { live } }: TestStudio) =>
    Array.from(live.steps.subarray(0, live.count), (at, i) => [at, live.losses[i]])
  const shown = losses(before)
  expect(shown).toHaveLength(step)
  const { runs } = await openStorage({ name: disk })
  await vi.waitFor(async () => expect(await runs.checkpoint(id)).toMatchObject({ step }))
  await before.vanish()

  const after = await open(disk)
  await after.run('project.open', { id: project.id })
  expect(losses(after)).toEqual(shown)
  await after.run('run.continue', { run: id })
  await after.when(({ run }) => run.step > step + 20)
  await after.run('run.pause')
  const all = losses(after)
  expect(all.slice(0, step)).toEqual(shown)
  expect(all.map(([at]) => at)).toEqual(Array.from({ length: after.state().run.step }, (_, i) => i + 1))
  await after.run('run.stop')
})

test('the weights of an interrupted run have no scores of other weights', async () => {
  vi.stubGlobal('BroadcastChannel', undefined)
  const disk = `continue-${++databases}`
  const before = await open(disk)
  await plan(before, 40_000)
  await before.run('project.save')
  const { project } = before.state()
  const id = await before.run<string>('run.start')
  await checkpointed(before)
  const { runs } = await openStorage({ name: disk })
  await vi.waitFor(
    async () => {
      const row = (await runs.list(project.id)).find((one) => one.id === id)
      expect(row).toMatchObject({ tag: 'training', metrics: { split: 'validation' } })
    },
    { timeout: 20_000, interval: 100 },
  )
  await before.vanish()

  const after = await open(disk)
  await after.run('project.open', { id: project.id })
  await after.when(({ runs }) => runs[0]?.tag === 'interrupted')
  expect(after.state().metrics).toBeNull()
  expect(await after.run('run.evaluate', { split: 'validation' })).toMatchObject({ split: 'validation' })
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
  const netloom = await open()
  await plan(netloom, EPOCHS)
  const id = await netloom.run<string>('run.start')
  await netloom.when(({ run }) => run.step > 150)
  await netloom.run('run.stop')
  const { step } = netloom.state().run
  expect(await netloom.run('run.continue', { run: id })).toBe(id)
  expect(netloom.state().run.step).toBeGreaterThan(step)
  expect((await netloom.when(({ run }) => run.tag === 'done')).run.weightsHash).toBe(expected)
})

test('a resumed run reports the same reason for its backend', async () => {
  const netloom = await open()
  await plan(netloom, 100_000)
  await netloom.run('machine.choose', { backend: 'auto' })
  await netloom.run('run.start')
  const { backendReason } = netloom.state().run
  expect(backendReason).toBe('Fastest available: WASM. This browser has no WebGPU.')
  await netloom.run('run.stop')
  await netloom.run('run.continue')
  expect(netloom.state().run.backendReason).toBe(backendReason)
  await netloom.run('run.stop')
})

test('a run whose rows have changed is refused, and resumes anyway with how: "nearly"', async () => {
  const disk = `continue-${++databases}`
  const netloom = await open(disk)
  await plan(netloom, 2000)
  const id = await netloom.run<string>('run.start')
  await netloom.when(({ run }) => run.step > 100)
  await netloom.run('run.stop')
  await netloom.run('project.save')
  const { project } = netloom.state()
  const storage = await openStorage({ name: disk })
  const [row] = await storage.runs.list(project.id)
  if (!row) throw new Error('the run is not kept')
  expect(row.data).toMatch(/^[0-9a-f]{64}$/)
  await storage.runs.put({ ...row, data: 'other rows' })
  await netloom.run('project.open', { id: project.id })
  await expect(netloom.run('run.continue', { run: id })).rejects.toThrow(
    /the rows of .* have changed since the run started/,
  )
  expect(await netloom.run('run.continue', { run: id, how: 'nearly' })).toBe(id)
  await netloom.run('run.stop')
  expect(await netloom.refused('run.continue', { run: 'nobody' })).toBe('no-such-run')
})

test('a branch takes the weights and optimizer state from the checkpoint and the current plan', async () => {
  const netloom = await open()
  await plan(netloom, 6)
  await netloom.run('plan.set', { keepEvery: 2, earlyStopping: null })
  const id = await netloom.run<string>('run.start')
  const done = await netloom.when(({ run }) => run.tag === 'done')
  const rows = await netloom.run<{ generation: number; epoch: number; keep?: string }[]>('checkpoints.list', {
    run: id,
  })
  const fourth = rows.find(({ epoch, keep }) => epoch === 4 && keep === 'milestone')
  expect(rows.filter(({ keep }) => keep === 'milestone').map(({ epoch }) => epoch)).toEqual([2, 4, 6])

  // With an unchanged plan, the branch repeats the same training.
  const same = await netloom.run<string>('run.branch', { run: id, checkpoint: fourth?.generation })
  const ended = await netloom.when(({ run }) => run.id === same && run.tag === 'done')
  expect(ended.run.history.map(({ epoch }) => epoch)).toEqual([5, 6])
  expect(ended.run.weightsHash).toBe(done.run.weightsHash)

  await netloom.run('plan.set', { learningRate: 0.5 })
  const other = await netloom.run<string>('run.branch', { run: id, checkpoint: fourth?.generation })
  const diverged = await netloom.when(({ run }) => run.id === other && run.tag === 'done')
  expect(diverged.run.weightsHash).not.toBe(done.run.weightsHash)

  await netloom.run('graph.set', {
    node: netloom.state().project.networks[0]?.nodes.find(({ kind }) => kind === 'dense')?.id,
    params: { units: 3 },
  })
  expect(await netloom.refused('run.branch', { run: id, checkpoint: fourth?.generation })).toBe('weights-other-network')
})

test('training further from the last weights keeps the optimizer state, as a longer run would', async () => {
  const netloom = await open()
  await plan(netloom, 4)
  await netloom.run('run.start')
  const whole = await netloom.when(({ run }) => run.tag === 'done')
  await netloom.run('plan.set', { epochs: 2 })
  const half = await netloom.run<string>('run.start')
  await netloom.when(({ run }) => run.id === half && run.tag === 'done')
  const further = await netloom.run<string>('run.goOn')
  const ended = await netloom.when(({ run }) => run.id === further && run.tag === 'done')
  expect(ended.run.history.map(({ epoch }) => epoch)).toEqual([3, 4])
  expect(ended.run.weightsHash).toBe(whole.run.weightsHash)
})

test('weights of a checkpoint can be restored for predictions, and a milestone can be removed', async () => {
  const netloom = await open()
  // The same code of TensorFlow.js predicts with the run's weights and with the saved model, so the bits are equal.
  await netloom.run('machine.choose', { backend: 'cpu' })
  await plan(netloom, 4)
  await netloom.run('plan.set', { keepEvery: 1 })
  const inputs = [[0.3, -0.2]]
  const id = await netloom.run<string>('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
  const last = await netloom.run('model.predict', { inputs })
  const rows = await netloom.run<{ generation: number; epoch: number; keep?: string }[]>('checkpoints.list', {
    run: id,
  })
  const first = rows.find(({ epoch, keep }) => epoch === 1 && keep === 'milestone')
  await netloom.run('run.restore', { run: id, checkpoint: first?.generation })
  const restored = await netloom.run('model.predict', { inputs })
  expect(restored).not.toEqual(last)
  expect(netloom.notices()).toContainEqual(
    expect.stringMatching(/^The weights of Run 1, epoch 1, step 27, are now in use/),
  )
  await netloom.run('model.save', { name: 'first' })
  // A run that continues from the restored weights records their origin, even though the worker received the weights
  // without their step number.
  await netloom.run('run.goOn')
  expect(netloom.origin()).toMatchObject({ run: id, step: 27, epoch: 1 })
  await netloom.run('run.stop')
  expect(await netloom.run('model.predict', { model: { name: 'first' }, inputs })).toEqual(restored)
  await netloom.run('run.restore', { run: id })
  expect(await netloom.run('model.predict', { inputs })).toEqual(last)
  await netloom.run('checkpoints.remove', { run: id, checkpoint: first?.generation })
  expect(await netloom.refused('run.restore', { run: id, checkpoint: first?.generation })).toBe('nothing-kept')
})

test('a run that another tab is training is not offered as interrupted', async () => {
  // Without locks, a tab on this thread would answer only between the other's steps, and so perhaps too late.
  vi.stubGlobal('navigator', { locks: fakeLocks() })
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
