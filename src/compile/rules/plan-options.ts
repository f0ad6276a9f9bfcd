/** @file Checks the optional parts of a plan for values that are invalid regardless of the drawing. */
import { message } from '../../messages/message'
import type { Problem } from '../../messages/problem'
import { valuesOf } from '../../catalog/params'
import type { ClassWeights, Clip, Plan, SchedulePick, StopRules } from '../../catalog/training-plan'
import { findSchedule, schedules } from '../../catalog/learning-rate-schedules'
import { balanceProblem } from './split-and-balance'
import { preparation } from '../../data/transforms/loaded-transforms'

const CLIPS: readonly string[] = ['value', 'norm', 'globalNorm'] satisfies readonly Clip['by'][]

/**
 * The first problem of each optional part that is set. Scripts and files may contain anything, so every value is
 * checked.
 */
export function optionProblems(plan: Plan): readonly (Problem | undefined)[] {
  const { schedule, clip, accumulate = 1, movingAverage = 0, classWeights, stopWhen, keepEvery = 1 } = plan
  const blind = !(plan.split.validation > 0)
  return [
    schedule && scheduleProblem(schedule),
    clip && clipProblem(clip),
    isWhole(accumulate, 1, 1024) ? undefined : message('plan-accumulate', { value: Number(accumulate) }),
    movingAverage >= 0 && movingAverage <= 0.9999
      ? undefined
      : message('plan-average', { value: Number(movingAverage) }),
    classWeights && weightsProblem(classWeights),
    plan.balance && balanceProblem(plan.balance),
    // The module with this check is loaded shortly after the page, together with the preparation steps.
    plan.augment && preparation()?.augmentProblem(plan.augment),
    stopWhen && rulesProblem(stopWhen, blind),
    isWhole(keepEvery, 1, 100_000) ? undefined : message('plan-keep-every', { value: Number(keepEvery) }),
  ]
}

/** Whether a number is an integer in the inclusive range [min, max]. */
export function isWhole(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max
}

/** Whether the metric is available only with a validation set. */
export function needsValidation(metric: unknown): boolean {
  return typeof metric === 'string' && metric.startsWith('validation')
}

function scheduleProblem({ kind, ...params }: SchedulePick): Problem | undefined {
  const def = findSchedule(kind)
  if (!def) return message('plan-schedule', { kind: String(kind), kinds: schedules.map((one) => one.kind) })
  const values = valuesOf(def.params, params, def.title)
  return values.ok ? undefined : values.error
}

function clipProblem({ by, limit }: Clip): Problem | undefined {
  if (!CLIPS.includes(by)) return message('plan-clip', { by: String(by), kinds: CLIPS })
  return limit > 0 && limit <= 1e6 ? undefined : message('plan-clip-limit', { value: Number(limit) })
}

function weightsProblem(weights: ClassWeights): Problem | undefined {
  if (weights === 'balanced') return undefined
  if (typeof weights !== 'object') return message('plan-class-weights', {})
  const wrong = Object.entries(weights).find(([, weight]) => !(weight >= 0 && weight <= 1e6))
  return wrong && message('plan-class-weight', { label: wrong[0], value: Number(wrong[1]) })
}

function rulesProblem({ metric, steps = 1, seconds = 1 }: StopRules, blind: boolean): Problem | undefined {
  if (metric) {
    const { name, value } = metric
    if (typeof name !== 'string' || name === '') return message('plan-stop-metric', {})
    if (!Number.isFinite(value)) return message('plan-stop-value', { metric: name, value: Number(value) })
    if (blind && needsValidation(name)) return message('plan-stop-blind', { metric: name })
  }
  if (!isWhole(steps, 1, 1e9)) return message('plan-stop-steps', { value: Number(steps) })
  return seconds > 0 && seconds <= 1e9 ? undefined : message('plan-stop-seconds', { value: Number(seconds) })
}
