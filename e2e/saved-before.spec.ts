/**
 * @file Backward compatibility: everything saved by commit f6d0000, before names and texts changed, still opens. The
 * fixture is a complete database with projects, runs, checkpoints, models, a dataset, a block, and a service log; and
 * one file of each exported kind.
 */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { expect, type Netloom, netloomOf, open, test } from './fixture'

const folder = new URL('./fixtures/saved-before/', import.meta.url)
const saved = (name: string) => readFileSync(new URL(name, folder))
const bytesOf = (name: string) => [...saved(name)]
const textOf = (name: string) => saved(name).toString('utf8').trim()

test.describe('the database', () => {
  test('projects, runs, models, a dataset, and a block open, and a model predicts as before', async ({
    watched: page,
  }) => {
    const netloom = await restored(page)
    const projects = await netloom.run<{ id: string; name: string }[]>('project.list')
    const names = projects.map(({ name }) => name).sort()
    expect(names).toEqual([
      'Digits, ResNet-8',
      'Digits, a first CNN',
      'Moons, a bent border',
      'Penguins, three species',
      'People',
    ])

    const moons = projects.find(({ name }) => name.startsWith('Moons'))
    await netloom.run('project.open', { id: moons?.id })
    const state = await netloom.when((s) => s.runs.length === 1 && s.data.loaded)
    expect(state.lesson).toMatchObject({ goal: expect.stringContaining('Bend the border') })
    expect(state.runs[0]).toMatchObject({ tag: 'done' })
    expect(await netloom.run('version.list')).toMatchObject([{ number: 1, name: 'as drawn' }])

    // The saved model has the same weights as the exported artifact.
    const inputs = [
      [0, 0],
      [1, 0.5],
      [-0.5, 1],
    ]
    const here = await netloom.run<object>('model.predict', { model: { name: 'moons' }, inputs })
    await netloom.give('model.import', bytesOf('model.zip'))
    const models = await netloom.run<{ name: string; version: number }[]>('model.list')
    expect(models.filter(({ name }) => name === 'moons')).toHaveLength(2)
    expect(await netloom.run('model.predict', { model: { name: 'moons', version: 2 }, inputs })).toEqual(here)

    const sets = await netloom.run<{ title: string; rows: number }[]>('dataset.list')
    expect(sets).toMatchObject([{ title: 'People', rows: 60 }])
    expect(await netloom.run('library.list')).toMatchObject([{ name: 'Residual' }])
  })

  test('a service log continues with the same digest, labels, and aliases', async ({ watched: page }) => {
    const netloom = await restored(page)
    const state = await netloom.when((s) => s.project.name.startsWith('Penguins'))
    expect(state.project.name).toBe('Penguins, three species')
    await netloom.run('service.open', { name: 'Penguin service' })
    const before = JSON.parse(textOf('log.json'))
    await expect
      .poll(() => netloom.run('log.totals').then((totals) => (totals as { requests: number }).requests))
      .toBe(before.requests)
    expect(await netloom.run('log.totals')).toMatchObject({ requests: before.requests, statuses: before.statuses })
    expect(await netloom.run('log.hash')).toBe(before.hash)
    expect(await netloom.run('labels.queue')).toMatchObject({ labeled: 1 })
    const lines = await netloom.run<{ model: string; now: object }[]>('registry.models')
    expect(lines.find(({ model }) => model === 'penguins')).toMatchObject({ now: { champion: 1 } })
    expect(await netloom.run('postmortem.saved')).toContain('What happened')

    // The service can run and continue playing from there.
    await netloom.run('service.play', { speed: 400_000, to: 2_400_000 })
    await netloom.when((s) => s.operate?.clock.playing === false && (s.operate?.clock.at ?? 0) >= 2_400_000)
    const after = await netloom.run<{ requests: number }>('log.totals')
    expect(after.requests).toBeGreaterThan(before.requests)
  })
})

test.describe('files', () => {
  test('a project file with and without rows opens', async ({ netloom }) => {
    await netloom.give('project.import', bytesOf('project.json'))
    expect(await netloom.state()).toMatchObject({ project: { name: 'Moons, a bent border' }, plan: { epochs: 4 } })
    await netloom.give('project.import', bytesOf('project-with-rows.zip'))
    const state = await netloom.when((s) => s.data.loaded)
    expect(state.project.name).toBe('People')
    expect(state.data.slices).toMatchObject([{ name: 'Rome' }])
    await netloom.give('project.import', bytesOf('service-project.json'))
    expect(await netloom.run('service.list')).toMatchObject([{ name: 'Penguin service' }])
  })

  test('a link with a lesson opens', async ({ netloom, watched: page }) => {
    await netloom.run('project.openLink', { fragment: textOf('link.txt') })
    expect((await netloom.state()).project.name).toBe('Moons, a bent border')
    expect((await netloom.state()).lesson).toMatchObject({ goal: expect.stringContaining('Bend the border') })
    await open(page, `/${textOf('link.txt')}`)
    await expect(page.getByRole('dialog')).toContainText('Moons, a bent border')
  })

  test('a library block and a scenario import', async ({ netloom }) => {
    expect(await netloom.give('library.import', bytesOf('block.json'))).toMatchObject({ name: 'Residual' })
    await netloom.give('project.import', bytesOf('service-project.json'))
    await netloom.run('service.open', { name: 'Penguin service' })
    const text = textOf('scenario.json')
    await netloom.run('scenario.import', { text })
    // The export uses the current field names with the saved values.
    const { score: _, notes: events, ...others } = JSON.parse(text)
    expect(JSON.parse(await netloom.run<string>('scenario.export'))).toEqual({ scenario: 2, ...others, events })
  })

  test('a drill result replays to the same log', async ({ netloom }) => {
    expect(await netloom.give('drill.verify', bytesOf('drill.json'))).toMatchObject({ same: true })
  })
})

/** Restores the saved database before the studio starts. */
async function restored(page: Page): Promise<Netloom> {
  await page.goto('/icon.svg')
  const dump = JSON.parse(gunzipSync(saved('database.json.gz')).toString('utf8'))
  await page.evaluate(restore, dump)
  await open(page)
  return netloomOf(page)
}

type Stored = readonly (readonly [IDBValidKey, unknown])[]

/** Runs in the page: restores a dumped database with its stores and its only index. */
async function restore(dump: Record<string, { version: number; stores: Record<string, Stored> }>): Promise<void> {
  const revived = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(revived)
    if (typeof value !== 'object' || value === null) return value
    const { $, v } = value as { $?: string; v?: unknown }
    if ($ === undefined) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, revived(one)]))
    if ($ === 'undefined') return undefined
    if ($ === 'n') return Number(v)
    if ($ === 'Date') return new Date(v as number)
    if ($ === 'Map') return new Map(revived(v) as [unknown, unknown][])
    if ($ === 'Set') return new Set(revived(v) as unknown[])
    if ($ === 'Blob') return new Blob([revived(v) as BlobPart])
    const { buffer } = Uint8Array.from(atob(v as string), (letter) => letter.charCodeAt(0))
    if ($ === 'ArrayBuffer') return buffer
    const typed = (window as unknown as Record<string, new (buffer: ArrayBuffer) => unknown>)[$]
    if (!typed) throw new Error(`no typed array ${$}`)
    return new typed(buffer)
  }
  for (const [name, { version, stores }] of Object.entries(dump)) {
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.open(name, version)
      request.onupgradeneeded = () => {
        for (const store of Object.keys(stores)) {
          const made = request.result.createObjectStore(store)
          if (store === 'runs') made.createIndex('project', 'project')
        }
      }
      request.onerror = () => reject(request.error)
      request.onsuccess = () => {
        const database = request.result
        const write = database.transaction(Object.keys(stores), 'readwrite')
        for (const [store, rows] of Object.entries(stores)) {
          for (const [key, value] of rows) write.objectStore(store).put(revived(value), key)
        }
        write.onerror = () => reject(write.error)
        write.oncomplete = () => {
          database.close()
          resolve()
        }
      }
    })
  }
}
