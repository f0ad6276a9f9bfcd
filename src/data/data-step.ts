/**
 * @file DataStep: one edit of a dataset that can be undone, as plain JSON: exclude rows, correct a label, drop a column. A version of a
 * dataset is its imported rows plus the steps, so saving a version copies no row.
 */
import type { Message } from '../messages/message'
import type { Result } from '../base/result'
import type { Dataset } from './dataset'

/** A step as it is stored. Its kind determines its other fields. */
export interface DataStep {
  readonly kind: string
  readonly [part: string]: unknown
}

/** Rows as ranges, both ends included, ascending, without overlap. */
export type RowRanges = readonly (readonly [first: number, last: number])[]

/** The bytes of the chunks that steps refer to, by hash. */
export type AddedChunks = ReadonlyMap<string, Uint8Array<ArrayBuffer>>

/** One kind of step. */
export interface StepDef<S extends DataStep = DataStep> {
  readonly kind: S['kind']
  /** A description for the edit record: "Excluded 12 rows". */
  record(step: S): Message
  /** Returns the dataset after the step; unchanged columns are shared. Returns a message if the step does not fit. */
  apply(dataset: Dataset, step: S, added: AddedChunks): Result<Dataset, Message>
  /** The problem of a step that came from outside the program, as the end of a sentence (see `stepFaults`); undefined if it is valid. */
  check(step: Readonly<Record<string, unknown>>): string | undefined
  /** Adds the effect of the step to its record, such as how many values did not fit. */
  settle?(step: S, before: Dataset, after: Dataset): S
  /** Whether it removes, adds or renumbers rows. */
  readonly movesRows?: true
  /** Whether it refers to rows by number. */
  readonly namesRows?: true
}

/** Defines a step with the type of its fields. */
export function defineStep<S extends DataStep>(def: StepDef<S>): StepDef<S> {
  return def
}
