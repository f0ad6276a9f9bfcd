/**
 * @file requestOf: converts a stored request to an object that contains names instead of indices and excludes the
 * ground truth.
 */
import {
  type LogDictionary,
  LABEL_SOURCES,
  type LabelSource,
  NO_VERSION_INDEX,
  stagesInOrder,
  type RequestSource,
  SOURCES,
  type Status,
  STATUSES,
} from '../log-entry'
import { ALIASES, type Alias } from '../../catalog/lowered-stage'
import type { VersionRef } from '../service-spec'
import { traceOf } from '../trace-id'
import { confidenceAt } from './columns'
import { slotOf, type RequestBuffer, UNLABELED } from './request-buffer'

export interface RequestRecord {
  readonly id: number
  readonly trace: string
  /** Simulated milliseconds since the service started. */
  readonly at: number
  readonly source: RequestSource
  readonly slice: string
  /**
   * The row in the request's source, with its drift operator; absent for an external input, which is stored separately
   * under the request ID.
   */
  readonly input?: { readonly row: number; readonly operator?: string; readonly strength: number }
  /** The code of the problem with the input, if any. */
  readonly verdict?: string
  /** The stages that the request passed through, in order, with the milliseconds spent in each. */
  readonly path: readonly { readonly stage: string; readonly ms: number }[]
  readonly version?: VersionRef
  readonly alias?: Alias
  /** Probabilities, or the predicted number; empty if there is no prediction. */
  readonly outputs: readonly number[]
  readonly predicted?: number
  readonly confidence?: number
  readonly cached: boolean
  readonly status: Status
  readonly shadow?: { readonly version: VersionRef; readonly predicted: number; readonly confidence: number }
  /** Milliseconds spent in the queue for a replica (simulated), and in total from arrival to response. */
  readonly waited: number
  readonly total: number
  readonly label?: { readonly value: number; readonly at: number; readonly by: LabelSource }
}

/** Returns the request with this ID; undefined if it is not stored. */
export function requestOf(
  buffer: RequestBuffer,
  book: LogDictionary,
  seed: number,
  id: number,
): RequestRecord | undefined {
  const slot = slotOf(buffer, id)
  if (slot < 0) return undefined
  const {
    columns,
    widths: { width, stages },
  } = buffer
  const row = columns.row[slot] as number
  const verdict = columns.verdict[slot] as number
  const operator = columns.operator[slot] as number
  const version = book.versions[columns.version[slot] as number]
  const alias = ALIASES[columns.alias[slot] as number]
  const outputs = Array.from(columns.outputs.subarray(slot * width, (slot + 1) * width)).filter(
    (value) => !Number.isNaN(value),
  )
  const predicted = columns.predicted[slot] as number
  const confidence = confidenceAt(columns.outputs, width, slot)
  const shadow = book.versions[columns.shadowVersion[slot] as number]
  return {
    id,
    trace: traceOf(seed, id),
    at: columns.at[slot] as number,
    source: SOURCES[columns.source[slot] as number] ?? 'url',
    slice: book.slices[columns.slice[slot] as number] ?? '',
    ...(row < 0
      ? {}
      : {
          input: {
            row,
            ...(operator === 0 ? {} : { operator: book.operators[operator] ?? '' }),
            strength: (columns.strength[slot] as number) / 32,
          },
        }),
    ...(verdict === 0 ? {} : { verdict: book.verdicts[verdict] ?? '' }),
    path: stagesInOrder(book)
      .filter((stage) => stage < stages)
      .map((stage) => ({ stage: book.stages[stage] ?? '', ms: columns.times[slot * stages + stage] as number }))
      .filter(({ ms }) => !Number.isNaN(ms)),
    ...(version && columns.version[slot] !== NO_VERSION_INDEX ? { version, ...(alias ? { alias } : {}) } : {}),
    outputs,
    ...(predicted < 0 ? {} : { predicted }),
    ...(Number.isNaN(confidence) || book.classes.length === 0 ? {} : { confidence }),
    cached: columns.cached[slot] === 1,
    status: STATUSES[columns.status[slot] as number] ?? 'failed',
    ...(shadow
      ? {
          shadow: {
            version: shadow,
            predicted: columns.shadowPredicted[slot] as number,
            confidence: columns.shadowConfidence[slot] as number,
          },
        }
      : {}),
    waited: columns.waited[slot] as number,
    total: columns.total[slot] as number,
    ...(buffer.labelBy[slot] === UNLABELED
      ? {}
      : {
          label: {
            value: buffer.label[slot] as number,
            at: buffer.labelAt[slot] as number,
            by: LABEL_SOURCES[buffer.labelBy[slot] as number] ?? 'world',
          },
        }),
  }
}

/**
 * The simulated ground truth of a request; NaN if there is none. It is used for grading only; detectors must not use
 * it.
 */
export function truthOf(buffer: RequestBuffer, id: number): number {
  const slot = slotOf(buffer, id)
  return slot < 0 ? Number.NaN : (buffer.columns.truth[slot] as number)
}
