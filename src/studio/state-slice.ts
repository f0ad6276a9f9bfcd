/** @file sliceOf: one part of the state, read, changed, and watched like a store of its own. */
import type { StoreApi } from 'zustand/vanilla'

export interface Slice<T> {
  getState(): T
  /** Merges a part into the value; with `replace`, the part is the new value. */
  setState(part: T | Partial<T> | ((now: T) => T | Partial<T>), replace?: boolean): void
  /** Calls the listener when the value has changed. Returns a function that ends this. */
  subscribe(listener: (now: T, before: T) => void): () => void
}

/** The part of a store, or of another slice, under a key. */
export function sliceOf<S, K extends keyof S>(store: Slice<S> | StoreApi<S>, key: K): Slice<S[K]> {
  const getState = () => store.getState()[key]
  return {
    getState,
    setState(part, replace) {
      const now = getState()
      // The cast is safe: a value of S[K] is never a function.
      const next = typeof part === 'function' ? (part as (now: S[K]) => Partial<S[K]>)(now) : part
      const value = (replace ? next : { ...now, ...next }) as S[K]
      store.setState({ [key]: value } as unknown as Partial<S>)
    },
    subscribe: (listener) =>
      store.subscribe((now, before) => {
        if (now[key] !== before[key]) listener(now[key], before[key])
      }),
  }
}
