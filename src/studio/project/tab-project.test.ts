/** @file A reload opens the project that was open in this tab, even if other tabs have opened other projects since. */
import { expect, test } from 'vitest'
import { provideIndexedDB } from '../../storage/fake-indexeddb.test-help'
import { openStorage } from '../../storage/open-storage'
import type { TabMemory } from '../../storage/tab-locks'
import { makeStudio, openFirst } from '../make-studio'

provideIndexedDB()

/** A browser tab with separate memory; each call to the returned function loads the page once. */
function tabOf(storage: Awaited<ReturnType<typeof openStorage>>) {
  const kept = new Map<string, string>()
  const memory: TabMemory = { get: (key) => kept.get(key), put: (key, value) => void kept.set(key, value) }
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
