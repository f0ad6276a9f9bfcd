/**
 * @file lowerPlan: lowers the plan for the worker: losses, optimizer, and schedule become class names and configs; the
 * rest becomes plain numbers.
 */
import { assert, expectDefined } from '../base/assert'
import type { Lowered } from '../catalog/keras-json'
import { findSchedule } from '../catalog/learning-rate-schedules'
import type { LossDef } from '../catalog/losses'
import { findLoss } from '../catalog/losses'
import type { OptimizerDef } from '../catalog/optimizers'
import { findOptimizer } from '../catalog/optimizers'
import { type ParamSpecs, type ValuesOf, valuesOf } from '../catalog/params'
import { lossOf, type OptimizerPick, type Plan, type SchedulePick } from '../catalog/training-plan'
import type { OutputBinding } from '../data/column-binding'
import type { TrainingJob } from '../data/training-job'

/** Heads are in the same order as the given outputs. */
export type LoweredPlan = Pick<
  TrainingJob,
  'heads' | 'optimizer' | 'schedule' | 'clip' | 'accumulate' | 'average' | 'earlyStopping' | 'stopWhen' | 'keepEvery'
>

/** Lowers a plan that has passed the check. */
export function lowerPlan(plan: Plan, outputs: readonly Pick<OutputBinding, 'label'>[]): LoweredPlan {
  const heads = outputs.map(({ label }) => {
    const pick = expectDefined(lossOf(plan, label), `the loss of ${label}`)
    const { labelSmoothing = 0, levels } = pick
    return { label, loss: lossDefOf(plan, label).keras({ labelSmoothing, levels }), weight: pick.weight ?? 1 }
  })
  const { def, params } = optimizerOf(plan.optimizer)
  const { schedule, clip, accumulate = 1, movingAverage = 0, earlyStopping, stopWhen, keepEvery } = plan
  return {
    heads,
    optimizer: def.keras(params),
    ...(schedule ? { schedule: lowerSchedule(schedule) } : {}),
    ...(clip ? { clip } : {}),
    ...(accumulate > 1 ? { accumulate } : {}),
    ...(movingAverage > 0 ? { average: movingAverage } : {}),
    ...(earlyStopping ? { earlyStopping } : {}),
    ...(stopWhen ? { stopWhen } : {}),
    ...(keepEvery === undefined ? {} : { keepEvery }),
  }
}

/**
 * Lowers the schedule of a checked plan to the form that `rateAt` reads, both in the worker and for the curve shown on
 * the page.
 */
export function lowerSchedule({ kind, ...given }: SchedulePick): Lowered {
  const def = expectDefined(findSchedule(kind), `the schedule ${kind}`)
  const params = valuesOf(def.params, given, def.title)
  assert(params.ok, `a checked ${def.kind} has parameters that do not fit`)
  return def.keras(params.value)
}

/** The definition of one output's loss. The plan must have passed the check. */
export function lossDefOf(plan: Plan, label: string): LossDef {
  const { kind } = expectDefined(lossOf(plan, label), `the loss of ${label}`)
  return expectDefined(findLoss(kind), `the loss ${kind}`)
}

/** The optimizer's definition and typed parameters. The plan must have passed the check. */
export function optimizerOf(pick: OptimizerPick): {
  readonly def: OptimizerDef
  readonly params: ValuesOf<ParamSpecs>
} {
  const { kind, ...given } = pick
  const def = expectDefined(findOptimizer(kind), `the optimizer ${kind}`)
  const params = valuesOf(def.params, given, def.title)
  assert(params.ok, `a checked ${def.kind} has parameters that do not fit`)
  return { def, params: params.value }
}
