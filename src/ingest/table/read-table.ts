/** @file Previews and reads tables of text rows; if later rows contradict a column's type, the rows are read again. */
import type { ColumnSchema, DatasetSchema } from '../../catalog/dataset-schema'
import { type Args, formatMessage, type Message, message, Refusal, refuse } from '../../messages/message'
import type {
  ColumnChoice,
  ImportPreview,
  IngestResult,
  PreviewColumn,
  ReadOptions,
} from '../../protocol/ingest-messages'
import type { Batch, Job } from '../define-format'
import { CHUNK_BYTES, CHUNK_ROWS, LIMITS, minRows } from '../limits'
import { type Collector, makeCollector } from './column-collectors'
import { classColumn, defaultIgnored, defaultTarget, isClassName } from './column-names'
import {
  addText,
  type ColumnEvidence,
  DEFAULT_MISSING,
  type DetectedKind,
  detectKind,
  isCategory,
  isClasses,
  type Kind,
  missingTest,
  noEvidence,
} from './detect-kind'
import { parseNumber } from './parse-number'
import type { PositionUnit, TextRows, TextTable } from './text-table'

const LOOK_ROWS = 5000
const LOOK_CELLS = 200_000
const SHOWN_ROWS = 50
/** The maximum number of skipped rows whose positions are reported. */
const MAX_POSITIONS = 5
/**
 * The maximum number of passes over a file: one with the types suggested by the first rows, one with the types
 * determined from all rows, and one more for columns that were wrongly read as times.
 */
const PASSES = 3

/** Creates a preview of the first rows. */
export async function previewTable(table: TextTable, job: Job): Promise<ImportPreview> {
  const begun = await firstRows(table)
  const { first, more } = begun
  const isMissing = missingTest(job.options.missing)
  const judged = judgeColumns(table, job.options, begun)
  const columns = table.names.map((name, i): PreviewColumn => {
    const { schema, kind: _, ...facts } = judged[i] as ColumnJudgment
    return { name, schema: { ...schema, name: choiceOf(job.options, name)?.name ?? name }, ...facts }
  })
  const kept = columns.filter(({ name }) => !choiceOf(job.options, name)?.leaveOut)
  const target = defaultTarget(
    kept.map(({ schema }) => schema),
    job.options.target,
  )
  const stops = importProblem(table, begun, job)
  return {
    format: table.options.format ?? '',
    about: table.about,
    options: {
      ...job.options,
      ...table.options,
      missing: job.options.missing ?? [...DEFAULT_MISSING],
      columns: { ...ordersOf(table.names, judged), ...job.options.columns },
      ...(target === undefined ? {} : { target }),
    },
    parts: table.parts,
    // A workbook is the only table format that contains several tables.
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

/**
 * Returns why the table cannot be imported with these options, as far as its beginning reveals it; undefined if it can
 * be imported.
 */
function importProblem(table: TextTable, { first, more, ragged, skipped }: FirstRows, job: Job): Message | undefined {
  const fault = table.fault?.()
  if (fault) return fault
  if (more) return undefined
  if (skipped > first.length)
    return message('ingest-ragged', { ...raggedOf(table, ragged, skipped), of: first.length + skipped })
  return first.length < minRows(job.options) ? tooFew(table, first.length, job) : undefined
}

function tooFew({ file, options }: TextTable, rows: number, job: Job): Message {
  const required = minRows(job.options)
  return message('ingest-too-few-rows', { file, rows, wants: required, header: options.header === true })
}

/** Returns notes for the preview about rows that the import will skip. */
function raggedNotes(table: TextTable, { first, ragged, skipped }: FirstRows): readonly Message[] {
  if (skipped === 0 || skipped > first.length) return []
  return [message('ingest-look-ragged', { ...raggedOf(table, ragged, skipped), of: first.length + skipped })]
}

function raggedOf({ file, positionUnit: by, names }: TextTable, positions: readonly number[], skipped: number) {
  return { file, by, positions: positions, skipped, columns: names.length }
}

/** Returns the date order of each time column. */
function ordersOf(names: readonly string[], judged: readonly ColumnJudgment[]): Record<string, ColumnChoice> {
  return Object.fromEntries(
    names.flatMap((name, i) => {
      const { kind } = judged[i] as ColumnJudgment
      return kind.is === 'time' ? [[name, { order: kind.order }]] : []
    }),
  )
}

/** Reads all rows and converts them to typed columns. */
export async function* readTable(table: TextTable, job: Job): AsyncGenerator<Batch, Omit<IngestResult, 'rows'>> {
  const kept = keptColumns(table, job.options)
  const all = judgeColumns(table, job.options, await firstRows(table))
  const judged = kept.map(({ i }) => all[i] as ColumnJudgment)
  const settled = kept.map(({ i, choice }) => choice?.type !== undefined || table.hints?.[i] === 'words')
  let kinds = judged.map(({ kind }) => kind)
  const misfits = new Map<number, Misfit>()
  const block = Math.max(1, Math.min(CHUNK_ROWS, Math.floor(CHUNK_BYTES / (4 * kept.length))))
  const isMissing = missingTest(job.options.missing)
  const numbersMiss =
    job.options.missing?.some((text) => parseNumber(text.trim(), table.decimal) !== undefined) === true
  const position: RowPosition = { by: table.positionUnit, at: () => 0, row: () => 0 }
  const here = () => ({ by: position.by, at: position.at(), row: position.row() })
  for (let pass = 1; ; pass++) {
    const collectors = kept.map(({ name }, k) =>
      makeCollector(kinds[k] as Kind, {
        ...{
          file: table.file,
          name,
          decimal: table.decimal,
          isMissing,
          hasMissingNumbers: numbersMiss,
          position: here,
          block,
        },
        isFixed: settled[k] === true || pass === PASSES,
      }),
    )
    const { rows, notes } = await collectAll(table, job, kept, collectors, block, position)
    if (rows < minRows(job.options)) throw new Refusal(tooFew(table, rows, job))
    const ends = collectors.map((one) => one.settle())
    if (ends.some((end) => 'again' in end)) {
      kinds = ends.map((end, k) => ('again' in end ? end.again : (kinds[k] as Kind)))
      for (const [k, end] of ends.entries()) if ('again' in end && end.misfit) misfits.set(k, end.misfit)
      continue
    }
    const fits = ends.flatMap((end) => ('again' in end ? [] : [end]))
    const schema = fits.map((end) => end.schema)
    const became = schema.flatMap((column, k) =>
      typeNotes(table.file, column, judged[k] as ColumnJudgment, misfits.get(k)),
    )
    for (let at = 0; at * block < rows; at++) {
      const columns = collectors.map((one) => one.take(at))
      yield { schema, columns, rows: Math.min(block, rows - at * block) }
    }
    return {
      schema: { ...describeTable(schema, job.options), columns: schema, rows, testRows: 0 },
      notes: [
        ...table.notes,
        ...(table.notesAfter?.() ?? []),
        ...notes,
        ...became,
        ...fits.flatMap((end) => end.notes),
      ],
      ...(table.options.decimal === undefined ? {} : { written: notationOf(table, kinds, kept) }),
    }
  }
}

/** Returns the notation of a table's numbers and dates, derived from the kinds of its columns. */
function notationOf(
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

/** The position of the row that is currently being collected. */
interface RowPosition {
  readonly by: PositionUnit
  at: () => number
  row: () => number
}

interface KeptColumn {
  readonly i: number
  /** The column name after any renaming. */
  readonly name: string
  readonly choice: ColumnChoice | undefined
}

function keptColumns(table: TextTable, options: ReadOptions): readonly KeptColumn[] {
  const kept = table.names.flatMap((original, i) => {
    const choice = choiceOf(options, original)
    return choice?.leaveOut ? [] : [{ i, name: choice?.name?.trim() || original, choice }]
  })
  if (kept.length === 0) return refuse('ingest-no-column-left', { file: table.file })
  const seen = new Set<string>()
  for (const { name } of kept) {
    if (seen.has(name)) return refuse('ingest-name-taken', { file: table.file, column: name })
    seen.add(name)
  }
  return kept
}

/**
 * Returns the user's choice for a column. Only own properties are checked, because a column may have the same name as
 * an inherited property.
 */
function choiceOf({ columns }: ReadOptions, name: string): ColumnChoice | undefined {
  return columns && Object.hasOwn(columns, name) ? columns[name] : undefined
}

/**
 * Collects all rows. Rows with a different number of cells are skipped and counted, unless the only difference is extra
 * empty cells at the end.
 */
async function collectAll(
  table: TextTable,
  job: Job,
  kept: readonly KeptColumn[],
  collectors: readonly Collector[],
  block: number,
  position: RowPosition,
): Promise<{ readonly rows: number; readonly notes: readonly Message[] }> {
  const width = table.names.length
  const ragged: number[] = []
  let [rows, skipped, i] = [0, 0, 0]
  for await (const batch of rowsWithin(table)) {
    position.at = () => batch.lineAt(i)
    position.row = () => rows + 1
    for (i = 0; i < batch.rows.length; i++) {
      const cells = batch.rows[i] as readonly string[]
      if (!fitsWidth(cells, width)) {
        skipped++
        if (ragged.length < MAX_POSITIONS) ragged.push(batch.lineAt(i))
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
  const note = raggedOf(table, ragged, skipped)
  if (skipped > rows) return refuse('ingest-ragged', { ...note, of: rows + skipped })
  return { rows, notes: skipped === 0 ? [] : [message('ingest-rows-skipped', note)] }
}

/** Maximum number of characters of a column's name in a message. */
const MAX_NAME = 60

/** The rows of a table; refuses a cell over the limit, whichever format it comes from. */
async function* rowsWithin(table: TextTable): AsyncGenerator<TextRows> {
  const check = (cells: readonly string[], at: () => number) => {
    const k = cells.findIndex(({ length }) => length > LIMITS.cell)
    if (k < 0) return
    const name = table.names[k] ?? ''
    const column = name.length <= MAX_NAME ? name : `${name.slice(0, MAX_NAME)}…`
    refuse('ingest-long-cell', {
      ...{ file: table.file, by: table.positionUnit, at: at(), column, letters: cells[k]?.length ?? 0 },
      limit: LIMITS.cell,
    })
  }
  check(table.names, () => 1)
  for await (const batch of table.rows()) {
    for (const [i, cells] of batch.rows.entries()) check(cells, () => batch.lineAt(i))
    yield batch
  }
}

function fitsWidth(cells: readonly string[], width: number): boolean {
  if (cells.length === width) return true
  return cells.length > width && cells.slice(width).every((cell) => cell === '')
}

interface FirstRows {
  readonly first: readonly (readonly string[])[]
  /** The position of each of these rows in the file. */
  readonly lines: readonly number[]
  /**
   * The positions of rows with the wrong number of cells, up to the maximum that is reported, and the total number of
   * such rows.
   */
  readonly ragged: readonly number[]
  readonly skipped: number
  /** Whether the file contains further rows. */
  readonly more: boolean
}

/** Reads the first rows, from which the column types are determined. */
async function firstRows(table: TextTable): Promise<FirstRows> {
  const width = table.names.length
  const max = Math.max(100, Math.min(LOOK_ROWS, Math.floor(LOOK_CELLS / width)))
  const first: (readonly string[])[] = []
  const lines: number[] = []
  const ragged: number[] = []
  let skipped = 0
  for await (const batch of rowsWithin(table)) {
    for (const [i, cells] of batch.rows.entries()) {
      const fits = fitsWidth(cells, width)
      if (fits && first.length === max) return { first, lines, ragged, skipped, more: true }
      if (fits) {
        first.push(cells)
        lines.push(batch.lineAt(i))
      } else {
        skipped++
        if (ragged.length < MAX_POSITIONS) ragged.push(batch.lineAt(i))
      }
    }
  }
  return { first, lines, ragged, skipped, more: false }
}

interface ColumnJudgment extends DetectedKind {
  readonly schema: ColumnSchema
}

function judgeColumns(table: TextTable, options: ReadOptions, { first, lines }: FirstRows): readonly ColumnJudgment[] {
  const isMissing = missingTest(options.missing)
  const target = options.target ?? classColumn(table.names)
  return table.names.map((name, i) => {
    const evidence = noEvidence()
    for (const [k, row] of first.entries())
      addText(evidence, (row[i] ?? '').trim(), table.decimal, isMissing, {
        by: table.positionUnit,
        at: lines[k] as number,
        row: k + 1,
      })
    const choice = choiceOf(options, name)
    const judged = choice?.type
      ? detectKind(evidence, choice)
      : applyHint(detectKind(evidence, choice), table.hints?.[i])
    const classes =
      judged.kind.is === 'number' && !choice?.type && name === target && isClassName(name) && isClasses(evidence)
    return classes
      ? {
          kind: { is: 'words' },
          why: formatMessage(message('ingest-why-classes', { values: evidence.values.size, column: name })),
          schema: { name, type: 'category', values: [...evidence.values] },
        }
      : { ...judged, schema: schemaOf(name, judged.kind, evidence) }
  })
}

/** Adjusts the detected column kind to the type that the file itself declares. */
function applyHint(judged: DetectedKind, hint: 'words' | 'narrow' | undefined): DetectedKind {
  const { kind, why } = judged
  if (hint === 'narrow' && kind.is === 'number') return { kind: { is: 'number', narrow: true }, why }
  const isDeclared = hint === 'words' && (kind.is === 'number' || kind.is === 'time')
  return isDeclared ? { kind: { is: 'words' }, why: formatMessage(message('ingest-why-file', {})) } : judged
}

function schemaOf(name: string, { is }: Kind, evidence: ColumnEvidence): ColumnSchema {
  const isCategorical = isCategory(evidence.rows - evidence.missing, evidence.values.size, evidence.longest)
  if (is === 'category' || (is === 'words' && isCategorical))
    return { name, type: 'category', values: [...evidence.values] }
  return { name, type: is === 'words' ? 'text' : is }
}

type Misfit = NonNullable<Args<'ingest-became'>['misfit']>

/**
 * Creates a note about a column whose final type differs from what its first rows suggested, and about one that would be
 * of numbers without a few values.
 */
function typeNotes(file: string, now: ColumnSchema, before: ColumnJudgment, misfit?: Misfit): readonly Message[] {
  const { name: column, type } = now
  if (type !== before.schema.type)
    return [message('ingest-became', { file, column, type, was: before.schema.type, ...(misfit ? { misfit } : {}) })]
  return before.notNumbers === undefined ? [] : [message('ingest-not-numbers', { column, type, why: before.why })]
}

function describeTable(
  columns: readonly ColumnSchema[],
  options: ReadOptions,
): Pick<DatasetSchema, 'kind' | 'target' | 'ignore'> {
  const target = defaultTarget(columns, options.target) ?? (columns[0] as ColumnSchema).name
  const others = columns.filter(({ name }) => name !== target)
  const kind = others.length > 0 && others.every(({ type }) => type === 'text') ? 'text' : 'table'
  return { kind, target, ignore: kind === 'text' ? [] : defaultIgnored(others) }
}
