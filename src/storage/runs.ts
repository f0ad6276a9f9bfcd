/**
 * @file Runs and their checkpoints: a new checkpoint is written before the checkpoints that it supersedes are removed.
 */
import { refuse } from '../messages/message'
import type { Engine, Key, Rows, Transaction } from './storage-engine'
import { type CheckpointRecord, type CheckpointRow, presentRun, type Storage } from './records'
import { bulkOf, intact, seal, sealWeights, unsealWeights } from './checksums'
import type { Pipeline } from '../data/pipeline'

/** The place of the moments of a run, among its checkpoints. */
const MOMENTS = 0

/** The run storage on an engine. */
export function runsOn(engine: Engine): Storage['runs'] {
  /**
   * Read each generation in a transaction of its own, so that a generation that never responds does not block the
   * others.
   */
  async function read(key: Key): Promise<CheckpointRecord | undefined> {
    const row = await readRow(key)
    return row && unseal(row)
  }
  function readRow(key: Key): Promise<Rows['checkpoints'] | undefined> {
    return engine.transact(['checkpoints'], 'read', (t) => t.get('checkpoints', key)).catch(() => undefined)
  }
  /** Removes unreadable checkpoints, so that they do not count as one of the last two. */
  async function removeAll(run: string, keys: readonly Key[]): Promise<void> {
    if (keys.length === 0) return
    const removing = engine.transact(['checkpoints', 'checkpointRows'], 'write', async (t) => {
      for (const key of keys) await removeOne(t, run, generationOf(key))
    })
    await removing.catch(() => undefined)
  }

  return {
    async list(project) {
      const kept = await engine.transact(['runs'], 'read', (t) => t.runsOf(project))
      return kept.map(presentRun).sort((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0))
    },
    put: (run) => engine.transact(['runs'], 'write', (t) => t.put('runs', run.id, run)),
    remove: (id) =>
      engine.transact(['runs', 'checkpoints', 'checkpointRows'], 'write', async (t) => {
        await t.remove('runs', id)
        await removeCheckpoints(t, id)
      }),
    async checkpoint(run, generation) {
      if (generation !== undefined) return read([run, generation])
      const keys = await engine.transact(['checkpoints'], 'read', (t) => keysOf(t, run))
      const damaged: Key[] = []
      for (const key of [...keys].reverse()) {
        const row = await readRow(key)
        const record = row && (await unseal(row))
        if (record) {
          await removeAll(run, damaged)
          return record
        }
        if (row) damaged.push(key)
      }
      return undefined
    },
    async checkpoints(run) {
      const { keys, rows } = await engine.transact(['checkpoints', 'checkpointRows'], 'read', async (t) => ({
        keys: await keysOf(t, run),
        rows: await rowsOf(t, run),
      }))
      const listed = await Promise.all(
        keys.map(async (key) => {
          const generation = generationOf(key)
          const row = rows.find((one) => one.generation === generation)
          if (row) return row
          const kept = await readRow(key)
          return kept && intact(kept.head) ? rowOf(kept, generation) : undefined
        }),
      )
      return listed.filter((row) => row !== undefined)
    },
    async putCheckpoint(checkpoint) {
      const sealed = await sealWeights(checkpoint)
      return engine.transact(
        ['checkpoints', 'checkpointRows'],
        'write',
        async (t) => {
          const { run } = checkpoint
          const keys = await keysOf(t, run)
          const before = keys.map(generationOf)
          const row = rowOf(sealed, (before.at(-1) ?? 0) + 1)
          const staying = toKeep(before, await rowsOf(t, run))
          await t.put('checkpoints', [run, row.generation], sealed)
          await t.put('checkpointRows', [run, row.generation], seal(row))
          for (const generation of before) if (!staying.has(generation)) await removeOne(t, run, generation)
          return row
        },
        bulkOf(sealed),
      )
    },
    async putMoments(moments) {
      const sealed = await sealWeights(moments)
      const put = (t: Transaction) => t.put('checkpoints', [moments.run, MOMENTS], sealed)
      return engine.transact(['checkpoints'], 'write', put, bulkOf(sealed))
    },
    moments: (run) => read([run, MOMENTS]),
    removeCheckpoint: (run, generation) =>
      engine.transact(['checkpoints', 'checkpointRows'], 'write', async (t) => {
        const keys = await keysOf(t, run)
        const newest = keys.at(-1)
        if (newest && generationOf(newest) === generation) refuse('checkpoint-newest', {})
        await removeOne(t, run, generation)
      }),
    removeCheckpoints: (run) =>
      engine.transact(['checkpoints', 'checkpointRows'], 'write', (t) => removeCheckpoints(t, run)),
  }
}

/** The decoded checkpoint, or undefined if it is damaged. */
function unseal(row: Rows['checkpoints']): Promise<CheckpointRecord | undefined> {
  return unsealWeights(row)
    .then((found) => found && withPresentPipeline(found))
    .catch(() => undefined)
}

/** Removes all checkpoints of a run, with their rows. */
export async function removeCheckpoints(t: Transaction, run: string): Promise<void> {
  for (const key of await t.keys('checkpoints', run)) await removeOne(t, run, generationOf(key))
}

/** The keys of the checkpoints of a run, oldest first. */
async function keysOf(t: Transaction, run: string): Promise<Key[]> {
  return (await t.keys('checkpoints', run)).filter((key) => generationOf(key) !== MOMENTS)
}

async function removeOne(t: Transaction, run: string, generation: number): Promise<void> {
  await t.remove('checkpointRows', [run, generation])
  await t.remove('checkpoints', [run, generation])
}

async function rowsOf(t: Transaction, run: string): Promise<readonly CheckpointRow[]> {
  const rows = await t.all('checkpointRows', run)
  return rows.filter(intact).map(({ value }) => value)
}

/**
 * The generations to retain when a checkpoint is added: the previous one, in case the new one is damaged; the best of
 * the earlier ones, for the same reason; and every milestone.
 */
function toKeep(before: readonly number[], rows: readonly CheckpointRow[]): ReadonlySet<number> {
  const best = rows.filter(({ keep }) => keep === 'best').at(-1)
  const milestones = rows.filter(({ keep }) => keep === 'milestone')
  const staying = [...milestones, best].map((row) => row?.generation)
  return new Set([before.at(-1), ...staying].filter((generation) => generation !== undefined))
}

function rowOf(sealed: Rows['checkpoints'], generation: number): CheckpointRow {
  const { run, step, epoch, savedAt, keep, mark } = sealed.head.value
  const log = mark?.history.at(-1)
  return {
    run,
    generation,
    step,
    epoch,
    ...(savedAt === undefined ? {} : { savedAt }),
    ...(keep === undefined ? {} : { keep }),
    ...(log === undefined ? {} : { loss: log.loss }),
    ...(log?.validationLoss === undefined ? {} : { validationLoss: log.validationLoss }),
    bytes: bulkOf(sealed),
    exact: mark !== undefined && sealed.more !== undefined,
  }
}

function generationOf(key: Key): number {
  return key[1] as number
}

/** The record, with its pipeline in the current form. */
export async function withPresentPipeline<T extends { readonly pipeline: Pipeline }>(kept: T): Promise<T> {
  const old = kept.pipeline.inputs.some(
    (input) => input.kind === 'columns' && input.columns.some((column) => 'op' in column),
  )
  if (!old) return kept
  const { upgradePipeline: presentPipeline } = await import('../data/upgrade-pipeline')
  return { ...kept, pipeline: presentPipeline(kept.pipeline) }
}
