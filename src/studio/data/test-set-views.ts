/**
 * @file Test set views: how often the test rows of each split of a dataset version have been evaluated or viewed, stored
 * on this device.
 */
import type { Storage } from '../../storage/records'
import type { BoardStore } from '../network/canvas-board'
import type { AppState, TestSetViews } from '../state'
import type { ReadyData } from './data-session'

/** Rows in sets. */
type Sets = Pick<ReadyData, 'key' | 'split'>

type Deps = { readonly store: BoardStore<AppState>; readonly storage: Pick<Storage, 'settings'> }

const KEY = 'testLooks'

/** Loads the stored view counts. */
export async function loadTestSetViews({ store, storage }: Deps): Promise<void> {
  const testLooks = looksIn(await storage.settings.get(KEY).catch(() => undefined))
  store.setState({ testLooks })
}

/**
 * Counts a view of the test rows and stores the count, including views counted by other tabs. Resolves with the new
 * count.
 */
export async function countTestSetView({ store, storage }: Deps, sets: Sets): Promise<number> {
  const key = testSetKey(sets)
  const kept = looksIn(await storage.settings.get(KEY).catch(() => undefined))
  const before = Math.max(kept[key]?.count ?? 0, store.getState().testLooks[key]?.count ?? 0)
  const looks = { ...kept, [key]: { count: before + 1, last: new Date().toISOString() } }
  store.setState(({ testLooks }) => ({ testLooks: { ...testLooks, ...looks } }))
  // If storage is not available, the count lasts until the page closes.
  await storage.settings.put(KEY, looks).catch(() => undefined)
  return before + 1
}

/** How often the test rows in use have been evaluated or viewed. */
export function currentTestSetViews({ data, testLooks }: Pick<AppState, 'data' | 'testLooks'>): number {
  return data.tag === 'ready' ? testSetViews(testLooks, data) : 0
}

/** Whether the test rows in use have never been evaluated or viewed. */
export function isSealed(state: Pick<AppState, 'data' | 'testLooks'>): boolean {
  return state.data.tag === 'ready' && state.data.split.test.length > 0 && currentTestSetViews(state) === 0
}

const NO_ROWS: ArrayLike<number> = []

/** The rows that the examples to try are taken from: unseen ones if possible, but none of a sealed test set. */
export function rowsToTry(state: Pick<AppState, 'data' | 'testLooks'>): ArrayLike<number> {
  if (state.data.tag !== 'ready') return NO_ROWS
  const { test, validation, train } = state.data.split
  return [isSealed(state) ? NO_ROWS : test, validation].find(({ length }) => length > 0) ?? train
}

/** How often the test rows of these sets have been evaluated or viewed; 0 if the sets are not known. */
export function testSetViews(looks: AppState['testLooks'], sets: Sets | undefined): number {
  const key = sets && testSetKey(sets)
  return key !== undefined && Object.hasOwn(looks, key) ? (looks[key]?.count ?? 0) : 0
}

const hashes = new WeakMap<Uint32Array, number>()

/** Identifies test rows: another split has other ones, which nobody has seen. */
export function testSetKey({ key, split: { test } }: Sets): string {
  // FNV-1a, over whole row numbers.
  const hash = hashes.get(test) ?? test.reduce((sum, row) => Math.imul(sum ^ row, 0x01000193) >>> 0, 0x811c9dc5)
  hashes.set(test, hash)
  return `${key} ${test.length} ${hash}`
}

function looksIn(kept: unknown): AppState['testLooks'] {
  if (typeof kept !== 'object' || kept === null) return {}
  return Object.fromEntries(
    Object.entries(kept).flatMap(([key, looks]) => {
      const { count, last } = (looks ?? {}) as Partial<TestSetViews>
      return Number.isInteger(count) && (count as number) > 0
        ? [[key, { count: count as number, last: String(last) }]]
        : []
    }),
  )
}
