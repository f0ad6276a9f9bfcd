/**
 * @file DataStep: one undoable edit of a dataset, as plain JSON: exclude rows, correct a label, drop a column. A
 * dataset version consists of the imported rows plus the steps, so saving a version does not copy any rows.
 */
import type { Message } from '../messages/message'
import type { Result } from '../base/result'
import type { Dataset } from './dataset'

/** A step as it is stored. `kind` determines the other fields. */
export interface DataStep {
  readonly kind: string
  readonly [part: string]: unknown
}

/** Ranges of row numbers with inclusive ends, in ascending order and without overlap. */
export type RowRanges = readonly (readonly [first: number, last: number])[]

/** The bytes of the added row chunks that steps refer to, keyed by hash. */
export type AddedChunks = ReadonlyMap<string, Uint8Array<ArrayBuffer>>

/** Defines one kind of step. */
export interface StepDef<S extends DataStep = DataStep> {
  readonly kind: S['kind']
  /** A description for the edit history, such as "Excluded 12 rows". */
  record(step: S): Message
  /**
   * Returns the dataset after this step, sharing unchanged columns with the original, or a message if the step does not
   * fit the dataset.
   */
  apply(dataset: Dataset, step: S, added: AddedChunks): Result<Dataset, Message>
  /**
   * Validates a step that comes from an untrusted source. Returns the problem as the end of a sentence (see
   * `stepFaults`), or undefined if the step is valid.
   */
  check(step: Readonly<Record<string, unknown>>): string | undefined
  /** Records the effect of the step in the step itself, such as the number of values that did not fit the new type. */
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
