/**
 * @file Transform: one step that turns a column's values into numbers for a network, one file each. What it learns from the training
 * set is plain JSON and is stored with every model, so that predictions are prepared exactly as in training.
 */
import type { Problem } from '../../messages/problem'
import type { Result } from '../../base/result'
import type { ColumnSchema } from '../../catalog/dataset-schema'
import type { Shape } from '../../catalog/layer-def'
import type { ParamSpecs, ValuesOf } from '../../catalog/params'

/** The form of a column between two steps. Ids are integers for an Embedding. */
export interface Form {
  readonly type: ColumnSchema['type'] | 'ids'
  /** The shape of one row; [] is a scalar. */
  readonly shape: Shape
  /** For a category: its values, in the order of its codes. */
  readonly values?: readonly string[]
  /** For ids: all are below this. */
  readonly count?: number
  /** For a number: stored in float64; other numbers are read as float32, from a table and from a person. */
  readonly wide?: true
}

/** Values of some rows: texts, or all numbers of the rows one after another. NaN is missing; for a code, -1 is. */
export type Values = Float64Array<ArrayBuffer> | readonly string[]

/** The rows that a step is fitted on, after the steps before it; they can be read several times. */
export interface Source {
  readonly form: Form
  readonly rows: number
  /** The last time of these rows, for a time window if the split is by time. */
  readonly until?: number
  blocks(): Iterable<Values>
}

/** What a step learned. */
export type Learned = Readonly<Record<string, number | readonly number[] | readonly string[]>>

/** The columns that determine which rows come before a row. */
export interface WindowOrder {
  readonly by: string
  /** Empty if all rows are one series. */
  readonly within: string
}

/** A step with all its parameters and what it learned, as plain JSON. */
export interface FittedStep<P extends ParamSpecs = ParamSpecs, L extends Learned = Learned> {
  readonly kind: string
  readonly params: ValuesOf<P>
  readonly learned: L
}

/** A column of an input with its fitted steps. */
export interface FittedColumn {
  readonly column: string
  /** The form before its first step. */
  readonly from: Form
  readonly steps: readonly FittedStep[]
}

export interface TransformDef<P extends ParamSpecs = ParamSpecs, L extends Learned = Learned> {
  readonly kind: string
  readonly title: string
  /** What it does, in one sentence. */
  readonly about: string
  readonly params: P
  readonly takes: readonly Form['type'][]
  /** The output form for an input form, or the problem if the parameters do not fit it. */
  output(form: Form, params: ValuesOf<P>): Result<Form, Problem>
  /** Learns from the training rows. */
  fit(source: Source, params: ValuesOf<P>): L
  /** Whether learned values from outside the program have valid lengths and signs. */
  isValidLearned(learned: Learned, form: Form, params: ValuesOf<P>): boolean
  apply(values: Values, step: FittedStep<P, L>, form: Form): Values
  /** Inverts the step for a number. */
  inverse?(value: number, step: FittedStep<P, L>): number
  /** It keeps the shape, so it can be applied partially: a strength of 0 changes nothing, 1 applies it fully. */
  readonly blends?: true
  /** The rows that make up a row's value, as steps back from it, the earliest first. */
  reach?(params: ValuesOf<P>): readonly number[]
  /** For a step that reads other rows: the columns that determine their order and groups; without it, rows are in table order. */
  order?(params: ValuesOf<P>): WindowOrder
  /** A short text that describes what it learned. */
  describeLearned?(step: FittedStep<P, L>): string
  /** The same in NumPy: a function named after the kind in snake case, (x, p, learned, form) -> x. */
  readonly python: string
  /** Its inverse in NumPy: a function named after the kind with the suffix `_back`, (y, p, learned) -> y. */
  readonly pythonBack?: string
  /** Shared Python functions that it calls. */
  readonly pythonNeeds?: readonly string[]
}

/** Defines a transform with the types of its parameters and of what it learns. */
export function defineTransform<const P extends ParamSpecs, L extends Learned>(
  def: Omit<TransformDef<P, L>, 'isValidLearned' | 'fit'> & Partial<Pick<TransformDef<P, L>, 'isValidLearned' | 'fit'>>,
): TransformDef<P, L> {
  return {
    fit: () => ({}) as L,
    isValidLearned: (learned) => Object.keys(learned).length === 0,
    ...def,
  }
}

/** The form of a column before its first step. */
export function formOf(column: ColumnSchema): Form {
  switch (column.type) {
    case 'number':
      return { type: 'number', shape: [], ...(column.wide ? { wide: true as const } : {}) }
    case 'category':
      return { type: 'category', shape: [], values: column.values }
    case 'image':
      return { type: 'image', shape: [column.height, column.width, column.channels] }
    case 'text':
    case 'time':
      return { type: column.type, shape: [] }
    case 'array':
      return { type: 'array', shape: column.shape }
    default:
      return column satisfies never
  }
}

/** Numbers per row in a form. */
export function sizeOfForm({ shape }: Pick<Form, 'shape'>): number {
  return shape.reduce((size, axis) => size * axis, 1)
}
