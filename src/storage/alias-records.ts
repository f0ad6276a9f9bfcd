/** @file Records of aliases: which version each name of a model stands for, as the moves that made it so. */
import type { GateCheck } from '../ops/gates'
import type { Alias } from '../catalog/lowered-stage'

/** The version each alias stands for; an alias that is not set is absent. */
export type AliasPlaces = Partial<Readonly<Record<Alias, number>>>

/** A flag that was moved. Never changed, and never removed but with the model. */
export interface AliasMove {
  readonly model: string
  /** Counts the moves of a model, from 1. */
  readonly number: number
  readonly at: string
  readonly alias: Alias
  /** Absent where it was not set. */
  readonly from?: number
  /** Absent where it was taken down. */
  readonly to?: number
  /** `start`: all begins anew there, and no way leads back to what was before. */
  readonly kind: 'move' | 'rollback' | 'start'
  /** Who: a person, or the rule or canary that did. */
  readonly by: string
  readonly why: string
  /** What the gate had found. */
  readonly evidence?: readonly GateCheck[]
  /** All aliases after it. */
  readonly now: AliasPlaces
}

/** The aliases of a model. */
export interface AliasLine {
  readonly model: string
  /** As they stand: none of them at a version that is not there. */
  readonly now: AliasPlaces
  /** Oldest first. */
  readonly moves: readonly AliasMove[]
  /** Numbers of moves that cannot be read any more; the one before the newest of them counts. */
  readonly damaged: readonly number[]
}

export interface AliasChange extends Pick<AliasMove, 'model' | 'alias' | 'by' | 'why' | 'evidence'> {
  /** Absent to take the flag down. */
  readonly to?: number
  /** Where it is thought to stand, null for nowhere: refused with `alias-moved` where it stands elsewhere by now. */
  readonly from?: number | null
}

/** What the studio asks of the storage of aliases. */
export interface AliasStorage {
  /** Of every model that has moves. */
  list(): Promise<readonly AliasLine[]>
  /** Of one model, without moves where it never had any. */
  of(model: string): Promise<AliasLine>
  /**
   * Moves the flag in one transaction, in which the version's record and weights are read and are whole. Refuses with `no-model` or
   * `model-damaged` where they are not; the flag stays where it was then.
   */
  move(change: AliasChange): Promise<AliasMove>
  /** The same, as a beginning: no rollback goes to where the flag stood before it. */
  start(change: Omit<AliasChange, 'from' | 'evidence'>): Promise<AliasMove>
  /**
   * Moves it to where it stood before, and before that where it was moved back already: to the newest of those that is whole. Refuses with
   * `alias-no-way-back` where there is none.
   */
  rollback(change: Omit<AliasChange, 'to' | 'evidence'>): Promise<AliasMove>
}
