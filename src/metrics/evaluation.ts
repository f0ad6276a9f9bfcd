/** @file Evaluation: how a model does on one split, per output, as numbers a person can check. */

export interface ClassScore {
  readonly label: string
  readonly precision: number
  readonly recall: number
  readonly f1: number
  /** Rows of this class. */
  readonly support: number
}

/** One row as the model sees it. */
export interface Example {
  readonly row: number
  readonly actual: number
  readonly predicted: number
  /** Of the predicted class. */
  readonly probability: number
}

export type HeadEvaluation =
  | {
      readonly kind: 'classes'
      readonly label: string
      readonly loss: number
      readonly accuracy: number
      readonly perClass: readonly ClassScore[]
      /** Rows true, columns predicted. */
      readonly confusion: readonly (readonly number[])[]
      /** The surest mistakes first, then some it got right. */
      readonly wrong: readonly Example[]
      readonly right: readonly Example[]
    }
  | {
      readonly kind: 'number'
      readonly label: string
      readonly loss: number
      /** In the target's own unit. */
      readonly mae: number
      readonly rmse: number
      readonly r2: number
      /** At most 300 rows, evenly spread: actual against predicted. */
      readonly pairs: readonly { readonly row: number; readonly actual: number; readonly predicted: number }[]
    }

export interface Evaluation {
  readonly split: 'train' | 'validation' | 'test'
  readonly rows: number
  /** Key of the data the row numbers point into, so that they are never read from another set. */
  readonly data?: string
  readonly loss: number
  readonly heads: readonly HeadEvaluation[]
}
