/**
 * @file plan.set: changes any part of the plan. Invalid values are refused; values that do not fit the drawing are left
 * to the check.
 */
import type {
  BalancePick,
  ClassWeights,
  Clip,
  EarlyStopping,
  Plan,
  SplitPick,
  StopRules,
} from '../../catalog/training-plan'
import { planProblems } from '../../compile/rules/training-settings'
import { loadSplitStrategies } from '../../data/load-split-strategies'
import { loadPreparation } from '../../data/transforms/load-transforms'
import { preparation } from '../../data/transforms/loaded-transforms'
import { commandsText } from '../../messages/en/commands/studio'
import { type Message, message, Refusal } from '../../messages/message'
import { MOST } from '../../storage/file-limits'
import { type ArgSpec, checkedLater, either, nullable, oneOf, optional } from '../arguments'
import { commandsWith } from '../command'
import type { AppContext } from '../context'
import { schemaOf } from '../data/data-session'
import { changeProject } from '../project/project-document'

const defineCommand = commandsWith(commandsText)

type Emptied<T> = { readonly [K in keyof T]?: T[K] | null | undefined }

/** A partial plan; null removes an optional part. */
export type PlanPatch = Emptied<Omit<Plan, 'stopWhen' | 'split' | 'balance' | 'prepare'>> & {
  readonly stopWhen?: Emptied<StopRules> | null | undefined
  readonly split?: Emptied<SplitPick> | undefined
  readonly balance?: Emptied<BalancePick> | null | undefined
  readonly prepare?: Emptied<NonNullable<Plan['prepare']>> | null | undefined
}

/** Types that are checked at once; the command checks values of other types together with the rest of the plan. */
const SHAPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  number: (value) => typeof value === 'number',
  object: isTable,
}

/** A part of the plan. */
function part<K extends keyof PlanPatch>(type: string) {
  return optional(ofType<Exclude<PlanPatch[K], undefined>>(type))
}

function ofType<T>(type: string) {
  const spec = checkedLater<T>(type)
  // null reaches the command, which says whether the part can be removed.
  return { ...spec, accepts: (value: unknown) => value === null || (SHAPES[type] ?? spec.accepts)(value) }
}

function removable<K extends keyof PlanPatch>(type: string) {
  return optional(nullable(ofType<NonNullable<PlanPatch[K]>>(type)))
}

export const setPlan = defineCommand({
  id: 'plan.set',
  args: {
    loss: part<'loss'>('object'),
    optimizer: part<'optimizer'>('object'),
    learningRate: part<'learningRate'>('number'),
    batchSize: part<'batchSize'>('number'),
    epochs: part<'epochs'>('number'),
    split: part<'split'>('object'),
    seed: part<'seed'>('number'),
    earlyStopping: removable<'earlyStopping'>('object'),
    schedule: removable<'schedule'>('object'),
    clip: removable<'clip'>('object'),
    accumulate: removable<'accumulate'>('number'),
    movingAverage: removable<'movingAverage'>('number'),
    classWeights: optional(nullable(either(oneOf('balanced'), checkedLater<ClassWeights>('object')))),
    balance: removable<'balance'>('object'),
    augment: removable<'augment'>('object[]'),
    stopWhen: removable<'stopWhen'>('object'),
    keepEvery: removable<'keepEvery'>('number'),
    target: removable<'target'>('string'),
    features: removable<'features'>('string[]'),
    prepare: removable<'prepare'>('object'),
  } satisfies Record<keyof Plan, ArgSpec>,
  run(studio, patch): Plan | Promise<Plan> {
    // The code that validates preparation steps and non-random splits is loaded after the first page, so wait for it.
    const waits = [
      (patch.prepare || patch.augment) && !preparation() ? loadPreparation() : undefined,
      loadSplitStrategies({ kind: patch.split?.kind ?? 'random' }),
    ].filter((one) => one !== undefined)
    return waits.length > 0 ? Promise.all(waits).then(() => set(studio, patch)) : set(studio, patch)
  },
})

function set(studio: AppContext, patch: PlanPatch): Plan {
  const before = studio.store.getState().project.plan
  const plan = merged(before, patch)
  const problem =
    lengthProblem(patch) ?? columnsProblem(plan) ?? planProblems(plan)[0] ?? stepsProblem(studio, plan, patch)
  if (problem) throw new Refusal(problem)
  const resplits = patch.split !== undefined || patch.seed !== undefined || patch.target !== undefined
  // In one change, so that nothing reads the new plan together with the rows of the old split.
  changeProject(studio.store, { plan }, resplits ? studio.data.splitBy(plan) : {})
  if (patch.learningRate !== undefined) studio.runs.setLearningRate(plan.learningRate)
  return plan
}

/** Validates only the steps in the patch, because other steps may refer to data that is not loaded. */
function stepsProblem({ store }: AppContext, { prepare = {} }: Plan, patch: PlanPatch): Message | undefined {
  if (!patch.prepare) return undefined
  const patched = isTable(patch.prepare) ? Object.keys(patch.prepare) : []
  const set = Object.entries(prepare).filter(([column]) => patched.includes(column))
  const checked = isTable(patch.prepare) ? Object.fromEntries(set) : prepare
  return preparation()?.planProblems({ prepare: checked }, schemaOf(store.getState()))[0]
}

/**
 * Applies a patch: objects merge, a different kind of optimizer or loss starts from its defaults, and null removes a
 * part.
 */
function merged(plan: Plan, patch: PlanPatch): Plan {
  const result = new Map<string, unknown>(Object.entries(plan))
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined) continue
    if (value === null && !OPTIONAL.has(key)) throw new Refusal(message('plan-needs', { key }))
    const before = result.get(key) ?? FIRST.get(key)
    const next = isTable(value) ? (key === 'loss' ? mergedLoss(before, value) : mergedPart(before, value)) : value
    // Removing the last rule or weight removes the whole part from the plan.
    const empty = isTable(next) && OPTIONAL.has(key) && Object.keys(next).length === 0
    if (next === null || empty) result.delete(key)
    else result.set(key, next)
  }
  return Object.fromEntries(result) as unknown as Plan
}

/** A loss that is given with its kind is complete, so that an earlier label smoothing does not stay unnoticed. */
function mergedLoss(before: unknown, patch: Record<string, unknown>): Record<string, unknown> {
  if (typeof patch.kind === 'string') return mergedPart({}, patch)
  const complete = Object.entries(patch).flatMap(([output, pick]) =>
    isTable(pick) && typeof pick.kind === 'string' ? [[output, mergedPart({}, pick)] as const] : [],
  )
  return { ...mergedPart(before, patch), ...Object.fromEntries(complete) }
}

function mergedPart(before: unknown, patch: Record<string, unknown>): Record<string, unknown> {
  const old = isTable(before) ? before : {}
  // A single loss is an object with a `kind`; separate losses for several outputs are a table keyed by output. Setting
  // one form replaces the other.
  const byOutput = Object.values(patch).some(isTable)
  const replaces = byOutput ? typeof old.kind === 'string' : patch.kind !== undefined && patch.kind !== old.kind
  const result = new Map(replaces ? [] : Object.entries(old))
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) result.delete(key)
    else result.set(key, isTable(value) ? mergedPart(result.get(key), value) : value)
  }
  return Object.fromEntries(result)
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The optional parts of a plan. */
const OPTIONAL = new Set<string>([
  'earlyStopping',
  'schedule',
  'clip',
  'accumulate',
  'movingAverage',
  'classWeights',
  'balance',
  'augment',
  'stopWhen',
  'keepEvery',
  'target',
  'features',
  'prepare',
] satisfies (keyof Plan)[])

const STOPPING: EarlyStopping = { metric: 'validationLoss', patience: 5, restoreBest: true }
const CLIP: Clip = { by: 'globalNorm', limit: 1 }

/** Defaults for parts of the plan in which the user may set only some of the fields. */
const FIRST: ReadonlyMap<string, object> = new Map<keyof Plan, object>([
  ['earlyStopping', STOPPING],
  ['clip', CLIP],
])

/** A message if a text or a list of a patch is longer than a project file allows. */
function lengthProblem(patch: PlanPatch): Message | undefined {
  for (const [name, value] of Object.entries(patch)) {
    // The check of the steps of `prepare` knows which of their texts may be long.
    const found = name === 'prepare' ? undefined : tooLong(name, value)
    if (found) return found
  }
  return undefined
}

function tooLong(name: string, value: unknown): Message | undefined {
  if (typeof value === 'string' && value.length > MOST.label)
    return message('text-long', { name, has: value.length, most: MOST.label })
  if (typeof value !== 'object' || value === null) return undefined
  const items = Array.isArray(value) ? value : Object.entries(value).flat()
  if (Array.isArray(value) && items.length > MOST.listItems)
    return message('list-long', { name, has: items.length, most: MOST.listItems })
  for (const item of items) {
    const found = tooLong(name, item)
    if (found) return found
  }
  return undefined
}

function columnsProblem({ target, features }: Plan): Message | undefined {
  if (target !== undefined && typeof target !== 'string') return message('plan-columns', { key: 'target' })
  const named =
    features === undefined || (Array.isArray(features) && features.every((name) => typeof name === 'string'))
  return named ? undefined : message('plan-columns', { key: 'features' })
}
