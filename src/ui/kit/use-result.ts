/** @file useResult: the result of asynchronous work, such as a command, which runs again when its keys change. */
import { type DependencyList, useState } from 'react'
import { useOnChange } from './use-on-change'

export interface Outcome<T> {
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
