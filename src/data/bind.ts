/** @file bind: which columns feed which input, and what each output predicts, from the schema alone. */
import { message } from '../base/messages/message'
import type { Problem } from '../base/messages/problem'
import { type ColumnSchema, columnIndex, type DatasetSchema } from '../catalog/dataset-schema'
import type { Shape } from '../catalog/layer-def'
import type { Plan } from '../catalog/plan'
import type { Binding, InputBinding, OutputBinding, Task } from './binding'

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
type Ways = Partial<Pick<Plan, 'split' | 'balance'>>

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
    const said = inputProblem(schema, end, names, targets)
    if (said) problems.push({ node: end.node, said })
    else boundInputs.push({ node: end.node, label: end.label, columns: names, shape: shapeOf(schema, names) })
  }
  const boundOutputs: OutputBinding[] = []
  for (const end of outputs) {
    const column = schema.columns[columnIndex(schema, targetOf(end))]
    const task = column && taskOf(column)
    if (!column) problems.push({ node: end.node, said: unknownColumn(schema, end.label, targetOf(end)) })
    else if (!task)
      problems.push({ node: end.node, said: message('column-no-target', { column: column.name, type: column.type }) })
    else boundOutputs.push({ node: end.node, label: end.label, task })
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
  const left = schema.columns.filter(
    ({ name, type }) =>
      FED.has(type) &&
      !targets.has(name) &&
      (asked ? asked.includes(name) : !schema.ignore.includes(name) && !aside.has(name)),
  )
  const itself = schema.columns.find(({ name, type }) => type === 'image' && targets.has(name))
  const names = !asked && itself && left.every(({ type }) => type !== 'image') ? [itself] : left
  return names.map(({ name }) => name)
}

/** The columns that a plan splits or weighs rows by: not predicted from unless they are asked for. */
function setAside({ split, balance }: Ways): ReadonlySet<string | undefined> {
  return new Set([split?.kind === 'group' || split?.kind === 'column' ? split.column : undefined, balance?.weights])
}

/** What a network can be fed with. */
const FED: ReadonlySet<ColumnSchema['type']> = new Set(['number', 'category', 'image'])

/** Numbers a column becomes in the network's input. */
export function widthOf(column: Exclude<ColumnSchema, { type: 'image' }>): number {
  return column.type === 'category' ? column.values.length : 1
}

function inputProblem(
  schema: DatasetSchema,
  end: InputEnd,
  names: readonly string[],
  targets: ReadonlySet<string>,
): Problem | undefined {
  if (names.length === 0) return message('no-columns-left', { node: end.label })
  const unknown = names.find((name) => columnIndex(schema, name) < 0)
  if (unknown !== undefined) return unknownColumn(schema, end.label, unknown)
  // A picture may be made from itself; any other answer must not be among what it is told from.
  const target = names.find((name) => targets.has(name) && schema.columns[columnIndex(schema, name)]?.type !== 'image')
  if (target !== undefined) return message('column-is-target', { node: end.label, column: target })
  const image = names.find((name) => schema.columns[columnIndex(schema, name)]?.type === 'image')
  if (image === undefined || names.length === 1) return undefined
  const others = names.filter((name) => name !== image)
  return message('image-with-columns', { node: end.label, image, others })
}

function unknownColumn(schema: DatasetSchema, node: string, column: string): Problem {
  return message('unknown-column', { node, column, columns: schema.columns.map(({ name }) => name) })
}

/** Per-sample shape: an image as it is, other columns side by side, a category one place a value. */
function shapeOf(schema: DatasetSchema, names: readonly string[]): Shape {
  let width = 0
  for (const name of names) {
    const column = schema.columns[columnIndex(schema, name)]
    if (column?.type === 'image') return [column.height, column.width, column.channels]
    if (column) width += widthOf(column)
  }
  return [width]
}

function taskOf(column: ColumnSchema): Task | undefined {
  const { name } = column
  switch (column.type) {
    case 'category':
      return { kind: 'classes', column: name, labels: column.values }
    case 'number':
      return { kind: 'number', column: name, ...(column.unit ? { unit: column.unit } : {}) }
    case 'image': {
      const shape = [column.height, column.width, column.channels]
      return { kind: 'image', column: name, shape, ...(column.mask ? { mask: true } : {}) }
    }
    case 'text':
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
