/**
 * @file What requests brought, found in the log and made again: the row of the set with the score's drift on it, held against what was
 * noted of the request, so that what is shown is what came; what came from outside; or, of a world that is over, what was watched of it.
 */
import { columnIndex } from '../../catalog/dataset-schema'
import { featuresOf } from '../../data/bind'
import type { Dataset } from '../../data/dataset'
import { bringRows } from '../../data/paged'
import { openWatch, watchedName } from '../../data/watch/monitored-features'
import type { KeptInput } from '../../ops/log/inputs'
import { placeOf } from '../../ops/log/request-buffer'
import { SOURCES } from '../../ops/record'
import { MINUTE_MS } from '../../ops/log/in-order'
import { conditionsAt } from '../../ops/scenario/play'
import type { Score } from '../../ops/scenario/scenario'
import { columnsRead, type RawRow, type ReadColumn } from '../../serving/validate-input'
import { type Drifting, openDrift } from '../../serving/play/drift'
import { rowReader } from '../../serving/rows'
import type { ModelRecord } from '../../storage/records'
import type { AppContext } from '../context'
import type { ReadyData } from '../data-session'
import { operateDesk } from './controller'
import type { ServiceLog } from './service-log'
import { servedData } from './served-data'

/** A request as it was sent. */
export interface SentInput {
  readonly request: number
  /** Raw values by column. */
  readonly values: RawRow
  /** The row of the set it began as; undefined of one from outside. */
  readonly row?: number
  /** These values are what came: false where a fault or a score that was edited since made others of them, and the row is as the set has it. */
  readonly exact: boolean
}

export type RequestInput =
  /** `changed`: what was done to the row, by the book's name. */
  | {
      readonly kind: 'row'
      readonly row: number
      readonly values: RawRow
      readonly columns: readonly ReadColumn[]
      readonly changed?: string
      readonly exact: boolean
    }
  | { readonly kind: 'given'; readonly input: KeptInput }
  /** By the names of what is watched. */
  | {
      readonly kind: 'watched'
      readonly values: readonly (readonly [string, string | number])[]
      /** All that a model reads, where all of that is noted as it is. */
      readonly whole?: RawRow
    }

/** The version that answers, with its rows: what inputs of the service look like. */
export interface ServiceSet {
  readonly record: ModelRecord
  readonly ready: ReadyData
  readonly columns: readonly ReadColumn[]
  /** The column that is answered. */
  readonly target: string
  /** Columns that the set has and the model may read. */
  readonly features: readonly string[]
}

const sets = new WeakMap<ReadyData, Map<string, ServiceSet>>()

/** The set that the open service's requests are rows of. */
export async function serviceSet(studio: AppContext): Promise<ServiceSet> {
  const { record, ready } = await servedData(studio, operateDesk(studio))
  const known = sets.get(ready) ?? new Map<string, ServiceSet>()
  sets.set(ready, known)
  const key = `${record.name}@${record.version}:${record.hash}`
  const made = known.get(key) ?? madeOf(record, ready)
  known.set(key, made)
  return made
}

function madeOf(record: ModelRecord, ready: ReadyData): ServiceSet {
  const { pipeline, content } = record
  const { dataset } = ready
  const columns = columnsRead(pipeline)
  const target = pipeline.outputs[0]?.column ?? content.plan.target ?? dataset.schema.target
  return {
    ...{ record, ready, columns, target },
    features: featuresOf(dataset.schema, content.plan, new Set([target])),
  }
}

const drifts = new WeakMap<ReadyData, Map<string, Drifting>>()

/** What a score's drift does to rows of a set: what it reads of the training rows is read once. */
function driftOf(columns: readonly ReadColumn[], ready: ReadyData, seed: number): Drifting {
  const known = drifts.get(ready) ?? new Map<string, Drifting>()
  drifts.set(ready, known)
  const key = `${seed} ${columns.map(({ name }) => name).join(' ')}`
  const made = known.get(key) ?? openDrift(columns, ready.dataset, ready.split.train, seed)
  known.set(key, made)
  return made
}

type Log = Pick<ServiceLog, 'book' | 'fold' | 'inputs'>

/** Finds what a request was sent with; undefined where it is not kept. Rows of pictures that lie in blobs are brought before (`bringSent`). */
export function sentInputs(
  { record, ready }: Pick<ServiceSet, 'record' | 'ready'>,
  log: Log,
  score: Score | undefined,
  dataset: Dataset = ready.dataset,
): (request: number) => SentInput | undefined {
  const { pipeline } = record
  const read = rowReader(dataset, pipeline)
  const drifting = driftOf(columnsRead(pipeline), ready, score?.seed ?? 0)
  const watch = openWatch(pipeline, log.book?.features)
  return (request) => {
    const { ring } = log.fold
    const place = placeOf(ring, request)
    if (place < 0) return undefined
    const { columns, widths } = ring
    const row = columns.row[place] as number
    if (row < 0) {
      const kept = log.inputs.get(request)
      return kept?.kind === 'values' ? { request, values: kept.values, exact: true } : undefined
    }
    // Rows of the world are none of the set.
    if (SOURCES[columns.source[place] as number] !== 'held-out' || row >= dataset.schema.rows) return undefined
    const at = Math.floor((columns.at[place] as number) / MINUTE_MS) * MINUTE_MS
    const drift = score ? conditionsAt(score, at).drift.filter(({ operator }) => operator !== 'world') : []
    const width = widths.features ?? 0
    const noted = columns.features.subarray(place * width, (place + 1) * width)
    const values = drifting.apply(read(row), row, drift)
    const found = watch.read(values)
    const isNamed = drifting.name(drift) === (log.book?.operators[columns.operator[place] as number] ?? '')
    const exact = isNamed && noted.every((one, i) => Object.is(one, found[i]))
    return { request, values: exact ? values : read(row), row, exact }
  }
}

/** The set with the rows of these requests in memory. */
export function bringSent({ dataset }: ReadyData, { fold: { ring } }: Log, requests: readonly number[]) {
  const rows = requests.flatMap((request) => {
    const row = ring.columns.row[placeOf(ring, request)] ?? -1
    return row >= 0 && row < dataset.schema.rows ? [row] : []
  })
  return bringRows(dataset, Uint32Array.from(new Set(rows)))
}

/** What the request of this id brought; undefined where it is not kept any more. */
export async function requestInput(studio: AppContext, id: number): Promise<RequestInput | undefined> {
  const desk = operateDesk(studio)
  const log = desk.log()
  const { fold, book, inputs } = log
  const { ring } = fold
  const place = placeOf(ring, id)
  if (place < 0 || !book) return undefined
  const row = ring.columns.row[place] as number
  const given = row < 0 ? inputs.get(id) : undefined
  if (given) return { kind: 'given', input: given }
  const { features = 0 } = ring.widths
  if (row < 0 || SOURCES[ring.columns.source[place] as number] === 'world') {
    const values = (book.features ?? []).flatMap((watched, i) => {
      const value = ring.columns.features[place * features + i] as number
      return Number.isNaN(value) ? [] : [[watchedName(watched), watched.values?.[value] ?? value] as const]
    })
    const { columns } = await serviceSet(studio)
    const noted = new Map((book.features ?? []).map((watched, i) => [watchedName(watched), { watched, i }]))
    const known = columns.every(({ name }) => noted.get(name)?.watched.measure === 'value')
    if (!known) return { kind: 'watched', values }
    const by = new Map(values)
    return {
      kind: 'watched',
      values,
      whole: Object.fromEntries(columns.map(({ name }) => [name, by.get(name) ?? null])),
    }
  }
  const set = await serviceSet(studio)
  const here = await bringSent(set.ready, log, [id])
  const sent = sentInputs(set, log, desk.service().score, here)(id)
  if (!sent) return undefined
  const operator = ring.columns.operator[place] as number
  const changed = operator === 0 ? {} : { changed: book.operators[operator] ?? '' }
  return { kind: 'row', row, values: sent.values, columns: set.columns, ...changed, exact: sent.exact }
}

/** The input as a row that can join the set: its label as the set writes it. Undefined where it cannot be had whole. */
export async function labelledRow(
  studio: AppContext,
  id: number,
  label: string | number,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const { ready, columns, target } = await serviceSet(studio)
  const input = await requestInput(studio, id)
  if (input?.kind === 'given' && input.input.kind === 'tensor') {
    const [only, ...more] = columns
    if (!only || more.length > 0 || only.form.type !== 'image') return undefined
    return { [only.name]: Array.from(input.input.data), [target]: label }
  }
  const values = input && wholeOf(input)
  if (!values) return undefined
  const known = columns.filter(({ name, window }) => !window && columnIndex(ready.dataset.schema, name) >= 0)
  return { ...Object.fromEntries(known.map(({ name }) => [name, values[name] ?? null])), [target]: label }
}

function wholeOf(input: RequestInput): RawRow | undefined {
  if (input.kind === 'watched') return input.whole
  if (input.kind === 'row') return input.exact ? input.values : undefined
  return input.input.kind === 'values' ? input.input.values : undefined
}
