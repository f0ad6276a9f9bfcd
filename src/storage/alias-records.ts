/** @file Records of aliases: the version that each alias of a model points to, stored as a list of moves. */
import type { GateCheck } from '../ops/promotion-gates'
import type { Alias } from '../catalog/lowered-stage'

/** The version that each alias points to; aliases that are not set are absent. */
export type AliasPlaces = Partial<Readonly<Record<Alias, number>>>

/** One move of an alias. Moves are immutable and are deleted only with their model. */
export interface AliasMove {
  readonly model: string
  /** The number of the move within its model, counted from 1. */
  readonly number: number
  readonly at: string
  readonly alias: Alias
  /** The previous version; absent if the alias was not set. */
  readonly from?: number
  /** The new version; absent if the alias was removed. */
  readonly to?: number
  /** `start` marks a new beginning: no rollback goes back past it. */
  readonly kind: 'move' | 'rollback' | 'start'
  /** Who moved the alias: a person, a rule, or a canary. */
  readonly by: string
  readonly why: string
  /** The gate results that justified the move. */
  readonly evidence?: readonly GateCheck[]
  /** All aliases of the model after the move. */
  readonly now: AliasPlaces
}

/** The aliases of a model, with their history. */
export interface AliasLine {
  readonly model: string
  /** The current aliases, without those whose version is missing. */
  readonly now: AliasPlaces
  /** All moves, oldest first. */
  readonly moves: readonly AliasMove[]
  /**
   * Numbers of unreadable moves. If the newest move is unreadable, the one before it determines the current aliases.
   */
  readonly damaged: readonly number[]
}

export interface AliasChange extends Pick<AliasMove, 'model' | 'alias' | 'by' | 'why' | 'evidence'> {
  /** The version to point to; absent to remove the alias. */
  readonly to?: number
  /**
   * The version that the caller expects the alias to point to (null if unset); if the alias points elsewhere, the move
   * is refused with `alias-moved`.
   */
  readonly from?: number | null
}

/** Storage interface for aliases, as used by the studio. */
export interface AliasStorage {
  /** The aliases of every model that has moves. */
  list(): Promise<readonly AliasLine[]>
  /** The aliases of one model; if no alias was ever set, the result has no moves. */
  of(model: string): Promise<AliasLine>
  /**
   * Moves the alias in one transaction that also checks the version's record and weights. If they are missing or
   * damaged, refuses with `no-model` or `model-damaged` and leaves the alias unchanged.
   */
  move(change: AliasChange): Promise<AliasMove>
  /** Moves the alias and starts a new rollback history: rollbacks cannot go past this move. */
  start(change: Omit<AliasChange, 'from' | 'evidence'>): Promise<AliasMove>
  /**
   * Moves the alias back to its previous version, or further back if that move was already rolled back; damaged
   * versions are skipped. Refuses with `alias-no-way-back` if there is no such version.
   */
  rollback(change: Omit<AliasChange, 'to' | 'evidence'>): Promise<AliasMove>
}
