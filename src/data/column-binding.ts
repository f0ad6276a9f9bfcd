/**
 * @file Binding: which columns feed each input node and what each output node predicts. It depends only on the schema,
 * so a network can be checked before any rows are loaded.
 */
import type { Shape } from '../catalog/layer-def'

/** What an output predicts. A two-class output has one sigmoid unit or two softmax units, depending on the loss. */
export type Task =
  | {
      readonly kind: 'classes'
      readonly column: string
      readonly labels: readonly string[]
      /** The order of the labels has a meaning. */
      readonly ordered?: true
    }
  | { readonly kind: 'number'; readonly column: string; readonly unit?: string }
  /** An image of this shape: either a mask for the input image or the input image itself. */
  | { readonly kind: 'image'; readonly column: string; readonly shape: Shape; readonly mask?: true }
  /**
   * Text as a sequence of tokens, with shape [positions, vocabulary size]. Token 0 marks the end of the text, and token
   * 1 stands for unknown tokens.
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
