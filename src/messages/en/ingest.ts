/**
 * @file English sentences of bringing files in: what cannot be read and why, and what to know of what was read. Loaded with
 * `learn-ingest.ts` by the worker and by whoever asks it; no other part says them.
 */
import { defineMessages } from '../define'
import { byteSize, count, counted, list } from '../format'

/** Where in a file: a line of it, as an editor counts them, or the number of a row in a sheet or a Parquet file. */
export interface FileSpot {
  by: 'line' | 'row'
  at: number
}
export interface FilePlace extends FileSpot {
  file: string
  column: string
}
const spot = (a: FileSpot) => `${a.by} ${count(a.at)}`
const at = (a: FilePlace) => `${a.file}, ${spot(a)}, "${a.column}"`

/** Rows that have not as many cells as the others: the first of them, and how many there are. */
interface Ragged {
  file: string
  by: FileSpot['by']
  spots: readonly number[]
  skipped: number
  columns: number
}
const spots = ({ by, spots: all, skipped }: Ragged) =>
  `${by} ${list(all.map(count))}${skipped > all.length ? ' and others' : ''}`

const ORDERS = { dmy: 'day before month', mdy: 'month before day', ymd: 'year first' } as const
const TYPES: Readonly<Record<string, string>> = {
  number: 'numbers',
  category: 'a category',
  text: 'text',
  time: 'dates',
}

export const ingest = defineMessages('ingest', {
  // Refusals: nothing is imported.
  'ingest-nothing': (_: object) => 'There is no file to read.',
  'ingest-empty': (a: { file: string }) => `${a.file} is empty.`,
  'ingest-unknown': (a: { file: string; formats: readonly string[] }) =>
    `Netloom does not know what ${a.file} is. It reads ${list(a.formats)}.`,
  'ingest-no-format': (a: { format: string; formats: readonly string[] }) =>
    `There is no format "${a.format}"; there are ${list(a.formats)}.`,
  'ingest-damaged': (a: { file: string; format: string; why: string }) =>
    `${a.file} is no ${a.format} that can be read: ${a.why}.`,
  'ingest-too-large': (a: { file: string; bytes: number; limit: number }) =>
    `${a.file} has ${byteSize(a.bytes)}; at most ${byteSize(a.limit)} can be read. Split it, or keep fewer columns.`,
  'ingest-too-many-rows': (a: { file: string; limit: number }) =>
    `${a.file} has more than ${counted(a.limit, 'row')}, the most a set can hold. Take a sample of it.`,
  'ingest-too-many-columns': (a: { file: string; columns: number; limit: number }) =>
    `${a.file} has ${counted(a.columns, 'column')}; at most ${count(a.limit)} can be read. Is the separator right?`,
  'ingest-too-few-rows': (a: { file: string; rows: number; wants: number; header?: boolean }) =>
    `${a.file} has ${a.rows > 0 ? counted(a.rows, 'row') : a.header ? 'a header and no row below it' : 'no row'}; ${a.wants > 1 ? `a set takes ${count(a.wants)} at least` : 'there is nothing to add'}.`,
  'ingest-no-column-left': (a: { file: string }) => `No column of ${a.file} is left to read.`,
  'ingest-busy': (_: object) => 'Files are being read already; wait for them, or cancel.',
  'ingest-no-content': (a: { file: string }) =>
    `${a.file} comes without a name or without content: give {path, bytes}.`,
  'ingest-broke': (a: { why: string }) => `Reading ended with a mistake of ours: ${a.why}. Nothing was imported.`,
  'ingest-gone': (_: object) =>
    'The part that reads files ended, most likely for want of memory. Nothing was imported.',
  'ingest-cancelled': (_: object) => 'Cancelled. Nothing was imported.',

  'ingest-no-text': (a: { file: string; byte: number }) =>
    `${a.file} is no text: byte ${count(a.byte)} is a zero. If it is UTF-16, choose that encoding.`,
  'ingest-not-utf8': (a: { file: string }) =>
    `${a.file} is not UTF-8, as was chosen; choose Latin-1, or let it be found out.`,
  'ingest-long-line': (a: FileSpot & { file: string; limit: number }) =>
    `${a.file}: ${spot(a)} has more than ${counted(a.limit, 'letter')}. The file may be no table.`,
  'ingest-open-quote': (a: FileSpot & { file: string }) =>
    `${a.file}: the quotation mark that opens a cell in ${spot(a)} is never closed, so all that follows would be one cell. Close it in the file, or choose another quotation mark, or none.`,
  'ingest-long-cell': (a: FilePlace & { letters: number; limit: number }) =>
    `${at(a)}: the cell has ${counted(a.letters, 'letter')}; at most ${count(a.limit)} can be read. Leave the column out of the file.`,
  'ingest-ragged': (a: Ragged & { of: number }) =>
    `${a.file}: ${count(a.skipped)} of ${counted(a.of, 'row')} do not have ${counted(a.columns, 'cell')}: ${spots(a)}. Is the separator right?`,
  'ingest-name-taken': (a: { file: string; column: string }) =>
    `Two columns of ${a.file} would be called "${a.column}"; each needs a name of its own.`,
  'ingest-too-many-values': (a: FilePlace & { limit: number }) =>
    `${at(a)} brings more than ${counted(a.limit, 'class', 'classes')} to the column. Read it as text, or leave it out.`,
  'ingest-no-part': (a: { file: string; part: string; parts: readonly string[] }) =>
    `${a.file} has no "${a.part}"; it has ${list(a.parts.slice(0, 20))}.`,
  'ingest-json-line': (a: FileSpot & { file: string; why: string }) =>
    `${a.file}: ${spot(a)} is no JSON object: ${a.why}.`,
  'ingest-old-excel': (a: { file: string }) =>
    `${a.file} is an Excel file as it was before 2007; open it in Excel and save it as .xlsx or CSV.`,
  'ingest-sheet-too-large': (a: { file: string; bytes: number; limit: number }) =>
    `${a.file} unpacks to ${byteSize(a.bytes)}; of a workbook at most ${byteSize(a.limit)} can be read. Save the sheet as CSV.`,
  'ingest-several': (a: { file: string; files: number; format: string }) =>
    `${a.file} and ${counted(a.files - 1, 'more file')} were given; ${a.format} is read one file at a time.`,

  // Why a column is of its type.
  'ingest-why-chosen': (_: object) => 'you chose it',
  'ingest-why-all-missing': (_: object) => 'every value is missing',
  'ingest-why-numbers': (a: { values: number }) => `all ${counted(a.values, 'value')} are numbers`,
  'ingest-why-most-numbers': (a: FileSpot & { numbers: number; values: number; value: string }) =>
    `${count(a.numbers)} of ${counted(a.values, 'value')} are numbers; "${a.value}" in ${spot(a)} is not`,
  'ingest-why-gaps': (a: { missing: number; values: number; gaps: readonly string[] }) =>
    `${count(a.values - a.missing)} of ${counted(a.values, 'value')} are numbers; ${count(a.missing)} ${a.missing === 1 ? 'is' : 'are'} taken for missing: ${list(a.gaps.map((text) => `"${text.slice(0, 20)}"`))}`,
  'ingest-why-leading-zeros': (a: { values: number }) =>
    `${counted(a.values, 'value begins', 'values begin')} with 0, as identifiers do`,
  'ingest-why-too-long': (a: { values: number }) =>
    `${counted(a.values, 'value has', 'values have')} more digits than a number can hold, as identifiers do`,
  'ingest-why-times': (a: { values: number; order: 'dmy' | 'mdy' | 'ymd'; sure: boolean }) =>
    `all ${counted(a.values, 'value')} are dates, ${ORDERS[a.order]}${a.sure ? '' : '; no day is past 12, so it may be the other way'}`,
  'ingest-why-category': (a: { values: number; rows: number }) =>
    `${counted(a.values, 'different value')} among ${count(a.rows)}`,
  'ingest-why-classes': (a: { values: number; column: string }) =>
    `${counted(a.values, 'different whole number')}, in a column called "${a.column}"`,
  'ingest-why-text': (a: { rows: number; limit: number }) =>
    `most of ${counted(a.rows, 'value')} differ; up to ${count(a.limit)} that repeat make a category`,
  'ingest-why-file': (_: object) => 'the file says so',

  // Notes.
  'ingest-became': (a: { file: string; column: string; type: string; was: string }) =>
    `"${a.column}" is ${TYPES[a.type] ?? a.type}, not ${TYPES[a.was] ?? a.was} as the first rows of ${a.file} are.`,
  'ingest-order-unsure': (a: { file: string; column: string; order: 'dmy' | 'mdy' | 'ymd' }) =>
    `Dates of "${a.column}" in ${a.file} are read ${ORDERS[a.order]}; no day is past 12, so they may be the other way round.`,
  'ingest-rows-skipped': (a: Ragged) =>
    `${counted(a.skipped, 'row')} of ${a.file} ${a.skipped === 1 ? 'was' : 'were'} left out for not having ${counted(a.columns, 'cell')}: ${spots(a)}.`,
  'ingest-look-ragged': (a: Ragged & { of: number }) =>
    `${count(a.skipped)} of the ${counted(a.of, 'row')} looked at ${a.skipped === 1 ? 'does' : 'do'} not have ${counted(a.columns, 'cell')}: ${spots(a)}. The import leaves ${a.skipped === 1 ? 'it' : 'them'} out; mend ${a.skipped === 1 ? 'it' : 'them'} in the file where ${a.skipped === 1 ? 'it' : 'they'} should stay.`,
  'ingest-titles': (a: { file: string; rows: number; at: number; title: string }) =>
    `The table of ${a.file} begins in row ${count(a.at)}; ${counted(a.rows, 'row')} above it ${a.rows === 1 ? 'is' : 'are'} left out, with "${a.title}".`,
  'ingest-one-column': (a: { file: string; separator: string; better: string }) =>
    `Every row of ${a.file} is one cell, for no ${a.separator} is in it. ${a.better === '' ? 'If it has more columns, choose what parts its cells' : `Its cells look parted by ${a.better}: choose that`}.`,
  'ingest-defused': (a: { file: string; cells: number }) =>
    `The apostrophe before ${counted(a.cells, 'cell')} of ${a.file} that would be a formula was taken away: it was put there for spreadsheets.`,
  'ingest-late-key': (a: FilePlace) =>
    `"${a.column}" comes first in ${spot(a)} of ${a.file}; it is left out, for the first rows do not have it.`,
  'ingest-nested': (a: { file: string; columns: readonly string[] }) =>
    `${list(a.columns)} of ${a.file} ${a.columns.length === 1 ? 'holds' : 'hold'} lists or records and ${a.columns.length === 1 ? 'is' : 'are'} left out.`,
  'ingest-latin1': (a: { file: string }) =>
    `${a.file} is not UTF-8, so it is read as Latin-1. If letters look wrong, choose another encoding.`,
  'ingest-value-misfit': (a: FilePlace & { type: string; value: string; more: number }) =>
    `${at(a)}: "${a.value}" is no ${a.type}, so it counts as missing${a.more > 0 ? `; so do ${count(a.more)} more of this column` : ''}.`,
  'ingest-renamed': (a: { column: string; from: string }) =>
    `Column "${a.from}" is called "${a.column}", so that each has a name of its own.`,
})
