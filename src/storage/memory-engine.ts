/**
 * @file The engine for browsers that store nothing: the same transactions in memory, with all data lost when the page
 * closes.
 */
import type { Engine, Key, Rows, StoreName, Transaction } from './storage-engine'
import { asRefusal } from './storage-errors'

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
