/** @file Diagnostics: a problem of a node or wire, with fixes that are applied with one click. */
import type { Problem } from '../messages/problem'
import type { Edit } from './edit'
import type { NodePath } from './expand-blocks'

export interface Fix {
  /** Stable identifier of the kind of fix: insert-flatten, set-units, set-activation, project, remove-wire, ... */
  readonly id: string
  readonly title: string
  /** The effect of the fix, with numbers, such as "A Flatten before it turns 5×5×64 into 1,600." */
  readonly hint?: string
  readonly edits: readonly Edit[]
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
