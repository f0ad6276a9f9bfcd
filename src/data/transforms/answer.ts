/**
 * @file Answer: the steps of a number that is predicted. The network learns what they give, and everything that is told is what their
 * inverses make of its numbers: so each has one, and takes every value back to itself.
 */
import { message } from '../../messages/message'
import type { Problem } from '../../messages/problem'
import type { ColumnSchema } from '../../catalog/dataset-schema'
import type { Plan, PrepareStep } from '../../catalog/plan'
import { findTransform, transforms } from './index'
import type { FittedColumn } from './transform'

/** The steps a plan has for a predicted number, a logarithm signed unless it says otherwise; none where they make windows, which are for inputs. */
export function ownAnswerSteps(column: string, { prepare }: Pick<Plan, 'prepare'>): readonly PrepareStep[] | undefined {
  const steps = prepare && Object.hasOwn(prepare, column) ? prepare[column] : undefined
  if (!Array.isArray(steps) || steps.some(({ kind }) => kind === 'window' || kind === 'timeWindow')) return undefined
  return steps.map((step) => (step.kind === 'log' ? { form: 'signed', ...step } : step))
}

/** What is done with a predicted number: the plan's steps, or mean 0 and deviation 1 as usual. */
export function answerSteps(column: string, plan: Pick<Plan, 'prepare'>): readonly PrepareStep[] {
  return ownAnswerSteps(column, plan) ?? [{ kind: 'standardize' }]
}

/** Why these steps of a predicted number cannot be taken back, if so; that each takes what it gets is told before. */
export function answerProblem(
  { name: column }: Pick<ColumnSchema, 'name'>,
  steps: readonly PrepareStep[],
): Problem | undefined {
  const lost = steps.find(loses)
  if (!lost) return undefined
  const kinds = transforms.filter(({ inverse, takes }) => inverse && takes.includes('number')).map(({ title }) => title)
  return message('prepare-number-answer', { column, step: findTransform(lost.kind)?.title ?? lost.kind, kinds })
}

/** Whether two values may become one: below 0 the plain logarithm gives 0, and a range without a width is one value. */
function loses(step: PrepareStep): boolean {
  if (!findTransform(step.kind)?.inverse) return true
  return (
    (step.kind === 'log' && step.form === 'log1p') || (step.kind === 'minMax' && (step.low ?? 0) === (step.high ?? 1))
  )
}

/** What a number of the network is in the column's own unit. */
export function takenBack({ steps }: FittedColumn, value: number): number {
  return steps.reduceRight((now, step) => findTransform(step.kind)?.inverse?.(now, step) ?? Number.NaN, value)
}
