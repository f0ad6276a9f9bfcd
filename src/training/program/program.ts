/**
 * @file Program: a network, its losses and its optimizer as buffers and lists of ops, one list for each use and batch
 * size.
 */
import type { WeightSet } from '../../data/training-job'
import type { BufferSpec, Tagged, View } from './ops'

/** The position of a weight in the arena of weights. */
export interface WeightSlice {
  readonly name: string
  readonly layer: string
  readonly shape: readonly number[]
  readonly offset: number
  readonly size: number
  readonly trainable: boolean
}

export interface HeadViews {
  readonly label: string
  /** Predictions [rows, width], after the last activation even if the loss applies it. */
  readonly output: View
  readonly width: number
  /** The number of classes of its confusion matrix, 0 for numbers. */
  readonly classes: number
  readonly confusion?: View
}

/** The result of each layer in a list, for inspection: `words` of the whole batch. */
export interface TensorViews {
  readonly layer: string
  readonly result: View
  readonly words: number
  /** The gradient of the result after the backward pass, if it has one. */
  readonly gradient?: View
}

/**
 * The use of a list. `train` updates weights; `evaluate` gathers rows and computes their losses; `predict` reads inputs
 * that the host has written.
 */
export type Use = 'train' | 'evaluate' | 'predict'

export interface OpList {
  readonly use: Use
  readonly rows: number
  readonly ops: readonly Tagged[]
  readonly tensors: readonly TensorViews[]
}

export interface Program {
  readonly buffers: readonly BufferSpec[]
  /** In the order of `model.weights`. */
  readonly weights: readonly WeightSlice[]
  readonly trainableWords: number
  /** The initial value of each slot of the optimizer; a slot is an arena of `trainableWords`. */
  readonly slots: readonly number[]
  readonly views: {
    readonly weights: View
    readonly gradients: View
    readonly slots: View
    readonly average?: View
    /** Accumulated gradients of several batches. */
    readonly sum?: View
    readonly order: View
    readonly constants: View
    readonly state: View
    readonly figures: View
    /**
     * For each input: its stored rows, the table of its byte values if it has one, and the buffer that its batch is
     * gathered to.
     */
    readonly inputs: readonly {
      readonly source: View
      readonly table?: View
      readonly batch: View
      readonly width: number
    }[]
    /** For each output, one word per target of the rows held. */
    readonly targets: readonly View[]
    readonly classWeights: readonly (View | undefined)[]
    /** One word per row held. */
    readonly rowWeights?: View
  }
  readonly heads: readonly HeadViews[]
  /** Whether regularizers add to the loss. */
  readonly hasPenalties: boolean
  /** The most steps of one submission, and the number of steps in the metrics ring. */
  readonly constantSteps: number
  readonly metricSteps: number
  /** The list for this use and batch size, up to the largest batch. Lists share all buffers. */
  list(use: Use, rows: number): OpList
}

/** The names and shapes of the weights, as in a WeightSet. */
export function specsOf(program: Pick<Program, 'weights'>): WeightSet['specs'] {
  return program.weights.map(({ name, shape }) => ({ name, shape }))
}
