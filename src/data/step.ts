/**
 * @file DataStep: one change of a dataset that can be undone, as plain JSON: rows excluded, a label corrected, a column dropped. A
 * version of a dataset is its imported rows and the steps since, so keeping one copies no row.
 */
import type { Message } from '../messages/message'
import type { Result } from '../base/result'
import type { Dataset } from './dataset'

/** A step as it is stored. Its kind determines its other parts. */
export interface DataStep {
  readonly kind: string
  readonly [part: string]: unknown
}

/** Rows as ranges, both ends included, ascending and without overlap. */
export type RowRanges = readonly (readonly [first: number, last: number])[]

/** The bytes of chunks that steps name, by hash. */
export type AddedChunks = ReadonlyMap<string, Uint8Array<ArrayBuffer>>

/** One kind of step. */
export interface StepDef<S extends DataStep = DataStep> {
  readonly kind: S['kind']
  /** What it did, for the record of edits: "Excluded 12 rows". */
  record(step: S): Message
  /** The dataset after it, which shares the columns that did not change; a message where the step does not fit. */
  apply(dataset: Dataset, step: S, added: AddedChunks): Result<Dataset, Message>
  /** What is wrong with a step that came from outside, as the end of a sentence (see `stepFaults`); undefined where it is valid. */
  check(step: Readonly<Record<string, unknown>>): string | undefined
  /** The step as it is recorded once its effect is known, such as how many values did not fit. */
  settle?(step: S, before: Dataset, after: Dataset): S
  /** Whether it removes, adds or renumbers rows. */
  readonly movesRows?: true
  /** Whether it refers to rows by number. */
  readonly namesRows?: true
}

/** Types the step of a kind. */
export function defineStep<S extends DataStep>(def: StepDef<S>): StepDef<S> {
  return def
}
