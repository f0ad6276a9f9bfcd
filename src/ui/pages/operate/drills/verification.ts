/** @file Verdict: what playing a result's file again came to: it goes on, and is there, while the person looks at something else. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Verified } from '../../../../studio/operate/drill-verify'

export type Verdict =
  | { readonly tag: 'none' }
  | { readonly tag: 'playing' }
  | { readonly tag: 'told'; readonly verified: Verified }
  | { readonly tag: 'failed'; readonly why: string }

const verdicts = new WeakMap<object, StoreApi<Verdict>>()

/** The latest verdict beside a result that is shown; one store as long as that result is there. */
export function verdictStore(shown: object): StoreApi<Verdict> {
  const known = verdicts.get(shown) ?? createStore<Verdict>(() => ({ tag: 'none' }))
  verdicts.set(shown, known)
  return known
}

/** Plays it and keeps what comes of it; a refusal is a verdict too. */
export async function verifyBeside(store: StoreApi<Verdict>, play: () => Promise<Verified>): Promise<void> {
  store.setState({ tag: 'playing' }, true)
  try {
    store.setState({ tag: 'told', verified: await play() }, true)
  } catch (error) {
    store.setState({ tag: 'failed', why: error instanceof Error ? error.message : String(error) }, true)
  }
}
