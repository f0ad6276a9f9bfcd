/** @file Tests what is listed as saved on this device, and that it can be freed. */
import { expect, test } from 'vitest'
import { findDataset } from '../../catalog/datasets/all'
import { expectDefined } from '../../base/assert'
import { memoryStorage } from '../../storage/open-storage'
import { openTestStudio } from '../testing/studio-fixture'
import { type SavedData, storedDownloads } from './saved-data'

const { schema } = expectDefined(findDataset('penguins'), 'penguins')
const chunk = { file: '00-a.bin', rows: schema.rows, bytes: 10, sha256: 'a'.repeat(64) }
const manifest = { version: 1, id: schema.id, rows: schema.rows, columns: schema.columns, chunks: [chunk] }

function device(files: Readonly<Record<string, string>>) {
  const chunks = {
    get: async (key: string) => (key in files ? new TextEncoder().encode(files[key]) : undefined),
    has: async (keys: readonly string[]) => keys.map((key) => key in files),
  }
  return storedDownloads({ chunks }).then((found) => found.map(({ id }) => id))
}

test('a dataset is available when its manifest and all its files are here', async () => {
  const list = { 'manifest:penguins': JSON.stringify(manifest) }
  expect(await device({ ...list, [chunk.sha256]: 'rows' })).toEqual(['penguins'])
  expect(await device(list)).toEqual([])
  expect(await device({ [chunk.sha256]: 'rows' })).toEqual([])
})

test('what is saved is listed with its size, and downloads and checkpoints can be freed', async () => {
  const storage = memoryStorage()
  await storage.chunks.put('manifest:penguins', new TextEncoder().encode(JSON.stringify(manifest)))
  await storage.chunks.put(chunk.sha256, new Uint8Array(10))
  const netloom = await openTestStudio('moons-mlp', Promise.resolve(storage))
  await netloom.run('data.use', { dataset: 'moons', samples: 60 })
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
  await netloom.studio.runs.written()
  const text = `size,kind\n${Array.from({ length: 30 }, (_, i) => `${i},${i % 2 ? 'a' : 'b'}`).join('\n')}\n`
  await netloom.run('data.bring', { files: [{ path: 'mine.csv', text }], title: 'Mine', project: 'new' })

  const before = await netloom.run<SavedData>('storage.contents')
  expect(before.downloads).toEqual({ titles: [schema.title], bytes: 10 })
  expect(before.own).toEqual({ titles: ['Mine'], bytes: expect.toSatisfy((bytes: number) => bytes > 0) })
  expect(before.runs.count).toBe(1)
  expect(before.runs.bytesOfOthers).toBe(before.runs.bytes)
  expect(before.runs.bytes).toBeGreaterThan(0)

  expect((await netloom.run<SavedData>('storage.free', { what: 'downloads' })).downloads.titles).toEqual([])
  expect(await storage.chunks.has([chunk.sha256])).toEqual([false])
  const after = await netloom.run<SavedData>('storage.free', { what: 'checkpoints' })
  expect(after.runs).toEqual({ count: 1, bytes: 0, bytesOfOthers: 0 })
  expect(after.own).toEqual(before.own)
  await netloom.close()
})
