/**
 * @file Transform: one step that converts a column's values to numbers for a network; each transform has its own file.
 * What it learns from the training set is plain JSON and is stored with every model, so that inputs are prepared at
 * prediction time exactly as in training.
 */
import type { Result } from '../../base/result'
import type { ColumnSchema } from '../../catalog/dataset-schema'
import type { Shape } from '../../catalog/layer-def'
import type { ParamSpecs, ValuesOf } from '../../catalog/params'
import type { Problem } from '../../messages/problem'

/** The form of a column's values between two steps: their type and shape. Ids are integers for an Embedding layer. */
export interface Form {
  readonly type: ColumnSchema['type'] | 'ids'
  /** The shape of one row; [] means a scalar. */
  readonly shape: Shape
  /** For a categorical column: its values, in code order. */
  readonly values?: readonly string[]
  /** For a categorical column of a fitted pipeline: the values that no training row has, if there are any. */
  readonly unseen?: readonly string[]
  /** For ids: the exclusive upper bound of the ids. */
  readonly count?: number
  /**
   * Set for a number that is stored as float64. Other numbers are rounded to float32, whether they come from a table or
   * from a user.
   */
  readonly wide?: true
}

/** The values of a categorical column that training rows have. */
export function knownValues({ values = [], unseen = [] }: Form): readonly string[] {
  return unseen.length === 0 ? values : values.filter((one) => !unseen.includes(one))
}

/**
 * The values of several rows: text values, or the numbers of all rows concatenated. A missing number is NaN, and a
 * missing code is -1.
 */
export type Values = Float64Array<ArrayBuffer> | readonly string[]

/** The rows on which a step is fitted, as transformed by the previous steps. They can be read several times. */
export interface Source {
  readonly form: Form
  readonly rows: number
  /** The latest time of these rows; set for a time window if the split is by time. */
  readonly until?: number
  blocks(): Iterable<Values>
}

/** The values that a step learned from the training rows. */
export type Learned = Readonly<Record<string, number | readonly number[] | readonly string[]>>

/** The columns that determine which rows come before a given row. */
export interface WindowOrder {
  readonly by: string
  /** The column that groups rows into separate series; empty if all rows are one series. */
  readonly within: string
}

/** A step with all its parameters and the values it learned, as plain JSON. */
export interface FittedStep<P extends ParamSpecs = ParamSpecs, L extends Learned = Learned> {
  readonly kind: string
  readonly params: ValuesOf<P>
  readonly learned: L
}

/** A column of an input, with its fitted steps. */
export interface FittedColumn {
  readonly column: string
  /** The form before the first step. */
  readonly from: Form
  readonly steps: readonly FittedStep[]
}

export interface TransformDef<P extends ParamSpecs = ParamSpecs, L extends Learned = Learned> {
  readonly kind: string
  readonly title: string
  /** What the transform does, in one sentence. */
  readonly about: string
  readonly params: P
  readonly takes: readonly Form['type'][]
  /** Returns the output form for an input form, or a problem if the parameters do not fit the input form. */
  output(form: Form, params: ValuesOf<P>): Result<Form, Problem>
  /** Learns values from the training rows. */
  fit(source: Source, params: ValuesOf<P>): L
  /** Validates learned values from an untrusted source: their lengths and signs. */
  isValidLearned(learned: Learned, form: Form, params: ValuesOf<P>): boolean
  apply(values: Values, step: FittedStep<P, L>, form: Form): Values
  /** Inverts the step for a single number. */
  inverse?(value: number, step: FittedStep<P, L>): number
  /**
   * Set if the step keeps the shape of its input, so that it can be applied partially: a strength of 0 changes nothing,
   * and 1 applies the step fully.
   */
  readonly blends?: true
  /** Returns which rows make up a row's value, as numbers of steps back from that row, earliest first. */
  reach?(params: ValuesOf<P>): readonly number[]
  /**
   * For a step that reads other rows: returns the columns that determine the order and the groups of rows. If absent,
   * rows are in table order.
   */
  order?(params: ValuesOf<P>): WindowOrder
  /** A short text that describes the learned values. */
  describeLearned?(step: FittedStep<P, L>): string
  /** The same step in NumPy: a function (x, p, learned, form) -> x, named after the kind in snake case. */
  readonly python: string
  /** The inverse step in NumPy: a function (y, p, learned) -> y, named after the kind with the suffix `_back`. */
  readonly pythonBack?: string
  /** Shared Python functions that `python` calls. */
  readonly pythonNeeds?: readonly string[]
}

/** Defines a transform and infers the types of its parameters and learned values. */
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

/** Whether the first step takes texts: a hash also finds a bucket for a category that is not in the list of values. */
export function readsText({ from, steps = [] }: Pick<FittedColumn, 'from'> & Partial<FittedColumn>): boolean {
  return from.type === 'text' || (from.type === 'category' && steps[0]?.kind === 'hash')
}

/** The number of values per row in a form. */
export function sizeOfForm({ shape }: Pick<Form, 'shape'>): number {
  return shape.reduce((size, axis) => size * axis, 1)
}
