/** @file plan.set: any part of the plan. What cannot be right is refused; what does not suit the drawing is diagnosed. */
import { type Message, message, Refusal } from '../../base/messages/message'
import { findLoss, losses } from '../../catalog/losses'
import { findOptimizer, optimizers } from '../../catalog/optimizers'
import { isOneLoss, type LossPick, type Plan } from '../../catalog/plan'
import { valuesOf } from '../../catalog/params'
import { defineCommand } from '../command'
import { changeProject } from '../document'

type PlanPatch = { readonly [K in keyof Plan]?: Plan[K] | null }

export const setPlan = defineCommand({
  id: 'plan.set',
  title: 'Set the plan',
  args: {
    loss: 'object?',
    optimizer: 'object?',
    learningRate: 'number?',
    batchSize: 'number?',
    epochs: 'number?',
    split: 'object?',
    seed: 'number?',
    earlyStopping: 'object or null',
    target: 'string?',
    features: 'string[]?',
  },
  run(studio, patch: PlanPatch) {
    const before = studio.store.getState().project.plan
    const plan = merged(before, patch)
    const problem = problemOf(plan)
    if (problem) throw new Refusal(problem)
    changeProject(studio.store, { plan })
    if (patch.split !== undefined || patch.seed !== undefined || patch.target !== undefined) studio.data.resplit()
    if (patch.learningRate !== undefined) studio.runs.setLearningRate(plan.learningRate)
    return plan
  },
})

/** The plan with the patch over it: tables merge, an optimizer or loss of another kind starts from its own defaults, null removes. */
function merged(plan: Plan, patch: PlanPatch): Plan {
  const result: Record<string, unknown> = { ...plan }
  for (const [key, value] of Object.entries(patch)) {
    if (!KEYS.has(key)) throw new Refusal(message('plan-unknown', { key }))
    if (value === undefined) continue
    if (value === null && !OPTIONAL.has(key)) throw new Refusal(message('plan-needs', { key }))
    if (value === null) delete result[key]
    else result[key] = isTable(value) ? mergedPart(result[key], value) : value
  }
  return result as unknown as Plan
}

function mergedPart(before: unknown, after: Record<string, unknown>): unknown {
  if (!isTable(before)) return after
  // One loss for all has a kind; a table of losses by output has losses in it. One replaces the other.
  const byOutput = Object.values(after).some(isTable)
  const merges = byOutput ? !('kind' in before) : after['kind'] === undefined || before['kind'] === after['kind']
  return merges ? { ...before, ...after } : after
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const KEYS = new Set<string>([
  'loss',
  'optimizer',
  'learningRate',
  'batchSize',
  'epochs',
  'split',
  'seed',
  'earlyStopping',
  'target',
  'features',
] satisfies (keyof Plan)[])

/** What a plan may be without. */
const OPTIONAL = new Set<string>(['earlyStopping', 'target', 'features'] satisfies (keyof Plan)[])

/** What a plan can never be, or undefined. */
function problemOf(plan: Plan): Message | undefined {
  if (!(plan.learningRate > 0) || plan.learningRate > 1e6)
    return message('plan-learning-rate', { value: Number(plan.learningRate) })
  if (!isWhole(plan.batchSize, 1, 65536)) return message('plan-batch-size', { value: Number(plan.batchSize) })
  if (!isWhole(plan.epochs, 1, 100000)) return message('plan-epochs', { value: Number(plan.epochs) })
  if (!isWhole(plan.seed, 0, 4294967295)) return message('plan-seed', { value: Number(plan.seed) })
  const { train, validation, test } = plan.split
  const shares = [train, validation, test]
  if (shares.some((share) => !(share >= 0 && share <= 1)) || !(train > 0) || train + validation + test > 1 + 1e-9) {
    return message('plan-split', { train: Number(train), validation: Number(validation), test: Number(test) })
  }
  return lossProblem(plan) ?? optimizerProblem(plan) ?? stoppingProblem(plan) ?? columnsProblem(plan)
}

function lossProblem(plan: Plan): Message | undefined {
  const picks: readonly LossPick[] = isOneLoss(plan.loss) ? [plan.loss] : Object.values(plan.loss)
  for (const pick of picks) {
    if (!findLoss(pick?.kind))
      return message('plan-loss', { kind: String(pick?.kind), kinds: losses.map(({ kind }) => kind) })
    const { labelSmoothing = 0, weight = 1 } = pick
    if (!(labelSmoothing >= 0 && labelSmoothing < 1))
      return message('plan-smoothing', { value: Number(labelSmoothing) })
    if (!(weight > 0 && weight <= 1e6)) return message('plan-weight', { value: Number(weight) })
  }
  return undefined
}

function optimizerProblem(plan: Plan): Message | undefined {
  const { kind, ...params } = plan.optimizer
  const def = findOptimizer(kind)
  if (!def) return message('plan-optimizer', { kind: String(kind), kinds: optimizers.map((one) => one.kind) })
  const values = valuesOf(def.params, params, def.title)
  return values.ok ? undefined : values.error
}

function stoppingProblem({ earlyStopping }: Plan): Message | undefined {
  if (earlyStopping === undefined || isWhole(earlyStopping.patience, 1, 10000)) return undefined
  return message('plan-patience', { value: Number(earlyStopping.patience) })
}

function columnsProblem({ target, features }: Plan): Message | undefined {
  if (target !== undefined && typeof target !== 'string') return message('plan-columns', { key: 'target' })
  const named =
    features === undefined || (Array.isArray(features) && features.every((name) => typeof name === 'string'))
  return named ? undefined : message('plan-columns', { key: 'features' })
}

function isWhole(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max
}
