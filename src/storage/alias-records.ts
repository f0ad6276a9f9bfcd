/** @file Records of aliases: the version each alias of a model points to, as the list of its moves. */
import type { GateCheck } from '../ops/gates'
import type { Alias } from '../catalog/lowered-stage'

/** The version of each alias; an unset alias is absent. */
export type AliasPlaces = Partial<Readonly<Record<Alias, number>>>

/** A move of an alias. Moves are immutable and are deleted only with their model. */
export interface AliasMove {
  readonly model: string
  /** Counts the moves of a model, from 1. */
  readonly number: number
  readonly at: string
  readonly alias: Alias
  /** Absent when it was not set before. */
  readonly from?: number
  /** Absent when the alias was removed. */
  readonly to?: number
  /** `start`: a new beginning; no rollback goes further back. */
  readonly kind: 'move' | 'rollback' | 'start'
  /** The author: a person, or the rule or canary that moved it. */
  readonly by: string
  readonly why: string
  /** The gate's results. */
  readonly evidence?: readonly GateCheck[]
  /** All aliases after the move. */
  readonly now: AliasPlaces
}

/** The aliases of a model. */
export interface AliasLine {
  readonly model: string
  /** Current aliases; those whose version is missing are left out. */
  readonly now: AliasPlaces
  /** Oldest first. */
  readonly moves: readonly AliasMove[]
  /** Numbers of unreadable moves. If the newest is among them, the one before it counts. */
  readonly damaged: readonly number[]
}

export interface AliasChange extends Pick<AliasMove, 'model' | 'alias' | 'by' | 'why' | 'evidence'> {
  /** Absent to remove the alias. */
  readonly to?: number
  /** Where the caller believes it points, null for unset; if that is outdated, refuses with `alias-moved`. */
  readonly from?: number | null
}

/** Storage of aliases, as the studio uses it. */
export interface AliasStorage {
  /** Every model that has moves. */
  list(): Promise<readonly AliasLine[]>
  /** One model; without moves if it never had any. */
  of(model: string): Promise<AliasLine>
  /**
   * Moves the alias in one transaction that also checks the version's record and weights. Refuses with `no-model` or
   * `model-damaged` if they are missing or damaged, and leaves the alias unchanged.
   */
  move(change: AliasChange): Promise<AliasMove>
  /** Moves it as a new beginning: no rollback goes further back. */
  start(change: Omit<AliasChange, 'from' | 'evidence'>): Promise<AliasMove>
  /**
   * Moves it back to its previous version, or further back if that was already rolled back; damaged versions are
   * skipped. Refuses with `alias-no-way-back` if there is none.
   */
  rollback(change: Omit<AliasChange, 'to' | 'evidence'>): Promise<AliasMove>
}
