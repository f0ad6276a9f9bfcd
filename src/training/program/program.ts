/**
 * @file Program: a network, its losses and its optimizer, expressed as buffers and lists of ops, with one list for each
 * combination of use and batch size.
 */

import { assert } from '../../base/assert'
import type { TrainingJob, WeightSet } from '../../data/training-job'
import type { BufferSpec, Role, Tagged, View } from './ops'

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
interface TensorViews {
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

/** What a program trains. */
export type ProgramJob = Pick<
  TrainingJob,
  | 'model'
  | 'pipeline'
  | 'heads'
  | 'optimizer'
  | 'batchSize'
  | 'seed'
  | 'clip'
  | 'accumulate'
  | 'average'
  | 'classWeights'
  | 'rowWeights'
  | 'groupWeights'
  | 'leftOut'
  | 'augment'
>

export interface ProgramOptions {
  /** Number of rows in the largest batch of any list of ops. */
  readonly mostRows: number
  /** Number of rows in the largest batch that is trained; if undefined, `mostRows`. */
  readonly trainRows?: number
  /** Maximum number of steps per submission, and the capacity of the metrics ring in steps. */
  readonly constantSteps: number
  readonly metricSteps: number
  /** Number of rows that fit on the device at once; if undefined, all rows of the dataset. */
  readonly heldRows?: number
  /**
   * Length of an epoch's order; it exceeds the number of rows on the device if rows are resampled. If undefined, the
   * two are equal.
   */
  readonly orderRows?: number
}

/** The names and shapes of the program's weights, as in a WeightSet. */
export function specsOf(program: Pick<Program, 'weights'>): WeightSet['specs'] {
  return program.weights.map(({ name, shape }) => ({ name, shape }))
}

export interface Buffers {
  /** The buffer with this name, created on first use. */
  get(name: string, role: Role, words: number, layer?: string): View
  all(): readonly BufferSpec[]
  /** After this call, no new buffer can be created. */
  seal(): void
}

export function openBuffers(): Buffers {
  const specs: BufferSpec[] = []
  const places = new Map<string, number>()
  let sealed = false
  return {
    get(name, role, words, layer) {
      const known = places.get(name)
      if (known !== undefined) {
        assert(words <= (specs[known] as BufferSpec).words, `the buffer ${name} holds ${words} words`)
        return { buffer: known, offset: 0 }
      }
      assert(!sealed, `the buffer ${name} was made with the program`)
      places.set(name, specs.length)
      // No device supports empty buffers.
      specs.push({ name, role, words: Math.max(1, words), ...(layer !== undefined && { layer }) })
      return { buffer: specs.length - 1, offset: 0 }
    },
    all: () => specs,
    seal() {
      sealed = true
    },
  }
}
