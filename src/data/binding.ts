/**
 * @file Binding: which columns feed which input node, and what each output node predicts. It depends on the schema alone, so the drawing
 * can be checked before any row is loaded.
 */
import type { Shape } from '../catalog/layer-def'

/** What an output predicts. Two classes may be one sigmoid unit or two softmax units, depending on the loss. */
export type Task =
  | { readonly kind: 'classes'; readonly column: string; readonly labels: readonly string[] }
  | { readonly kind: 'number'; readonly column: string; readonly unit?: string }
  /** An image of this shape: a mask of the input, or the input itself. */
  | { readonly kind: 'image'; readonly column: string; readonly shape: Shape; readonly mask?: true }
  /** A text as a sequence of tokens: [positions, tokens in the vocabulary]. Token 0 ends the text, token 1 is unknown. */
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
