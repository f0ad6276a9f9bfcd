/**
 * @file Step positions: where to insert a new step among the existing steps, and whether a logarithm is in the wrong
 * position.
 */
import type { PrepareStep } from '../../../../catalog/training-plan'

const SCALING: ReadonlySet<string> = new Set(['standardize', 'minMax', 'robust'])
/**
 * Steps that need unscaled values: after scaling, about half of the values are negative, and clipping limits no longer
 * have the same meaning.
 */
const OF_RAW_VALUES: ReadonlySet<string> = new Set(['log', 'clip'])

/**
 * The positions to try for a new step, best first: imputation belongs before all other steps, and a logarithm before
 * scaling.
 */
export function positionsFor(kind: string, steps: readonly PrepareStep[]): readonly number[] {
  const positions = Array.from({ length: steps.length + 1 }, (_, i) => steps.length - i)
  if (kind === 'impute') return positions.toReversed()
  const scaled = steps.findIndex((step) => SCALING.has(step.kind))
  if (scaled < 0 || !OF_RAW_VALUES.has(kind)) return positions
  return [...positions.filter((position) => position <= scaled), ...positions.filter((position) => position > scaled)]
}

/**
 * Finds a logarithm that follows scaling, where it would lose all values below the center. Returns the scaling step and
 * the steps in the correct order.
 */
export function misplacedLog(
  steps: readonly PrepareStep[],
): { readonly scaling: string; readonly fixed: readonly PrepareStep[] } | undefined {
  const scaled = steps.findIndex(({ kind }) => SCALING.has(kind))
  const log = scaled < 0 ? -1 : steps.findIndex(({ kind }, i) => kind === 'log' && i > scaled)
  const [scaling, step] = [steps[scaled], steps[log]]
  if (!scaling || !step) return undefined
  return { scaling: scaling.kind, fixed: steps.toSpliced(log, 1).toSpliced(scaled, 0, step) }
}
