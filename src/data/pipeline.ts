/**
 * @file Pipeline: how raw columns become the numbers that a network receives, fitted on the training rows alone. A
 * fitted pipeline is plain data that is saved with every artifact and used unchanged at prediction time.
 */
import type { Shape } from '../catalog/layer-def'
import type { InputGuard } from './input-guard'
import type { Calibration, Decision } from './output-decision'
import type { FittedColumn } from './transforms/transform'

export type { FittedColumn } from './transforms/transform'

export type FittedInput =
  /** An image with the default preparation, whose bytes go to the device unchanged. */
  | {
      readonly label: string
      readonly kind: 'image'
      readonly column: string
      readonly shape: Shape
      readonly scale: number
    }
  | {
      /** Columns after their preparation steps, concatenated along the last axis. */
      readonly label: string
      readonly kind: 'columns'
      readonly shape: Shape
      readonly columns: readonly FittedColumn[]
      /** The input is a point in a plane, so a sample may be [x, y] without column names. */
      readonly plane?: true
    }

export type FittedOutput =
  | {
      readonly label: string
      readonly kind: 'classes'
      readonly column: string
      readonly labels: readonly string[]
      /** The order of the labels has a meaning, so a mistake has a distance. */
      readonly ordered?: true
      /**
       * Whether the single unit ranges from -1 to 1 with the threshold at 0 (tanh, hinge). If absent, it ranges from 0
       * to 1 with the threshold at 0.5.
       */
      readonly signed?: true
      /** Corrects the probabilities. */
      readonly calibration?: Calibration
      /** The threshold of one class; by default, the most likely class is predicted. */
      readonly decision?: Decision
      /** Refuses inputs that look unlike the training examples, or attacked. */
      readonly guard?: InputGuard
    }
  /**
   * A numeric output. The network predicts (y - mean) / deviation, or y after the target's `steps`; predictions are
   * converted back to y.
   */
  | {
      readonly label: string
      readonly kind: 'number'
      readonly column: string
      readonly mean: number
      readonly deviation: number
      readonly unit?: string
      /** Invertible steps for the target. If they are set, `mean` and `deviation` are 0 and 1. */
      readonly steps?: FittedColumn
      /** The levels of the quantiles that the network predicts, ascending, one output number each. */
      readonly levels?: readonly number[]
    }
  /**
   * An image output. The network predicts height × width × channels values, which are pixels (0 to 255) times `scale`;
   * predictions are converted back to pixels.
   */
  | {
      readonly label: string
      readonly kind: 'image'
      readonly column: string
      readonly shape: Shape
      readonly scale: number
      /** Mask pixels are 0 or 255; a prediction above the midpoint becomes 255. */
      readonly mask?: true
    }
  /**
   * A text output. The network predicts the probability of each token at each position, with shape [positions,
   * vocabulary size]. Token 0 marks the end of the text, and token 1 stands for unknown tokens.
   */
  | {
      readonly label: string
      readonly kind: 'sequence'
      readonly column: string
      readonly shape: Shape
      /** The column with the single step that converts the target text to vocabulary ids. */
      readonly text: FittedColumn
    }

export interface Pipeline {
  readonly inputs: readonly FittedInput[]
  readonly outputs: readonly FittedOutput[]
}

/** The number of values per sample. */
export function sizeOf({ shape }: Pick<FittedInput, 'shape'>): number {
  return shape.reduce((size, axis) => size * axis, 1)
}
