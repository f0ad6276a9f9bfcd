/**
 * @file Binding: which columns feed each input node, and what each output node predicts. It depends on the schema
 * alone, so the drawing can be checked before any row is loaded.
 */
import type { Shape } from '../catalog/layer-def'

/** What an output predicts. Two classes are one sigmoid unit or two softmax units, depending on the loss. */
export type Task =
  | { readonly kind: 'classes'; readonly column: string; readonly labels: readonly string[] }
  | { readonly kind: 'number'; readonly column: string; readonly unit?: string }
  /** An image of this shape: a mask for the input image, or the input image itself. */
  | { readonly kind: 'image'; readonly column: string; readonly shape: Shape; readonly mask?: true }
  /**
   * A text as a sequence of tokens, with shape [positions, vocabulary size]. Token 0 ends the text, token 1 is unknown.
   */
  | { readonly kind: 'sequence'; readonly column: string; readonly shape: Shape }

export interface InputBinding {
  /** The ID of the input node. */
  readonly node: string
  readonly label: string
  readonly columns: readonly string[]
  readonly shape: Shape
}

export interface OutputBinding {
  /** The ID of the output node. */
  readonly node: string
  readonly label: string
  readonly task: Task
}

export interface Binding {
  readonly inputs: readonly InputBinding[]
  readonly outputs: readonly OutputBinding[]
}
