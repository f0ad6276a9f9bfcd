/**
 * @file DataStep: one change of a set that can be taken back, as plain JSON: rows left out, a label corrected, a column dropped. A
 * version of a set is what was brought in and the steps taken since, so keeping one copies no row.
 */
import type { Message } from '../messages/message'
import type { Result } from '../base/result'
import type { Dataset } from './dataset'

/** A step as it is kept. Its kind says which other parts it has. */
export interface DataStep {
  readonly kind: string
  readonly [part: string]: unknown
}

/** Rows as ranges, both ends included, rising and apart. */
export type RowRanges = readonly (readonly [first: number, last: number])[]

/** The bytes of chunks that steps name, by hash. */
export type AddedChunks = ReadonlyMap<string, Uint8Array<ArrayBuffer>>

/** One kind of step. */
export interface StepDef<S extends DataStep = DataStep> {
  readonly kind: S['kind']
  /** What it did, for the record of edits: "left out 12 rows". */
  words(step: S): string
  /** The set after it; a new one, which shares the columns that did not change. Told where it does not fit. */
  apply(dataset: Dataset, step: S, added: AddedChunks): Result<Dataset, Message>
  /** What is wrong with a step as it came from outside, in words for "the step ___"; undefined where it is one. */
  check(step: Readonly<Record<string, unknown>>): string | undefined
  /** The step as it is recorded, once it is known what it did: how many values did not fit. */
  settle?(step: S, before: Dataset, after: Dataset): S
  /** Whether rows have other numbers, or are others, after it. */
  readonly movesRows?: true
  /** Whether it names rows by their numbers. */
  readonly namesRows?: true
}

/** Types the step of a kind. */
export function defineStep<S extends DataStep>(def: StepDef<S>): StepDef<S> {
  return def
}
