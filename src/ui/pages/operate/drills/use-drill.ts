/**
 * @file useDrill: the state of the open drill, the verification of its score, and the titles of the parts of a score.
 */

import { createStore, type StoreApi } from 'zustand/vanilla'
import { errorMessage } from '../../../../base/result'
import { drillsText as text } from '../../../../messages/en/operate/drills'
import type { DrillPart } from '../../../../ops/drill-grade'
import { actionsTaken } from '../../../../studio/operate/drills/drill-session'
import type { VerifiedScore } from '../../../../studio/operate/drills/drill-verify'
import type { DrillState } from '../../../../studio/operate/state'
import { useLog, useOperate } from '../use-operate'

/** The state of the drill; re-renders as it changes. */
export function useDrill(): DrillState {
  return useOperate(({ drill }) => drill)
}

/** Whether a drill is in progress. The drill's scenario and simulated ground truth stay hidden until it ends. */
export function useDrillContinues(): boolean {
  const { tag } = useDrill()
  return tag === 'open' || tag === 'scoring'
}

/** The actions taken so far, re-read as the log grows. */
export function useActs() {
  const drill = useDrill()
  return actionsTaken(drill, useLog())
}

// Verifies a result file by replaying the drill. Verification continues in the background while the user visits other
// pages.

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
    store.setState({ tag: 'failed', why: errorMessage(error) }, true)
  }
}

/**
 * The title of a part of the score. A drill's error budget covers the duration of the drill, which is shorter than the
 * period of an ordinary objective.
 */
export function partTitle(id: DrillPart['id'], durationMs: number): string {
  return id === 'budget' ? text.parts.budget({ ms: durationMs }) : text.parts[id]
}
