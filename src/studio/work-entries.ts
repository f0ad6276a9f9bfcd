/** @file Work entries: what the work history remembers of each thing that was done. */
import type { Plan } from '../catalog/plan'

/** The parts of a plan that say how data are used. */
export type Parts = Partial<
  Pick<Plan, 'prepare' | 'split' | 'seed' | 'balance' | 'classWeights' | 'augment' | 'target' | 'features'>
>

/** What goes and comes back with a drawing: the set it was drawn for. */
export interface Company {
  undo(): void
  redo(): void
}

export interface GraphEntry {
  readonly kind: 'graph'
  readonly company?: Company
}

export interface PlanEntry {
  readonly kind: 'plan'
  readonly before: Parts
  readonly after: Parts
  /** The columns there were. */
  readonly columns: string
  /** The one value that was set, where it was one: what is set again soon after is part of the step. */
  readonly field: string | undefined
  readonly at: number
}

/** Steps of a set that were taken as one change. */
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
