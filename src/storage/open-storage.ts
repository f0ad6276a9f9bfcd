/** @file Opens the storage: on IndexedDB, or in memory if the browser cannot save anything. */
import { storageReasons } from '../messages/en/storage'
import { isMessage, type Message, message, Refusal } from '../messages/message'
import type { AliasStorage } from './alias-records'
import type { SetStorage } from './dataset-records'
import { openIdbEngine } from './idb-engine'
import { projectsOn, versionsOn } from './projects'
import type { Storage } from './records'
import { runsOn } from './runs'
import { libraryOn, modelsOn } from './saved-items'
import { withMarker } from './saved-marker'
import type { ServiceLogStorage } from './service-log-records'
import {
  asRefusal,
  type Engine,
  type Key,
  nameOf,
  type Rows,
  type StoreName,
  type Transaction,
  usageNow,
} from './storage-engine'
import type { TabMemory } from './tab-locks'

export interface StorageOptions {
  /** The name of the database. */
  readonly name?: string
  /** Time limit of a transaction in milliseconds, in addition to the time needed for its bytes. */
  readonly deadlineMs?: number
  /**
   * Called when this tab can no longer save, or when the browser has deleted the saved data (the next call reopens the
   * database).
   */
  readonly onClosed?: (reason: Message) => void
  readonly onBlocked?: (reason: Message) => void
  readonly now?: () => Date
  /** Where the last save of each project is noted, so that a lost database is noticed. */
  readonly memory?: TabMemory
}

/**
 * Opens the storage of this device. Never rejects: if nothing can be saved, `lasting` is false and `whyNot` gives the
 * reason.
 */
export async function openStorage(options: StorageOptions = {}): Promise<Storage> {
  const now = options.now ?? (() => new Date())
  try {
    if (!globalThis.indexedDB) throw new Refusal(message('storage-missing', { why: storageReasons.noDatabase }))
    const engine = await openIdbEngine({
      name: options.name ?? 'netloom',
      deadlineMs: options.deadlineMs ?? 5000,
      onClosed: options.onClosed ?? (() => {}),
      onBlocked: options.onBlocked ?? (() => {}),
    })
    const storage = storageOn(engine, now, { lasting: true })
    return options.memory ? { ...storage, ...withMarker(storage.projects, options.memory) } : storage
  } catch (error) {
    const whyNot = whyNotLasting(error)
    return storageOn(openMemoryEngine(), now, { lasting: false, whyNot })
  }
}

/** Creates a storage in memory, whose data is lost when the page closes. */
export function memoryStorage(): Storage {
  return storageOn(openMemoryEngine(), () => new Date(), { lasting: false })
}

function whyNotLasting(error: unknown): Message {
  if (!(error instanceof Refusal)) return message('storage-missing', { why: nameOf(error) })
  const { reason } = error
  return isMessage(reason, 'storage-failed') ? message('storage-missing', reason.args) : reason
}

/** Creates all parts of the storage on one engine. */
export function storageOn(
  base: Engine,
  now: () => Date,
  kept: { readonly lasting: boolean; readonly whyNot?: Message },
): Storage {
  const sizes = new Map<StoreName, number>()
  const engine: Engine = {
    transact(stores, mode, work, bytes) {
      if (mode !== 'read') for (const store of stores) sizes.delete(store)
      return base.transact(stores, mode, work, bytes)
    },
    close: () => base.close(),
  }
  let aliases: Promise<AliasStorage> | undefined
  const aliased = () => (aliases ??= import('./aliases').then(({ aliasesOn }) => aliasesOn(engine, now)))
  let logs: Promise<ServiceLogStorage> | undefined
  const logged = () => (logs ??= import('./service-logs').then(({ serviceLogsOn }) => serviceLogsOn(engine)))
  let sets: Promise<SetStorage> | undefined
  const stored = () => (sets ??= import('./datasets').then(({ setsOn }) => setsOn(engine, now)))
  const isEmpty = async (...stores: readonly StoreName[]) => {
    const keys = await engine.transact(stores, 'read', (t) => Promise.all(stores.map((store) => t.keys(store))))
    return keys.flat().length === 0
  }
  return {
    ...kept,
    aliases: {
      list: async () => (await aliased()).list(),
      of: async (model) => (await aliased()).of(model),
      move: async (change) => (await aliased()).move(change),
      start: async (change) => (await aliased()).start(change),
      rollback: async (change) => (await aliased()).rollback(change),
    },
    serviceLogs: {
      open: async (service) => (await logged()).open(service),
      remove: async (service) => (await logged()).remove(service),
      rename: async (service, to) => (await logged()).rename(service, to),
    },
    projects: projectsOn(engine),
    runs: runsOn(engine),
    models: modelsOn(engine, now),
    library: libraryOn(engine, now),
    versions: versionsOn(engine, now),
    sets: {
      // The first page lists and sweeps, and most often there is nothing.
      list: async () => ((await isEmpty('sets', 'setsBefore')) ? { sets: [], damaged: [] } : (await stored()).list()),
      get: async (id) => (await stored()).get(id),
      put: async (set) => (await stored()).put(set),
      remove: async (id) => (await stored()).remove(id),
      beginImport: async () => (await stored()).beginImport(),
      sweep: async () => ((await isEmpty('imports')) ? 0 : (await stored()).sweep()),
    },
    chunks: {
      get: (hash) => engine.transact(['chunks'], 'read', (t) => t.get('chunks', hash)),
      put: (hash, bytes) =>
        engine.transact(['chunks'], 'cache', (t) => t.put('chunks', hash, exact(bytes)), bytes.byteLength),
      async has(hashes) {
        const kept = new Set(await engine.transact(['chunks'], 'read', (t) => t.keys('chunks')))
        return hashes.map((hash) => kept.has(hash))
      },
      remove: (hashes) =>
        engine.transact(['chunks'], 'write', async (t) => {
          for (const hash of hashes) await t.remove('chunks', hash)
        }),
    },
    settings: {
      get: async (key) => (await engine.transact(['settings'], 'read', (t) => t.get('settings', key)))?.value,
      put: (key, value) => engine.transact(['settings'], 'write', (t) => t.put('settings', key, { value })),
    },
    async estimate() {
      const storage = globalThis.navigator?.storage
      const usage = kept.lasting ? await usageNow() : undefined
      const persisted = kept.lasting && ((await storage?.persisted?.().catch(() => false)) ?? false)
      return { usage: usage ?? (await usageOf(engine, sizes)), persisted }
    },
    async persist() {
      if (!kept.lasting) return false
      return (await globalThis.navigator?.storage?.persist?.().catch(() => false)) ?? false
    },
    close: () => engine.close(),
  }
}

/**
 * Number of bytes that Netloom's own rows use, computed only over plain HTTP, where the browser does not report usage:
 * typed arrays count with their size in bytes, everything else with the size of its JSON. `sizes` caches the size of
 * each store until the store is written to, so that a save does not read every dataset again.
 */
async function usageOf(engine: Engine, sizes: Map<StoreName, number>): Promise<number> {
  const stores = [
    'projects',
    'projectsBefore',
    'runs',
    'checkpoints',
    'checkpointRows',
    'models',
    'modelWeights',
    'chunks',
    'versions',
    'library',
    'sets',
    'setsBefore',
    'imports',
    'aliases',
    'serviceLogs',
    'serviceLogParts',
  ] as const
  let usage = 0
  for (const store of stores) {
    let size = sizes.get(store)
    if (size === undefined) {
      const rows: readonly unknown[] = await engine.transact([store], 'read', (t) => t.all(store)).catch(() => [])
      size = rows.reduce<number>((sum, row) => sum + sizeOf(row), 0)
      sizes.set(store, size)
    }
    usage += size
  }
  return usage
}

function sizeOf(row: unknown): number {
  if (ArrayBuffer.isView(row)) return row.byteLength
  let bulk = 0
  const rest = JSON.stringify(row, (_, value) => {
    if (!ArrayBuffer.isView(value)) return value
    bulk += value.byteLength
    return 0
  })
  return bulk + rest.length
}

/** Copies only the bytes of the view, because IndexedDB would save the whole buffer behind it. */
function exact(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice()
}

type Table = Map<string, { readonly key: Key; readonly row: unknown }>

/** Opens an empty engine in memory. Rows are copied when they are written and read, as in IndexedDB. */
export function openMemoryEngine(): Engine {
  const tables = new Map<StoreName, Table>()
  let last: Promise<unknown> = Promise.resolve()
  return {
    transact(stores, _mode, work) {
      const mine = last.then(async () => {
        const staged = new Map(stores.map((store) => [store, new Map(tables.get(store) ?? [])]))
        try {
          const result = await work(transactionOver(staged))
          for (const [store, table] of staged) tables.set(store, table)
          return result
        } catch (error) {
          throw await asRefusal(error)
        }
      })
      last = mine.catch(() => undefined)
      return mine
    },
    close: () => tables.clear(),
  }
}

function transactionOver(staged: ReadonlyMap<StoreName, Table>): Transaction {
  const table = (store: StoreName): Table => {
    const found = staged.get(store)
    if (!found) throw new DOMException(`${store} is not part of this transaction`, 'NotFoundError')
    return found
  }
  const sorted = (store: StoreName, under?: string) =>
    [...table(store).values()]
      .filter(({ key }) => under === undefined || (typeof key !== 'string' && key[0] === under))
      .sort((a, b) => compare(a.key, b.key))
  return {
    get: async <S extends StoreName>(store: S, key: Key) =>
      structuredClone(table(store).get(JSON.stringify(key))?.row) as Rows[S] | undefined,
    put: async (store, key, row) => {
      table(store).set(JSON.stringify(key), { key, row: structuredClone(row) })
    },
    remove: async (store, key) => {
      table(store).delete(JSON.stringify(key))
    },
    keys: async (store, under) => sorted(store, under).map(({ key }) => key),
    all: async <S extends StoreName>(store: S, under?: string) =>
      sorted(store, under).map(({ row }) => structuredClone(row) as Rows[S]),
    runsOf: async (project) =>
      sorted('runs')
        .map(({ row }) => structuredClone(row) as Rows['runs'])
        .filter((run) => run.project === project),
  }
}

function compare(a: Key, b: Key): number {
  const [nameA, numberA] = typeof a === 'string' ? [a, 0] : a
  const [nameB, numberB] = typeof b === 'string' ? [b, 0] : b
  if (nameA !== nameB) return nameA < nameB ? -1 : 1
  return numberA - numberB
}
