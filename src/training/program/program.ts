/**
 * @file Program: a network, its losses and its optimizer, expressed as buffers and lists of ops, with one list for each
 * combination of use and batch size.
 */
import type { WeightSet } from '../../data/training-job'
import type { BufferSpec, Tagged, View } from './ops'

/** The position of a weight in the buffer that contains all weights. */
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
  /** Predictions [rows, width] after the last activation, even if this activation is fused into the loss. */
  readonly output: View
  readonly width: number
  /** The number of classes in the confusion matrix; 0 for numeric targets. */
  readonly classes: number
  readonly confusion?: View
}

/** Views of a layer's result, for inspection; `words` is the size for the entire batch. */
export interface TensorViews {
  readonly layer: string
  readonly result: View
  readonly words: number
  /** The gradient of the result after the backward pass, if there is one. */
  readonly gradient?: View
}

/**
 * What a list of ops is for: `train` updates weights; `evaluate` gathers rows and computes their losses; `predict`
 * reads inputs that the host has written.
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
  /** The weights, in the order of `model.weights`. */
  readonly weights: readonly WeightSlice[]
  readonly trainableWords: number
  /** The initial value of each optimizer slot; every slot consists of `trainableWords` words. */
  readonly slots: readonly number[]
  readonly views: {
    readonly weights: View
    readonly gradients: View
    readonly slots: View
    readonly average?: View
    /** The sum of gradients accumulated over several batches. */
    readonly sum?: View
    readonly order: View
    readonly constants: View
    readonly state: View
    readonly figures: View
    /**
     * For each input: its stored rows, the table of byte values if the rows are bytes, and the buffer for the current
     * batch.
     */
    readonly inputs: readonly {
      readonly source: View
      readonly table?: View
      readonly batch: View
      readonly width: number
    }[]
    /** For each output, one word per target of the rows on the device. */
    readonly targets: readonly View[]
    readonly classWeights: readonly (View | undefined)[]
    /** One word per row on the device. */
    readonly rowWeights?: View
  }
  readonly heads: readonly HeadViews[]
  /** Whether any regularizer adds to the loss. */
  readonly hasPenalties: boolean
  /** Maximum number of steps per submission, and the capacity of the metrics ring in steps. */
  readonly constantSteps: number
  readonly metricSteps: number
  /**
   * Returns the list of ops for this use and batch size, which must not exceed the largest batch. All lists share the
   * same buffers.
   */
  list(use: Use, rows: number): OpList
}

/** The names and shapes of the program's weights, as in a WeightSet. */
export function specsOf(program: Pick<Program, 'weights'>): WeightSet['specs'] {
  return program.weights.map(({ name, shape }) => ({ name, shape }))
}
