/**
 * @file A reload opens the project that was open in this tab, even if other tabs have opened other projects since. What
 * the browser does not keep is never reported as saved.
 */
import { beforeEach, expect, test, vi } from 'vitest'
import { provideIndexedDB } from '../../storage/fake-indexeddb.test-help'
import { memoryStorage, openStorage } from '../../storage/open-storage'
import type { ProjectRecord } from '../../storage/records'
import type { TabMemory } from '../../storage/tab-locks'
import { fakeLocks } from '../../storage/tab-locks.test-help'
import { makeStudio, openFirst } from '../make-studio'

provideIndexedDB()
beforeEach(() => void vi.stubGlobal('navigator', { locks: fakeLocks() }))

function emptyMemory(): TabMemory {
  const kept = new Map<string, string>()
  return { get: (key) => kept.get(key), put: (key, value) => void kept.set(key, value) }
}

/** A browser tab with separate memory; each call to the returned function loads the page once. */
function tabOf(storage: Awaited<ReturnType<typeof openStorage>>) {
  const memory = emptyMemory()
  return async function page() {
    const studio = makeStudio({ storage, dataBase: 'http://nowhere/', tab: memory })
    await openFirst(studio, memory)
    return studio
  }
}

const nameOf = ({ store }: Awaited<ReturnType<ReturnType<typeof tabOf>>>) => store.getState().project.name

test('each tab reopens its own project; a new tab opens the last one; a removed one is skipped', async () => {
  const storage = await openStorage({ name: 'tabs' })
  const [first, second] = [tabOf(storage), tabOf(storage)]
  const mine = await first()
  await mine.run('project.rename', { name: 'Mine' })
  await mine.run('project.save')
  const other = await second()
  await other.run('project.new', { template: 'spirals-mlp' })
  await other.run('project.rename', { name: 'Other' })
  await other.run('project.save')
  expect(nameOf(await tabOf(storage)())).toBe('Other')
  expect(nameOf(await first())).toBe('Mine')
  expect(nameOf(await second())).toBe('Other')
  await storage.projects.remove(mine.store.getState().project.id)
  expect(nameOf(await first())).toBe('Other')
})

test('a reload shows the page of the tab; a project that is opened from This machine shows its network', async () => {
  const storage = await openStorage({ name: 'pages' })
  const tab = tabOf(storage)
  const roomOf = ({ store }: Awaited<ReturnType<typeof tab>>) => store.getState().room
  const studio = await tab()
  for (const room of ['evaluate', 'data', 'operate', 'machine'] as const) {
    await studio.run('room.open', { room })
    expect(roomOf(await tab())).toBe(room)
  }
  expect(roomOf(await tabOf(storage)())).toBe('build')
  await studio.run('project.open', { id: studio.store.getState().project.id })
  expect(roomOf(studio)).toBe('build')
  expect(roomOf(await tab())).toBe('build')
})

test('present mode is kept on this device until it is turned off', async () => {
  const tab = tabOf(await openStorage({ name: 'projector' }))
  const isPresenting = async () => (await tab()).store.getState().present
  const studio = await tab()
  expect(studio.store.getState().present).toBe(false)
  await studio.run('theme.present', {})
  expect(await isPresenting()).toBe(true)
  await studio.run('theme.present', { on: true })
  expect(await isPresenting()).toBe(true)
  await studio.run('theme.present', {})
  expect(await isPresenting()).toBe(false)
})

test('projects opened from links get unique names', async () => {
  const storage = await openStorage({ name: 'links' })
  const studio = await tabOf(storage)()
  const { name } = studio.store.getState().project
  const { fragment } = (await studio.run('project.link')) as { fragment: string }
  await studio.run('project.openLink', { fragment })
  expect(nameOf(await tabOf(storage)())).toBe(`${name} (from a link)`)
  await studio.run('project.openLink', { fragment })
  expect(studio.store.getState().project.name).toBe(`${name} (from a link, 2)`)
})

test('if the browser saves nothing, the project is never reported as saved', async () => {
  vi.stubGlobal('indexedDB', undefined)
  const studio = await tabOf(await openStorage())()
  vi.unstubAllGlobals()
  const missing = { tag: 'unsaved', why: { code: 'storage-missing' } }
  expect(studio.store.getState().saving).toMatchObject(missing)
  await studio.run('project.rename', { name: 'Mine' })
  await expect(studio.run('project.save')).rejects.toMatchObject({ code: 'storage-missing' })
  expect(studio.store.getState().saving).toMatchObject(missing)
})

test('after a failed save, a save that the browser accepts but does not keep is not reported as saved', async () => {
  const storage = memoryStorage()
  const { put } = storage.projects
  const studio = await tabOf(storage)()
  storage.projects.put = () => Promise.reject(new Error('The disk is full.'))
  await studio.run('project.rename', { name: 'Mine' })
  await expect(studio.run('project.save')).rejects.toMatchObject({ code: 'save-failed' })
  storage.projects.put = async (project: ProjectRecord) => ({ ...project, revision: project.revision + 1 })
  await expect(studio.run('project.save')).rejects.toMatchObject({ code: 'save-not-kept' })
  storage.projects.put = put
  await studio.run('project.save')
  expect(studio.store.getState().saving).toEqual({ tag: 'saved' })
})

test('a database that was deleted or rolled back between two visits is reported once, with the projects', async () => {
  const memory = emptyMemory()
  const first = await openStorage({ name: 'before', memory })
  const studio = await tabOf(first)()
  await studio.run('project.rename', { name: 'Mine' })
  await studio.run('project.save')
  const { id } = studio.store.getState().project
  const saved = await first.projects.get(id)
  await studio.run('project.new', { template: 'spirals-mlp' })
  const other = studio.store.getState().project.name
  const texts = async (name: string) => {
    const again = await tabOf(await openStorage({ name, memory }))()
    await again.projects.close()
    return again.store.getState().notices.map(({ text }) => text)
  }
  await studio.projects.close()
  expect(await texts('before')).toEqual([])
  // The database of the next visit is new, and has only an earlier save of one project.
  const later = await openStorage({ name: 'later' })
  await later.projects.put({ ...(saved as ProjectRecord), updatedAt: '2020-01-01T00:00:00.000Z' })
  expect(await texts('later')).toEqual([
    `The browser lost data that Netloom had saved on this device. 1 project is missing, with runs and versions: "${other}". Models and datasets may be missing too. The last changes are missing from "Mine". Import exported copies if you have them.`,
  ])
  expect(await texts('later')).toEqual([])
})

test('a tab saves as soon as the tab that had the project open is closed, without an event of its own', async () => {
  const storage = await openStorage({ name: 'freed' })
  const first = await tabOf(storage)()
  const { id } = first.store.getState().project
  const [second, third] = [await tabOf(storage)(), await tabOf(storage)()]
  const saving = (studio: typeof first) => studio.store.getState().saving.tag
  await second.run('plan.set', { epochs: 12 })
  await expect(second.run('project.save')).rejects.toThrow('is open in another tab')
  expect(saving(third)).toBe('unsaved')
  // A tab that has left the project does not keep it from the others.
  await third.run('project.new', { template: 'blank' })
  await first.projects.close()
  await expect.poll(() => saving(second)).toBe('saved')
  expect((await storage.projects.get(id))?.content.plan.epochs).toBe(12)
  expect(second.store.getState().notices).toEqual([])
  await second.projects.close()
  await third.run('project.open', { id })
  expect(saving(third)).toBe('saved')
})

test('a tab takes a project over when the tab that had it open is closed, unless that tab has changed it', async () => {
  const storage = await openStorage({ name: 'taken-over' })
  const first = await tabOf(storage)()
  const { id } = first.store.getState().project
  const second = await tabOf(storage)()
  const saving = () => second.store.getState().saving
  const epochsOnDisk = async () => (await storage.projects.get(id))?.content.plan.epochs
  await expect.poll(() => saving().tag).toBe('unsaved')
  await second.run('plan.set', { epochs: 12 })
  await expect(second.run('project.save')).rejects.toThrow('is open in another tab')
  await first.projects.close()
  await second.run('project.save')
  expect([saving().tag, await epochsOnDisk()]).toEqual(['saved', 12])
  expect(second.store.getState().notices).toEqual([])

  // The third tab shows an older revision than the second one saves.
  const third = await tabOf(storage)()
  await second.run('plan.set', { epochs: 13 })
  await second.projects.close()
  await expect(third.run('project.save')).rejects.toThrow('was changed in another tab. Nothing was overwritten')
  expect(await epochsOnDisk()).toBe(13)
})
