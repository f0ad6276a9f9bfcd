/** @file Runs on a full disk, and runs of a tab that does not save the project because another tab has it open. */
import { afterEach, expect, test, vi } from 'vitest'
import { message, Refusal } from '../../messages/message'
import { provideIndexedDB } from '../../storage/fake-indexeddb.test-help'
import { openStorage } from '../../storage/open-storage'
import { fakeLocks } from '../../storage/tab-locks.test-help'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'

provideIndexedDB()

const open: TestStudio[] = []

async function tab(name: string): Promise<TestStudio> {
  const netloom = await openTestStudio('moons-mlp', openStorage({ name }))
  open.push(netloom)
  return netloom
}

afterEach(async () => {
  vi.unstubAllGlobals()
  for (const netloom of open.splice(0)) await netloom.close()
})

async function trained(netloom: TestStudio): Promise<string> {
  const id = await netloom.run<string>('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
  await netloom.studio.runs.written()
  return id
}

test('a run on a full disk is not called saved until it is stored, with its weights', async () => {
  vi.stubGlobal('navigator', { locks: fakeLocks() })
  const netloom = await tab('full')
  await netloom.run('plan.set', { epochs: 3 })
  await netloom.run('project.save')
  const { runs } = netloom.studio.storage
  const { put, putCheckpoint } = runs
  const isFull = () => Promise.reject(new Refusal(message('storage-full', {})))
  Object.assign(runs, { put: isFull, putCheckpoint: isFull })
  const id = await trained(netloom)
  const { weightsHash } = netloom.state().run
  expect(netloom.state().saving).toBe('unsaved')
  // The project is stored, but its run is not yet.
  await netloom.run('plan.set', { batchSize: 12 })
  expect(await netloom.refused('project.save')).toBe('storage-full')
  expect(netloom.state().saving).toBe('unsaved')
  Object.assign(runs, { put: () => Promise.resolve(), putCheckpoint })
  expect(await netloom.refused('project.save')).toBe('save-not-kept')
  Object.assign(runs, { put })
  await netloom.run('plan.set', { batchSize: 14 })
  await netloom.run('project.save')
  expect(netloom.state().saving).toBe('saved')
  const disk = await openStorage({ name: 'full' })
  expect(await disk.runs.list(netloom.state().project.id)).toMatchObject([{ id, tag: 'done', hash: weightsHash }])
  expect(await disk.runs.checkpoint(id)).toMatchObject({ run: id, hash: weightsHash })
})

test('a run that was removed before it could be stored is not stored', async () => {
  vi.stubGlobal('navigator', { locks: fakeLocks() })
  const netloom = await tab('removed')
  await netloom.run('plan.set', { epochs: 3 })
  const { runs } = netloom.studio.storage
  const { put } = runs
  Object.assign(runs, { put: () => Promise.reject(new Error('no space')) })
  const id = await trained(netloom)
  Object.assign(runs, { put })
  await netloom.run('runs.remove', { id })
  await netloom.run('project.save')
  expect([netloom.state().saving, await runs.list(netloom.state().project.id)]).toEqual(['saved', []])
})

test('the run of a tab that does not save the project is kept, but never replaces the weights of the other tab', async () => {
  vi.stubGlobal('navigator', { locks: fakeLocks() })
  const first = await tab('two')
  await first.run('plan.set', { epochs: 4, keepEvery: 1 })
  const older = await trained(first)
  const [checkpoint] = await first.run<readonly { generation: number; step: number }[]>('checkpoints.list', {
    run: older,
  })
  await first.run('run.restore', { run: older, checkpoint: checkpoint?.generation })
  await first.run('project.save')
  const { id: project } = first.state().project
  const inUse = (netloom: TestStudio) => netloom.studio.store.getState().inUse
  const chosen = inUse(first)
  expect(chosen).toMatchObject({ run: older, step: checkpoint?.step })

  const second = await tab('two')
  await second.run('project.open', { id: project })
  expect([second.state().saving, inUse(second)]).toEqual(['unsaved', chosen])
  expect(await second.refused('runs.remove', { id: older })).toBe('open-elsewhere')
  const newer = await trained(second)
  // A tab may resume or remove its own runs.
  const own = await trained(second)
  await second.run('runs.remove', { id: own })
  const flags = async () =>
    (await first.studio.storage.runs.list(project)).map(({ id, isFromUnsavedTab }) => [id, isFromUnsavedTab])
  expect(await flags()).toEqual([
    [newer, true],
    [older, undefined],
  ])
  const reloaded = async (netloom: TestStudio) => {
    await netloom.run('project.new', { template: 'blank' })
    await netloom.run('project.open', { id: project })
    return netloom.studio.store.getState()
  }
  await second.run('project.new', { template: 'blank' })
  expect((await reloaded(first)).inUse).toEqual(chosen)
  // Also without a choice, the weights in use are those of the first tab.
  await first.studio.storage.settings.put(`weights-in-use:${project}`, null)
  const { runs } = await reloaded(first)
  expect(runs.map(({ id }) => id)).toEqual([newer, older])
  expect((await first.studio.runs.newest()).run).toBe(older)

  // Once the second tab saves the project, its runs are like all others.
  await second.run('project.open', { id: project })
  expect(await flags()).toEqual([
    [newer, true],
    [older, undefined],
  ])
  await first.run('project.new', { template: 'blank' })
  await expect.poll(() => second.state().saving).toBe('saved')
  await second.studio.runs.written()
  expect(await flags()).toEqual([
    [newer, undefined],
    [older, undefined],
  ])
})
