/**
 * @file Service start: what is needed to serve a diagram: the lowered service, the versions that its aliases point to,
 * and the rows of its traffic, which are also the data of the service.
 */
import type { Alias } from '../../catalog/lowered-stage'
import { toService } from '../../compile/service/service-to-spec'
import type { Slice } from '../../data/condition'
import { rowNumber } from '../../data/dataset'
import type { DataStep } from '../../data/dataset-edit'
import { maskOf, rowsOfMask } from '../../data/evaluate-condition'
import { splitAsColumn } from '../../data/virtual-columns'
import { drillTiming } from '../../gallery/drills/drill-timing'
import { message, refuse } from '../../messages/message'
import { type LogDictionary, versionName } from '../../ops/log-entry'
import type { AliasVersions, ServiceSpec, VersionRef } from '../../ops/service-spec'
import type { ServingClient } from '../../protocol/serving-client'
import type { ServedModel, ServiceRows, ServiceStart } from '../../protocol/serving-messages'
import { inputColumns, type ReadColumn } from '../../serving/validate-input'
import { stepsOf } from '../../storage/dataset-versions'
import type { ModelRecord } from '../../storage/records'
import type { AppContext } from '../context'
import type { ReadyData } from '../data/data-session'
import { defaultSlices, slicesOf } from '../data/dataset-slices'
import type { Board } from '../network/canvas-board'
import { sliceOf } from '../state-slice'
import { refuseOpenElsewhere } from '../training/weights-in-use'
import { drillIdOf, modelRecord } from './project-model'
import type { OperateHost } from './state'

/** The number of errors in a diagram, not counting advice. */
function problemsOf({ store }: Board): number {
  return store.getState().report.diagnostics.filter(({ severity }) => severity === 'error').length
}

/** Whether a diagram is valid and can be served. */
export function canServe(board: Board): boolean {
  return board.store.getState().report.checked !== undefined && problemsOf(board) === 0
}

/** The lowered diagram of a board. Refuses with the number of problems if it is not valid. */
export function serviceSpec(board: Board, name: string): ServiceSpec {
  const { report } = board.store.getState()
  const problems = problemsOf(board)
  if (!report.checked || problems > 0) return refuse('service-unsound', { service: name, problems })
  return toService(report.checked as Parameters<typeof toService>[0], name)
}

/** The names of the models in a lowered service. */
export function modelsNamed({ stages }: ServiceSpec): readonly string[] {
  const names = stages.flatMap((stage) => (stage.class_name === 'Model' ? [stage.config.model] : []))
  return [...new Set(names)]
}

/** The versions that the aliases in a lowered service point to. */
export function versionsOf({ stages }: ServiceSpec, aliases: AliasVersions): readonly VersionRef[] {
  const found = new Map<string, VersionRef>()
  for (const stage of stages) {
    if (stage.class_name !== 'Model') continue
    const { model, alias } = stage.config
    const version = aliases[model]?.[alias as Alias]
    if (version !== undefined) found.set(versionName({ model, version }), { model, version })
  }
  return [...found.values()]
}

/** A version in the form that the serving worker expects. */
export function servedRecord({ name, version, model, pipeline, weights, practice }: ModelRecord): ServedModel {
  return { ref: { model: name, version }, model, pipeline, weights, ...(practice && { practice }) }
}

const recordOf = (studio: AppContext, { model: name, version }: VersionRef) => modelRecord(studio, { name, version })
const recordsOf = (studio: AppContext, refs: readonly VersionRef[]) =>
  Promise.all(refs.map((ref) => recordOf(studio, ref)))

/**
 * Loads versions that the worker does not have yet, so that their first request is not slow. From then on, no row that
 * one of the versions in use was trained on is a request.
 */
export async function loadNewVersions(
  studio: AppContext,
  session: Pick<ServingClient, 'models'> | undefined,
  before: readonly VersionRef[],
  next: readonly VersionRef[],
): Promise<void> {
  const had = new Set(before.map(versionName))
  if (!session || (next.length === before.length && next.every((ref) => had.has(versionName(ref))))) return
  const records = await recordsOf(studio, next)
  const { serving } = studio.store.getState().operate
  const rowsOf = serving.tag === 'on' ? serving.rowsOf : undefined
  const ready = rowsOf && (await studio.data.of((await recordOf(studio, rowsOf)).content))
  const heldOut = ready && (await heldOutFrom(studio, ready, records))
  // Moving an alias must not fail for want of rows, least of all a rollback: requests stay the same, and the page says so.
  const isNoneLeft = heldOut?.length === 0
  if (isNoneLeft) void studio.run('notice.show', { tone: 'bad', message: message('service-rows-seen', {}) })
  const isFresh = ({ name: model, version }: ModelRecord) => !had.has(versionName({ model, version }))
  await session.models(records.filter(isFresh).map(servedRecord), isNoneLeft ? undefined : heldOut)
  const operate = sliceOf(studio.store, 'operate')
  const { serving: now } = operate.getState()
  if (heldOut && !isNoneLeft && now.tag === 'on' && now.heldOut !== undefined)
    operate.setState({ serving: { ...now, heldOut: heldOut.length } })
}

/**
 * The start message of a service. Its traffic is drawn from the rows of the version `rowsOf`, regardless of which
 * version answers later.
 */
export interface ServiceStartWithRows extends ServiceStart {
  readonly rows: ServiceRows
  readonly rowsOf: VersionRef
}

/** The number of rows that requests are drawn from; undefined if a generator makes new ones. */
export function heldOutOf({ spec, rows }: ServiceStartWithRows): number | undefined {
  const isNew = spec.stages.some(({ class_name, config }) => class_name === 'Source' && config.from === 'world')
  return isNew ? undefined : rows.heldOut.length
}

/**
 * Collects everything needed to start a service; `book` is the dictionary of its log. Refuses if its diagram is not
 * valid or no version answers.
 */
export async function makeServiceStart(
  studio: AppContext,
  board: Board,
  name: string,
  aliases: AliasVersions,
  book: Pick<LogDictionary, 'versions'> | undefined,
): Promise<ServiceStartWithRows> {
  refuseOpenElsewhere(studio.store.getState())
  const spec = serviceSpec(board, name)
  const records = await recordsOf(studio, versionsOf(spec, aliases))
  const [first] = records
  if (!first) return refuse('service-no-version', { service: name, models: modelsNamed(spec) })
  const rowsOf = await versionOfRows(studio, book, first)
  const heldOut = (ready: ReadyData) => heldOutFrom(studio, ready, records)
  const start = await serviceStartOf(studio, spec, records, aliases, rowsOf, heldOut)
  if (drillIdOf(studio.store.getState().project) === undefined) return start
  return {
    ...start,
    timing: drillTiming(
      spec,
      start.models.map(({ ref }) => ref),
    ),
  }
}

/**
 * Like `makeServiceStart`, for records that are already loaded; `rowsOf` is the version whose rows are used, and
 * `heldOut` chooses those that requests are drawn from.
 */
export async function serviceStartOf(
  studio: AppContext,
  spec: ServiceSpec,
  records: readonly ModelRecord[],
  aliases: AliasVersions,
  rowsOf: ModelRecord,
  heldOut = async ({ split }: ReadyData) => heldOutRowsOf(split),
): Promise<ServiceStartWithRows> {
  const ready = await studio.data.of(rowsOf.content)
  return {
    spec,
    models: records.map(servedRecord),
    aliases,
    rows: serviceRows(ready, slicesFor(studio, rowsOf, ready), await heldOut(ready)),
    rowsOf: { model: rowsOf.name, version: rowsOf.version },
    seed: rowsOf.content.plan.seed,
  }
}

/**
 * The version whose rows are the requests of a service: the first version in its log, if it is available and has the
 * columns that the current version reads. Requests are logged by row number, and a champion trained on labeled requests
 * has different row numbers.
 */
export async function versionOfRows(
  { storage, data }: Pick<AppContext, 'storage' | 'data'>,
  book: Pick<LogDictionary, 'versions'> | undefined,
  first: ModelRecord,
): Promise<ModelRecord> {
  const [began] = book?.versions ?? []
  if (!began || (began.model === first.name && began.version === first.version)) return first
  const record = await storage.models.get(began.model, began.version).catch(() => undefined)
  if (!record) return first
  const read = new Set(inputColumns(record.pipeline).map(columnKey))
  if (!inputColumns(first.pipeline).every((column) => read.has(columnKey(column)))) return first
  // The dataset may have been removed since then.
  return data.of(record.content).then(
    () => record,
    () => first,
  )
}

/** A string that identifies a kind of column: equal strings mean equal kinds. */
function columnKey({ name, form: { type, ...rest } }: ReadColumn): string {
  return JSON.stringify([name, type, 'shape' in rest ? rest.shape : []])
}

/** The rows that scenarios draw from. */
export function heldOutRowsOf({ test, validation }: ReadyData['split']) {
  return test.length > 0 ? test : validation
}

/**
 * The held-out rows that none of these versions was trained on: on other rows, a version looks too good. The rows of a
 * drill never change, because a result is compared with those of others.
 */
async function heldOutFrom(studio: AppContext, ready: ReadyData, records: readonly ModelRecord[]) {
  const heldOut = heldOutRowsOf(ready.split)
  const isDrill = drillIdOf(studio.store.getState().project) !== undefined
  return isDrill ? heldOut : unseenRows(studio, ready, heldOut, records)
}

/** Begins the group of the step that adds labeled requests to a dataset. It is kept in the dataset, so it cannot change. */
export const LABELS_GROUP = 'labels '

function addsLabels({ kind, group }: DataStep): boolean {
  return kind === 'append' && typeof group === 'string' && group.startsWith(LABELS_GROUP)
}

/** Those of the rows that none of these versions was trained on; their own splits say which these are. */
export async function unseenRows(
  { data, storage }: Pick<AppContext, 'data' | 'storage'>,
  ready: ReadyData,
  rows: Uint32Array<ArrayBuffer>,
  records: readonly ModelRecord[],
): Promise<Uint32Array<ArrayBuffer>> {
  let [left, ofSplits] = [rows, rows]
  for (const { content } of records) {
    const other = await data.of(content, ready).catch(() => undefined)
    // Nothing is known about the rows of an imported version.
    if (!other) continue
    const set = await storage.sets.get(content.data.dataset)
    const hasLabels = set !== undefined && stepsOf(set, content.data.version)?.some(addsLabels) === true
    const [trained, bySplit] = [{ hasLabels }, { hasLabels: false }].map((of) => trainedRows(ready, other, of))
    left = left.filter((row) => !trained?.has(row))
    ofSplits = ofSplits.filter((row) => !bySplit?.has(row))
  }
  // If every row was labeled, a service could not play any more.
  return left.length > 0 ? left : ofSplits
}

/**
 * The rows of `ready` that a version with these other rows and this split was trained on. A labeled request is a new row
 * there, with a new number, and the row that it was drawn from is gone (`makeLabeledDataset`).
 */
function trainedRows(
  ready: ReadyData,
  other: ReadyData,
  { hasLabels }: { readonly hasLabels: boolean },
): ReadonlySet<number> {
  if (ready.key === other.key) return new Set(other.split.train)
  const { origin, schema } = other.dataset
  // Points generated from another seed are other points.
  if (!(ready.dataset.origin ?? origin) || baseId(ready) !== baseId(other)) return new Set()
  const numberOf = (row: number) => rowNumber(other.dataset, row)
  const trained = new Set(Array.from(other.split.train, numberOf))
  const there = new Set(Array.from({ length: schema.rows }, (_, row) => numberOf(row)))
  const isReplaced = (number: number) => hasLabels && !there.has(number) && number <= (origin?.rowsEver ?? 0)
  const rows = Array.from({ length: ready.dataset.schema.rows }, (_, row) => row)
  return new Set(
    rows.filter((row) => {
      const number = rowNumber(ready.dataset, row)
      return trained.has(number) || isReplaced(number)
    }),
  )
}

function baseId({ dataset }: ReadyData): string {
  return (dataset.origin?.base ?? dataset).schema.id
}

/** Held-out rows with their slices. */
export function serviceRows(
  { dataset, split }: ReadyData,
  slices: readonly Slice[],
  heldOut = heldOutRowsOf(split),
): ServiceRows {
  const heldOutRows = new Set(heldOut)
  const facts = (fact: string) => (fact === 'split' ? splitAsColumn(split, dataset) : undefined)
  return {
    dataset,
    train: split.train,
    heldOut,
    slices: slices.flatMap(({ name, where }) => {
      const masked = maskOf(where, dataset, facts)
      if (!masked.ok) return []
      const rows = rowsOfMask(masked.value).filter((row) => heldOutRows.has(row))
      return rows.length > 0 ? [{ name, rows }] : []
    }),
  }
}

/**
 * The saved slices of the dataset. If there are none, one slice per value of its first category column with few values
 * or, failing that, one per class.
 */
export function slicesFor({ store }: AppContext, { content }: ModelRecord, { dataset }: ReadyData): readonly Slice[] {
  const kept = slicesOf({ ...store.getState(), project: { ...store.getState().project, data: content.data } })
  if (kept.length > 0) return kept
  const { schema } = dataset
  const target = content.plan.target ?? schema.target
  return defaultSlices(schema, target)
}

export interface ServiceData {
  readonly record: ModelRecord
  readonly ready: ReadyData
  /** The rows that the simulated traffic is drawn from. */
  readonly heldOut: Uint32Array<ArrayBuffer>
}

/** The data whose rows are the requests of the open service. Refuses if no service is open or no version answers. */
export async function serviceData(
  studio: AppContext,
  controller: Pick<OperateHost, 'store' | 'log'>,
): Promise<ServiceData> {
  const { serving, served, aliases } = controller.store.getState()
  if (serving.tag === 'on') {
    const data = await dataOf(studio, await recordOf(studio, serving.rowsOf))
    const records = served ? await recordsOf(studio, versionsOf(served, aliases)) : []
    return { ...data, heldOut: await heldOutFrom(studio, data.ready, records) }
  }
  const first = await recordOf(studio, firstOf(controller))
  return dataOf(studio, await versionOfRows(studio, controller.log().book, first))
}

/** The data of the current version, on which the next version will be trained. Refuses like `serviceData`. */
export async function currentVersionData(
  studio: AppContext,
  controller: Pick<OperateHost, 'store' | 'log'>,
): Promise<ServiceData> {
  return dataOf(studio, await recordOf(studio, firstOf(controller)))
}

function firstOf(controller: Pick<OperateHost, 'store' | 'log'>): VersionRef {
  const { board, service, aliases } = controller.store.getState()
  if (!board || service === null) return refuse('service-none', {})
  const [first] = versionsOf(serviceSpec(board, service), aliases)
  return first ?? refuse('service-no-version', { service, models: Object.keys(aliases) })
}

async function dataOf(studio: AppContext, record: ModelRecord): Promise<ServiceData> {
  const ready = await studio.data.of(record.content)
  return { record, ready, heldOut: heldOutRowsOf(ready.split) }
}

/** At most `most` of the rows, at even intervals. */
export function sampleRows(rows: Uint32Array<ArrayBuffer>, most: number): Uint32Array<ArrayBuffer> {
  if (rows.length <= most) return rows
  return Uint32Array.from({ length: most }, (_, i) => rows[Math.floor((i * rows.length) / most)] as number)
}
