/** @file ServiceStart: what serving a drawing takes: its spec, the versions its aliases stand for, and the rows its traffic is drawn from. */
import { refuse } from '../../messages/message'
import type { Alias } from '../../catalog/lowered-stage'
import { toService } from '../../compile/service/to-service'
import { maskOf, rowsOfMask } from '../../data/condition-mask'
import type { Slice } from '../../data/condition'
import { splitFact } from '../../data/split-fact'
import { type Book, versionName } from '../../ops/record'
import type { AliasBook, ServiceSpec, VersionRef } from '../../ops/service-spec'
import { columnsRead, type ReadColumn } from '../../serving/validate-input'
import type { ServedModel, ServiceRows, ServiceStart } from '../../protocol/serving-messages'
import type { ModelRecord } from '../../storage/records'
import type { Board } from '../board'
import type { AppContext } from '../context'
import type { ReadyData } from '../data-session'
import { slicesOf, usualSlices } from '../slices-of'
import type { ServingSession } from './serving-session'

/** What keeps a drawing from serving; advice is no problem: its card is folded. */
function problemsOf({ store }: Board): number {
  return store.getState().report.diagnostics.filter(({ severity }) => severity === 'error').length
}

/** Whether a drawing can serve. */
export function isSound(board: Board): boolean {
  return board.store.getState().report.checked !== undefined && problemsOf(board) === 0
}

/** The lowered drawing of a board, or a refusal with what is wrong first. */
export function specOf(board: Board, name: string): ServiceSpec {
  const { report } = board.store.getState()
  const problems = problemsOf(board)
  if (!report.checked || problems > 0) return refuse('service-unsound', { service: name, problems })
  return toService(report.checked as Parameters<typeof toService>[0], name)
}

function modelsNamed({ stages }: ServiceSpec): readonly string[] {
  const names = stages.flatMap((stage) => (stage.class_name === 'Model' ? [stage.config.model] : []))
  return [...new Set(names)]
}

/** The versions that the aliases named in a spec stand for. */
export function versionsIn({ stages }: ServiceSpec, aliases: AliasBook): readonly VersionRef[] {
  const found = new Map<string, VersionRef>()
  for (const stage of stages) {
    if (stage.class_name !== 'Model') continue
    const { model, alias } = stage.config
    const version = aliases[model]?.[alias as Alias]
    if (version !== undefined) found.set(versionName({ model, version }), { model, version })
  }
  return [...found.values()]
}

/** A version as the serving worker takes it. */
export async function servedModel(studio: AppContext, { model: name, version }: VersionRef): Promise<ServedModel> {
  const record = (await studio.storage.models.get(name, version)) ?? refuse('no-model', { name, version })
  return servedRecord(record)
}

/** The same of a record that is here. */
export function servedRecord({ name, version, model, pipeline, weights, practice }: ModelRecord): ServedModel {
  return { ref: { model: name, version }, model, pipeline, weights, ...(practice && { practice }) }
}

/** What answers from now on is warm before the first request of it comes. */
export async function warm(
  studio: AppContext,
  session: Pick<ServingSession, 'models'> | undefined,
  before: readonly VersionRef[],
  now: readonly VersionRef[],
): Promise<void> {
  const had = new Set(before.map(versionName))
  const fresh = now.filter((ref) => !had.has(versionName(ref)))
  if (fresh.length > 0) await session?.models(await Promise.all(fresh.map((ref) => servedModel(studio, ref))))
}

/** A service that begins: its traffic is drawn from the rows of `rowsOf`, whichever version answers later. */
export interface ServiceBegun extends ServiceStart {
  readonly rows: ServiceRows
  readonly rowsOf: VersionRef
}

/** All that a service takes to be opened, by the book of its log. Refuses where its drawing is not sound, or no version answers. */
export async function serviceStart(
  studio: AppContext,
  board: Board,
  name: string,
  aliases: AliasBook,
  book: Pick<Book, 'versions'> | undefined,
): Promise<ServiceBegun> {
  const spec = specOf(board, name)
  const refs = versionsIn(spec, aliases)
  const records = await Promise.all(
    refs.map(async ({ model, version }) => {
      const record = await studio.storage.models.get(model, version)
      return record ?? refuse('no-model', { name: model, version })
    }),
  )
  const [first] = records
  if (!first) return refuse('service-no-version', { service: name, models: modelsNamed(spec) })
  return startWith(studio, spec, records, aliases, await rowsRecord(studio, book, first))
}

/** The same of records that are here; `rowsOf` says what the rows are. */
export async function startWith(
  studio: AppContext,
  spec: ServiceSpec,
  records: readonly ModelRecord[],
  aliases: AliasBook,
  rowsOf: ModelRecord,
): Promise<ServiceBegun> {
  const ready = await studio.data.of(rowsOf.content)
  return {
    spec,
    models: records.map(servedRecord),
    aliases,
    rows: serviceRows(ready, slicesFor(studio, rowsOf, ready)),
    rowsOf: { model: rowsOf.name, version: rowsOf.version },
    seed: rowsOf.content.plan.seed,
  }
}

/**
 * The version whose rows a service's requests are: the one that its log began with, as long as it is kept, with its set, and its columns are
 * what the version reads that answers first by now. A request is a row by its number, and a champion that learnt from labelled requests has other numbers.
 */
export async function rowsRecord(
  { storage, data }: Pick<AppContext, 'storage' | 'data'>,
  book: Pick<Book, 'versions'> | undefined,
  first: ModelRecord,
): Promise<ModelRecord> {
  const [began] = book?.versions ?? []
  if (!began || (began.model === first.name && began.version === first.version)) return first
  const record = await storage.models.get(began.model, began.version).catch(() => undefined)
  if (!record) return first
  const read = new Set(columnsRead(record.pipeline).map(columnWords))
  if (!columnsRead(first.pipeline).every((column) => read.has(columnWords(column)))) return first
  // Its set may have been removed since.
  return data.of(record.content).then(
    () => record,
    () => first,
  )
}

/** Same text, same kind of column. */
function columnWords({ name, form: { type, ...rest } }: ReadColumn): string {
  return JSON.stringify([name, type, 'shape' in rest ? rest.shape : []])
}

/** Held-out rows, with the slices they come in. */
function serviceRows({ dataset, split }: ReadyData, slices: readonly Slice[]): ServiceRows {
  const heldOut = split.test.length > 0 ? split.test : split.validation
  const held = new Set(heldOut)
  const facts = (fact: string) => (fact === 'split' ? splitFact(split, dataset) : undefined)
  return {
    dataset,
    train: split.train,
    heldOut,
    slices: slices.flatMap(({ name, where }) => {
      const masked = maskOf(where, dataset, facts)
      if (!masked.ok) return []
      const rows = rowsOfMask(masked.value).filter((row) => held.has(row))
      return rows.length > 0 ? [{ name, rows }] : []
    }),
  }
}

/** The slices kept with the set; where there are none, the values of its first column of few, else the classes. */
export function slicesFor({ store }: AppContext, { content }: ModelRecord, { dataset }: ReadyData): readonly Slice[] {
  const kept = slicesOf({ ...store.getState(), project: { ...store.getState().project, data: content.data } })
  if (kept.length > 0) return kept
  const { schema } = dataset
  const target = content.plan.target ?? schema.target
  return usualSlices(schema, target)
}
