import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, expect, test, vi } from 'vitest'
import { seal, sealWeights } from './checksums'
import { provideIndexedDB } from './fake-indexeddb.test-help'
import { migrations } from './idb-engine'
import { openStorage } from './open-storage'
import {
  aliasMove,
  checkpoint,
  firstCheckpoint,
  keptSet,
  libraryBlock,
  model,
  project,
  run,
  serviceLogHead,
  version,
} from './samples.test-help'

provideIndexedDB()

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
})

/**
 * For each version, a database as that version left it, written without using the storage code: stores keyed by name,
 * and their rows by row key. Each new migration adds an example of the version before it; existing examples never
 * change.
 */
const examples = [
  {
    version: 1,
    indexes: [{ store: 'runs', index: 'project', path: 'project' }],
    checkpoint: firstCheckpoint('r', 8),
    exact: false,
    rows: async () => ({
      projects: [['p', seal(project('p', 4))]],
      projectsBefore: [['p', seal(project('p', 3))]],
      runs: [['r', { ...run('r', 'p'), engine: 'plain tf.js' }]],
      checkpoints: [
        [['r', 1], await sealWeights(firstCheckpoint('r', 4))],
        [['r', 2], await sealWeights(firstCheckpoint('r', 8))],
      ],
      models: [
        [['m', 2], seal({ ...model('m'), version: 2, createdAt: '2025-01-01T00:00:00.000Z', weights: undefined })],
      ],
      modelWeights: [[['m', 2], await sealWeights({ weights: model('m').weights })]],
      chunks: [['abc', Uint8Array.of(1, 2)]],
      settings: [['theme', { value: 'dark' }]],
    }),
  },
  {
    version: 2,
    indexes: [{ store: 'runs', index: 'project', path: 'project' }],
    checkpoint: checkpoint('r', 8),
    exact: true,
    rows: async () => ({
      projects: [['p', seal(project('p', 4))]],
      projectsBefore: [['p', seal(project('p', 3))]],
      runs: [['r', { ...run('r', 'p'), engine: { name: 'plain tf.js', device: '', reason: '' } }]],
      checkpoints: [
        [['r', 1], await sealWeights(checkpoint('r', 4))],
        [['r', 2], await sealWeights(checkpoint('r', 8))],
      ],
      // The row of the older checkpoint is missing, but the checkpoint must still be listed.
      checkpointRows: [
        [['r', 2], seal({ run: 'r', generation: 2, step: 8, epoch: 1, loss: 0.125, bytes: 56, exact: true })],
      ],
      models: [
        [['m', 2], seal({ ...model('m'), version: 2, createdAt: '2025-01-01T00:00:00.000Z', weights: undefined })],
      ],
      modelWeights: [[['m', 2], await sealWeights({ weights: model('m').weights })]],
      chunks: [['abc', Uint8Array.of(1, 2)]],
      settings: [['theme', { value: 'dark' }]],
    }),
  },
  {
    version: 3,
    indexes: [{ store: 'runs', index: 'project', path: 'project' }],
    checkpoint: checkpoint('r', 8),
    exact: true,
    rows: async () => ({
      projects: [['p', seal(project('p', 4))]],
      projectsBefore: [['p', seal(project('p', 3))]],
      runs: [['r', { ...run('r', 'p'), engine: { name: 'plain tf.js', device: '', reason: '' } }]],
      checkpoints: [
        [['r', 1], await sealWeights(checkpoint('r', 4))],
        [['r', 2], await sealWeights(checkpoint('r', 8))],
      ],
      // The row of the older checkpoint is missing, but the checkpoint must still be listed.
      checkpointRows: [
        [['r', 2], seal({ run: 'r', generation: 2, step: 8, epoch: 1, loss: 0.125, bytes: 56, exact: true })],
      ],
      models: [
        [['m', 2], seal({ ...model('m'), version: 2, createdAt: '2025-01-01T00:00:00.000Z', weights: undefined })],
      ],
      modelWeights: [[['m', 2], await sealWeights({ weights: model('m').weights })]],
      chunks: [['abc', Uint8Array.of(1, 2)]],
      settings: [['theme', { value: 'dark' }]],
      versions: [[['p', 1], seal({ ...version('p', 1) })]],
      library: [[['stem', 1], seal({ ...libraryBlock('stem', 1) })]],
    }),
  },
  {
    version: 4,
    indexes: [{ store: 'runs', index: 'project', path: 'project' }],
    checkpoint: checkpoint('r', 8),
    exact: true,
    rows: async () => ({
      projects: [['p', seal(project('p', 4))]],
      projectsBefore: [['p', seal(project('p', 3))]],
      runs: [['r', { ...run('r', 'p'), engine: { name: 'plain tf.js', device: '', reason: '' } }]],
      checkpoints: [
        [['r', 1], await sealWeights(checkpoint('r', 4))],
        [['r', 2], await sealWeights(checkpoint('r', 8))],
      ],
      checkpointRows: [
        [['r', 2], seal({ run: 'r', generation: 2, step: 8, epoch: 1, loss: 0.125, bytes: 56, exact: true })],
      ],
      models: [
        [['m', 2], seal({ ...model('m'), version: 2, createdAt: '2025-01-01T00:00:00.000Z', weights: undefined })],
      ],
      modelWeights: [[['m', 2], await sealWeights({ weights: model('m').weights })]],
      chunks: [['abc', Uint8Array.of(1, 2)]],
      settings: [['theme', { value: 'dark' }]],
      versions: [[['p', 1], seal({ ...version('p', 1) })]],
      library: [[['stem', 1], seal({ ...libraryBlock('stem', 1) })]],
      sets: [['s', seal(keptSet('s', [{ sha256: 'abc', rows: 2, bytes: 2 }]))]],
      setsBefore: [],
      imports: [
        [['i', 0], seal({ at: '2025-01-01T00:00:00.000Z' })],
        [['i', 1], seal({ sha256: 'abc' })],
      ],
    }),
  },
  {
    version: 5,
    indexes: [{ store: 'runs', index: 'project', path: 'project' }],
    checkpoint: checkpoint('r', 8),
    exact: true,
    rows: async () => ({
      projects: [['p', seal(project('p', 4))]],
      projectsBefore: [['p', seal(project('p', 3))]],
      runs: [['r', { ...run('r', 'p'), engine: { name: 'plain tf.js', device: '', reason: '' } }]],
      checkpoints: [
        [['r', 1], await sealWeights(checkpoint('r', 4))],
        [['r', 2], await sealWeights(checkpoint('r', 8))],
      ],
      checkpointRows: [
        [['r', 2], seal({ run: 'r', generation: 2, step: 8, epoch: 1, loss: 0.125, bytes: 56, exact: true })],
      ],
      models: [
        [['m', 2], seal({ ...model('m'), version: 2, createdAt: '2025-01-01T00:00:00.000Z', weights: undefined })],
      ],
      modelWeights: [[['m', 2], await sealWeights({ weights: model('m').weights })]],
      chunks: [['abc', Uint8Array.of(1, 2)]],
      settings: [['theme', { value: 'dark' }]],
      versions: [[['p', 1], seal({ ...version('p', 1) })]],
      library: [[['stem', 1], seal({ ...libraryBlock('stem', 1) })]],
      sets: [['s', seal(keptSet('s', [{ sha256: 'abc', rows: 2, bytes: 2 }]))]],
      setsBefore: [],
      imports: [
        [['i', 0], seal({ at: '2025-01-01T00:00:00.000Z' })],
        [['i', 1], seal({ sha256: 'abc' })],
      ],
      aliases: [[['m', 1], seal(aliasMove('m', 1, 2))]],
    }),
  },
  {
    version: 6,
    indexes: [{ store: 'runs', index: 'project', path: 'project' }],
    checkpoint: checkpoint('r', 8),
    exact: true,
    rows: async () => ({
      projects: [['p', seal(project('p', 4))]],
      projectsBefore: [['p', seal(project('p', 3))]],
      runs: [['r', { ...run('r', 'p'), engine: { name: 'plain tf.js', device: '', reason: '' } }]],
      checkpoints: [
        [['r', 1], await sealWeights(checkpoint('r', 4))],
        [['r', 2], await sealWeights(checkpoint('r', 8))],
      ],
      checkpointRows: [
        [['r', 2], seal({ run: 'r', generation: 2, step: 8, epoch: 1, loss: 0.125, bytes: 56, exact: true })],
      ],
      models: [
        [['m', 2], seal({ ...model('m'), version: 2, createdAt: '2025-01-01T00:00:00.000Z', weights: undefined })],
      ],
      modelWeights: [[['m', 2], await sealWeights({ weights: model('m').weights })]],
      chunks: [['abc', Uint8Array.of(1, 2)]],
      settings: [['theme', { value: 'dark' }]],
      versions: [[['p', 1], seal({ ...version('p', 1) })]],
      library: [[['stem', 1], seal({ ...libraryBlock('stem', 1) })]],
      sets: [['s', seal(keptSet('s', [{ sha256: 'abc', rows: 2, bytes: 2 }]))]],
      setsBefore: [],
      imports: [
        [['i', 0], seal({ at: '2025-01-01T00:00:00.000Z' })],
        [['i', 1], seal({ sha256: 'abc' })],
      ],
      aliases: [[['m', 1], seal(aliasMove('m', 1, 2))]],
      serviceLogs: [[['p digits', 1], seal(serviceLogHead('digits'))]],
      serviceLogParts: [],
    }),
  },
]

test.each(examples)('everything stored by version $version is still there', async (example) => {
  const { rows, indexes } = example
  const kept = await rows()
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.open('netloom', example.version)
    request.onupgradeneeded = () => {
      for (const [store, entries] of Object.entries(kept)) {
        const made = request.result.createObjectStore(store)
        for (const { store: of, index, path } of indexes) if (of === store) made.createIndex(index, path)
        for (const [key, row] of entries) made.put(row, key as IDBValidKey)
      }
    }
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      request.result.close()
      resolve()
    }
  })
  const storage = await openStorage()
  expect(storage.lasting).toBe(true)
  expect(await storage.projects.get('p')).toEqual(project('p', 4))
  expect(await storage.runs.list('p')).toEqual([
    { ...run('r', 'p'), engine: { name: 'plain tf.js', device: '', reason: '' } },
  ])
  expect(await storage.runs.checkpoint('r')).toEqual(example.checkpoint)
  expect((await storage.runs.checkpoints('r')).map(({ step, exact }) => [step, exact])).toEqual([
    [4, example.exact],
    [8, example.exact],
  ])
  await storage.runs.putCheckpoint(checkpoint('r', 12))
  expect((await storage.runs.checkpoints('r')).map(({ step, exact }) => [step, exact])).toEqual([
    [8, example.exact],
    [12, true],
  ])
  expect(await storage.models.get('m')).toMatchObject({ name: 'm', version: 2, weights: model('m').weights })
  expect((await storage.aliases.of('m')).now).toEqual(example.version < 5 ? {} : { champion: 2 })
  const log = await storage.serviceLogs.open({ project: 'p', service: 'digits' })
  expect(log.kept?.through).toEqual(example.version < 6 ? undefined : 5000)
  const { versions } = await storage.versions.list('p')
  expect(versions).toEqual(example.version < 3 ? [] : [version('p', 1)])
  expect((await storage.versions.add({ project: 'p', content: project('p').content })).number).toBe(versions.length + 1)
  const sets = example.version < 4 ? [] : [keptSet('s', [{ sha256: 'abc', rows: 2, bytes: 2 }])]
  expect(await storage.sets.list()).toEqual({ sets, damaged: [] })
  // The abandoned import is removed, but its chunk stays because a dataset uses it too.
  expect(await storage.sets.sweep()).toBe(example.version < 4 ? 0 : 1)
  expect(await storage.chunks.get('abc')).toEqual(Uint8Array.of(1, 2))
  expect(await storage.settings.get('theme')).toBe('dark')
  storage.close()
})

test('every version before the current one has an example', () => {
  expect(examples.map(({ version }) => version)).toEqual(migrations.map((_, i) => i + 1))
})
