/**
 * @file English sentences of bringing files in: what cannot be read and why, and what to know of what was read. Loaded with
 * `learn-ingest.ts` by the worker and by whoever asks it; no other part says them.
 */
import { bytesWords, count, counted, list } from '../words'

/** Where in the files: the file, and the row as a person counts it, 1 the first after the header. */
export interface FilePlace {
  file: string
  row: number
  column: string
}
const at = (a: FilePlace) => `${a.file}, row ${count(a.row)}, "${a.column}"`

export const ingest = {
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
    `${a.file} has ${bytesWords(a.bytes)}; at most ${bytesWords(a.limit)} can be read. Split it, or keep fewer columns.`,
  'ingest-too-many-rows': (a: { file: string; limit: number }) =>
    `${a.file} has more than ${counted(a.limit, 'row')}, the most a set can hold. Take a sample of it.`,
  'ingest-too-many-columns': (a: { file: string; columns: number; limit: number }) =>
    `${a.file} has ${counted(a.columns, 'column')}; at most ${count(a.limit)} can be read. Is the separator right?`,
  'ingest-too-few-rows': (a: { file: string; rows: number; wants: number }) =>
    `${a.file} has ${a.rows === 0 ? 'no row' : counted(a.rows, 'row')}; a set takes ${count(a.wants)} at least.`,
  'ingest-no-column-left': (a: { file: string }) => `No column of ${a.file} is left to read.`,
  'ingest-broke': (a: { why: string }) => `Reading ended with a mistake of ours: ${a.why}. Nothing was imported.`,
  'ingest-gone': (_: object) =>
    'The part that reads files ended, most likely for want of memory. Nothing was imported.',
  'ingest-cancelled': (_: object) => 'Cancelled. Nothing was imported.',

  // Notes.
  'ingest-value-misfit': (a: FilePlace & { type: string; value: string; more: number }) =>
    `${at(a)}: "${a.value}" is no ${a.type}, so it counts as missing${a.more > 0 ? `; so do ${count(a.more)} more of this column` : ''}.`,
  'ingest-renamed': (a: { column: string; from: string }) =>
    `Column "${a.from}" is called "${a.column}", so that each has a name of its own.`,
} as const
