/** @file Notes and summarizes results of the Evaluate page, for the checks of lessons. */
import type { AppContext } from '../context'
import type { Results } from './result-values'

/** Notes a result, which counts as long as the same weights are in use. */
export function noteResult<Name extends keyof Results>(
  { store }: AppContext,
  name: Name,
  values: NonNullable<Results[Name]>,
): void {
  const state = store.getState()
  const run = state.run.tag === 'idle' ? state.inUse?.run : state.run.id
  if (run === undefined) return
  const before = state.results?.run === run ? state.results.values : {}
  store.setState({ results: { run, values: { ...before, [name]: values } } })
}

/** The name with the largest value, by its absolute value; an empty text if there is none. */
export function strongest(names: readonly string[], values: ArrayLike<number>): string {
  let best = -1
  for (let i = 0; i < names.length; i++) {
    if (best < 0 || Math.abs(values[i] ?? 0) > Math.abs(values[best] ?? 0)) best = i
  }
  return names[best] ?? ''
}
