/** @file lowerPlan: the plan's losses and optimizer as class names and configs, which the worker builds. */
import { assert, present } from '../base/assert'
import type { LossDef } from '../catalog/loss-def'
import { findLoss } from '../catalog/losses'
import type { Lowered } from '../catalog/lowered'
import type { OptimizerDef } from '../catalog/optimizer-def'
import { findOptimizer } from '../catalog/optimizers'
import { type ParamSpecs, type ValuesOf, valuesOf } from '../catalog/params'
import { lossOf, type OptimizerPick, type Plan } from '../catalog/plan'
import type { OutputBinding } from '../data/binding'
import type { Head } from '../data/job'

export interface LoweredPlan {
  /** In the order of the outputs given. */
  readonly heads: readonly Head[]
  readonly optimizer: Lowered
}

/** Lowers a plan that the check has let through. */
export function lowerPlan(plan: Plan, outputs: readonly Pick<OutputBinding, 'label'>[]): LoweredPlan {
  const heads = outputs.map(({ label }) => {
    const pick = present(lossOf(plan, label), `the loss of ${label}`)
    const labelSmoothing = pick.labelSmoothing ?? 0
    return { label, loss: lossDefOf(plan, label).keras({ labelSmoothing }), weight: pick.weight ?? 1 }
  })
  const { def, params } = optimizerOf(plan.optimizer)
  return { heads, optimizer: def.keras(params) }
}

/** The definition of the loss of one output of a plan that the check has let through. */
export function lossDefOf(plan: Plan, label: string): LossDef {
  const { kind } = present(lossOf(plan, label), `the loss of ${label}`)
  return present(findLoss(kind), `the loss ${kind}`)
}

/** The definition and typed parameters of the optimizer of a plan that the check has let through. */
export function optimizerOf(pick: OptimizerPick): {
  readonly def: OptimizerDef
  readonly params: ValuesOf<ParamSpecs>
} {
  const { kind, ...given } = pick
  const def = present(findOptimizer(kind), `the optimizer ${kind}`)
  const params = valuesOf(def.params, given, def.title)
  assert(params.ok, `a checked ${def.kind} has parameters that do not fit`)
  return { def, params: params.value }
}
