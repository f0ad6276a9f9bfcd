/** @file Diagnostics: a problem at its node, as a sentence with its numbers, with fixes that one click applies. */
import type { Problem } from '../messages/problem'
import type { Edit } from './edit'
import type { NodePath } from './expand-blocks'

export interface Fix {
  /** Stable: insert-flatten, set-units, set-activation, project, remove-wire, ... */
  readonly id: string
  readonly title: string
  /** What it comes to, in a sentence with its numbers: "A Flatten before it turns 5×5×64 into 1,600." */
  readonly hint?: string
  readonly edits: readonly Edit[]
}

export interface Diagnostic {
  readonly severity: 'error' | 'advice'
  readonly problem: Problem
  /** Of the drawing; where the problem is inside a block, the node that stands for it. */
  readonly node?: string
  readonly inside?: NodePath
  readonly wire?: string
  readonly fixes: readonly Fix[]
}
