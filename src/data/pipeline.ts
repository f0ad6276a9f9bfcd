/**
 * @file Pipeline: how raw columns become the numbers a network sees, fitted on the training rows alone. A fitted pipeline is plain data: it
 * is saved in every artifact and used unchanged at prediction time.
 */
import type { Shape } from '../catalog/layer-def'
import type { FittedColumn } from './transforms/transform'

export type { FittedColumn } from './transforms/transform'

export type FittedInput =
  /** An image with the default preparation: its bytes go to the device unchanged. */
  | {
      readonly label: string
      readonly kind: 'image'
      readonly column: string
      readonly shape: Shape
      readonly scale: number
    }
  | {
      /** Columns after their steps, concatenated on the last axis. */
      readonly label: string
      readonly kind: 'columns'
      readonly shape: Shape
      readonly columns: readonly FittedColumn[]
      /** Points in a plane: a sample may be [x, y] without column names. */
      readonly plane?: true
    }

export type FittedOutput =
  | {
      readonly label: string
      readonly kind: 'classes'
      readonly column: string
      readonly labels: readonly string[]
      /** One unit ranges from -1 to 1 with the threshold at 0 (tanh, hinge); absent: 0 to 1 with the threshold at 0.5. */
      readonly signed?: true
    }
  /** The network predicts (y - mean) / deviation, or y after its own `steps`; predictions are converted back to y. */
  | {
      readonly label: string
      readonly kind: 'number'
      readonly column: string
      readonly mean: number
      readonly deviation: number
      readonly unit?: string
      /** Each step has an inverse; mean and deviation are then 0 and 1. */
      readonly steps?: FittedColumn
    }
  /** The network predicts pixel (0 to 255) × scale, height × width × channels; predictions are converted back to pixels. */
  | {
      readonly label: string
      readonly kind: 'image'
      readonly column: string
      readonly shape: Shape
      readonly scale: number
      /** Pixels are 0 or 255; a prediction above the middle becomes 255. */
      readonly mask?: true
    }
  /**
   * The network predicts the probability of each token at each position: [positions, tokens]. Token 0 ends the text, token 1 is unknown.
   */
  | {
      readonly label: string
      readonly kind: 'sequence'
      readonly column: string
      readonly shape: Shape
      /** The text as ids of a vocabulary, which takes one step. */
      readonly text: FittedColumn
    }

export interface Pipeline {
  readonly inputs: readonly FittedInput[]
  readonly outputs: readonly FittedOutput[]
}

/** Numbers per sample. */
export function sizeOf({ shape }: Pick<FittedInput, 'shape'>): number {
  return shape.reduce((size, axis) => size * axis, 1)
}
