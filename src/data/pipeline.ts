/**
 * @file Pipeline: how raw columns become the numbers a network sees, fitted on the training rows alone. Fitted it is plain
 * data: saved in every artifact, used unchanged at prediction.
 */
import type { Shape } from '../catalog/layer-def'
import type { FittedColumn } from './transforms/transform'

export type { FittedColumn } from './transforms/transform'

export type FittedInput =
  /** A picture prepared as usual: its bytes go to the device as they are. */
  | {
      readonly label: string
      readonly kind: 'image'
      readonly column: string
      readonly shape: Shape
      readonly scale: number
    }
  | {
      /** Columns behind their steps, side by side on the last axis. */
      readonly label: string
      readonly kind: 'columns'
      readonly shape: Shape
      readonly columns: readonly FittedColumn[]
      /** Points on a plane: a sample may be [x, y] without the names. */
      readonly plane?: true
    }

export type FittedOutput =
  | {
      readonly label: string
      readonly kind: 'classes'
      readonly column: string
      readonly labels: readonly string[]
      /** One unit gives -1 to 1 with 0 between the classes (tanh, hinge); absent: 0 to 1 with 0.5 between them. */
      readonly signed?: true
    }
  /** The network predicts (y - mean) / deviation, or what y becomes by `steps` of its own; predictions are told as y. */
  | {
      readonly label: string
      readonly kind: 'number'
      readonly column: string
      readonly mean: number
      readonly deviation: number
      readonly unit?: string
      /** Each has an inverse; mean and deviation are then 0 and 1. */
      readonly steps?: FittedColumn
    }
  /** The network predicts pixel (0 to 255) × scale, height × width × channels; predictions are told as pixels. */
  | {
      readonly label: string
      readonly kind: 'image'
      readonly column: string
      readonly shape: Shape
      readonly scale: number
      /** Pixels are 0 or 255, and a prediction says 255 above the middle. */
      readonly mask?: true
    }
  /** The network gives the chance of each sign at each place: [places, signs]. Sign 0 ends the text, 1 is unknown. */
  | {
      readonly label: string
      readonly kind: 'sequence'
      readonly column: string
      readonly shape: Shape
      /** The text as ids of a vocabulary: one step. */
      readonly text: FittedColumn
    }

export interface Pipeline {
  readonly inputs: readonly FittedInput[]
  readonly outputs: readonly FittedOutput[]
}

/** The numbers of one sample. */
export function sizeOf({ shape }: Pick<FittedInput, 'shape'>): number {
  return shape.reduce((size, axis) => size * axis, 1)
}
