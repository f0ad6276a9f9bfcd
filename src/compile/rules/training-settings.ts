/**
 * @file Reports training settings that prevent training or do not fit the network: losses, class weights, and frozen
 * layers.
 */
import { parseMetricId } from '../../base/metric-id'
import { findSchedule, schedules } from '../../catalog/learning-rate-schedules'
import { findLoss, losses } from '../../catalog/losses'
import { findOptimizer, optimizers } from '../../catalog/optimizers'
import { valuesOf } from '../../catalog/params'
import {
  type ClassWeights,
  type Clip,
  type EarlyStopping,
  isOneLoss,
  LEARNING_RATES,
  MOST_LEVELS,
  type LossPick,
  type Plan,
  type SchedulePick,
  type SplitPick,
  type StopRules,
} from '../../catalog/training-plan'
import type { Task } from '../../data/column-binding'
import { preparation } from '../../data/transforms/loaded-transforms'
import type { Diagnostic, Fix } from '../../graph/check-report'
import { fix } from '../../graph/fixes'
import { message } from '../../messages/message'
import type { Problem } from '../../messages/problem'
import { lossFor } from '../default-plan'
import { fits, type Head, headsOf } from './output-heads'
import { type PlacedNode, paramOf, placed, type Rule, type RuleContext } from './rule-context'
import { balanceProblem, splitProblem } from './split-and-balance'

export const plan: Rule = (context) =>
  planProblems(context.plan).map((problem) => ({ severity: 'error', problem, fixes: [] }) as const)

/** All problems of a plan that do not depend on the drawing. */
export function planProblems(plan: Plan): readonly Problem[] {
  const picks = isOneLoss(plan.loss) ? [plan.loss] : Object.values(plan.loss)
  const { learningRate, batchSize, epochs, seed } = plan
  const found = [
    learningRate >= LEARNING_RATES.min && learningRate <= LEARNING_RATES.max
      ? undefined
      : message('plan-learning-rate', { value: numeric(learningRate), ...LEARNING_RATES }),
    isWhole(batchSize, 1, 65_536) ? undefined : message('plan-batch-size', { value: numeric(batchSize) }),
    isWhole(epochs, 1, 100_000) ? undefined : message('plan-epochs', { value: numeric(epochs) }),
    isWhole(seed, 0, 4_294_967_295) ? undefined : message('plan-seed', { value: numeric(seed) }),
    splitProblem(plan.split),
    ...picks.map(lossProblem),
    optimizerProblem(plan),
    plan.earlyStopping && stoppingProblem(plan.earlyStopping, plan.split),
    ...optionProblems(plan),
  ]
  return found.filter((problem) => problem !== undefined)
}

function lossProblem(pick: LossPick): Problem | undefined {
  const { kind, labelSmoothing = 0, levels, weight = 1 } = pick
  if (!findLoss(kind)) return message('plan-loss', { kind: String(kind), kinds: losses.map((one) => one.kind) })
  if (!(labelSmoothing >= 0 && labelSmoothing < 1)) return message('plan-smoothing', { value: numeric(labelSmoothing) })
  if (levels !== undefined && !areLevels(levels)) return message('plan-levels', { most: MOST_LEVELS })
  return weight > 0 && weight <= 1e6 ? undefined : message('plan-weight', { value: numeric(weight) })
}

/** Whether these are levels of quantiles, ascending. Scripts and files may contain anything. */
function areLevels(levels: unknown): boolean {
  if (!Array.isArray(levels) || levels.length < 1 || levels.length > MOST_LEVELS) return false
  return levels.every((level, i) => typeof level === 'number' && level > (i > 0 ? levels[i - 1] : 0) && level < 1)
}

function optimizerProblem({ optimizer }: Plan): Problem | undefined {
  const { kind, ...params } = optimizer
  const def = findOptimizer(kind)
  if (!def) return message('plan-optimizer', { kind: String(kind), kinds: optimizers.map((one) => one.kind) })
  const values = valuesOf(def.params, params, def.title)
  return values.ok ? undefined : values.error
}

function stoppingProblem({ metric, patience }: EarlyStopping, split: SplitPick): Problem | undefined {
  if (!isWhole(patience, 1, 10_000)) return message('plan-patience', { value: numeric(patience) })
  const blind = needsValidation(metric) && !(split.validation > 0)
  return blind ? message('plan-stopping-blind', { metric }) : undefined
}

const CLIPS: readonly string[] = ['value', 'norm', 'globalNorm'] satisfies readonly Clip['by'][]

/**
 * The first problem of each optional part that is set. Scripts and files may contain anything, so every value is
 * checked.
 */
function optionProblems(plan: Plan): readonly (Problem | undefined)[] {
  const { schedule, clip, accumulate = 1, movingAverage = 0, classWeights, stopWhen, keepEvery = 1 } = plan
  const blind = !(plan.split.validation > 0)
  return [
    schedule && scheduleProblem(schedule),
    clip && clipProblem(clip),
    isWhole(accumulate, 1, 1024) ? undefined : message('plan-accumulate', { value: numeric(accumulate) }),
    movingAverage >= 0 && movingAverage <= 0.9999
      ? undefined
      : message('plan-average', { value: numeric(movingAverage) }),
    classWeights && weightsProblem(classWeights),
    plan.balance && balanceProblem(plan.balance),
    // The module with this check is loaded shortly after the page, together with the preparation steps.
    plan.augment && preparation()?.augmentProblem(plan.augment),
    stopWhen && rulesProblem(stopWhen, blind),
    isWhole(keepEvery, 1, 100_000) ? undefined : message('plan-keep-every', { value: numeric(keepEvery) }),
  ]
}

/** The number, or NaN for a value of another type, which messages report as such. */
function numeric(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN
}

/** Whether a number is an integer in the inclusive range [min, max]. */
function isWhole(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max
}

/** Whether the metric is available only with a validation set. */
function needsValidation(metric: unknown): boolean {
  return typeof metric === 'string' && parseMetricId(metric).of === 'validation'
}

function scheduleProblem({ kind, ...params }: SchedulePick): Problem | undefined {
  const def = findSchedule(kind)
  if (!def) return message('plan-schedule', { kind: String(kind), kinds: schedules.map((one) => one.kind) })
  const values = valuesOf(def.params, params, def.title)
  return values.ok ? undefined : values.error
}

function clipProblem({ by, limit }: Clip): Problem | undefined {
  if (!CLIPS.includes(by)) return message('plan-clip', { by: String(by), kinds: CLIPS })
  return limit > 0 && limit <= 1e6 ? undefined : message('plan-clip-limit', { value: numeric(limit) })
}

function weightsProblem(weights: ClassWeights): Problem | undefined {
  if (weights === 'balanced') return undefined
  if (typeof weights !== 'object') return message('plan-class-weights', {})
  const wrong = Object.entries(weights).find(([, weight]) => !(weight >= 0 && weight <= 1e6))
  return wrong && message('plan-class-weight', { label: wrong[0], value: numeric(wrong[1]) })
}

function rulesProblem({ metric, steps = 1, seconds = 1 }: StopRules, blind: boolean): Problem | undefined {
  if (metric) {
    const { name, value } = metric
    if (typeof name !== 'string' || name === '') return message('plan-stop-metric', {})
    if (!Number.isFinite(value)) return message('plan-stop-value', { metric: name, value: numeric(value) })
    if (blind && needsValidation(name)) return message('plan-stop-blind', { metric: name })
  }
  if (!isWhole(steps, 1, 1e9)) return message('plan-stop-steps', { value: numeric(steps) })
  return seconds > 0 && seconds <= 1e9 ? undefined : message('plan-stop-seconds', { value: numeric(seconds) })
}

export const classWeights: Rule = ({ plan, binding }) => {
  const { classWeights: weights } = plan
  // A drawing that is not bound to data cannot be checked yet.
  if (weights === undefined || binding.outputs.length === 0) return []
  const known = [...new Set(binding.outputs.flatMap(({ task }) => (task.kind === 'classes' ? task.labels : [])))]
  const labels = weights === 'balanced' ? [] : Object.keys(weights).filter((label) => !known.includes(label))
  if (known.length > 0 && labels.length === 0) return []
  return [{ severity: 'advice', problem: message('class-weights-unknown', { labels, known }), fixes: [] }]
}

export const frozen: Rule = (context) => {
  const steps = context.report.checked?.steps ?? []
  const learning = steps
    .flatMap(({ node }) => placed(context, node.id) ?? [])
    .filter(({ def }) => 'frozen' in def.params)
  const last = learning.at(-1)
  if (!last || !learning.every((layer) => paramOf(layer, 'frozen') === true)) return []
  const problem = message('all-frozen', { layers: learning.length })
  const all = learning.length > 1 ? [unfreeze('unfreeze-all', learning)] : []
  return [{ severity: 'error', problem, node: last.node.id, fixes: [unfreeze('unfreeze', [last]), ...all] }]
}

function unfreeze(id: 'unfreeze' | 'unfreeze-all', layers: readonly PlacedNode[]): Fix {
  const title =
    id === 'unfreeze'
      ? message('fix-unfreeze', { layers: layers.map(({ node }) => node.label) })
      : message('fix-unfreeze-all', {})
  return fix(id, title, () =>
    layers.map(({ node }) => ({ type: 'set', node: node.id, params: { frozen: false } }) as const),
  )
}

export const lossProblems: Rule = (context) => headsOf(context).flatMap((head) => problemsOf(head, context.schema))

/** How many of the losses that fit a problem lists, the usual one first. */
const MAX_LOSSES = 3
/** How many classes a problem names. */
const MAX_LABELS = 4
const rank = (kind: string, usual: string | undefined) => (kind === usual ? 0 : 1)

function problemsOf({ binding, output, pick, loss }: Head, schema: RuleContext['schema']): readonly Diagnostic[] {
  const at = { node: output.id, fixes: [] } as const
  const { task, label } = binding
  if (!pick) return [{ ...at, severity: 'error', problem: message('loss-missing', { output: label }) }]
  // An unknown loss is reported once, by the plan rule.
  if (!loss) return []
  if (!fits(loss, task)) {
    const usual = schema && lossFor(schema, task.column)
    const fitting = losses.filter((one) => fits(one, task)).sort((a, b) => rank(a.kind, usual) - rank(b.kind, usual))
    const better = fitting.slice(0, MAX_LOSSES).map(({ title }) => title)
    const problem = message('loss-misfit', { loss: loss.title, column: task.column, ...holds(task), better })
    return [{ ...at, severity: 'error', problem }]
  }
  if (loss.needsOrder && task.kind === 'classes' && !task.ordered && task.labels.length > 2) {
    const labels = task.labels.slice(0, MAX_LABELS)
    const more = task.labels.length - labels.length
    const problem = message('loss-unordered', { loss: loss.title, column: task.column, labels, more })
    return [{ ...at, severity: 'advice', problem }]
  }
  if (!pick.labelSmoothing || loss.smoothing) return []
  return [{ ...at, severity: 'advice', problem: message('smoothing-unused', { loss: loss.title }) }]
}

/** What a task's column contains, as arguments for messages. */
function holds(task: Task): { readonly classes: number; readonly picture: boolean; readonly text: boolean } {
  return {
    classes: task.kind === 'classes' ? task.labels.length : 0,
    picture: task.kind === 'image',
    text: task.kind === 'sequence',
  }
}

/** Codes of the problems that no input reports, so this rule reports them as errors. */
const ERRORS: ReadonlySet<string> = new Set(['prepare-list', 'prepare-order-column', 'prepare-window-split'])

export const prepare: Rule = ({ plan, schema }) =>
  (preparation()?.planProblems(plan, schema) ?? []).flatMap((problem): readonly Diagnostic[] => {
    if (problem.code === 'prepare-column') return [{ severity: 'advice', problem, fixes: [] }]
    return ERRORS.has(problem.code) ? [{ severity: 'error', problem, fixes: [] }] : []
  })
