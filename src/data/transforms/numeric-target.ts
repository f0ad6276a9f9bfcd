/**
 * @file Numeric targets: the preparation steps of a number to predict. The network learns to predict the transformed
 * value, and every reported value is converted back with the inverse steps, so each step must have an exact inverse.
 */
import { message } from '../../messages/message'
import type { Problem } from '../../messages/problem'
import type { ColumnSchema } from '../../catalog/dataset-schema'
import type { Plan, PrepareStep } from '../../catalog/training-plan'
import { findTransform, transforms } from './index'
import type { FittedColumn } from './transform'

/**
 * Returns the plan's steps for a numeric target. A logarithm step is the signed logarithm unless the plan sets another
 * form. Undefined if the steps create windows, which only inputs can have.
 */
export function plannedTargetSteps(
  column: string,
  { prepare }: Pick<Plan, 'prepare'>,
): readonly PrepareStep[] | undefined {
  const steps = prepare && Object.hasOwn(prepare, column) ? prepare[column] : undefined
  if (!Array.isArray(steps) || steps.some(({ kind }) => kind === 'window' || kind === 'timeWindow')) return undefined
  return steps.map((step) => (step.kind === 'log' ? { form: 'signed', ...step } : step))
}

/**
 * The steps of a numeric target: those of the plan or, by default, standardization to mean 0 and standard deviation 1.
 */
export function numericTargetSteps(column: string, plan: Pick<Plan, 'prepare'>): readonly PrepareStep[] {
  return plannedTargetSteps(column, plan) ?? [{ kind: 'standardize' }]
}

/**
 * Returns the reason why the steps of a numeric target cannot be inverted, or undefined if they can. An earlier check
 * verifies that each step accepts its input.
 */
export function targetStepsProblem(
  { name: column }: Pick<ColumnSchema, 'name'>,
  steps: readonly PrepareStep[],
): Problem | undefined {
  const lost = steps.find(isLossy)
  if (!lost) return undefined
  const kinds = transforms.filter(({ inverse, takes }) => inverse && takes.includes('number')).map(({ title }) => title)
  return message('prepare-number-answer', { column, step: findTransform(lost.kind)?.title ?? lost.kind, kinds })
}

/**
 * Whether a step can map two different values to the same value. The plain logarithm maps all negative numbers to 0,
 * and an empty output range maps everything to a single value.
 */
function isLossy(step: PrepareStep): boolean {
  if (!findTransform(step.kind)?.inverse) return true
  return (
    (step.kind === 'log' && step.form === 'log1p') || (step.kind === 'minMax' && (step.low ?? 0) === (step.high ?? 1))
  )
}

/** Converts a number predicted by the network to the column's units. */
export function invertTargetSteps({ steps }: FittedColumn, value: number): number {
  return steps.reduceRight((now, step) => findTransform(step.kind)?.inverse?.(now, step) ?? Number.NaN, value)
}
