/** @file bind: determines, from the schema alone, which columns feed each input and what each output predicts. */
import { fail, ok, type Result } from '../base/result'
import { type ColumnSchema, columnIndex, type DatasetSchema } from '../catalog/dataset-schema'
import type { Shape } from '../catalog/layer-def'
import type { Plan, PrepareStep } from '../catalog/training-plan'
import { message } from '../messages/message'
import type { Problem } from '../messages/problem'
import type { Binding, InputBinding, OutputBinding, Task } from './column-binding'
import { joinShapes, preparation } from './transforms/loaded-transforms'
import type { Form } from './transforms/transform'

/** The columns that an input node requests. Empty `columns` means all columns that no other input requests. */
export interface InputRequest {
  readonly node: string
  readonly label: string
  readonly columns: readonly string[]
  /** The shape that the user entered, if any; the network check validates it. */
  readonly shape: Shape
}

/** The column that an output node should predict. An empty `target` means the plan's target. */
export interface OutputRequest {
  readonly node: string
  readonly label: string
  readonly target: string
}

export interface BindProblem {
  readonly node: string
  readonly problem: Problem
}

export interface BindResult {
  readonly binding: Binding
  readonly problems: readonly BindProblem[]
}

/** The plan settings that name columns. */
type ColumnSettings = Partial<Pick<Plan, 'split' | 'balance' | 'prepare'>>

/**
 * Binds the inputs and outputs of a network to the columns of its dataset. A node with a problem is omitted from the
 * binding.
 */
export function bind(
  schema: DatasetSchema,
  plan: Pick<Plan, 'target' | 'features'> & ColumnSettings,
  inputs: readonly InputRequest[],
  outputs: readonly OutputRequest[],
): BindResult {
  const problems: BindProblem[] = [...duplicateLabels(inputs), ...duplicateLabels(outputs)]
  const targetOf = (end: OutputRequest) => end.target || plan.target || schema.target
  const targets = new Set(outputs.length > 0 ? outputs.map(targetOf) : [plan.target || schema.target])
  const claimed = new Set(inputs.flatMap(({ columns }) => columns))
  const left = featuresOf(schema, plan, targets).filter((name) => !claimed.has(name))

  const boundInputs: InputBinding[] = []
  for (const end of inputs) {
    const names = end.columns.length > 0 ? end.columns : left
    const problem = inputProblem(schema, plan, end, names, targets)
    const shape = problem ? fail(problem) : shapeOf(schema, plan, end, names)
    if (shape.ok) boundInputs.push({ node: end.node, label: end.label, columns: names, shape: shape.value })
    else problems.push({ node: end.node, problem: shape.error })
  }
  const boundOutputs: OutputBinding[] = []
  for (const end of outputs) {
    const column = schema.columns[columnIndex(schema, targetOf(end))]
    const task = column && taskOf(column, plan)
    if (!column) problems.push({ node: end.node, problem: unknownColumn(schema, end.label, targetOf(end)) })
    else if (!task?.ok) {
      const problem = task?.error ?? message('column-no-target', { column: column.name, type: column.type })
      problems.push({ node: end.node, problem })
    } else boundOutputs.push({ node: end.node, label: end.label, task: task.value })
  }
  return { binding: { inputs: boundInputs, outputs: boundOutputs }, problems }
}

/**
 * The feature columns: those that the plan names, or all except the targets and the columns that the schema ignores. If
 * no other column exists, an image target is predicted from itself (an autoencoder).
 */
export function featuresOf(
  schema: DatasetSchema,
  plan: Pick<Plan, 'features'> & ColumnSettings,
  targets: ReadonlySet<string>,
): readonly string[] {
  const requested = plan.features
  const auxiliary = auxiliaryColumns(plan)
  const candidates = schema.columns.filter(
    ({ name }) =>
      (!targets.has(name) || (requested?.includes(name) && isLagged(plan, name))) &&
      (requested ? requested.includes(name) : !schema.ignore.includes(name) && !auxiliary.has(name)),
  )
  const defaults = candidates.filter(
    ({ name, type }) => requested || DEFAULT_FEATURE_TYPES.has(type) || Object.hasOwn(plan.prepare ?? {}, name),
  )
  const features = defaults.length > 0 ? defaults : candidates
  const imageTarget = schema.columns.find(({ name, type }) => type === 'image' && targets.has(name))
  const names = !requested && imageTarget && defaults.every(({ type }) => type !== 'image') ? [imageTarget] : features
  return names.map(({ name }) => name)
}

/** The columns by which a plan splits or weights rows. They are features only if the plan lists them explicitly. */
function auxiliaryColumns({ split, balance }: ColumnSettings): ReadonlySet<string | undefined> {
  return new Set([split?.kind === 'group' || split?.kind === 'column' ? split.column : undefined, balance?.weights])
}

/**
 * The column types that are used as features by default. Text, time and array columns are features only if the plan
 * defines preparation steps for them or if there are no other columns.
 */
const DEFAULT_FEATURE_TYPES: ReadonlySet<ColumnSchema['type']> = new Set(['number', 'category', 'image'])

/**
 * Whether the plan shifts a column back in time, so that each row contains the value of an earlier row. A lagged target
 * may be a feature, because it is known at prediction time.
 */
export function isLagged(plan: ColumnSettings, name: string): boolean {
  return Number(windowStepOf(plan, name)?.horizon) > 0
}

/** The step of a column that gathers the values of earlier rows. A target with such a step is an input as well. */
export function windowStepOf({ prepare }: ColumnSettings, name: string): PrepareStep | undefined {
  const steps = prepare && Object.hasOwn(prepare, name) ? prepare[name] : undefined
  return Array.isArray(steps) ? steps.find(({ kind }) => kind === 'window' || kind === 'timeWindow') : undefined
}

/** The form of each column after its preparation steps, or the first problem found. */
function formsOf(
  schema: DatasetSchema,
  plan: ColumnSettings,
  names: readonly string[],
): Result<readonly Form[], Problem> {
  const forms: Form[] = []
  for (const name of names) {
    const column = schema.columns[columnIndex(schema, name)]
    if (!column) continue
    const own = plan.prepare && Object.hasOwn(plan.prepare, name)
    const usual = own ? undefined : defaultForm(column)
    const after = usual
      ? ok(usual)
      : (preparation()?.formAfter(column, plan, schema.kind) ?? fail(message('steps-not-here', {})))
    if (!after.ok) return after
    forms.push(after.value)
  }
  return ok(forms)
}

/**
 * The form after the default steps, for the most common column types. Computing it does not need the transforms, so the
 * page can render before they are loaded.
 */
function defaultForm(column: ColumnSchema): Form | undefined {
  switch (column.type) {
    case 'number':
      return { type: 'number', shape: [] }
    case 'category':
      return { type: 'array', shape: [column.values.length] }
    case 'image':
      return { type: 'image', shape: [column.height, column.width, column.channels] }
    default:
      return undefined
  }
}

function inputProblem(
  schema: DatasetSchema,
  plan: Pick<Plan, 'features'> & ColumnSettings,
  end: InputRequest,
  names: readonly string[],
  targets: ReadonlySet<string>,
): Problem | undefined {
  // A window that includes the target is no feature, but it is the problem of an input without columns of its own.
  const windows = end.columns.length > 0 ? [] : (plan.features ?? []).filter((name) => windowStepOf(plan, name))
  // An image may be reconstructed from itself; any other target must not be one of its own features.
  const target = [...names, ...windows].find(
    (name) => targets.has(name) && schema.columns[columnIndex(schema, name)]?.type !== 'image' && !isLagged(plan, name),
  )
  if (target !== undefined && windowStepOf(plan, target)) return message('window-has-target', { column: target })
  if (names.length === 0) return message('no-columns-left', { node: end.label })
  const unknown = names.find((name) => columnIndex(schema, name) < 0)
  if (unknown !== undefined) return unknownColumn(schema, end.label, unknown)
  return target === undefined ? undefined : message('column-is-target', { node: end.label, column: target })
}

/** The shape of an input that reads these columns, after each column's steps have been applied. */
function shapeOf(
  schema: DatasetSchema,
  plan: ColumnSettings,
  { label }: InputRequest,
  names: readonly string[],
): Result<Shape, Problem> {
  const forms = formsOf(schema, plan, names)
  if (!forms.ok) return forms
  const image = names.find((_, i) => forms.value[i]?.type === 'image')
  if (image !== undefined && names.length > 1) {
    const others = names.filter((name) => name !== image)
    return fail(message('image-with-columns', { node: label, image, others }))
  }
  const shape = joinShapes(forms.value)
  if (shape) return ok(shape)
  const shapes = forms.value.map(({ type, shape: axes }) => ({ axes, isIds: type === 'ids' }))
  return fail(message('columns-apart', { node: label, columns: names, shapes }))
}

function unknownColumn(schema: DatasetSchema, node: string, column: string): Problem {
  return message('unknown-column', { node, column, columns: schema.columns.map(({ name }) => name) })
}

function taskOf(column: ColumnSchema, plan: ColumnSettings): Result<Task, Problem> | undefined {
  const { name } = column
  switch (column.type) {
    case 'category':
      return ok({
        ...{ kind: 'classes', column: name, labels: column.values },
        // Two classes have no distances to tell apart.
        ...(column.ordered && column.values.length > 2 && { ordered: true }),
      })
    case 'number': {
      const own = plan.prepare && Object.hasOwn(plan.prepare, name)
      const here = preparation()
      const problem = own ? (here ? here.targetProblem(column, plan) : message('steps-not-here', {})) : undefined
      if (problem) return fail(problem)
      return ok({ kind: 'number', column: name, ...(column.unit ? { unit: column.unit } : {}) })
    }
    case 'image': {
      const shape = [column.height, column.width, column.channels]
      return ok({ kind: 'image', column: name, shape, ...(column.mask ? { mask: true } : {}) })
    }
    case 'text': {
      const shape = preparation()?.textTargetShape(column, plan) ?? fail(message('steps-not-here', {}))
      return shape.ok ? ok({ kind: 'sequence', column: name, shape: shape.value }) : shape
    }
    case 'time':
    case 'array':
      return undefined
    default:
      return column satisfies never
  }
}

/** Raw inputs and predictions are keyed by label, so a duplicate label is a problem. */
function duplicateLabels(ends: readonly { readonly node: string; readonly label: string }[]): BindProblem[] {
  const seen = new Set<string>()
  return ends.flatMap(({ node, label }) => {
    if (!seen.has(label)) {
      seen.add(label)
      return []
    }
    return [{ node, problem: message('label-twice', { label }) }]
  })
}
