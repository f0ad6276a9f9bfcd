/**
 * @file Verifies a result file by replaying the drill. Verification continues in the background while the user visits
 * other pages.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { VerifiedScore } from '../../../../studio/operate/drills/drill-verify'

export type Verification =
  | { readonly tag: 'none' }
  | { readonly tag: 'playing' }
  | { readonly tag: 'done'; readonly verified: VerifiedScore }
  | { readonly tag: 'failed'; readonly why: string }

const stores = new WeakMap<object, StoreApi<Verification>>()

/**
 * The store for the latest verification of a displayed result. There is one store per result object, and it is
 * garbage-collected together with that object.
 */
export function verificationStore(shown: object): StoreApi<Verification> {
  const known = stores.get(shown) ?? createStore<Verification>(() => ({ tag: 'none' }))
  stores.set(shown, known)
  return known
}

/** Replays a result file and stores the outcome, even if the file is rejected. */
export async function verifyInto(store: StoreApi<Verification>, play: () => Promise<VerifiedScore>): Promise<void> {
  store.setState({ tag: 'playing' }, true)
  try {
    store.setState({ tag: 'done', verified: await play() }, true)
  } catch (error) {
    store.setState({ tag: 'failed', why: error instanceof Error ? error.message : String(error) }, true)
  }
}
