/** @file bind: which columns feed which input, and what each output predicts, from the schema alone. */
import { message } from '../messages/message'
import type { Problem } from '../messages/problem'
import { dimensions } from '../messages/format'
import { fail, ok, type Result } from '../base/result'
import { type ColumnSchema, columnIndex, type DatasetSchema } from '../catalog/dataset-schema'
import type { Shape } from '../catalog/layer-def'
import type { Plan } from '../catalog/plan'
import type { Binding, InputBinding, OutputBinding, Task } from './binding'
import { joinShapes } from './transforms/join'
import { preparation } from './transforms/known'
import type { Form } from './transforms/transform'

/** An input node, as bind needs to know it. `columns` empty: all that no other input asks for. */
export interface InputEnd {
  readonly node: string
  readonly label: string
  readonly columns: readonly string[]
  /** The shape the user wrote, if any; whether it fits is the checker's to say. */
  readonly shape: Shape
}

/** An output node. `target` empty: the plan's. */
export interface OutputEnd {
  readonly node: string
  readonly label: string
  readonly target: string
}

export interface BindProblem {
  readonly node: string
  readonly said: Problem
}

export interface Bound {
  readonly binding: Binding
  readonly problems: readonly BindProblem[]
}

/** What a plan says of rows by columns. */
type Ways = Partial<Pick<Plan, 'split' | 'balance' | 'prepare'>>

/** Binds the ends of a drawing to the columns of its data. An end with a problem is left out of the binding. */
export function bind(
  schema: DatasetSchema,
  plan: Pick<Plan, 'target' | 'features'> & Ways,
  inputs: readonly InputEnd[],
  outputs: readonly OutputEnd[],
): Bound {
  const problems: BindProblem[] = [...labelsTwice(inputs), ...labelsTwice(outputs)]
  const targetOf = (end: OutputEnd) => end.target || plan.target || schema.target
  const targets = new Set(outputs.length > 0 ? outputs.map(targetOf) : [plan.target || schema.target])
  const claimed = new Set(inputs.flatMap(({ columns }) => columns))
  const left = featuresOf(schema, plan, targets).filter((name) => !claimed.has(name))

  const boundInputs: InputBinding[] = []
  for (const end of inputs) {
    const names = end.columns.length > 0 ? end.columns : left
    const said = inputProblem(schema, plan, end, names, targets)
    const shape = said ? fail(said) : shapeOf(schema, plan, end, names)
    if (shape.ok) boundInputs.push({ node: end.node, label: end.label, columns: names, shape: shape.value })
    else problems.push({ node: end.node, said: shape.error })
  }
  const boundOutputs: OutputBinding[] = []
  for (const end of outputs) {
    const column = schema.columns[columnIndex(schema, targetOf(end))]
    const task = column && taskOf(column, plan)
    if (!column) problems.push({ node: end.node, said: unknownColumn(schema, end.label, targetOf(end)) })
    else if (!task?.ok) {
      const said = task?.error ?? message('column-no-target', { column: column.name, type: column.type })
      problems.push({ node: end.node, said })
    } else boundOutputs.push({ node: end.node, label: end.label, task: task.value })
  }
  return { binding: { inputs: boundInputs, outputs: boundOutputs }, problems }
}

/**
 * The columns predicted from: the plan's, or all but the targets and those the schema leaves aside. A picture that is a target
 * where there is no other is predicted from itself.
 */
export function featuresOf(
  schema: DatasetSchema,
  plan: Pick<Plan, 'features'> & Ways,
  targets: ReadonlySet<string>,
): readonly string[] {
  const asked = plan.features
  const aside = setAside(plan)
  const may = schema.columns.filter(
    ({ name }) =>
      (!targets.has(name) || (asked?.includes(name) && isBefore(plan, name))) &&
      (asked ? asked.includes(name) : !schema.ignore.includes(name) && !aside.has(name)),
  )
  const fed = may.filter(({ name, type }) => asked || FED.has(type) || Object.hasOwn(plan.prepare ?? {}, name))
  const left = fed.length > 0 ? fed : may
  const itself = schema.columns.find(({ name, type }) => type === 'image' && targets.has(name))
  const names = !asked && itself && fed.every(({ type }) => type !== 'image') ? [itself] : left
  return names.map(({ name }) => name)
}

/** The columns that a plan splits or weighs rows by: not predicted from unless they are asked for. */
function setAside({ split, balance }: Ways): ReadonlySet<string | undefined> {
  return new Set([split?.kind === 'group' || split?.kind === 'column' ? split.column : undefined, balance?.weights])
}

/** What a network is fed with unless a plan says otherwise: texts, times and arrays where it prepares them, or has nothing else. */
const FED: ReadonlySet<ColumnSchema['type']> = new Set(['number', 'category', 'image'])

/** Whether a column holds, of each row, what was before it: the answer of another row, which may be known. */
function isBefore({ prepare }: Ways, name: string): boolean {
  const steps = prepare && Object.hasOwn(prepare, name) ? prepare[name] : undefined
  return (
    Array.isArray(steps) &&
    steps.some(({ kind, horizon }) => (kind === 'window' || kind === 'timeWindow') && Number(horizon) > 0)
  )
}

/** What each column is behind its steps, or what is wrong with one. */
function formsOf(schema: DatasetSchema, plan: Ways, names: readonly string[]): Result<readonly Form[], Problem> {
  const forms: Form[] = []
  for (const name of names) {
    const column = schema.columns[columnIndex(schema, name)]
    if (!column) continue
    const own = plan.prepare && Object.hasOwn(plan.prepare, name)
    const usual = own ? undefined : usualForm(column)
    const after = usual
      ? ok(usual)
      : (preparation()?.after(column, plan, schema.kind) ?? fail(message('steps-not-here', {})))
    if (!after.ok) return after
    forms.push(after.value)
  }
  return ok(forms)
}

/** What the usual steps make of what sets mostly hold: known here, so that the page can be shown before the steps are here. */
function usualForm(column: ColumnSchema): Form | undefined {
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
  plan: Ways,
  end: InputEnd,
  names: readonly string[],
  targets: ReadonlySet<string>,
): Problem | undefined {
  if (names.length === 0) return message('no-columns-left', { node: end.label })
  const unknown = names.find((name) => columnIndex(schema, name) < 0)
  if (unknown !== undefined) return unknownColumn(schema, end.label, unknown)
  // A picture may be made from itself; any other answer must not be among what it is told from.
  const target = names.find(
    (name) => targets.has(name) && schema.columns[columnIndex(schema, name)]?.type !== 'image' && !isBefore(plan, name),
  )
  if (target !== undefined) return message('column-is-target', { node: end.label, column: target })
  return undefined
}

/** The shape of an input of these columns, each behind its steps. */
function shapeOf(
  schema: DatasetSchema,
  plan: Ways,
  { label }: InputEnd,
  names: readonly string[],
): Result<Shape, Problem> {
  const forms = formsOf(schema, plan, names)
  if (!forms.ok) return forms
  const picture = names.find((_, i) => forms.value[i]?.type === 'image')
  if (picture !== undefined && names.length > 1) {
    const others = names.filter((name) => name !== picture)
    return fail(message('image-with-columns', { node: label, image: picture, others }))
  }
  const shape = joinShapes(forms.value)
  if (shape) return ok(shape)
  const shapes = forms.value.map(({ type, shape: [...axes] }) => `${dimensions(axes)}${type === 'ids' ? ' ids' : ''}`)
  return fail(message('columns-apart', { node: label, columns: names, shapes }))
}

function unknownColumn(schema: DatasetSchema, node: string, column: string): Problem {
  return message('unknown-column', { node, column, columns: schema.columns.map(({ name }) => name) })
}

function taskOf(column: ColumnSchema, plan: Ways): Result<Task, Problem> | undefined {
  const { name } = column
  switch (column.type) {
    case 'category':
      return ok({ kind: 'classes', column: name, labels: column.values })
    case 'number': {
      const own = plan.prepare && Object.hasOwn(plan.prepare, name)
      const here = preparation()
      const said = own ? (here ? here.number(column, plan) : message('steps-not-here', {})) : undefined
      if (said) return fail(said)
      return ok({ kind: 'number', column: name, ...(column.unit ? { unit: column.unit } : {}) })
    }
    case 'image': {
      const shape = [column.height, column.width, column.channels]
      return ok({ kind: 'image', column: name, shape, ...(column.mask ? { mask: true } : {}) })
    }
    case 'text': {
      const shape = preparation()?.answer(column, plan) ?? fail(message('steps-not-here', {}))
      return shape.ok ? ok({ kind: 'sequence', column: name, shape: shape.value }) : shape
    }
    case 'time':
    case 'array':
      return undefined
    default:
      return column satisfies never
  }
}

/** Raw inputs and answers are keyed by label, so the second node of a label has a problem. */
function labelsTwice(ends: readonly { readonly node: string; readonly label: string }[]): BindProblem[] {
  const seen = new Set<string>()
  return ends.flatMap(({ node, label }) => {
    if (!seen.has(label)) {
      seen.add(label)
      return []
    }
    return [{ node, said: message('label-twice', { label }) }]
  })
}
