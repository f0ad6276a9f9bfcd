/** @file Program: a network, its losses and its optimizer as buffers and lists of ops; one list for each size of batch and each use. */
import type { WeightSet } from '../../data/job'
import type { BufferSpec, Tagged, View } from './ops'

/** A weight's place in the arena of weights. */
export interface WeightPlace {
  readonly name: string
  readonly layer: string
  readonly shape: readonly number[]
  readonly offset: number
  readonly size: number
  readonly trainable: boolean
}

export interface HeadPlace {
  readonly label: string
  /** [rows, width], all numbers of a row, as predictions are told: after the last activation, also where the loss bends the sums itself. */
  readonly output: View
  readonly width: number
  /** Number of classes of its confusion counts, 0 for numbers. */
  readonly classes: number
  readonly confusion?: View
}

/** The result of each layer in a list, for looking at: `words` of the batch as a whole. */
export interface TensorPlace {
  readonly layer: string
  readonly result: View
  readonly words: number
  /** Where the backward pass leaves its gradient, where it has one. */
  readonly gradient?: View
}

/** What a list of ops is for. `train` moves weights; `evaluate` gathers rows and tells their losses; `predict` takes inputs the host has written. */
export type Use = 'train' | 'evaluate' | 'predict'

export interface OpList {
  readonly use: Use
  readonly rows: number
  readonly ops: readonly Tagged[]
  readonly tensors: readonly TensorPlace[]
}

export interface Program {
  readonly buffers: readonly BufferSpec[]
  /** In `model.weights` order. */
  readonly weights: readonly WeightPlace[]
  readonly trainableWords: number
  /** How many arenas of `trainableWords` the optimizer keeps, and what each begins with. */
  readonly slots: readonly number[]
  readonly views: {
    readonly weights: View
    readonly gradients: View
    readonly slots: View
    readonly average?: View
    /** Sums of gradients over several batches. */
    readonly sum?: View
    readonly order: View
    readonly constants: View
    readonly state: View
    readonly figures: View
    /** Rows of each input as stored, its byte table where it has one, and the place its batch is gathered to. */
    readonly inputs: readonly {
      readonly source: View
      readonly table?: View
      readonly batch: View
      readonly width: number
    }[]
    /** A word for each target of the rows held, each output. */
    readonly targets: readonly View[]
    readonly classWeights: readonly (View | undefined)[]
    /** A word for each row held. */
    readonly rowWeights?: View
  }
  readonly heads: readonly HeadPlace[]
  /** Whether regularisers add to the loss. */
  readonly penalised: boolean
  /** Most steps of one submission, and steps the ring holds. */
  readonly constantSteps: number
  readonly figureSteps: number
  /** The list for this use and number of rows, at most the largest batch asked for. Lists share all buffers. */
  list(use: Use, rows: number): OpList
}

/** The names and shapes of the weights, as a WeightSet has them. */
export function specsOf(program: Pick<Program, 'weights'>): WeightSet['specs'] {
  return program.weights.map(({ name, shape }) => ({ name, shape }))
}
