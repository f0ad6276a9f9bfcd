import { afterEach, expect, test } from 'vitest'
import { memoryStorage } from '../../storage/open-storage'
import type { Storage } from '../../storage/records'
import { bring, flowers } from '../testing/bring'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'

const scenes: TestStudio[] = []
afterEach(async () => {
  for (const netloom of scenes.splice(0)) await netloom.close()
})

async function open(storage: Storage): Promise<TestStudio> {
  const netloom = await openTestStudio('blank', Promise.resolve(storage))
  scenes.push(netloom)
  return netloom
}

/** Opens a project on an edited flowers dataset, on a simulated device. */
async function here() {
  const storage = memoryStorage()
  const netloom = await open(storage)
  const id = await bring(storage, flowers(), netloom.run)
  await netloom.run('data.use', { dataset: id })
  await netloom.run('dataset.edit', { step: { kind: 'exclude', rows: [[0, 9]] } })
  await netloom.run('project.rename', { name: 'Garden' })
  return { storage, netloom, id }
}

test('reports what a project file would contain: column and category names; rows only on request', async () => {
  const { netloom } = await here()
  expect(await netloom.run('project.carries')).toMatchObject({
    title: 'Flowers',
    columns: ['width', 'height', 'kind'],
    values: [{ column: 'kind', values: ['rose', 'tulip'] }],
    rows: 50,
    edits: ['Excluded 10 rows'],
    slices: [],
  })
  expect(await netloom.run('project.carries')).not.toHaveProperty('hasAddedRows')
  const text = new TextDecoder().decode(await netloom.run<Uint8Array>('project.export'))
  expect(text).toContain('"tulip"')
  expect(text.length).toBeLessThan(6000)
  await netloom.run('project.new', { template: 'spirals-mlp' })
  expect(await netloom.run('project.carries')).toBeNull()
  expect(await netloom.refused('project.export', { rows: true })).toBe('project-no-own-set')
})

test('a project without its rows opens elsewhere, is checked, and says which dataset is missing', async () => {
  const { netloom, id } = await here()
  const bytes = await netloom.run<Uint8Array>('project.export')
  const there = await open(memoryStorage())
  await there.run('project.import', { bytes })
  expect(there.state().data).toMatchObject({ dataset: id, loaded: false, classes: ['rose', 'tulip'] })
  expect(there.state().check.diagnostics.map(({ code }) => code)).not.toContain('unknown-column')
  const refusal = await there.run('data.use', { dataset: id }).catch((error: Error) => error.message)
  expect(refusal).toMatch(/"Flowers" \(50 rows\) is a custom dataset that is not on this device/)
})

test('a project with rows opens elsewhere with the same version; importing it twice stores nothing twice', async () => {
  const { netloom, id, storage } = await here()
  await netloom.run('data.slice', { name: 'wide', where: 'width > 3' })
  const bytes = await netloom.run<Uint8Array>('project.export', { rows: true })
  const other = memoryStorage()
  const there = await open(other)
  expect(await netloom.run('project.carries')).toMatchObject({ slices: ['wide'] })
  await there.run('project.import', { bytes })
  await there.when(({ data }) => data.loaded)
  expect((await other.sets.get(id))?.slices).toMatchObject([{ name: 'wide' }])
  expect(there.state().data).toMatchObject({ dataset: id, loaded: true })
  const [mine, theirs] = [await storage.sets.get(id), await other.sets.get(id)]
  expect(theirs).toMatchObject({ title: 'Flowers', base: mine?.base, steps: mine?.steps })
  await there.run('project.import', { bytes })
  expect((await other.sets.list()).sets).toHaveLength(1)
  // If another dataset has the same id, the imported one gets a new id, and the project refers to the new id.
  await other.sets.put({
    ...(theirs as NonNullable<typeof theirs>),
    steps: [],
    base: { kind: 'shipped', dataset: 'moons' },
  })
  await there.run('project.import', { bytes })
  await there.when(({ data }) => data.loaded && data.dataset !== id)
  expect((await other.sets.list()).sets).toHaveLength(2)
})

test.each([
  [
    'a byte of a chunk changed',
    (bytes: Uint8Array, at: number) => bytes.set([(bytes[at] ?? 0) ^ 1], at),
    'artifact-changed',
  ],
  ['cut off', (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 30).slice(), 'artifact-broken'],
])('a zip that is %s opens nothing and stores nothing', async (_, damage, code) => {
  const { netloom } = await here()
  const whole = (await netloom.run<Uint8Array>('project.export', { rows: true })).slice()
  const bytes = damage(whole, Math.floor(whole.length / 2)) ?? whole
  const other = memoryStorage()
  const there = await open(other)
  const before = JSON.stringify(there.state().project)
  expect(await there.refused('project.import', { bytes })).toBe(code)
  expect(JSON.stringify(there.state().project)).toBe(before)
  expect((await other.sets.list()).sets).toEqual([])
  expect(await other.sets.sweep()).toBe(0)
})

test('project and model files among data files are recognized by content and opened', async () => {
  const { netloom, id } = await here()
  const json = await netloom.run<Uint8Array>('project.export')
  const zip = await netloom.run<Uint8Array>('project.export', { rows: true })
  for (const [path, bytes] of [
    ['Garden.netloom.json', json],
    ['download', json],
    ['Garden.zip', zip],
  ] as const) {
    const there = await open(memoryStorage())
    await there.run('data.choose')
    await there.run('data.choose', { files: [{ path, bytes }] })
    expect(there.app()).toMatchObject({ choosing: null, project: { name: 'Garden', data: { dataset: id } } })
    expect(there.app().notices.at(-1)?.text).toBe('"Garden" is open.')
  }
  const there = await open(memoryStorage())
  const broken = [{ path: 'x.netloom.zip', bytes: zip.slice(0, 900) }]
  expect(await there.refused('data.choose', { files: broken })).toBe('artifact-broken')
  // Other files are inspected as data.
  await there.run('data.choose', { files: [{ path: 'a.json', text: '{"a": 1}\n{"a": 2}' }] })
  expect(there.app().choosing).toHaveLength(1)
})
