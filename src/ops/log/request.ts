/** @file requestOf: one request of the ring as an object with names instead of numbers. What graders know of it is not in it. */
import {
  type Book,
  LABELLERS,
  type Labeller,
  NONE,
  placesInOrder,
  type RequestSource,
  SOURCES,
  type Status,
  STATUSES,
} from '../record'
import { ALIASES, type Alias } from '../../catalog/lowered-stage'
import type { VersionRef } from '../service-spec'
import { traceOf } from '../trace'
import { confidenceAt } from './columns'
import { placeOf, type Ring, UNLABELLED } from './request-buffer'

export interface RequestRecord {
  readonly id: number
  readonly trace: string
  /** Virtual milliseconds since the service began. */
  readonly at: number
  readonly source: RequestSource
  readonly slice: string
  /** A row of the source, with what was done to it; undefined for an input from outside, which is kept by the id. */
  readonly input?: { readonly row: number; readonly operator?: string; readonly strength: number }
  /** What was wrong with the input: a code. */
  readonly verdict?: string
  /** The stages it passed, in their order, and milliseconds in each. */
  readonly path: readonly { readonly stage: string; readonly ms: number }[]
  readonly version?: VersionRef
  readonly alias?: Alias
  /** Probabilities, or the number that was answered; empty where nothing was. */
  readonly outputs: readonly number[]
  readonly predicted?: number
  readonly confidence?: number
  readonly cached: boolean
  readonly status: Status
  readonly shadow?: { readonly version: VersionRef; readonly predicted: number; readonly confidence: number }
  /** Milliseconds waited for a replica (simulated), and from arrival to answer. */
  readonly waited: number
  readonly total: number
  readonly label?: { readonly value: number; readonly at: number; readonly by: Labeller }
}

/** The request of this id, or undefined where it is not kept. */
export function requestOf(ring: Ring, book: Book, seed: number, id: number): RequestRecord | undefined {
  const place = placeOf(ring, id)
  if (place < 0) return undefined
  const {
    columns,
    widths: { width, stages },
  } = ring
  const row = columns.row[place] as number
  const verdict = columns.verdict[place] as number
  const operator = columns.operator[place] as number
  const version = book.versions[columns.version[place] as number]
  const alias = ALIASES[columns.alias[place] as number]
  const outputs = Array.from(columns.outputs.subarray(place * width, (place + 1) * width)).filter(
    (value) => !Number.isNaN(value),
  )
  const predicted = columns.predicted[place] as number
  const confidence = confidenceAt(columns.outputs, width, place)
  const shadow = book.versions[columns.shadowVersion[place] as number]
  return {
    id,
    trace: traceOf(seed, id),
    at: columns.at[place] as number,
    source: SOURCES[columns.source[place] as number] ?? 'url',
    slice: book.slices[columns.slice[place] as number] ?? '',
    ...(row < 0
      ? {}
      : {
          input: {
            row,
            ...(operator === 0 ? {} : { operator: book.operators[operator] ?? '' }),
            strength: (columns.strength[place] as number) / 32,
          },
        }),
    ...(verdict === 0 ? {} : { verdict: book.verdicts[verdict] ?? '' }),
    path: placesInOrder(book)
      .filter((stage) => stage < stages)
      .map((stage) => ({ stage: book.stages[stage] ?? '', ms: columns.times[place * stages + stage] as number }))
      .filter(({ ms }) => !Number.isNaN(ms)),
    ...(version && columns.version[place] !== NONE ? { version, ...(alias ? { alias } : {}) } : {}),
    outputs,
    ...(predicted < 0 ? {} : { predicted }),
    ...(Number.isNaN(confidence) || book.classes.length === 0 ? {} : { confidence }),
    cached: columns.cached[place] === 1,
    status: STATUSES[columns.status[place] as number] ?? 'failed',
    ...(shadow
      ? {
          shadow: {
            version: shadow,
            predicted: columns.shadowPredicted[place] as number,
            confidence: columns.shadowConfidence[place] as number,
          },
        }
      : {}),
    waited: columns.waited[place] as number,
    total: columns.total[place] as number,
    ...(ring.labelBy[place] === UNLABELLED
      ? {}
      : {
          label: {
            value: ring.label[place] as number,
            at: ring.labelAt[place] as number,
            by: LABELLERS[ring.labelBy[place] as number] ?? 'world',
          },
        }),
  }
}

/** What the world knows the answer of a request to be; NaN where nobody does. For graders alone: no detector may ask. */
export function truthOf(ring: Ring, id: number): number {
  const place = placeOf(ring, id)
  return place < 0 ? Number.NaN : (ring.columns.truth[place] as number)
}
