/** @file Step places: where a new step belongs among the others, and whether a logarithm is in the wrong place. */
import type { PrepareStep } from '../../../../catalog/plan'

const SCALING: ReadonlySet<string> = new Set(['standardize', 'minMax', 'robust'])
/** Steps for values as they were measured: after scaling, half of the values are below 0, and limits mean something else. */
const OF_RAW_VALUES: ReadonlySet<string> = new Set(['log', 'clip'])

/** The places to try for a new step, the best one first: filling in comes before everything, a logarithm before scaling. */
export function placesFor(kind: string, steps: readonly PrepareStep[]): readonly number[] {
  const places = Array.from({ length: steps.length + 1 }, (_, i) => steps.length - i)
  if (kind === 'impute') return places.toReversed()
  const scaled = steps.findIndex((step) => SCALING.has(step.kind))
  if (scaled < 0 || !OF_RAW_VALUES.has(kind)) return places
  return [...places.filter((place) => place <= scaled), ...places.filter((place) => place > scaled)]
}

/** A logarithm after scaling loses all values below the center: the scaling, and the steps in the correct order. */
export function lateLog(
  steps: readonly PrepareStep[],
): { readonly scaling: string; readonly fixed: readonly PrepareStep[] } | undefined {
  const scaled = steps.findIndex(({ kind }) => SCALING.has(kind))
  const log = scaled < 0 ? -1 : steps.findIndex(({ kind }, i) => kind === 'log' && i > scaled)
  const [scaling, step] = [steps[scaled], steps[log]]
  if (!scaling || !step) return undefined
  return { scaling: scaling.kind, fixed: steps.toSpliced(log, 1).toSpliced(scaled, 0, step) }
}
