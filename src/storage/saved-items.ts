/**
 * @file What is saved on this device for all projects: models by name and version, with the weights in a separate store
 * so that listing models does not read them; and the library of blocks by id and version.
 */
import { refuse } from '../messages/message'
import { intact, seal, sealWeights, unsealWeights } from './checksums'
import type { LibraryRecord, ModelRecord, ModelRow, Storage } from './records'
import { withCurrentContent } from './renamed-fields'
import { withPresentPipeline } from './runs'
import type { Engine, Key, Rows, Transaction } from './storage-engine'

/** The model storage on an engine; `now` returns the date for new versions. */
export function modelsOn(engine: Engine, now: () => Date): Storage['models'] {
  return {
    async list() {
      const rows = await engine.transact(['models'], 'read', (t) => t.all('models'))
      return rows.filter(intact).map(({ value }) => rowOf(value))
    },
    damaged: () =>
      engine.transact(['models'], 'read', async (t) => {
        const [keys, rows] = [await t.keys('models'), await t.all('models')]
        const broken = keys.filter((_, i) => !intact(rows[i])) as readonly (readonly [string, number])[]
        return broken.map(([name, version]) => ({ name, version }))
      }),
    async get(name, version) {
      const row = await engine.transact(['models'], 'read', async (t) => {
        const key = version === undefined ? (await t.keys('models', name)).at(-1) : ([name, version] as const)
        return key && (await t.get('models', key))
      })
      if (!row) return undefined
      const { version: found } = row.value
      const damaged = () => refuse('model-damaged', { name, version: found })
      if (!intact(row)) return damaged()
      const kept = await engine.transact(['modelWeights'], 'read', (t) => t.get('modelWeights', [name, found]))
      const weights = kept && (await unsealWeights(kept))
      return weights ? withPresentPipeline(withCurrentContent({ ...row.value, ...weights })) : damaged()
    },
    async add(model) {
      const { weights, ...rest } = model
      const sealed = await sealWeights({ weights })
      const stores = ['models', 'modelWeights', 'settings'] as const
      return engine.transact(
        stores,
        'write',
        async (t) => {
          const version = await nextVersion(t, 'models', model.name)
          const record: Omit<ModelRecord, 'weights'> = { ...rest, version, createdAt: now().toISOString() }
          await t.put('settings', counterOf('models', model.name), { value: version })
          await t.put('modelWeights', [model.name, version], sealed)
          await t.put('models', [model.name, version], seal(record))
          return rowOf(record)
        },
        sealed.data.byteLength,
      )
    },
    async remove(name, version) {
      const { aliasesAt: flagsAt } = await import('./aliases')
      await engine.transact(['models', 'modelWeights', 'aliases', 'settings'], 'write', async (t) => {
        const flags = await flagsAt(t, name, version)
        if (flags.length > 0) refuse('model-flagged', { name, ...(version === undefined ? {} : { version }), flags })
        const keys: readonly Key[] = version === undefined ? await t.keys('models', name) : [[name, version]]
        for (const key of keys) {
          await t.remove('models', key)
          await t.remove('modelWeights', key)
        }
        if (version !== undefined) return
        for (const key of await t.keys('aliases', name)) await t.remove('aliases', key)
        await t.remove('settings', `card:${name}`)
        await t.remove('settings', counterOf('models', name))
      })
    },
  }
}

function rowOf(record: Omit<ModelRecord, 'weights'>): ModelRow {
  const { name, version, createdAt, metrics, run, practice, content, pipeline } = record
  const guarded = pipeline.outputs.some((output) => output.kind === 'classes' && output.guard)
  const watches = content.plan.earlyStopping?.metric
  const thresholds = pipeline.outputs.flatMap((output) => {
    // Several thresholds are no single one.
    if (output.kind !== 'classes' || !output.decision || output.decision.groups) return []
    const { positive, threshold } = output.decision
    return [[output.label, { positive: output.labels[positive] ?? '', threshold }] as const]
  })
  return {
    ...{ name, version, createdAt, metrics },
    ...(run ? { run: run.id } : {}),
    ...(watches === undefined ? {} : { watches }),
    ...(thresholds.length > 0 ? { thresholds: Object.fromEntries(thresholds) } : {}),
    ...(practice ? { practice } : {}),
    ...(guarded ? { guarded } : {}),
  }
}

type Row = Rows['library']

/** The library storage on an engine; `now` returns the date for new versions. */
export function libraryOn(engine: Engine, now: () => Date): Storage['library'] {
  const rowAt = (key: Key) => engine.transact(['library'], 'read', (t) => t.get('library', key))
  return {
    async list() {
      const keys = (await engine.transact(['library'], 'read', (t) => t.keys('library'))) as readonly RowKey[]
      // Read each row separately, so that a damaged or unresponsive one does not hide the others.
      const rows = await Promise.all(keys.map((key) => rowAt(key).catch(() => undefined)))
      return {
        blocks: rows.flatMap((row) => (row && intact(row) ? [row.value] : [])),
        damaged: keys.flatMap(([id, version], i) => (intact(rows[i]) ? [] : [{ id, version }])),
      }
    },
    async get(id, version) {
      const row = await engine.transact(['library'], 'read', async (t) => {
        const key = version === undefined ? (await t.keys('library', id)).at(-1) : ([id, version] as const)
        return key ? t.get('library', key) : undefined
      })
      return row ? whole(row, id) : undefined
    },
    add: ({ id, name, block, within }) =>
      engine.transact(['library', 'settings'], 'write', async (t) => {
        const version = await nextVersion(t, 'library', id)
        const record: LibraryRecord = { id, version, name, at: now().toISOString(), block, within }
        await t.put('settings', counterOf('library', id), { value: version })
        await t.put('library', [id, version], seal(record))
        return record
      }),
    rename: (id, name) =>
      engine.transact(['library'], 'write', async (t) => {
        for (const key of await t.keys('library', id)) {
          const row = await t.get('library', key)
          if (!row || !intact(row)) continue
          const { value } = row
          await t.put('library', key, seal({ ...value, name, block: { ...value.block, name } }))
        }
      }),
    remove: (id, version) =>
      engine.transact(['library', 'settings'], 'write', async (t) => {
        const keys: readonly Key[] = version === undefined ? await t.keys('library', id) : [[id, version]]
        for (const key of keys) await t.remove('library', key)
        if (version === undefined) await t.remove('settings', counterOf('library', id))
      }),
  }
}

type RowKey = readonly [id: string, version: number]

function whole(row: Row, id: string): LibraryRecord {
  return intact(row) ? row.value : refuse('library-damaged', { block: row.value?.name ?? id })
}

/**
 * The number of the next version of a model or block. Numbers are never reused after a version is removed, because a
 * drawing may still refer to a removed block. Numbering restarts after all versions are removed.
 */
async function nextVersion(t: Transaction, store: 'models' | 'library', name: string): Promise<number> {
  const newest = (await t.keys(store, name)).at(-1)
  const counted = (await t.get('settings', counterOf(store, name)))?.value
  return Math.max(newest ? (newest[1] as number) : 0, typeof counted === 'number' ? counted : 0) + 1
}

/** The setting that stores the newest version number that was given. */
function counterOf(store: 'models' | 'library', name: string): string {
  return `${store === 'models' ? 'versions' : store}:${name}`
}
