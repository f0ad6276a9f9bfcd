/**
 * @file DataStep: one edit of a dataset that can be undone, as plain JSON: exclude rows, correct a label, drop a
 * column. A version of a dataset is its imported rows plus the steps, so saving a version does not copy any rows.
 */
import type { Message } from '../messages/message'
import type { Result } from '../base/result'
import type { Dataset } from './dataset'

/** A step as it is stored. `kind` determines the other fields. */
export interface DataStep {
  readonly kind: string
  readonly [part: string]: unknown
}

/** Row ranges with both ends included, ascending and without overlap. */
export type RowRanges = readonly (readonly [first: number, last: number])[]

/** The bytes of the chunks that steps refer to, keyed by hash. */
export type AddedChunks = ReadonlyMap<string, Uint8Array<ArrayBuffer>>

/** Defines one kind of step. */
export interface StepDef<S extends DataStep = DataStep> {
  readonly kind: S['kind']
  /** A description for the edit history, such as "Excluded 12 rows". */
  record(step: S): Message
  /** Returns the dataset after the step, sharing unchanged columns, or a message if the step does not fit. */
  apply(dataset: Dataset, step: S, added: AddedChunks): Result<Dataset, Message>
  /**
   * Validates a step that came from outside the program. A problem is returned as the end of a sentence (see
   * `stepFaults`), undefined if it is valid.
   */
  check(step: Readonly<Record<string, unknown>>): string | undefined
  /** Records the effect of the step in the step itself, such as how many values did not fit. */
  settle?(step: S, before: Dataset, after: Dataset): S
  /** Whether the step removes, adds or renumbers rows. */
  readonly movesRows?: true
  /** Whether the step refers to rows by number. */
  readonly namesRows?: true
}

/** Defines a step and infers the types of its fields. */
export function defineStep<S extends DataStep>(def: StepDef<S>): StepDef<S> {
  return def
}
