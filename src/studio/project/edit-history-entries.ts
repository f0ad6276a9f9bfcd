/** @file Entries of the work history. */
import type { Plan } from '../../catalog/training-plan'

/** The data-related parts of a plan. */
export type EditedParts = Partial<
  Pick<Plan, 'prepare' | 'split' | 'seed' | 'balance' | 'classWeights' | 'augment' | 'target' | 'features'>
>

/** Undoes and redoes what changed together with a drawing: the dataset that it was drawn for. */
export interface LinkedEdits {
  undo(): void
  redo(): void
}

export interface GraphEntry {
  readonly kind: 'graph'
  readonly company?: LinkedEdits
}

export interface PlanEntry {
  readonly kind: 'plan'
  readonly before: EditedParts
  readonly after: EditedParts
  /** The columns at the time of the edit. */
  readonly columns: string
  /**
   * The only value that changed, if there was only one. Another change to this value soon afterwards is merged into the
   * same undo step.
   */
  readonly field: string | undefined
  readonly at: number
}

/** Dataset steps that were applied as one change. */
export interface SetEntry {
  readonly kind: 'set'
  readonly set: string
  readonly count: number
}

export type Entry = GraphEntry | PlanEntry | SetEntry

export interface Logs {
  readonly past: readonly Entry[]
  readonly future: readonly Entry[]
}
