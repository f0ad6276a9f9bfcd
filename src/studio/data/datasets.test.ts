import { afterEach, expect, test } from 'vitest'
import { memoryStorage, openStorage } from '../../storage/open-storage'
import type { Storage } from '../../storage/records'
import { packChunk } from '../../data/packed-chunk'
import { bring, flowers } from '../testing/bring'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'
import { offerToUndo } from './dataset-steps'

let netloom: TestStudio
let storage: Storage
afterEach(() => netloom.close())

async function open(template = 'blank'): Promise<void> {
  storage = memoryStorage()
  netloom = await openTestStudio(template, Promise.resolve(storage))
}

/** Opens a studio with a custom dataset of 60 flowers. */
async function openFlowers(): Promise<string> {
  await open()
  const id = await bring(storage, flowers(), netloom.run)
  await netloom.run('data.use', { dataset: id })
  return id
}

const pick = async () => (await storage.projects.list())[0]?.content.data
const rowsNow = () => {
  const { train, validation, test: heldOut } = netloom.state().data.samples
  return train + validation + heldOut
}

test("an imported dataset is used; the project's pick names its version and schema", async () => {
  const id = await openFlowers()
  expect(netloom.state().data).toMatchObject({ dataset: id, loaded: true, classes: ['rose', 'tulip'] })
  expect(netloom.state().data.samples.train).toBe(48)
  await netloom.run('project.save')
  const [row] = await netloom.run<{ version: string; rows: number }[]>('dataset.list')
  expect(row).toMatchObject({ id, title: 'Flowers', rows: 60, steps: 0 })
  expect(await pick()).toMatchObject({ dataset: id, version: row?.version, schema: { rows: 60, target: 'kind' } })
  expect(await netloom.refused('data.use', { dataset: 'nowhere' })).toBe('unknown-dataset')
})

test('a step is stored when its command resolves; the project follows; undo and redo work', async () => {
  const id = await openFlowers()
  await netloom.run('plan.set', { epochs: 3 })
  const before = (await storage.sets.get(id))?.schema.rows
  const version = await netloom.run<string>('dataset.edit', { step: { kind: 'exclude', rows: [[0, 9]] } })
  const kept = await storage.sets.get(id)
  expect([before, kept?.schema.rows, kept?.steps.length]).toEqual([60, 50, 1])
  expect([rowsNow(), netloom.state().plan.epochs]).toEqual([50, 3])
  await netloom.run('dataset.edit', {
    steps: [
      { kind: 'set', column: 'kind', rows: [[0, 0]], value: 'lily' },
      { kind: 'drop', columns: ['height'] },
    ],
  })
  expect(netloom.state().data.classes).toEqual(['rose', 'tulip', 'lily'])
  await netloom.run('project.save')
  expect(await pick()).toMatchObject({ dataset: id, schema: { rows: 50 } })
  await netloom.run('dataset.undo')
  await netloom.run('dataset.undo')
  expect((await storage.sets.get(id))?.undone.map(({ kind }) => kind)).toEqual(['set', 'drop'])
  await netloom.run('project.save')
  expect((await pick())?.version).toBe(version)
  await netloom.run('dataset.redo', { to: 3 })
  expect(netloom.state().data.classes).toEqual(['rose', 'tulip', 'lily'])
  await netloom.run('dataset.undo', { to: 0 })
  expect(rowsNow()).toBe(60)
  expect(await netloom.refused('dataset.undo')).toBe('dataset-nothing-undone')
  expect(await netloom.refused('dataset.redo', { to: 9 })).toBe('dataset-nothing-redone')
})

test('a single step can be undone unless a later one refers to row numbers it shifted', async () => {
  const id = await openFlowers()
  await netloom.run('dataset.edit', { step: { kind: 'off', column: 'kind', values: ['rose'] } })
  await netloom.run('dataset.edit', { step: { kind: 'drop', columns: ['height'] } })
  await netloom.run('dataset.undo', { step: 0 })
  expect((await storage.sets.get(id))?.steps.map(({ kind }) => kind)).toEqual(['drop'])
  expect(rowsNow()).toBe(60)
  await netloom.run('dataset.edit', {
    steps: [
      { kind: 'exclude', rows: [[0, 0]] },
      { kind: 'set', column: 'kind', rows: [[3, 3]], value: 'tulip' },
    ],
  })
  expect(await netloom.refused('dataset.undo', { step: 1 })).toBe('step-row-order')
  await netloom.run('dataset.undo', { step: 0 })
  expect((await storage.sets.get(id))?.steps.map(({ kind }) => kind)).toEqual(['exclude', 'set'])
})

test('a notice undoes its own steps, and disappears once they cannot be undone separately', async () => {
  const id = await openFlowers()
  const offer = async (step: object) => {
    await netloom.run('dataset.edit', { step })
    await netloom.run('notice.show', offerToUndo(netloom.app(), 1, `${Object.values(step)[0]}`))
  }
  const kinds = async () => (await storage.sets.get(id))?.steps.map(({ kind }) => kind)
  await netloom.run('dataset.edit', { step: { kind: 'rename', column: 'width', to: 'breadth' } })
  await offer({ kind: 'drop', columns: ['height'] })
  await offer({ kind: 'exclude', rows: [[0, 9]] })
  const [older, newer] = netloom.app().notices.map(({ action }) => action)
  await netloom.run('dataset.undo', older?.args)
  expect(await kinds()).toEqual(['rename', 'exclude'])
  expect(netloom.notices()).toEqual(['exclude'])
  expect(await netloom.refused('dataset.undo', older?.args)).toBe('dataset-nothing-undone')
  await netloom.run('dataset.undo', newer?.args)
  expect([await kinds(), netloom.notices()]).toEqual([['rename'], []])
  await netloom.run('dataset.redo')
  expect(rowsNow()).toBe(50)
  // Once a later step names rows by number, earlier steps that removed rows cannot be undone separately.
  await netloom.run('dataset.undo')
  await offer({ kind: 'exclude', rows: [[0, 9]] })
  await offer({ kind: 'keep', rows: [[0, 19]] })
  expect(netloom.notices()).toEqual(['keep'])
})

test('invalid steps are refused and change nothing', async () => {
  const id = await openFlowers()
  const before = await storage.sets.get(id)
  const steps = [
    [{ kind: 'exclude', rows: [[0, 60]] }, 'step-rows'],
    [{ kind: 'fly' }, 'step-unknown'],
    [{ kind: 'drop', columns: ['kind'] }, 'step-drop-target'],
    [{ kind: 'append', chunks: [], columns: [] }, 'append-by-import'],
  ] as const
  for (const [step, code] of steps) expect(await netloom.refused('dataset.edit', { step })).toBe(code)
  // If a change consists of several steps, either all of them are applied or none.
  expect(
    await netloom.refused('dataset.edit', {
      steps: [
        { kind: 'exclude', rows: [[0, 0]] },
        { kind: 'drop', columns: ['nose'] },
      ],
    }),
  ).toBe('step-column')
  expect(await storage.sets.get(id)).toEqual(before)
  expect(await netloom.refused('dataset.edit', { dataset: 'nowhere', step: steps[0][0] })).toBe('no-dataset')
})

test('editing a built-in dataset creates a custom copy and leaves the original unchanged', async () => {
  await open('spirals-mlp')
  await netloom.run('dataset.edit', { step: { kind: 'exclude', rows: [[0, 99]] } })
  const [row] = await netloom.run<{ id: string; title: string; rows: number }[]>('dataset.list')
  expect(netloom.state().data).toMatchObject({ dataset: row?.id, loaded: true })
  expect((await storage.sets.get(row?.id ?? ''))?.base).toMatchObject({ kind: 'shipped', dataset: 'spirals' })
  const { rows } = row ?? { rows: 0 }
  await netloom.run('data.use', { dataset: 'spirals' })
  expect(rowsNow()).toBe(rows + 100)
})

test('named versions can be restored, and the state before a restore is kept', async () => {
  const id = await openFlowers()
  const first = await netloom.run<string>('dataset.saveVersion', { name: 'As it came' })
  await netloom.run('dataset.edit', { step: { kind: 'exclude', rows: [[0, 9]] } })
  const second = await netloom.run<string>('dataset.edit', { step: { kind: 'drop', columns: ['height'] } })
  await netloom.run('dataset.restore', { version: first })
  expect(rowsNow()).toBe(60)
  const set = await storage.sets.get(id)
  expect(set?.versions.map(({ hash, name }) => [hash, name])).toEqual([
    [first, 'As it came'],
    [second, undefined],
  ])
  await netloom.run('dataset.restore', { version: second.slice(0, 8) })
  expect(rowsNow()).toBe(50)
  expect(await netloom.refused('dataset.restore', { version: 'ffff' })).toBe('dataset-version-gone')
})

test("a project at an older version is edited from that version's rows", async () => {
  const id = await openFlowers()
  const old = await netloom.run<string>('dataset.edit', { step: { kind: 'exclude', rows: [[0, 9]] } })
  const newer = await netloom.run<string>('dataset.edit', { step: { kind: 'exclude', rows: [[0, 9]] } })
  await netloom.run('data.use', { dataset: id, version: old })
  expect(rowsNow()).toBe(50)
  await netloom.run('dataset.edit', { step: { kind: 'exclude', rows: [[0, 0]] } })
  expect(rowsNow()).toBe(49)
  expect((await storage.sets.get(id))?.versions.map(({ hash }) => hash)).toEqual([newer])
})

test('a run records its dataset version, which survives later edits', async () => {
  await open('spirals-mlp')
  await netloom.run('dataset.edit', { step: { kind: 'exclude', rows: [[0, 99]] } })
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
  await netloom.run('project.save')
  const [project] = await storage.projects.list()
  const [run] = await storage.runs.list(project?.id ?? '')
  const trained = run?.content.data.version ?? ''
  expect(trained).toMatch(/^[0-9a-f]{64}$/)
  await netloom.run('dataset.undo')
  await netloom.run('dataset.edit', { step: { kind: 'exclude', rows: [[0, 0]] } })
  const id = run?.content.data.dataset ?? ''
  expect((await storage.sets.get(id))?.versions.map(({ hash }) => hash)).toEqual([trained])
  await netloom.run('data.use', { dataset: id, version: trained })
  expect(rowsNow()).toBe(run?.content.data.schema?.rows)
})

test('removing a dataset in use is refused with its uses; after a forced removal the project still opens', async () => {
  const id = await openFlowers()
  await netloom.run('project.rename', { name: 'Garden' })
  await netloom.run('project.save')
  const refusal = await netloom.run('dataset.remove', { dataset: id }).catch((error: Error) => error.message)
  expect(refusal).toContain('"Flowers" (')
  expect(refusal).toContain('is used by project "Garden"')
  expect(await storage.sets.get(id)).toBeDefined()
  await netloom.run('dataset.remove', { dataset: id, force: true })
  expect(await storage.sets.get(id)).toBeUndefined()
  const [project] = await storage.projects.list()
  await netloom.run('project.new', { template: 'blank' })
  await netloom.run('project.open', { id: project?.id })
  await netloom.when(({ data }) => data.dataset === id)
  expect(netloom.state().data).toMatchObject({ dataset: id, loaded: false, classes: ['rose', 'tulip'] })
  expect(await netloom.refused('data.use', { dataset: id })).toBe('dataset-not-here')
  expect(netloom.state().check.diagnostics.map(({ code }) => code)).not.toContain('unknown-column')
})

test('an import can append rows; mismatched columns are refused and store nothing', async () => {
  const id = await openFlowers()
  const more = flowers(10)
  const add = async (columns = more.schema.columns) => {
    const writer = await storage.sets.beginImport()
    const chunks = [await writer.put(packChunk(more), 10)]
    const args = { dataset: id, writer, title: 'more.csv', schema: { ...more.schema, columns }, chunks }
    return netloom.run('dataset.append', args).catch(async (error: { code: string }) => {
      await writer.abandon()
      return error.code
    })
  }
  await add()
  expect(rowsNow()).toBe(70)
  const [first, ...rest] = more.schema.columns
  expect(await add([{ ...first, name: 'Width' } as typeof first & object, ...rest])).toBe('append-columns')
  expect((await storage.sets.get(id))?.steps).toHaveLength(1)
  await netloom.run('dataset.undo')
  expect(rowsNow()).toBe(60)
})

test('title, card, and slices are stored and do not change the version', async () => {
  const id = await openFlowers()
  const [before] = await netloom.run<{ version: string }[]>('dataset.list')
  await netloom.run('dataset.rename', { title: '  Garden  ' })
  await netloom.run('dataset.card', { license: 'CC0', about: 'Mine' })
  const slices = [{ name: 'wide', where: { column: 'width', is: '>', value: 10 } }]
  await netloom.run('dataset.slices', { slices })
  expect(await storage.sets.get(id)).toMatchObject({
    title: 'Garden',
    card: { licence: 'CC0', about: 'Mine', source: '' },
    slices,
  })
  const refusals = [
    ['wide', 'slices-shape'],
    [[{ name: 'wide' }], 'slices-shape'],
    [[{ name: ' ', where: 'width > 3' }], 'name-empty'],
    [[{ name: 'wide', where: { column: 'width', is: 'near' } }], 'condition-wrong'],
    [[{ name: 'wide', where: 'width >' }], 'condition-wrong'],
    [[...slices, ...slices], 'slice-twice'],
  ] as const
  for (const [given, code] of refusals) expect(await netloom.refused('dataset.slices', { slices: given })).toBe(code)
  expect((await storage.sets.get(id))?.slices).toEqual(slices)
  await netloom.run('dataset.slices', { slices: [{ name: ' old ', where: 'age < 30' }] })
  expect((await storage.sets.get(id))?.slices).toEqual([{ name: 'old', where: { column: 'age', is: '<', value: 30 } }])
  expect((await netloom.run<{ version: string }[]>('dataset.list'))[0]?.version).toBe(before?.version)
  expect(await netloom.refused('dataset.rename', { title: ' ' })).toBe('name-empty')
})

test('a damaged or missing chunk is reported by its number, and the dataset does not load', async () => {
  const id = await openFlowers()
  const set = await storage.sets.get(id)
  const chunks = set?.base.kind === 'chunks' ? set.base.chunks : []
  await netloom.close()
  // Reopen the storage, because the old netloom would still have the chunks in memory.
  const other = await openStorage()
  netloom = await openTestStudio('blank', Promise.resolve(other))
  const again = await bring(other, flowers(), netloom.run)
  await other.chunks.put(chunks[1]?.sha256 ?? '', Uint8Array.of(1, 2, 3))
  const refusal = await netloom.run('data.use', { dataset: again }).catch((error: Error) => error.message)
  expect(refusal).toContain('In "Flowers", part 2 of 3 is damaged')
  await other.chunks.remove([chunks[2]?.sha256 ?? '', chunks[1]?.sha256 ?? ''])
  expect(await netloom.refused('data.use', { dataset: again })).toBe('kept-chunk-gone')
  expect(netloom.state().data.loaded).toBe(false)
})
