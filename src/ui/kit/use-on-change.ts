/**
 * @file Hooks that run again when values change that they do not read themselves: what they read lies in the storage, a
 * worker, or a log that grows in place. The key says when it may have changed.
 */
import { type DependencyList, type EffectCallback, useEffect, useMemo, useState } from 'react'
import { errorMessage } from '../../base/result'

/** Runs an effect after the first render, and again whenever one of the keys has changed. */
export function useOnChange(keys: DependencyList, effect: EffectCallback): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caller says when to run it again
  useEffect(effect, keys)
}

/** Computes a value at the first render, and again whenever one of the keys has changed. */
export function useComputedOnChange<T>(keys: DependencyList, compute: () => T): T {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caller says when to compute it again
  return useMemo(compute, keys)
}

/** A value that has been read, or why it cannot be read; both are undefined while it is being read. */
export interface Loaded<T> {
  readonly value?: T | undefined
  readonly why?: string | undefined
}

const LOADING = {}

/**
 * Reads a value after the first render, and again when one of the keys changes. A value of other keys in `of` is never
 * shown; a change in `again` keeps the value until the new one is there.
 */
export function useLoaded<T>(
  of: DependencyList,
  load: () => Promise<T> | undefined,
  again: DependencyList = [],
): Loaded<T> {
  const [state, setState] = useState<{ readonly of: DependencyList; readonly loaded: Loaded<T> }>()
  useOnChange([...of, ...again], () => {
    let isCurrent = true
    const set = (loaded: Loaded<T>) =>
      isCurrent &&
      setState((before) => ({ of, loaded: isSame(of, before?.of) ? { ...before?.loaded, ...loaded } : loaded }))
    load()?.then(
      (value) => set({ value, why: undefined }),
      (error: unknown) => set({ why: errorMessage(error) }),
    )
    return () => {
      isCurrent = false
    }
  })
  return state && isSame(of, state.of) ? state.loaded : LOADING
}

function isSame(keys: DependencyList, before: DependencyList | undefined): boolean {
  return keys.every((key, i) => Object.is(key, before?.[i]))
}

/** The result of asynchronous work, such as a command, which runs again when its keys change. */
interface Outcome<T> {
  /** The newest result; undefined before the first one, and after work that failed. */
  readonly value?: T
  readonly error?: unknown
  /** Whether the outcome belongs to the current keys, rather than to earlier ones. */
  readonly isCurrent: boolean
}

/**
 * Runs the work at the first render and whenever one of the keys has changed; work that returns undefined is skipped.
 * The signal aborts once the result is no longer needed.
 */
export function useResult<T>(keys: DependencyList, work: (signal: AbortSignal) => Promise<T> | undefined): Outcome<T> {
  const [outcome, setOutcome] = useState<Omit<Outcome<T>, 'isCurrent'> & { readonly keys?: DependencyList }>({})
  useOnChange(keys, () => {
    const abort = new AbortController()
    const store = (result: { readonly value: T } | { readonly error: unknown }) => {
      if (!abort.signal.aborted) setOutcome({ ...result, keys })
    }
    work(abort.signal)?.then(
      (value) => store({ value }),
      (error: unknown) => store({ error }),
    )
    return () => abort.abort()
  })
  return { ...outcome, isCurrent: keys.every((key, i) => Object.is(key, outcome.keys?.[i])) }
}
