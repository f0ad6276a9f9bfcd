/** @file Evaluation: the quality of a model on one part of the split, as plain numbers for each output. */
import type { Costs } from '../data/output-decision'
import type { MetricId, OutputKind } from './define-metric'
import type { Interval, ValueWithInterval } from './intervals'
import type { SliceScore } from './slice-report'

/** Values of metrics by id. An evaluation has those that its version of Netloom computed; `metricsOf` reads them. */
export type MetricValues = { readonly [Id in MetricId]?: number }

/** The metrics of a single class. Average precision is set only for a rare class. */
export interface ClassScore extends MetricValues {
  readonly label: string
  /** The number of rows of this class. */
  readonly support: number
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

/** What the evaluation of every output has: its loss, the values of its metrics, and the details of its kind. */
interface OutputEvaluation extends MetricValues {
  readonly kind: OutputKind
  readonly label: string
  readonly loss: number
  /** The intervals that cannot be computed from the rest of the evaluation. */
  readonly intervals?: { readonly [Id in MetricId]?: Interval }
}

export interface ClassesEvaluation extends OutputEvaluation {
  readonly kind: 'classes'
  /** The order of the classes has a meaning. */
  readonly ordered?: true
  readonly perClass: readonly ClassScore[]
  /** Rows are actual classes, columns are predicted classes. */
  readonly confusion: readonly (readonly number[])[]
  /** `wrong` lists mistakes, most confident first; `right` lists some correct predictions. */
  readonly wrong: readonly Example[]
  readonly right: readonly Example[]
  /** Set if costs were stated with the threshold of the output. */
  readonly cost?: StatedCost
  /** Evaluations of earlier versions of Netloom have none. */
  readonly overBaseRates?: BaseRateComparison
}

/** What the mistakes about a class cost on average per row. */
export interface StatedCost extends Costs {
  readonly label: string
  /** NaN if a class with a share above 0 has no rows. */
  readonly value: number
}

/** How much the probabilities say about the classes, compared with always predicting the base rates: the class shares. */
export interface BaseRateComparison {
  /** The log loss of the base rates of these rows. */
  readonly baseLoss: number
  /** The mean by which the log loss of a row is lower than with the base rates. */
  readonly gain: ValueWithInterval
  /** For two classes. */
  readonly rocAuc?: ValueWithInterval
}

export interface NumberEvaluation extends OutputEvaluation {
  readonly kind: 'number'
  /**
   * Actual and predicted values of at most 300 rows: those with the largest errors, and evenly spaced rows from the
   * others.
   */
  readonly pairs: readonly { readonly row: number; readonly actual: number; readonly predicted: number }[]
}

export interface ImageEvaluation extends OutputEvaluation {
  readonly kind: 'image'
  readonly shape: readonly number[]
  /** The values of the metrics of masks, by the key that they are stored as. */
  readonly mask?: { readonly [key: string]: number }
  /**
   * `worst` lists the rows with the largest errors, worst first; `some` lists evenly spaced rows from all evaluated
   * rows.
   */
  readonly worst: readonly ImageExample[]
  readonly some: readonly ImageExample[]
}

export interface TextEvaluation extends OutputEvaluation {
  readonly kind: 'sequence'
  readonly by: 'characters' | 'words'
  /**
   * For each position: the number of rows that have a token or the end token there, and the number of these rows that
   * are predicted correctly.
   */
  readonly places: readonly { readonly support: number; readonly right: number }[]
  /** The number of rows whose target is known. */
  readonly rows: number
  /**
   * `worst` lists the rows with the most wrong positions (in ties, the most confident predictions first); `some` lists
   * evenly spaced rows from all evaluated rows.
   */
  readonly worst: readonly TextExample[]
  readonly some: readonly TextExample[]
}

export type HeadEvaluation = ClassesEvaluation | NumberEvaluation | ImageEvaluation | TextEvaluation

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
  /** For a saved model: whether an earlier run on another split may have trained the weights on some of these rows. */
  readonly mayBeSeen?: true
  /**
   * Set if the losses are log losses and squared errors, computed from predictions: without label smoothing, penalties,
   * and weights of outputs, and whatever loss the run was trained with.
   */
  readonly isFromPredictions?: true
  /** For a saved model: set if its own threshold or calibration decided, and not the most likely class of the network. */
  readonly isDecided?: true
}
