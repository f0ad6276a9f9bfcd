/** @file plan.set: any part of the plan. What cannot be right is refused; what does not suit the drawing is diagnosed. */
import { type Message, message, Refusal } from '../../base/messages/message'
import type { EarlyStopping, Plan } from '../../catalog/plan'
import { planProblems } from '../../compile/rules/plan'
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
    const problem = columnsProblem(plan) ?? planProblems(plan)[0]
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
    else if (key === 'earlyStopping' && isTable(value)) result[key] = { ...STOPPING, ...plan.earlyStopping, ...value }
    else result[key] = isTable(value) ? mergedPart(result[key], value) : value
  }
  return result as unknown as Plan
}

function mergedPart(before: unknown, after: Record<string, unknown>): unknown {
  if (!isTable(before)) return after
  // One loss for all has a kind; a table of losses by output has losses in it. One replaces the other.
  const byOutput = Object.values(after).some(isTable)
  if (byOutput) return 'kind' in before ? after : { ...before, ...mergedLosses(before, after) }
  const merges = after.kind === undefined || before.kind === after.kind
  return merges ? { ...before, ...after } : after
}

function mergedLosses(before: Record<string, unknown>, after: Record<string, unknown>): object {
  const entries = Object.entries(after).map(([label, part]) => {
    const known = Object.hasOwn(before, label) ? before[label] : undefined
    return [label, isTable(part) ? mergedPart(known, part) : part]
  })
  return Object.fromEntries(entries)
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

/** What early stopping does where the user does not say. */
const STOPPING: EarlyStopping = { metric: 'validationLoss', patience: 5, restoreBest: true }

function columnsProblem({ target, features }: Plan): Message | undefined {
  if (target !== undefined && typeof target !== 'string') return message('plan-columns', { key: 'target' })
  const named =
    features === undefined || (Array.isArray(features) && features.every((name) => typeof name === 'string'))
  return named ? undefined : message('plan-columns', { key: 'features' })
}
