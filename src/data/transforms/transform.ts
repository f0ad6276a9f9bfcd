/**
 * @file Transform: one step that turns a column's values into numbers for a network, one file each. What it learns from the training
 * set is plain JSON and is stored with every model, so that predictions are prepared exactly as in training.
 */
import type { Problem } from '../../messages/problem'
import type { Result } from '../../base/result'
import type { ColumnSchema } from '../../catalog/dataset-schema'
import type { Shape } from '../../catalog/layer-def'
import type { ParamSpecs, ValuesOf } from '../../catalog/params'

/** What a column is between two steps. Ids are whole numbers for an Embedding. */
export interface Form {
  readonly type: ColumnSchema['type'] | 'ids'
  /** Of one row; [] is a single value. */
  readonly shape: Shape
  /** Of a category: its values, in the order of its codes. */
  readonly values?: readonly string[]
  /** Of ids: all are below this. */
  readonly count?: number
  /** Of a number: kept in float64; others are read as float32, from a table and from a person alike. */
  readonly wide?: true
}

/** Values of some rows: texts, or all numbers of a row behind those of the row before it. NaN is missing; of a code, -1 is. */
export type Values = Float64Array<ArrayBuffer> | readonly string[]

/** The rows that a step is fitted on, as the steps before it leave them; they can be gone through more than once. */
export interface Source {
  readonly form: Form
  readonly rows: number
  /** The last moment of these rows, to a window in time where the split is one in time. */
  readonly until?: number
  blocks(): Iterable<Values>
}

/** What a step learned. */
export type Learned = Readonly<Record<string, number | readonly number[] | readonly string[]>>

/** The columns that determine which rows come before a row. */
export interface WindowOrder {
  readonly by: string
  /** Empty: all rows are one series. */
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
  /** As its first step gets it. */
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
  /** The form that comes out for a form that goes in, or the problem where the parameters do not suit it. */
  output(form: Form, params: ValuesOf<P>): Result<Form, Problem>
  /** Learns from the training rows. */
  fit(source: Source, params: ValuesOf<P>): L
  /** Whether values from outside have the lengths and signs of learned ones. */
  couldLearn(learned: Learned, form: Form, params: ValuesOf<P>): boolean
  apply(values: Values, step: FittedStep<P, L>, form: Form): Values
  /** Takes a number back to what it was before. */
  inverse?(value: number, step: FittedStep<P, L>): number
  /** It keeps the shape, so it can be applied in part: a strength of 0 changes nothing, 1 applies all of it. */
  readonly blends?: true
  /** Rows that a row's value is made of, as steps back from it, the first one first. */
  reach?(params: ValuesOf<P>): readonly number[]
  /** Of one that reaches other rows: the columns whose order and groups say which; without, rows go as they stand. */
  order?(params: ValuesOf<P>): WindowOrder
  /** What it learned, in a few words. */
  words?(step: FittedStep<P, L>): string
  /** The same in NumPy: a function of the kind's name in snake case, (x, p, learned, form) -> x. */
  readonly python: string
  /** Its inverse in NumPy: a function of the kind's name and `_back`, (y, p, learned) -> y. */
  readonly pythonBack?: string
  /** Functions that it calls, shared with others. */
  readonly pythonNeeds?: readonly string[]
}

/** Types a transform's record by its own parameters and what it learns. */
export function defineTransform<const P extends ParamSpecs, L extends Learned>(
  def: Omit<TransformDef<P, L>, 'couldLearn' | 'fit'> & Partial<Pick<TransformDef<P, L>, 'couldLearn' | 'fit'>>,
): TransformDef<P, L> {
  return {
    fit: () => ({}) as L,
    couldLearn: (learned) => Object.keys(learned).length === 0,
    ...def,
  }
}

/** A column of a set as its first step gets it. */
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

/** Numbers a row has in a form. */
export function sizeOfForm({ shape }: Pick<Form, 'shape'>): number {
  return shape.reduce((size, axis) => size * axis, 1)
}
