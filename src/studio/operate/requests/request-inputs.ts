/**
 * @file Request inputs reconstructed from the log. They are one of: the dataset row with the drift and the faults of the
 * scenario, compared with the logged features to make sure that it is what the service received; the saved input of a request from
 * outside; or only the logged features of a row from a simulated world.
 */
import { columnIndex, type DatasetSchema } from '../../../catalog/dataset-schema'
import { featuresOf } from '../../../data/bind-columns'
import type { Dataset } from '../../../data/dataset'
import { createMonitor, featureName, type MonitoredFeature } from '../../../data/monitoring/monitored-features'
import { loadPagedRows } from '../../../data/paged-columns'
import { fitsColumn, type RowValues } from '../../../data/rows-from-values'
import { MINUTE_MS } from '../../../ops/log/fold-log'
import { slotOf } from '../../../ops/log/request-buffer'
import type { RetainedInput } from '../../../ops/log/stored-entries'
import { SOURCES } from '../../../ops/log-entry'
import { conditionsAt } from '../../../ops/scenario/conditions-at'
import type { Scenario } from '../../../ops/scenario/scenario'
import { rowReader } from '../../../serving/request-rows'
import { type DriftApplier, driftName, openDriftApplier } from '../../../serving/scenario-playback/apply-drift'
import { applyFaults, requestFaults } from '../../../serving/scenario-playback/request-faults'
import { inputColumns, type RawRow, type ReadColumn } from '../../../serving/validate-input'
import type { ModelRecord } from '../../../storage/records'
import type { AppContext } from '../../context'
import type { ReadyData } from '../../data/data-session'
import { operateController } from '../controller'
import type { ServiceLogReader } from '../log/service-log'
import { sampleRows, serviceData } from '../service-start'

/** The input of a request as it was sent. */
export interface SentInput {
  readonly request: number
  /** The raw values, keyed by column name. */
  readonly values: RawRow
  /** The index of the dataset row that the input was made from; undefined for a request from outside. */
  readonly row?: number
  /**
   * Whether these are the values that arrived, numbers to 32 bits. If the scenario was edited later, and a column has no
   * logged value, this is false, and the column has its value from the dataset.
   */
  readonly exact: boolean
}

export type RequestInput =
  /** `changed` is the drift operator that was applied to the row, as named in the log dictionary. */
  | {
      readonly kind: 'row'
      readonly row: number
      readonly values: RawRow
      readonly columns: readonly ReadColumn[]
      readonly changed?: string
      readonly exact: boolean
    }
  | { readonly kind: 'given'; readonly input: RetainedInput }
  /** The logged features, keyed by name, if only those are available. */
  | {
      readonly kind: 'watched'
      readonly values: readonly (readonly [string, string | number])[]
      /** The complete input, if the log contains every column of the model unchanged. */
      readonly whole?: RawRow
    }

/** The served version with its dataset, which defines what inputs of the service look like. */
export interface ServiceDataset {
  readonly record: ModelRecord
  readonly ready: ReadyData
  readonly columns: readonly ReadColumn[]
  /** The column that is predicted. */
  readonly target: string
  /** The columns of the dataset that the model may use. */
  readonly features: readonly string[]
}

const cachedDatasets = new WeakMap<ReadyData, Map<string, ServiceDataset>>()

/** The dataset whose rows are sent as requests of the open service. */
export async function serviceDataset(studio: AppContext): Promise<ServiceDataset> {
  const { record, ready } = await serviceData(studio, operateController(studio))
  const known = cachedDatasets.get(ready) ?? new Map<string, ServiceDataset>()
  cachedDatasets.set(ready, known)
  const key = `${record.name}@${record.version}:${record.hash}`
  const made = known.get(key) ?? madeOf(record, ready)
  known.set(key, made)
  return made
}

function madeOf(record: ModelRecord, ready: ReadyData): ServiceDataset {
  const { pipeline, content } = record
  const { dataset } = ready
  const columns = inputColumns(pipeline)
  const target = pipeline.outputs[0]?.column ?? content.plan.target ?? dataset.schema.target
  return {
    ...{ record, ready, columns, target },
    features: featuresOf(dataset.schema, content.plan, new Set([target])),
  }
}

const drifts = new WeakMap<ReadyData, Map<string, DriftApplier>>()

/** The drift that a scenario applies to rows of a dataset, cached because it needs statistics of the training rows. */
function driftOf(columns: readonly ReadColumn[], ready: ReadyData, seed: number): DriftApplier {
  const known = drifts.get(ready) ?? new Map<string, DriftApplier>()
  drifts.set(ready, known)
  const key = `${seed} ${columns.map(({ name }) => name).join(' ')}`
  const made = known.get(key) ?? openDriftApplier(columns, ready.dataset, ready.split.train, seed)
  known.set(key, made)
  return made
}

type Log = Pick<ServiceLogReader, 'book' | 'fold' | 'inputs'>

/**
 * Returns a function that reconstructs the input of a request; it returns undefined if the request is no longer in the
 * log. Rows with large images must be loaded first (`loadSentRows`).
 */
export function sentInputReader(
  { record, ready }: Pick<ServiceDataset, 'record' | 'ready'>,
  log: Log,
  scenario: Scenario | undefined,
  dataset: Dataset = ready.dataset,
): (request: number) => SentInput | undefined {
  const { pipeline } = record
  const read = rowReader(dataset, pipeline)
  const inputs = inputColumns(pipeline)
  const drifting = driftOf(inputs, ready, scenario?.seed ?? 0)
  const watch = createMonitor(pipeline, log.book?.features)
  return (request) => {
    const { buffer } = log.fold
    const place = slotOf(buffer, request)
    if (place < 0) return undefined
    const { columns, widths } = buffer
    const row = columns.row[place] as number
    if (row < 0) {
      const kept = log.inputs.get(request)
      return kept?.kind === 'values' ? { request, values: kept.values, exact: true } : undefined
    }
    // Rows of a simulated world are not rows of the dataset.
    if (SOURCES[columns.source[place] as number] !== 'held-out' || row >= dataset.schema.rows) return undefined
    const at = Math.floor((columns.at[place] as number) / MINUTE_MS) * MINUTE_MS
    const conditions = scenario && conditionsAt(scenario, at)
    const drift = conditions?.drift.filter(({ operator }) => operator !== 'world') ?? []
    const width = widths.features ?? 0
    const noted = columns.features.subarray(place * width, (place + 1) * width)
    const drifted = drifting.apply(read(row), row, drift)
    const values = applyFaults(drifted, requestFaults(conditions?.faults ?? [], scenario?.seed ?? 0, request))
    const found = watch.read(values)
    const isNamed = drifting.name(drift) === (log.book?.operators[columns.operator[place] as number] ?? '')
    if (isNamed && noted.every((one, i) => Object.is(one, found[i]))) return { request, values, row, exact: true }
    // The feature store was stale, or the scenario was edited later. The log still has what arrived.
    return { request, row, ...loggedValues(read(row), inputs, watch.features, noted) }
  }
}

/**
 * The values of a request according to its logged features. Columns without a logged value keep that of the dataset,
 * and then the result is not exact.
 */
function loggedValues(
  row: RawRow,
  columns: readonly ReadColumn[],
  features: readonly MonitoredFeature[],
  noted: Float32Array,
): Pick<SentInput, 'values' | 'exact'> {
  let exact = true
  const values = columns.map(({ name }) => {
    const at = features.findIndex(({ column, measure }) => column === name && measure === 'value')
    const [value, own] = [noted[at], row[name] ?? null]
    const categories = features[at]?.values
    if (value === undefined || (categories !== undefined && value >= categories.length)) {
      exact = false
      return [name, own] as const
    }
    if (Number.isNaN(value)) return [name, null] as const
    // The log rounds numbers to 32 bits, so an unchanged number keeps its own digits.
    if (categories === undefined) return [name, Math.fround(Number(own ?? Number.NaN)) === value ? own : value] as const
    return [name, categories[value] ?? null] as const
  })
  return { values: Object.fromEntries(values), exact }
}

/** The dataset with the rows of these requests loaded into memory. */
export function loadSentRows({ dataset }: ReadyData, { fold: { buffer } }: Log, requests: readonly number[]) {
  const rows = requests.flatMap((request) => {
    const row = buffer.columns.row[slotOf(buffer, request)] ?? -1
    return row >= 0 && row < dataset.schema.rows ? [row] : []
  })
  return loadPagedRows(dataset, Uint32Array.from(new Set(rows)))
}

/** The input of a request; undefined if the request is no longer in the log. */
export async function requestInput(studio: AppContext, id: number): Promise<RequestInput | undefined> {
  const controller = operateController(studio)
  const log = controller.log()
  const { fold, book, inputs } = log
  const { buffer } = fold
  const place = slotOf(buffer, id)
  if (place < 0 || !book) return undefined
  const row = buffer.columns.row[place] as number
  const given = row < 0 ? inputs.get(id) : undefined
  if (given) return { kind: 'given', input: given }
  const { features = 0 } = buffer.widths
  if (row < 0 || SOURCES[buffer.columns.source[place] as number] === 'world') {
    const values = (book.features ?? []).flatMap((watched, i) => {
      const value = buffer.columns.features[place * features + i] as number
      return Number.isNaN(value) ? [] : [[featureName(watched), watched.values?.[value] ?? value] as const]
    })
    const { columns } = await serviceDataset(studio)
    const noted = new Map((book.features ?? []).map((watched, i) => [featureName(watched), { watched, i }]))
    const known = columns.every(({ name }) => noted.get(name)?.watched.measure === 'value')
    if (!known) return { kind: 'watched', values }
    const by = new Map(values)
    return {
      kind: 'watched',
      values,
      whole: Object.fromEntries(columns.map(({ name }) => [name, by.get(name) ?? null])),
    }
  }
  const dataset = await serviceDataset(studio)
  const here = await loadSentRows(dataset.ready, log, [id])
  const sent = sentInputReader(dataset, log, controller.service().scenario, here)(id)
  if (!sent) return undefined
  const operator = buffer.columns.operator[place] as number
  const changed = operator === 0 ? {} : { changed: book.operators[operator] ?? '' }
  return { kind: 'row', row, values: sent.values, columns: dataset.columns, ...changed, exact: sent.exact }
}

/** The input as a row of the dataset with its label; undefined if the input is incomplete. */
export async function labeledRow(
  studio: AppContext,
  id: number,
  label: string | number,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const { ready, columns, target } = await serviceDataset(studio)
  const input = await requestInput(studio, id)
  if (input?.kind === 'given' && input.input.kind === 'tensor') {
    const [only, ...more] = columns
    if (!only || more.length > 0 || only.form.type !== 'image') return undefined
    return { [only.name]: Array.from(input.input.data), [target]: label }
  }
  const values = input && wholeOf(input)
  if (!values) return undefined
  const { schema } = ready.dataset
  const known = columns.filter(({ name, window }) => !window && columnIndex(schema, name) >= 0)
  const names = known.map(({ name }) => name)
  return { ...valuesForRow(schema, values, names), [target]: label }
}

/**
 * Returns a function that says whether the input of a request can become a row, without reconstructing it: the log has
 * all of its values, or the scenario still applies the drift that the log names.
 */
export function rowInputFilter(
  { ready, columns }: ServiceDataset,
  log: Log,
  scenario: Scenario | undefined,
): (request: number) => boolean {
  const values = new Set(log.book?.features?.flatMap(({ column, measure }) => (measure === 'value' ? [column] : [])))
  const isLogged = columns.every(({ name }) => values.has(name))
  // Requests are asked for in their order, so most are in the minute of the one before.
  let minute = Number.NaN
  let operator = ''
  let strength = 0
  const readDrift = (at: number) => {
    minute = at
    const drift = scenario ? conditionsAt(scenario, at).drift.filter((one) => one.operator !== 'world') : []
    operator = driftName(drift)
    strength = Math.round((drift[0]?.strength ?? 0) * 32)
  }
  return (request) => {
    const {
      buffer,
      buffer: { columns: at },
    } = log.fold
    const slot = slotOf(buffer, request)
    if (slot < 0) return false
    const row = at.row[slot] as number
    if (row < 0) return log.inputs.get(request) !== undefined
    if (SOURCES[at.source[slot] as number] === 'world') return isLogged
    if (row >= ready.dataset.schema.rows) return false
    if (isLogged) return true
    const sentAt = Math.floor((at.at[slot] as number) / MINUTE_MS) * MINUTE_MS
    if (sentAt !== minute) readDrift(sentAt)
    return operator === (log.book?.operators[at.operator[slot] as number] ?? '') && strength === at.strength[slot]
  }
}

/**
 * The values of an input for these columns of a dataset: a value that its column cannot hold, such as a number that was
 * sent as text, is missing there, as it was for the model.
 */
export function valuesForRow(schema: DatasetSchema, values: RawRow, columns: readonly string[]): RowValues {
  const read = columns.map((name) => {
    const column = schema.columns[columnIndex(schema, name)]
    const value = values[name] ?? null
    // A category that was sent as text has a space after it.
    const trimmed = column?.type === 'category' && typeof value === 'string' ? value.trim() : value
    return [name, column && fitsColumn(column, trimmed) ? trimmed : null] as const
  })
  return Object.fromEntries(read)
}

function wholeOf(input: RequestInput): RawRow | undefined {
  if (input.kind === 'watched') return input.whole
  if (input.kind === 'row') return input.exact ? input.values : undefined
  return input.input.kind === 'values' ? input.input.values : undefined
}

/** The maximum number of rows. They are sent in rotation, and a JSON body for each is kept in memory. */
const MAX_ROWS = 500

/**
 * Held-out rows with their values keyed by column, sampled at even intervals if there are many. Refuses if the dataset
 * of the service is not available.
 */
export async function loadTestRows(studio: AppContext): Promise<readonly RawRow[]> {
  const { record, ready, heldOut } = await serviceData(studio, operateController(studio))
  const rows = sampleRows(heldOut, MAX_ROWS)
  const dataset = await loadPagedRows(ready.dataset, rows)
  return Array.from(rows, rowReader(dataset, record.pipeline))
}
