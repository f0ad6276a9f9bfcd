/**
 * @file Tables: whatever comes as rows of texts, from CSV to a workbook, is looked at and read here. Reading goes over all rows once
 * with the types that the first rows suggest, holding each column in as little as its type takes; where the whole says otherwise it
 * goes over them again.
 */
import { type Message, message, Refusal, refuse, formatMessage } from '../../messages/message'
import type { ColumnSchema, DatasetSchema } from '../../catalog/dataset-schema'
import type { ColumnChoice, IngestResult, Look, LookColumn, ReadOptions } from '../../protocol/ingest-messages'
import type { Batch, Job } from '../define-format'
import { CHUNK_BYTES, CHUNK_ROWS, leastRows, LIMITS } from '../limits'
import { type Collector, collect } from './collect'
import { type Evidence, isCategory, isClasses, type Judged, judge, type Kind, noEvidence, weigh } from './kind'
import type { Counted } from './lines'
import { missingBy, USUAL_MISSING } from './missing'
import { type Decimal, toNumber } from './numbers'
import { ignoredOf, namesClasses, targetOf } from './target'

/** Rows of texts, as a format finds them. */
export interface TextTable {
  readonly file: string
  /** In words: "CSV, separated by semicolons, Latin-1". */
  readonly about: string
  /** Of every column, each its own. */
  readonly names: readonly string[]
  /** What the file itself says of each column: words whatever digits are in them, or float32s. */
  readonly hints?: readonly ('words' | 'narrow' | undefined)[]
  readonly decimal: Decimal
  /** As found, without what this file finds. */
  readonly options: ReadOptions
  readonly parts: readonly string[]
  readonly notes: readonly Message[]
  /** What tells a person where a row stands. */
  readonly by: Counted
  /** What is to know once all rows were gone over. */
  readonly after?: () => readonly Message[]
  /** Why the rows gone over last are not all there are: they cannot be read to their end. */
  readonly fault?: () => Message | undefined
  /** All rows, from the first; an empty cell is missing. */
  rows(): AsyncGenerator<TextRows>
}

export interface TextRows {
  readonly rows: readonly (readonly string[])[]
  /** Where in the file one of these rows stands. */
  lineAt(i: number): number
  /** Of the files, so far. */
  readonly bytes: number
}

const LOOK_ROWS = 5000
const LOOK_CELLS = 200_000
const SHOWN_ROWS = 50
/** Of rows that are left out so many are told by where they stand. */
const TOLD_SPOTS = 5
/** Passes over a file: the first rows' types, what all rows say, and what those say that were taken for times. */
const PASSES = 3

/** What the first rows say. */
export async function lookAtTable(table: TextTable, job: Job): Promise<Look> {
  const begun = await firstRows(table)
  const { first, more } = begun
  const isMissing = missingBy(job.options.missing)
  const judged = judgeAll(table, job.options, begun)
  const columns = table.names.map((name, i): LookColumn => {
    const { schema, why } = judged[i] as Judgement
    return { name, schema: { ...schema, name: choiceOf(job.options, name)?.name ?? name }, why }
  })
  const kept = columns.filter(({ name }) => !choiceOf(job.options, name)?.leaveOut)
  const target = targetOf(
    kept.map(({ schema }) => schema),
    job.options.target,
  )
  const stops = stopsOf(table, begun, job)
  return {
    format: table.options.format ?? '',
    about: table.about,
    options: {
      ...job.options,
      ...table.options,
      missing: job.options.missing ?? [...USUAL_MISSING],
      columns: { ...ordersOf(table.names, judged), ...job.options.columns },
      ...(target === undefined ? {} : { target }),
    },
    parts: table.parts,
    // The one format of tables that holds several is a workbook.
    ...(table.parts.length > 0 ? { partsAre: 'sheets' } : {}),
    columns,
    ...(more ? { judged: first.length } : {}),
    rows: first
      .slice(0, SHOWN_ROWS)
      .map((row) => table.names.map((_, i) => (isMissing((row[i] ?? '').trim()) ? undefined : (row[i] ?? '').trim()))),
    notes: [...table.notes, ...raggedNotes(table, begun)],
    ...(stops ? { stops } : {}),
  }
}

/** Why the table cannot be imported as it is read, as far as its beginning tells. */
function stopsOf(table: TextTable, { first, more, ragged, skipped }: FirstRows, job: Job): Message | undefined {
  const fault = table.fault?.()
  if (fault || more) return fault
  if (skipped > first.length)
    return message('ingest-ragged', { ...raggedOf(table, ragged, skipped), of: first.length + skipped })
  return first.length < leastRows(job.options) ? tooFew(table, first.length, job) : undefined
}

function tooFew({ file, options }: TextTable, rows: number, job: Job): Message {
  const wants = leastRows(job.options)
  return message('ingest-too-few-rows', { file, rows, wants, header: options.header === true })
}

/** What is told before the import of rows that it will leave out. */
function raggedNotes(table: TextTable, { first, ragged, skipped }: FirstRows): readonly Message[] {
  if (skipped === 0 || skipped > first.length) return []
  return [message('ingest-look-ragged', { ...raggedOf(table, ragged, skipped), of: first.length + skipped })]
}

function raggedOf({ file, by, names }: TextTable, spots: readonly number[], skipped: number) {
  return { file, by, spots, skipped, columns: names.length }
}

/** The order in which the dates of each column are read. */
function ordersOf(names: readonly string[], judged: readonly Judgement[]): Record<string, ColumnChoice> {
  return Object.fromEntries(
    names.flatMap((name, i) => {
      const { kind } = judged[i] as Judgement
      return kind.is === 'time' ? [[name, { order: kind.order }]] : []
    }),
  )
}

/** All rows, typed. */
export async function* readTable(table: TextTable, job: Job): AsyncGenerator<Batch, Omit<IngestResult, 'rows'>> {
  const kept = keptColumns(table, job.options)
  const all = judgeAll(table, job.options, await firstRows(table))
  const judged = kept.map(({ i }) => all[i] as Judgement)
  const settled = kept.map(({ i, choice }) => choice?.type !== undefined || table.hints?.[i] === 'words')
  let kinds = judged.map(({ kind }) => kind)
  const block = Math.max(1, Math.min(CHUNK_ROWS, Math.floor(CHUNK_BYTES / (4 * kept.length))))
  const isMissing = missingBy(job.options.missing)
  const numbersMiss = job.options.missing?.some((text) => toNumber(text.trim(), table.decimal) !== undefined) === true
  const place: Place = { by: table.by, at: () => 0 }
  const here = () => ({ by: place.by, at: place.at() })
  for (let pass = 1; ; pass++) {
    const collectors = kept.map(({ name }, k) =>
      collect(kinds[k] as Kind, {
        ...{ file: table.file, name, decimal: table.decimal, isMissing, numbersMiss, here, block },
        settled: settled[k] === true || pass === PASSES,
      }),
    )
    const { rows, notes } = await collectAll(table, job, kept, collectors, block, place)
    if (rows < leastRows(job.options)) throw new Refusal(tooFew(table, rows, job))
    const ends = collectors.map((one) => one.settle())
    if (ends.some((end) => 'again' in end)) {
      kinds = ends.map((end, k) => ('again' in end ? end.again : (kinds[k] as Kind)))
      continue
    }
    const fits = ends.flatMap((end) => ('again' in end ? [] : [end]))
    const schema = fits.map((end) => end.schema)
    const became = schema.flatMap((column, k) => becameNote(table.file, column, (judged[k] as Judgement).schema))
    for (let at = 0; at * block < rows; at++) {
      const columns = collectors.map((one) => one.take(at))
      yield { schema, columns, rows: Math.min(block, rows - at * block) }
    }
    return {
      schema: { ...described(schema, job.options), columns: schema, rows, testRows: 0 },
      notes: [...table.notes, ...(table.after?.() ?? []), ...notes, ...became, ...fits.flatMap((end) => end.notes)],
      ...(table.options.decimal === undefined ? {} : { written: writtenBy(table, kinds, kept) }),
    }
  }
}

/** How a table of texts writes, by what its columns were read as. */
function writtenBy(
  { decimal, names }: TextTable,
  kinds: readonly Kind[],
  kept: readonly KeptColumn[],
): NonNullable<IngestResult['written']> {
  const orders = kept.flatMap(({ i }, k) => {
    const kind = kinds[k] as Kind
    return kind.is === 'time' && kind.order !== 'ymd' ? [[names[i] as string, { order: kind.order }] as const] : []
  })
  return { decimal, columns: Object.fromEntries(orders) }
}

/** Where the row stands that is being collected. */
interface Place {
  readonly by: Counted
  at: () => number
}

interface KeptColumn {
  readonly i: number
  /** As it will be called. */
  readonly name: string
  readonly choice: ColumnChoice | undefined
}

function keptColumns(table: TextTable, options: ReadOptions): readonly KeptColumn[] {
  const kept = table.names.flatMap((found, i) => {
    const choice = choiceOf(options, found)
    return choice?.leaveOut ? [] : [{ i, name: choice?.name?.trim() || found, choice }]
  })
  if (kept.length === 0) return refuse('ingest-no-column-left', { file: table.file })
  const seen = new Set<string>()
  for (const { name } of kept) {
    if (seen.has(name)) return refuse('ingest-name-taken', { file: table.file, column: name })
    seen.add(name)
  }
  return kept
}

/** What a person chose for a column; a column may be called as anything that objects inherit. */
function choiceOf({ columns }: ReadOptions, name: string): ColumnChoice | undefined {
  return columns && Object.hasOwn(columns, name) ? columns[name] : undefined
}

/** Rows of another width are left out and counted; a row that only ends with empty cells too many is not. */
async function collectAll(
  table: TextTable,
  job: Job,
  kept: readonly KeptColumn[],
  collectors: readonly Collector[],
  block: number,
  place: Place,
): Promise<{ readonly rows: number; readonly notes: readonly Message[] }> {
  const width = table.names.length
  const ragged: number[] = []
  let [rows, skipped, i] = [0, 0, 0]
  for await (const batch of table.rows()) {
    place.at = () => batch.lineAt(i)
    for (i = 0; i < batch.rows.length; i++) {
      const cells = batch.rows[i] as readonly string[]
      if (!fitsWidth(cells, width)) {
        skipped++
        if (ragged.length < TOLD_SPOTS) ragged.push(batch.lineAt(i))
        continue
      }
      if (rows >= LIMITS.rows) return refuse('ingest-too-many-rows', { file: table.file, limit: LIMITS.rows })
      for (let k = 0; k < collectors.length; k++)
        (collectors[k] as Collector).push(cells[(kept[k] as KeptColumn).i] as string)
      if (++rows % block === 0) for (const one of collectors) one.endBlock()
    }
    job.progress({ bytes: batch.bytes, rows, skipped })
  }
  if (rows % block !== 0) for (const one of collectors) one.endBlock()
  const fault = table.fault?.()
  if (fault) throw new Refusal(fault)
  const told = raggedOf(table, ragged, skipped)
  if (skipped > rows) return refuse('ingest-ragged', { ...told, of: rows + skipped })
  return { rows, notes: skipped === 0 ? [] : [message('ingest-rows-skipped', told)] }
}

function fitsWidth(cells: readonly string[], width: number): boolean {
  if (cells.length === width) return true
  return cells.length > width && cells.slice(width).every((cell) => cell === '')
}

interface FirstRows {
  readonly first: readonly (readonly string[])[]
  /** Where in the file each of them stands. */
  readonly lines: readonly number[]
  /** Where rows of another width stand, as many as are told; and how many there are. */
  readonly ragged: readonly number[]
  readonly skipped: number
  /** The file has rows beyond these. */
  readonly more: boolean
}

/** The rows that types are judged by. */
async function firstRows(table: TextTable): Promise<FirstRows> {
  const width = table.names.length
  const most = Math.max(100, Math.min(LOOK_ROWS, Math.floor(LOOK_CELLS / width)))
  const first: (readonly string[])[] = []
  const lines: number[] = []
  const ragged: number[] = []
  let skipped = 0
  for await (const batch of table.rows()) {
    for (const [i, cells] of batch.rows.entries()) {
      const fits = fitsWidth(cells, width)
      if (fits && first.length === most) return { first, lines, ragged, skipped, more: true }
      if (fits) {
        first.push(cells)
        lines.push(batch.lineAt(i))
      } else {
        skipped++
        if (ragged.length < TOLD_SPOTS) ragged.push(batch.lineAt(i))
      }
    }
  }
  return { first, lines, ragged, skipped, more: false }
}

interface Judgement {
  readonly kind: Kind
  readonly why: string
  readonly schema: ColumnSchema
}

function judgeAll(table: TextTable, options: ReadOptions, { first, lines }: FirstRows): readonly Judgement[] {
  const isMissing = missingBy(options.missing)
  const target = options.target ?? table.names.find(namesClasses)
  return table.names.map((name, i) => {
    const found = noEvidence()
    for (const [k, row] of first.entries())
      weigh(found, (row[i] ?? '').trim(), table.decimal, isMissing, { by: table.by, at: lines[k] as number })
    const choice = choiceOf(options, name)
    const judged = choice?.type ? judge(found, choice) : hinted(judge(found, choice), table.hints?.[i])
    const classes =
      judged.kind.is === 'number' && !choice?.type && name === target && namesClasses(name) && isClasses(found)
    return classes
      ? {
          kind: { is: 'words' },
          why: formatMessage(message('ingest-why-classes', { values: found.values.size, column: name })),
          schema: { name, type: 'category', values: [...found.values] },
        }
      : { ...judged, schema: schemaOf(name, judged.kind, found) }
  })
}

/** What was judged, where the file does not say otherwise. */
function hinted(judged: Judged, hint: 'words' | 'narrow' | undefined): Judged {
  const { kind, why } = judged
  if (hint === 'narrow' && kind.is === 'number') return { kind: { is: 'number', narrow: true }, why }
  const said = hint === 'words' && (kind.is === 'number' || kind.is === 'time')
  return said ? { kind: { is: 'words' }, why: formatMessage(message('ingest-why-file', {})) } : judged
}

function schemaOf(name: string, { is }: Kind, found: Evidence): ColumnSchema {
  const few = isCategory(found.rows - found.missing, found.values.size, found.longest)
  if (is === 'category' || (is === 'words' && few)) return { name, type: 'category', values: [...found.values] }
  return { name, type: is === 'words' ? 'text' : is }
}

/** Why a column is what it became, where that is not what its first rows said. */
function becameNote(file: string, now: ColumnSchema, before: ColumnSchema): readonly Message[] {
  if (now.type === before.type) return []
  return [message('ingest-became', { file, column: now.name, type: now.type, was: before.type })]
}

function described(
  columns: readonly ColumnSchema[],
  options: ReadOptions,
): Pick<DatasetSchema, 'kind' | 'target' | 'ignore'> {
  const target = targetOf(columns, options.target) ?? (columns[0] as ColumnSchema).name
  const others = columns.filter(({ name }) => name !== target)
  const kind = others.length > 0 && others.every(({ type }) => type === 'text') ? 'text' : 'table'
  return { kind, target, ignore: kind === 'text' ? [] : ignoredOf(others) }
}
