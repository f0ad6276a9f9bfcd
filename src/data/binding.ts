/**
 * @file Binding: which columns feed which input node, and what each output node predicts. From the schema alone, so the
 * drawing can be checked before a row is loaded.
 */
import type { Shape } from '../catalog/layer-def'

/** What an output predicts. Two classes may be one sigmoid unit or two softmax units: the loss decides. */
export type Task =
  | { readonly kind: 'classes'; readonly column: string; readonly labels: readonly string[] }
  | { readonly kind: 'number'; readonly column: string; readonly unit?: string }
  /** A picture of this shape: a mask of the input, or the input itself. */
  | { readonly kind: 'image'; readonly column: string; readonly shape: Shape; readonly mask?: true }
  /** A text, place by place: [places, signs of the vocabulary]. Sign 0 ends it, 1 is unknown. */
  | { readonly kind: 'sequence'; readonly column: string; readonly shape: Shape }

export interface InputBinding {
  /** The input node. */
  readonly node: string
  readonly label: string
  readonly columns: readonly string[]
  readonly shape: Shape
}

export interface OutputBinding {
  /** The output node. */
  readonly node: string
  readonly label: string
  readonly task: Task
}

export interface Binding {
  readonly inputs: readonly InputBinding[]
  readonly outputs: readonly OutputBinding[]
}
