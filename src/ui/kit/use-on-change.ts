/**
 * @file Hooks that run again when values change that they do not read themselves: what they read lies in the storage, a
 * worker, or a log that grows in place. The key says when it may have changed.
 */
import { type DependencyList, type EffectCallback, useEffect, useMemo } from 'react'

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
