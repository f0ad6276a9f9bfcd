/** @file Evaluation: the quality of a model on one split, per output, as plain numbers. */
import type { MaskReport } from './image-report'
import type { SliceScore } from './slice-report'

export interface ClassScore {
  readonly label: string
  readonly precision: number
  readonly recall: number
  readonly f1: number
  /** Rows of this class. */
  readonly support: number
  /** For a rare class: how well the scores rank its rows above others. */
  readonly averagePrecision?: number
}

/** One row with its prediction. */
export interface Example {
  readonly row: number
  readonly actual: number
  readonly predicted: number
  /** The probability of the predicted class. */
  readonly probability: number
}

/** The predicted image of one row. */
export interface ImageExample {
  readonly row: number
  /** Over the pixels of this row, 0 to 255. */
  readonly mae: number
  /** Of the mask of this row. */
  readonly iou?: number
  /** The predicted pixels: height × width × channels, whole numbers 0 to 255. */
  readonly given: readonly number[]
}

/** The predicted text of one row. */
export interface TextExample {
  readonly row: number
  /** The target, as far as the positions and the vocabulary can represent it. */
  readonly actual: string
  readonly predicted: string
  /** The probability of the whole predicted text. */
  readonly probability: number
  /** Correct positions, of those that count: all tokens and the end. */
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
      /** Rows are actual classes, columns are predicted ones. */
      readonly confusion: readonly (readonly number[])[]
      /** The most confident mistakes first, then some correct predictions. */
      readonly wrong: readonly Example[]
      readonly right: readonly Example[]
    }
  | {
      readonly kind: 'number'
      readonly label: string
      readonly loss: number
      /** In the target's unit. */
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
      /** The rows with the largest errors, worst first, and some evenly spread over all. */
      readonly worst: readonly ImageExample[]
      readonly some: readonly ImageExample[]
    }
  | {
      readonly kind: 'sequence'
      readonly label: string
      readonly loss: number
      readonly by: 'characters' | 'words'
      /** Over all positions that count, and over texts that are completely correct. */
      readonly accuracy: number
      readonly sequenceAccuracy: number
      /**
       * For each position: how many rows have a token or their end there, and how many of those are predicted
       * correctly.
       */
      readonly places: readonly { readonly support: number; readonly right: number }[]
      /** Rows whose target is known. */
      readonly rows: number
      /** The rows with most wrong positions, the most confident first, and some evenly spread over all. */
      readonly worst: readonly TextExample[]
      readonly some: readonly TextExample[]
    }

export interface Evaluation {
  readonly split: 'train' | 'validation' | 'test'
  readonly rows: number
  /** The key of the data that the row numbers refer to, so that they are never used with another dataset. */
  readonly data?: string
  readonly loss: number
  readonly heads: readonly HeadEvaluation[]
  /** The scores of the dataset's saved slices, worst first, if they were computed. */
  readonly slices?: readonly SliceScore[]
  /** For test rows: how often they were evaluated, including this time. */
  readonly testLooks?: number
}
