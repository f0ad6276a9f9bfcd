/**
 * @file Baseline: a simple model that trains in seconds, for comparison with a network. It trains on standardized
 * numbers and predicts a class index or a number. The simplest one always predicts the same.
 */
import { baselinesText as text } from '../../messages/en/evaluate/simple-models'

/** The data that a baseline is trained on. */
export interface TrainingData {
  /** The features, with shape [rows, width]; each feature has mean 0 and standard deviation 1 over these rows. */
  readonly x: Float32Array
  readonly rows: number
  readonly width: number
  /** The class index of each row or, for a numeric target, its value. */
  readonly y: Float64Array
  /** The number of classes; 0 for a numeric target. */
  readonly classes: number
  readonly seed: number
}

/**
 * Predicts a class or a number for each row. The input has shape [rows, width], and the output has shape [rows]. Yields
 * so that other work can run in between.
 */
export type Predict = (x: Float32Array, rows: number) => Generator<void, Float64Array>

export interface BaselineDef {
  readonly id: 'constant' | 'linear' | 'neighbours' | 'forest'
  /** The display name of the model. */
  title(lesson: Pick<TrainingData, 'classes'>): string
  /** Trains the model; yields so that other work can run in between. */
  fit(lesson: TrainingData): Generator<void, Predict>
}

export const constant: BaselineDef = {
  id: 'constant',
  title: ({ classes }) => (classes > 0 ? text.mostCommonClass : text.mean),
  *fit({ y, rows, classes }) {
    const value = classes > 0 ? mostCommon(y, classes) : y.reduce((sum, one) => sum + one, 0) / rows
    // biome-ignore lint/correctness/useYield: it is done at once
    return function* (_x, count) {
      return new Float64Array(count).fill(value)
    }
  },
}

function mostCommon(y: Float64Array, classes: number): number {
  const counts = new Uint32Array(classes)
  for (const label of y) counts[label] = (counts[label] as number) + 1
  return counts.indexOf(Math.max(...counts))
}
