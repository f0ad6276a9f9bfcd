/** @file Test looks: how often the test rows of each version of a set were looked at on this device, kept across reloads. */
import type { Storage } from '../storage/records'
import type { BoardStore } from './board'
import type { AppState, TestLooks } from './state'

type Desk = { readonly store: BoardStore<AppState>; readonly storage: Pick<Storage, 'settings'> }

const KEY = 'testLooks'

/** Reads what this device remembers. */
export async function takeUpLooks({ store, storage }: Desk): Promise<void> {
  const testLooks = looksIn(await storage.settings.get(KEY).catch(() => undefined))
  store.setState({ testLooks })
}

/** Counts a look, and keeps it; looks of another tab meanwhile are not lost. Resolves with how many there were now. */
export async function countLook({ store, storage }: Desk, key: string): Promise<number> {
  const kept = looksIn(await storage.settings.get(KEY).catch(() => undefined))
  const before = Math.max(kept[key]?.count ?? 0, store.getState().testLooks[key]?.count ?? 0)
  const looks = { ...kept, [key]: { count: before + 1, last: new Date().toISOString() } }
  store.setState(({ testLooks }) => ({ testLooks: { ...testLooks, ...looks } }))
  // A browser that keeps nothing counts until the page closes.
  await storage.settings.put(KEY, looks).catch(() => undefined)
  return before + 1
}

/** How often the test rows in use were looked at. */
export function looksNow({ data, testLooks }: Pick<AppState, 'data' | 'testLooks'>): number {
  return data.tag === 'ready' ? looksAt(testLooks, data.key) : 0
}

/** Whether the test rows in use were never looked at. */
export function isSealed(state: Pick<AppState, 'data' | 'testLooks'>): boolean {
  return state.data.tag === 'ready' && state.data.split.test.length > 0 && looksNow(state) === 0
}

/** Looks at the test rows of these data. */
export function looksAt(looks: AppState['testLooks'], key: string | undefined): number {
  return key !== undefined && Object.hasOwn(looks, key) ? (looks[key]?.count ?? 0) : 0
}

function looksIn(kept: unknown): AppState['testLooks'] {
  if (typeof kept !== 'object' || kept === null) return {}
  return Object.fromEntries(
    Object.entries(kept).flatMap(([key, looks]) => {
      const { count, last } = (looks ?? {}) as Partial<TestLooks>
      return Number.isInteger(count) && (count as number) > 0
        ? [[key, { count: count as number, last: String(last) }]]
        : []
    }),
  )
}
