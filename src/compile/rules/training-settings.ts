/** @file Reports plan settings that prevent training. These problems are not attached to a node. */
import { message } from '../../messages/message'
import type { Problem } from '../../messages/problem'
import { findLoss, losses } from '../../catalog/losses'
import { findOptimizer, optimizers } from '../../catalog/optimizers'
import { valuesOf } from '../../catalog/params'
import {
  type EarlyStopping,
  isOneLoss,
  LEARNING_RATES,
  type LossPick,
  type Plan,
  type SplitPick,
} from '../../catalog/training-plan'
import { isWhole, needsValidation, optionProblems } from './plan-options'
import type { Rule } from './rule-context'
import { splitProblem } from './split-and-balance'

export const plan: Rule = (context) =>
  planProblems(context.plan).map((problem) => ({ severity: 'error', problem, fixes: [] }) as const)

/** All problems of a plan that do not depend on the drawing. */
export function planProblems(plan: Plan): readonly Problem[] {
  const picks = isOneLoss(plan.loss) ? [plan.loss] : Object.values(plan.loss)
  const { learningRate, batchSize, epochs, seed } = plan
  const found = [
    learningRate >= LEARNING_RATES.min && learningRate <= LEARNING_RATES.max
      ? undefined
      : message('plan-learning-rate', { value: Number(learningRate), ...LEARNING_RATES }),
    isWhole(batchSize, 1, 65_536) ? undefined : message('plan-batch-size', { value: Number(batchSize) }),
    isWhole(epochs, 1, 100_000) ? undefined : message('plan-epochs', { value: Number(epochs) }),
    isWhole(seed, 0, 4_294_967_295) ? undefined : message('plan-seed', { value: Number(seed) }),
    splitProblem(plan.split),
    ...picks.map(lossProblem),
    optimizerProblem(plan),
    plan.earlyStopping && stoppingProblem(plan.earlyStopping, plan.split),
    ...optionProblems(plan),
  ]
  return found.filter((problem) => problem !== undefined)
}

function lossProblem(pick: LossPick): Problem | undefined {
  const { kind, labelSmoothing = 0, weight = 1 } = pick
  if (!findLoss(kind)) return message('plan-loss', { kind: String(kind), kinds: losses.map((one) => one.kind) })
  if (!(labelSmoothing >= 0 && labelSmoothing < 1)) return message('plan-smoothing', { value: Number(labelSmoothing) })
  return weight > 0 && weight <= 1e6 ? undefined : message('plan-weight', { value: Number(weight) })
}

function optimizerProblem({ optimizer }: Plan): Problem | undefined {
  const { kind, ...params } = optimizer
  const def = findOptimizer(kind)
  if (!def) return message('plan-optimizer', { kind: String(kind), kinds: optimizers.map((one) => one.kind) })
  const values = valuesOf(def.params, params, def.title)
  return values.ok ? undefined : values.error
}

function stoppingProblem({ metric, patience }: EarlyStopping, split: SplitPick): Problem | undefined {
  if (!isWhole(patience, 1, 10_000)) return message('plan-patience', { value: Number(patience) })
  const blind = needsValidation(metric) && !(split.validation > 0)
  return blind ? message('plan-stopping-blind', { metric }) : undefined
}
