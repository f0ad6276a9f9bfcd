/** @file Evaluation: how a model does on one split, per output, as numbers a person can check. */
import type { MaskReport } from './image-report'
import type { SliceScore } from './slice-report'

export interface ClassScore {
  readonly label: string
  readonly precision: number
  readonly recall: number
  readonly f1: number
  /** Rows of this class. */
  readonly support: number
  /** Of a rare class: how well the scores rank its rows above others. */
  readonly averagePrecision?: number
}

/** One row as the model sees it. */
export interface Example {
  readonly row: number
  readonly actual: number
  readonly predicted: number
  /** Of the predicted class. */
  readonly probability: number
}

/** One row's picture as the model gives it. */
export interface ImageExample {
  readonly row: number
  /** Of its own pixels, 0 to 255. */
  readonly mae: number
  /** Of its own mask. */
  readonly iou?: number
  /** Height × width × channels, whole numbers 0 to 255. */
  readonly given: readonly number[]
}

/** One row's text as the model says it. */
export interface TextExample {
  readonly row: number
  /** What is wanted, as far as there are places and signs for it. */
  readonly actual: string
  readonly predicted: string
  /** Of all of the predicted text. */
  readonly probability: number
  /** Places that are right, of those that count: all signs and the end. */
  readonly right: number
  readonly places: number
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
  | {
      readonly kind: 'image'
      readonly label: string
      readonly loss: number
      readonly shape: readonly number[]
      /** Over all pixels, 0 to 255. */
      readonly mae: number
      readonly rmse: number
      readonly mask?: MaskReport
      /** The rows it does worst on, worst first, and some spread evenly over all. */
      readonly worst: readonly ImageExample[]
      readonly some: readonly ImageExample[]
    }
  | {
      readonly kind: 'sequence'
      readonly label: string
      readonly loss: number
      readonly by: 'characters' | 'words'
      /** Of all places that count, and of texts that are right from end to end. */
      readonly accuracy: number
      readonly sequenceAccuracy: number
      /** Of each place: how many rows have a sign or their end there, and how many of those are right. */
      readonly places: readonly { readonly support: number; readonly right: number }[]
      /** Rows whose target is known. */
      readonly rows: number
      /** The rows with most places wrong, the surest first, and some spread evenly over all. */
      readonly worst: readonly TextExample[]
      readonly some: readonly TextExample[]
    }

export interface Evaluation {
  readonly split: 'train' | 'validation' | 'test'
  readonly rows: number
  /** Key of the data the row numbers point into, so that they are never read from another set. */
  readonly data?: string
  readonly loss: number
  readonly heads: readonly HeadEvaluation[]
  /** Of the slices kept with the set, worst first, once they were scored. */
  readonly slices?: readonly SliceScore[]
  /** Of test rows: how often they had been looked at, this look with them. */
  readonly testLooks?: number
}
