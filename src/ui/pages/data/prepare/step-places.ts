/** @file Step places: where a step that is added makes sense among the others, and which one stands where it does not. */
import type { PrepareStep } from '../../../../catalog/plan'

const SCALING: ReadonlySet<string> = new Set(['standardize', 'minMax', 'robust'])
/** They are about values as they were measured: behind a scaling half of them are below 0, or limits mean something else. */
const OF_RAW_VALUES: ReadonlySet<string> = new Set(['log', 'clip'])

/** The places to try for a new step, the best one first: what is missing is filled in first of all, a logarithm comes before scaling. */
export function placesFor(kind: string, steps: readonly PrepareStep[]): readonly number[] {
  const places = Array.from({ length: steps.length + 1 }, (_, i) => steps.length - i)
  if (kind === 'impute') return places.toReversed()
  const scaled = steps.findIndex((step) => SCALING.has(step.kind))
  if (scaled < 0 || !OF_RAW_VALUES.has(kind)) return places
  return [...places.filter((place) => place <= scaled), ...places.filter((place) => place > scaled)]
}

/** A logarithm behind a scaling: of all values below the middle nothing is left. With the scaling, and the steps put right. */
export function lateLog(
  steps: readonly PrepareStep[],
): { readonly scaling: string; readonly mended: readonly PrepareStep[] } | undefined {
  const scaled = steps.findIndex(({ kind }) => SCALING.has(kind))
  const log = scaled < 0 ? -1 : steps.findIndex(({ kind }, i) => kind === 'log' && i > scaled)
  const [scaling, step] = [steps[scaled], steps[log]]
  if (!scaling || !step) return undefined
  return { scaling: scaling.kind, mended: steps.toSpliced(log, 1).toSpliced(scaled, 0, step) }
}
