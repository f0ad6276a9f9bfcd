/** @file Evaluation: the quality of a model on one part of the split, as plain numbers for each output. */
import type { MaskReport } from './image-report'
import type { SliceScore } from './slice-report'

export interface ClassScore {
  readonly label: string
  readonly precision: number
  readonly recall: number
  readonly f1: number
  /** The number of rows of this class. */
  readonly support: number
  /** Set only for a rare class: how well the scores rank the rows of the class above all other rows. */
  readonly averagePrecision?: number
}

/** A row with its prediction. */
export interface Example {
  readonly row: number
  readonly actual: number
  readonly predicted: number
  /** The probability that the model assigns to the predicted class. */
  readonly probability: number
}

/** A row with its predicted image. */
export interface ImageExample {
  readonly row: number
  /** Mean absolute error over the pixels of this row, 0 to 255. */
  readonly mae: number
  /** Intersection over union of the mask in this row. */
  readonly iou?: number
  /** The predicted pixels: height × width × channels integers from 0 to 255. */
  readonly given: readonly number[]
}

/** A row with its predicted text. */
export interface TextExample {
  readonly row: number
  /** The target text, as closely as the available positions and the vocabulary can represent it. */
  readonly actual: string
  readonly predicted: string
  /** The joint probability of the predicted text. */
  readonly probability: number
  /** The number of correct positions among the positions that count: those of all tokens and of the end token. */
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
      /** Rows are actual classes, columns are predicted classes. */
      readonly confusion: readonly (readonly number[])[]
      /** `wrong` lists mistakes, most confident first; `right` lists some correct predictions. */
      readonly wrong: readonly Example[]
      readonly right: readonly Example[]
    }
  | {
      readonly kind: 'number'
      readonly label: string
      readonly loss: number
      /** Mean absolute error in the target's units. */
      readonly mae: number
      readonly rmse: number
      readonly r2: number
      /** Actual and predicted values of at most 300 evenly spaced rows. */
      readonly pairs: readonly { readonly row: number; readonly actual: number; readonly predicted: number }[]
    }
  | {
      readonly kind: 'image'
      readonly label: string
      readonly loss: number
      readonly shape: readonly number[]
      /** Mean absolute error over all pixels, 0 to 255. */
      readonly mae: number
      readonly rmse: number
      readonly mask?: MaskReport
      /**
       * `worst` lists the rows with the largest errors, worst first; `some` lists evenly spaced rows from all evaluated
       * rows.
       */
      readonly worst: readonly ImageExample[]
      readonly some: readonly ImageExample[]
    }
  | {
      readonly kind: 'sequence'
      readonly label: string
      readonly loss: number
      readonly by: 'characters' | 'words'
      /**
       * The share of correct positions among the positions that count, and the share of texts that are completely
       * correct.
       */
      readonly accuracy: number
      readonly sequenceAccuracy: number
      /**
       * For each position: the number of rows that have a token or the end token there, and the number of these rows
       * that are predicted correctly.
       */
      readonly places: readonly { readonly support: number; readonly right: number }[]
      /** The number of rows whose target is known. */
      readonly rows: number
      /**
       * `worst` lists the rows with the most wrong positions (in ties, the most confident predictions first); `some`
       * lists evenly spaced rows from all evaluated rows.
       */
      readonly worst: readonly TextExample[]
      readonly some: readonly TextExample[]
    }

export interface Evaluation {
  readonly split: 'train' | 'validation' | 'test'
  readonly rows: number
  /** The key of the dataset to which the row numbers refer, so that they are never applied to another dataset. */
  readonly data?: string
  readonly loss: number
  readonly heads: readonly HeadEvaluation[]
  /** The scores of the dataset's saved slices, worst first, if they have been computed. */
  readonly slices?: readonly SliceScore[]
  /** For test rows: how many times they have been evaluated, including this evaluation. */
  readonly testLooks?: number
}
