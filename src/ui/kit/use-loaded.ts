/** @file useLoaded: a value that is read from a command, the storage, or a worker. */
import { type DependencyList, useState } from 'react'
import { errorMessage } from '../../base/result'
import { useOnChange } from './use-on-change'

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
