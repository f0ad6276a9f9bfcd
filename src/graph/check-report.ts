/**
 * @file The result of a check: the problems of a drawing, with fixes that are applied with one click; and the valid
 * drawing as steps in topological order.
 */

import type { Problem } from '../messages/problem'
import type { DrawnNode, Wire } from './drawing'
import type { Edit } from './edit'
import type { NodePath } from './expand-blocks'

export interface Step<S> {
  readonly node: DrawnNode
  /** Ids of the upstream nodes, in port order. */
  readonly from: readonly string[]
  readonly inputs: readonly S[]
  readonly output: S
}

export interface CheckedDrawing<S> {
  readonly steps: readonly Step<S>[]
}

export interface Report<S> {
  readonly diagnostics: readonly Diagnostic[]
  /** The output shape of each node, where it is known. */
  readonly shapes: ReadonlyMap<string, S>
  /** Incoming wires of each node, in port order, keyed by node id. */
  readonly incoming: ReadonlyMap<string, readonly Wire[]>
  /** Present if there are no errors. */
  readonly checked?: CheckedDrawing<S>
}

export interface Fix {
  /** Stable identifier of the kind of fix: insert-flatten, set-units, set-activation, project, remove-wire, ... */
  readonly id: string
  readonly title: string
  /** The effect of the fix, with numbers, such as "A Flatten before it turns 5×5×64 into 1,600." */
  readonly hint?: string
  readonly edits: readonly Edit[]
  /** In place of edits: the command that resolves what the drawing alone cannot, such as by preparing a column. */
  readonly command?: { readonly id: string; readonly args: object }
}

export interface Diagnostic {
  readonly severity: 'error' | 'advice'
  readonly problem: Problem
  /** The affected node of the drawing. If the problem is inside a block, this is the node that uses the block. */
  readonly node?: string
  /** The path of the node that has the problem, if that node is inside a block. */
  readonly inside?: NodePath
  readonly wire?: string
  readonly fixes: readonly Fix[]
}
