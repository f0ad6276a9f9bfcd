/**
 * @file Rules of preparation steps: whether they fit their column, which steps can be added and where, and whether a
 * logarithm is in the wrong position.
 */
import { fail, type Result } from '../../../../base/result'
import type { ColumnSchema } from '../../../../catalog/dataset-schema'
import { choice, type ParamSpecs } from '../../../../catalog/params'
import type { PrepareStep } from '../../../../catalog/training-plan'
import { findTransform, transforms } from '../../../../data/transforms/index'
import { targetStepsProblem } from '../../../../data/transforms/numeric-target'
import { resolveSteps, textTargetShape } from '../../../../data/transforms/step-chain'
import { orderColumns } from '../../../../data/transforms/windows'
import { formOf } from '../../../../data/transforms/transform'
import { prepareText } from '../../../../messages/en/data/prepare'
import type { Problem } from '../../../../messages/problem'

const text = prepareText.steps

/**
 * How a column is predicted: as text, position by position, or as a number that is converted back to the column's
 * units.
 */
export type PredictedAs = 'text' | 'number'

/**
 * Checks whether the steps fit the column and, if the column is predicted, whether the output can be converted back to
 * text or a number.
 */
export function linkedSteps(
  column: ColumnSchema,
  steps: readonly PrepareStep[],
  predictedAs: PredictedAs | undefined,
): Result<unknown, Problem> {
  if (predictedAs === 'text') return textTargetShape(column, steps)
  const links = resolveSteps(column.name, formOf(column), steps)
  const problem = links.ok && predictedAs === 'number' ? targetStepsProblem(column, steps) : undefined
  return problem ? fail(problem) : links
}

/** For parameters that name a column, replaces the spec with a spec that offers the dataset's columns. */
export function specsIn(specs: ParamSpecs, { name }: ColumnSchema, columns: readonly ColumnSchema[]): ParamSpecs {
  const { by, within } = specs
  if (!by || !within) return specs
  const { times, groups } = orderColumns(name, columns)
  return {
    ...specs,
    by: choice({ label: by.label, options: times, default: '', help: by.help ?? '' }),
    within: choice({ label: within.label, options: ['', ...groups], default: '', help: within.help ?? '' }),
  }
}

/** Why the only step cannot be removed; undefined if steps can be removed. */
export function neededText(
  column: ColumnSchema,
  steps: readonly PrepareStep[],
  predictedAs: PredictedAs | undefined,
): string | undefined {
  if (steps.length !== 1 || linkedSteps(column, [], predictedAs).ok) return undefined
  const why = text.needed[predictedAs ? 'predict' : 'read']
  switch (column.type) {
    case 'text':
    case 'category':
    case 'time':
      return why[column.type]
    default:
      return why.other
  }
}

interface Addition {
  readonly title: string
  readonly about: string
  /** All steps of the column, including this one. */
  readonly steps: readonly PrepareStep[]
  readonly position: number
}

/**
 * The steps that can be added to a valid sequence. A step either is inserted at the best position (followed by one-hot
 * encoding if it creates a category) or replaces one step or all steps from some position on, as when text is split into
 * words instead of characters.
 */
export function additions(
  column: ColumnSchema,
  columns: readonly ColumnSchema[],
  steps: readonly PrepareStep[],
  predictedAs: PredictedAs | undefined,
): readonly Addition[] {
  const fits = (next: readonly PrepareStep[]) => linkedSteps(column, next, predictedAs).ok
  return transforms.flatMap(({ kind, title, about }): readonly Addition[] => {
    // Missing values are imputed before all other steps.
    const fills = kind === 'impute'
    const [by = ''] = orderColumns(column.name, columns).times
    const added: PrepareStep =
      kind === 'timeWindow'
        ? { kind, by, horizon: 1 }
        : fills && column.type === 'category'
          ? { kind, by: 'mostFrequent' }
          : { kind, ...(kind === 'log' && predictedAs === 'number' ? { form: 'signed' } : {}) }
    const placements = [
      (position: number) => steps.toSpliced(position, 0, added),
      (position: number) => [...steps.slice(0, position), added, { kind: 'oneHot' }],
      (position: number) => steps.toSpliced(position, 1, added),
      (position: number) => [...steps.slice(0, position), added],
    ]
    // How many steps each of them replaces.
    const replaces = [0, Number.POSITIVE_INFINITY, 1, Number.POSITIVE_INFINITY]
    for (const [direction, tried] of placements.entries()) {
      const position = positionsFor(kind, steps).find((at) => fits(tried(at)))
      if (position === undefined || JSON.stringify(tried(position)) === JSON.stringify(steps)) continue
      const replaced = steps
        .slice(position, position + (replaces[direction] as number))
        .map((one) => findTransform(one.kind)?.title ?? one.kind)
      const shown = replaced.length > 0 ? text.instead({ step: title, replaced }) : title
      return [{ title: shown, about, steps: tried(position), position: position }]
    }
    return []
  })
}

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

/** The steps of a target with the window one row earlier, if its window includes the value to predict. */
export function withOffset(steps: readonly PrepareStep[]): readonly PrepareStep[] | undefined {
  const at = steps.findIndex(({ kind }) => kind === 'window' || kind === 'timeWindow')
  const step = steps[at]
  return step && !(Number(step.horizon) > 0) ? steps.with(at, { ...step, horizon: 1 }) : undefined
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
