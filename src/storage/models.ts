/**
 * @file Saved models: one row per name and version, with the weights in a separate store so that listing models does
 * not read them.
 */
import { refuse } from '../messages/message'
import type { Engine, Key, Transaction } from './storage-engine'
import { withPresentPipeline } from './runs'
import type { ModelRecord, ModelRow, Storage } from './records'
import { withCurrentContent } from './renamed-fields'
import { intact, seal, sealWeights, unsealWeights } from './checksums'

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
          const version = await nextVersion(t, model.name)
          const record: Omit<ModelRecord, 'weights'> = { ...rest, version, createdAt: now().toISOString() }
          await t.put('settings', counterOf(model.name), { value: version })
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
        await t.remove('settings', counterOf(name))
      })
    },
  }
}

/** Numbers are never reused after a version is removed, but numbering restarts after the whole model is removed. */
async function nextVersion(t: Transaction, name: string): Promise<number> {
  const newest = (await t.keys('models', name)).at(-1)
  const counted = (await t.get('settings', counterOf(name)))?.value
  return Math.max(newest ? (newest[1] as number) : 0, typeof counted === 'number' ? counted : 0) + 1
}

function counterOf(name: string): string {
  return `versions:${name}`
}

function rowOf({ name, version, createdAt, metrics, run, practice }: Omit<ModelRecord, 'weights'>): ModelRow {
  return { name, version, createdAt, metrics, ...(run ? { run: run.id } : {}), ...(practice ? { practice } : {}) }
}
