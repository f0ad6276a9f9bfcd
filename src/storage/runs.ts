/** @file Runs and their checkpoints: a new checkpoint is written beside the last one, and the one before that goes. */
import type { Engine } from './engine'
import type { Storage } from './records'
import { sealWeights, unsealWeights } from './seal'

/** The runs room of storage. */
export function runsOn(engine: Engine): Storage['runs'] {
  return {
    async list(project) {
      const runs = await engine.transact(['runs'], 'read', (t) => t.runsOf(project))
      return [...runs].sort((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0))
    },
    put: (run) => engine.transact(['runs'], 'write', (t) => t.put('runs', run.id, run)),
    async remove(id) {
      await engine.transact(['runs', 'checkpoints'], 'write', async (t) => {
        await t.remove('runs', id)
        for (const key of await t.keys('checkpoints', id)) await t.remove('checkpoints', key)
      })
    },
    async checkpoint(run) {
      const keys = await engine.transact(['checkpoints'], 'read', (t) => t.keys('checkpoints', run))
      for (const key of [...keys].reverse()) {
        // Each generation in its own transaction: one that never answers must not take the other with it.
        const row = await engine
          .transact(['checkpoints'], 'read', (t) => t.get('checkpoints', key))
          .catch(() => undefined)
        const record = row && (await unsealWeights(row).catch(() => undefined))
        if (record) return record
      }
      return undefined
    },
    async putCheckpoint(checkpoint) {
      const row = await sealWeights(checkpoint)
      await engine.transact(
        ['checkpoints'],
        'write',
        async (t) => {
          const keys = await t.keys('checkpoints', checkpoint.run)
          const newest = keys.at(-1)
          const generation = newest === undefined ? 1 : (newest[1] as number) + 1
          await t.put('checkpoints', [checkpoint.run, generation], row)
          for (const key of keys.slice(0, -1)) await t.remove('checkpoints', key)
        },
        row.data.byteLength,
      )
    },
  }
}
