/**
 * @file Pipeline: how raw columns become the numbers a network sees, fitted on the training rows alone. Fitted it is plain
 * data: saved in every artifact, used unchanged at prediction.
 */
import type { Shape } from '../catalog/layer-def'

export type FittedColumn =
  /** (x - mean) / deviation; a missing value takes `fill` first. */
  | {
      readonly column: string
      readonly op: 'standardize'
      readonly mean: number
      readonly deviation: number
      readonly fill: number
    }
  /** One place a value; a missing or unseen value is all zeros. */
  | { readonly column: string; readonly op: 'oneHot'; readonly values: readonly string[] }
  /** As it is (points on the plane). */
  | { readonly column: string; readonly op: 'identity'; readonly fill: number }

export type FittedInput =
  | {
      readonly label: string
      readonly kind: 'image'
      readonly column: string
      readonly shape: Shape
      readonly scale: number
    }
  | {
      readonly label: string
      readonly kind: 'columns'
      readonly shape: Shape
      readonly columns: readonly FittedColumn[]
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
  /** The network predicts (y - mean) / deviation; predictions are told as y. */
  | {
      readonly label: string
      readonly kind: 'number'
      readonly column: string
      readonly mean: number
      readonly deviation: number
      readonly unit?: string
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

export interface Pipeline {
  readonly inputs: readonly FittedInput[]
  readonly outputs: readonly FittedOutput[]
}
