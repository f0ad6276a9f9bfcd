/**
 * @file The engine on IndexedDB. A write succeeds only when its transaction completes, not when its request succeeds,
 * because a full disk can still abort the transaction. Every transaction has a deadline, because a damaged file may
 * never respond.
 */

import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, unwrap } from 'idb'
import { type Message, message, Refusal } from '../messages/message'
import {
  asRefusal,
  type Engine,
  type Key,
  type Mode,
  nameOf,
  type Rows,
  type StoreName,
  type Transaction,
  within,
} from './storage-engine'

export interface IdbOptions {
  readonly name: string
  readonly deadlineMs: number
  /**
   * Called when this tab can no longer save (because another tab upgraded the database), or when the browser deleted
   * the data.
   */
  readonly onClosed: (reason: Message) => void
  /** Called when an older tab has blocked the database for two seconds. */
  readonly onBlocked: (reason: Message) => void
  /** The migrations to apply; if absent, those that come with Netloom. */
  readonly migrations?: readonly Migration[]
}

type Database = IDBPDatabase<Schema>
type NativeTransaction = IDBPTransaction<Schema, StoreName[], 'readonly' | 'readwrite'>

/** Assumed minimum write speed for deadlines: even slow disks write 2 MB per second. */
const BYTES_PER_MS = 2000

/** Opens the database, migrating it if it is older; rejects with a Refusal. */
export async function openIdbEngine(options: IdbOptions): Promise<Engine> {
  let state: 'open' | 'lost' | 'closed' = 'open'
  const connect = () =>
    openDatabase(options, (why) => {
      if (state === 'closed') return
      state = why === 'updated' ? 'closed' : 'lost'
      options.onClosed(why === 'updated' ? message('storage-closed', {}) : message('storage-lost', {}))
    })
  let database = await connect()

  const usable = async (): Promise<Database> => {
    if (state === 'closed') throw new Refusal(message('storage-closed', {}))
    if (state === 'lost') {
      database = await connect()
      state = 'open'
    }
    return database
  }

  const begin = async (stores: readonly StoreName[], mode: Mode): Promise<NativeTransaction> => {
    const start = (on: Database) =>
      on.transaction([...stores], mode === 'read' ? 'readonly' : 'readwrite', {
        durability: mode === 'write' ? 'strict' : 'relaxed',
      })
    try {
      return start(await usable())
    } catch (error) {
      // The browser has deleted the data but not reported it yet: the open database is invalid, and a new one starts
      // empty.
      if (nameOf(error) !== 'InvalidStateError' || state === 'closed') throw error
      state = 'lost'
      return start(await usable())
    }
  }

  return {
    async transact(stores, mode, work, bytes = 0) {
      try {
        const native = await begin(stores, mode)
        return await settle(native, work, options.deadlineMs + bytes / BYTES_PER_MS)
      } catch (error) {
        throw await asRefusal(error)
      }
    },
    close() {
      state = 'closed'
      database.close()
    },
  }
}

/** For how many further deadlines to wait for the end of a transaction that can no longer be aborted. */
const LATE = 5

async function settle<T>(
  native: NativeTransaction,
  work: (transaction: Transaction) => Promise<T>,
  deadlineMs: number,
): Promise<T> {
  native.done.catch(() => undefined) // `finished` below receives the same rejection, with its cause
  const finished = new Promise<void>((resolve, reject) => {
    const raw = unwrap(native)
    raw.addEventListener('complete', () => resolve())
    raw.addEventListener('abort', () =>
      reject(raw.error ?? new DOMException('The transaction was aborted', 'AbortError')),
    )
  })
  finished.catch(() => undefined)
  const outcome = Promise.all([work(transactionOver(native)), finished])
  outcome.catch(() => undefined)
  try {
    const [value] = await within(deadlineMs, outcome)
    return value
  } catch (error) {
    if (!abort(native)) {
      // It has ended or is ending. After a page was frozen, a deadline passes before the news of a successful end.
      const late = await within(LATE * deadlineMs, outcome).catch(() => undefined)
      if (late) return late[0]
    }
    // A failed request aborts its transaction; if the transaction has an error of its own, that error is the cause.
    const cause = unwrap(native).error
    throw error instanceof Refusal || cause === null || nameOf(error) === 'QuotaExceededError' ? error : cause
  }
}

/** Aborts a transaction; false if it has already ended, or is already committing. */
function abort(native: NativeTransaction): boolean {
  try {
    native.abort()
    return true
  } catch {
    return false
  }
}

function transactionOver(native: NativeTransaction): Transaction {
  const store = (name: StoreName) => native.objectStore(name)
  const writable = (name: StoreName) => {
    const raw = (native as IDBPTransaction<Schema, StoreName[], 'readwrite'>).objectStore(name)
    return raw as unknown as { put(row: unknown, key: unknown): Promise<unknown>; delete(key: unknown): Promise<void> }
  }
  return {
    get: async <S extends StoreName>(name: S, key: Key) =>
      (await store(name).get(key as string)) as Rows[S] | undefined,
    put: async (name, key, row) => {
      await writable(name).put(row, key)
    },
    remove: (name, key) => writable(name).delete(key),
    keys: async (name, under) => (await store(name).getAllKeys(rangeUnder(under))) as Key[],
    all: async <S extends StoreName>(name: S, under?: string) =>
      (await store(name).getAll(rangeUnder(under))) as unknown as Rows[S][],
    runsOf: async (project) => await native.objectStore('runs').index('project').getAll(project),
  }
}

function rangeUnder(name: string | undefined): IDBKeyRange | undefined {
  return name === undefined ? undefined : (IDBKeyRange.bound([name], [name, []]) as IDBKeyRange)
}

/**
 * Opens the database. Waits as long as an older tab blocks it (and reports that), but not for a database that never
 * responds.
 */
async function openDatabase(options: IdbOptions, onClosed: (why: 'updated' | 'lost') => void): Promise<Database> {
  let blocked: ReturnType<typeof setTimeout> | undefined
  let reportBlocked = () => {}
  const isBlocked = new Promise<'blocked'>((resolve) => {
    reportBlocked = () => resolve('blocked')
  })
  const steps = options.migrations ?? migrations
  const opening = openDB<Schema>(options.name, steps.length, {
    upgrade(database, from, _to, transaction) {
      for (const migrate of steps.slice(from)) migrate(database, transaction as never)
    },
    blocked() {
      reportBlocked()
      blocked = setTimeout(() => options.onBlocked(message('storage-blocked', {})), 2000)
    },
    blocking(_current, _next, event) {
      ;(event.target as IDBDatabase).close()
      onClosed('updated')
    },
    terminated: () => onClosed('lost'),
  })
  try {
    await within(2 * options.deadlineMs, Promise.race([opening, isBlocked]))
    return await opening
  } catch (error) {
    // If the database still opens later, close it so that it does not block other tabs.
    opening.then((late) => late.close()).catch(() => undefined)
    throw await asRefusal(error)
  } finally {
    clearTimeout(blocked)
  }
}

/** The current database schema, in the form that idb's types need. */
type Schema = DBSchema & {
  [S in Exclude<StoreName, 'runs'>]: { key: Exclude<Key, readonly unknown[]> | [string, number]; value: Rows[S] }
} & { runs: { key: string; value: Rows['runs']; indexes: { project: string } } }

type Migration = (
  database: IDBPDatabase<Schema>,
  transaction: IDBPTransaction<Schema, StoreName[], 'versionchange'>,
) => void

export const migrations: readonly Migration[] = [
  /** Version 1: the first schema. */
  (database) => {
    database.createObjectStore('projects')
    database.createObjectStore('projectsBefore')
    database.createObjectStore('runs').createIndex('project', 'project')
    database.createObjectStore('checkpoints')
    database.createObjectStore('models')
    database.createObjectStore('modelWeights')
    database.createObjectStore('chunks')
    database.createObjectStore('settings')
  },
  /**
   * Version 2: a list of checkpoints without their weights. Existing checkpoints are not read here, because one damaged
   * file would block the whole database.
   */
  (database) => {
    database.createObjectStore('checkpointRows')
  },
  /** Version 3: named versions of a project, and the block library. */
  (database) => {
    database.createObjectStore('versions')
    database.createObjectStore('library')
  },
  /** Version 4: the user's datasets and running imports. Their rows are stored in `chunks`. */
  (database) => {
    database.createObjectStore('sets')
    database.createObjectStore('setsBefore')
    database.createObjectStore('imports')
  },
  /** Version 5: model aliases, each stored as a list of moves. */
  (database) => {
    database.createObjectStore('aliases')
  },
  /** Version 6: service logs, as heads and their parts. */
  (database) => {
    database.createObjectStore('serviceLogs')
    database.createObjectStore('serviceLogParts')
  },
]
