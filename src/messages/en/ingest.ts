/**
 * @file English messages about importing files: what cannot be read and why, and notes about what was read, also in
 * arrays. Loaded with the worker and its callers.
 */
import './ingest-files'
import { defineMessages } from '../define'
import { byteSize, count, counted, dimensions, identifier, list, plural, shortPercent } from '../format'

/** A position in a file: the number of the line in a text file, or of the row in a sheet or a Parquet file. */
export interface LinePosition {
  by: 'line' | 'row'
  at: number
  /** The number that the row gets in the dataset. */
  row?: number
}
export interface CellPosition extends LinePosition {
  file: string
  column: string
}
const linePosition = (a: LinePosition) =>
  `${a.by} ${count(a.at)}${a.by === 'row' || a.row === undefined || a.row === a.at ? '' : ` (row ${count(a.row)})`}`
const cellPosition = (a: CellPosition) => `${a.file}, ${linePosition(a)}, "${a.column}"`

/** The values that are not numbers: the first ones, and how many more there are. */
function misfits(a: { numbers: number; values: number; cells: readonly (LinePosition & { value: string })[] }) {
  const named = a.cells.map((cell) => `"${cell.value}" in ${linePosition(cell)}`)
  const more = a.values - a.numbers - named.length
  return more > 0 ? [...named, plural(more, { one: '# more value', other: '# more values' })] : named
}

/** Rows with a different number of cells than the others: the first such row, and how many there are. */
interface RaggedRows {
  file: string
  by: LinePosition['by']
  positions: readonly number[]
  skipped: number
  columns: number
}
const spots = ({ by, positions: all, skipped }: RaggedRows) =>
  `${by}${all.length > 1 ? 's' : ''} ${list(all.map(count))}${skipped > all.length ? ' and others' : ''}`

const ORDERS = { dmy: 'day before month', mdy: 'month before day', ymd: 'year first' } as const
const TYPES: Readonly<Record<string, string>> = {
  number: 'numbers',
  category: 'a category',
  text: 'text',
  time: 'dates',
}

/** Decimal separators, and the other one. */
const MARKS = { '.': 'point', ',': 'comma' } as const
const OTHER_MARKS = { '.': 'comma', ',': 'point' } as const

export const ingest = defineMessages('ingest', {
  // Errors: nothing is imported.
  'ingest-nothing': 'There are no files to read. Choose at least one file.',
  'ingest-empty': (a: { file: string }) => `${a.file} is empty.`,
  'ingest-unknown': (a: { file: string; formats: readonly string[] }) =>
    `The format of ${a.file} is not supported. Netloom reads ${list(a.formats)}.`,
  'ingest-no-format': (a: { format: string; formats: readonly string[] }) =>
    `There is no format "${a.format}". Use one of ${list(a.formats)}.`,
  'ingest-damaged': (a: { file: string; format: string; why: string }) =>
    `${a.file} is not a readable ${a.format}: ${a.why}.`,
  'ingest-too-large': (a: { file: string; bytes: number; limit: number }) =>
    `${a.file} is ${byteSize(a.bytes)}; the limit is ${byteSize(a.limit)}. Split it, or keep fewer columns.`,
  'ingest-too-many-rows': (a: { file: string; limit: number }) =>
    `${a.file} has more than ${counted(a.limit, 'row')}, the limit for a dataset. Import a sample of the rows.`,
  'ingest-too-many-columns': (a: { file: string; columns: number; limit: number }) =>
    `${a.file} has ${counted(a.columns, 'column')}; the limit is ${count(a.limit)}. Is the separator correct?`,
  'ingest-too-few-rows': (a: { file: string; rows: number; wants: number; header?: boolean }) => {
    const has =
      a.rows > 0 ? `has only ${counted(a.rows, 'row')}` : a.header ? 'has a header but no rows' : 'has no rows'
    return a.wants > 1
      ? `${a.file} ${has}; a dataset needs at least ${count(a.wants)}.`
      : `${a.file} ${has}, so there is nothing to add.`
  },
  'ingest-no-column-left': (a: { file: string }) => `All columns in ${a.file} are excluded. Keep at least one column.`,
  'ingest-busy': 'Another import is running. Wait until it finishes, or cancel it.',
  'ingest-no-content': (a: { file: string }) => `${a.file} has no name or no content. Pass {path, bytes}.`,
  'ingest-broke': (a: { why: string }) => `A bug in Netloom stopped the import: ${a.why}. Nothing was imported.`,
  'ingest-gone': 'The import worker stopped, most likely because memory ran out. Nothing was imported.',
  'ingest-cancelled': 'Import canceled. Nothing was imported.',

  'ingest-no-text': (a: { file: string; byte: number }) =>
    `${a.file} is not a text file: byte ${count(a.byte)} is zero. If it is UTF-16, choose that encoding.`,
  'ingest-not-utf8': (a: { file: string }) =>
    `${a.file} is not UTF-8, the encoding you chose. Choose Latin-1, or let Netloom detect the encoding.`,
  'ingest-long-line': (a: LinePosition & { file: string; limit: number }) =>
    `${a.file}: ${linePosition(a)} has more than ${counted(a.limit, 'character')}. The file may not be a table.`,
  'ingest-open-quote': (a: LinePosition & { file: string }) =>
    `${a.file}: the quotation mark that opens a cell in ${linePosition(a)} is never closed, so the rest of the file would be one cell. Close the quotation in the file, or choose another quotation mark or none.`,
  'ingest-long-cell': (a: CellPosition & { letters: number; limit: number }) =>
    `${cellPosition(a)}: the cell has ${counted(a.letters, 'character')}; the limit is ${count(a.limit)}. Remove the column from the file.`,
  'ingest-ragged': (a: RaggedRows & { of: number }) =>
    `${a.file}: ${count(a.skipped)} of ${counted(a.of, 'row')} do not have ${counted(a.columns, 'cell')}: ${spots(a)}. Is the separator correct?`,
  'ingest-name-taken': (a: { file: string; column: string }) =>
    `Two columns in ${a.file} would be called "${a.column}". Give each column its own name.`,
  'ingest-too-many-values': (a: CellPosition & { limit: number }) =>
    `${cellPosition(a)}: with this value, the column has more than ${counted(a.limit, 'class', 'classes')}. Import the column as text, or exclude it.`,
  'ingest-no-part': (a: { file: string; part: string; parts: readonly string[] }) =>
    `${a.file} has no "${a.part}". It contains ${list(a.parts.slice(0, 20))}.`,
  'ingest-json-line': (a: LinePosition & { file: string; why: string }) =>
    `${a.file}: ${linePosition(a)} is not a JSON object: ${a.why}.`,
  'ingest-old-excel': (a: { file: string }) =>
    `${a.file} is in the Excel format used before 2007. Open it in Excel and save it as .xlsx or CSV.`,
  'ingest-sheet-too-large': (a: { file: string; bytes: number; limit: number }) =>
    `${a.file} unpacks to ${byteSize(a.bytes)}; the limit for a workbook is ${byteSize(a.limit)}. Save the sheet as CSV.`,
  'ingest-several': (a: { file: string; files: number; format: string }) =>
    `You chose ${a.file} and ${counted(a.files - 1, 'more file')}. Import ${a.format} one file at a time.`,

  // Reasons for the type that a column got.
  'ingest-why-chosen': 'You chose this type.',
  'ingest-why-all-missing': 'Every value is missing.',
  'ingest-why-numbers': (a: { values: number }) =>
    plural(a.values, { one: 'The only value is a number.', other: 'All # values are numbers.' }),
  'ingest-why-most-numbers': (a: LinePosition & { numbers: number; values: number; value: string }) =>
    `${count(a.numbers)} of ${counted(a.values, 'value')} are numbers; "${a.value}" in ${linePosition(a)} is not.`,
  'ingest-why-gaps': (a: { missing: number; values: number; gaps: readonly string[] }) =>
    `${count(a.values - a.missing)} of ${counted(a.values, 'value')} are numbers; ${plural(a.missing, { one: '# counts', other: '# count' })} as missing: ${list(a.gaps.map((text) => `"${text.slice(0, 20)}"`))}.`,
  'ingest-why-mixed-decimals': (
    a: LinePosition & { numbers: number; values: number; others: number; value: string; mark: '.' | ',' },
  ) =>
    `${a.numbers === a.values ? `All ${counted(a.values, 'value')}` : `${count(a.numbers)} of ${counted(a.values, 'value')}`} are numbers. ${plural(a.others, { one: '# of them has', other: '# of them have' })} a decimal ${MARKS[a.mark]} instead of a ${OTHER_MARKS[a.mark]}, such as "${a.value}" in ${linePosition(a)}.`,
  'ingest-why-other-decimals': (a: LinePosition & { others: number; values: number; value: string; mark: '.' | ',' }) =>
    `${count(a.others)} of ${counted(a.values, 'value')} are numbers only with a decimal ${MARKS[a.mark]}, such as "${a.value}" in ${linePosition(a)}, but this file has decimal ${OTHER_MARKS[a.mark]}s. If they are numbers, choose the type Number.`,
  'ingest-why-leading-zeros': (a: { values: number }) =>
    `${counted(a.values, 'value starts', 'values start')} with 0, like identifiers.`,
  'ingest-why-too-long': (a: { values: number }) =>
    `${counted(a.values, 'value has', 'values have')} more digits than a number can hold, like identifiers.`,
  'ingest-why-times': (a: { values: number; order: 'dmy' | 'mdy' | 'ymd'; sure: boolean }) =>
    `All ${counted(a.values, 'value')} are dates, ${ORDERS[a.order]}${a.sure ? '.' : '. No day is above 12, so day and month could be swapped.'}`,
  'ingest-why-category': (a: { values: number; rows: number }) =>
    `${counted(a.values, 'different value')} in ${counted(a.rows, 'row')}.`,
  'ingest-why-classes': (a: { values: number; column: string }) =>
    `${counted(a.values, 'different whole number')} in a column called "${a.column}".`,
  /** `cells` are the first values that are not numbers. */
  'ingest-why-some-numbers': (a: {
    numbers: number
    values: number
    cells: readonly (LinePosition & { value: string })[]
    percent: number
  }) =>
    `${count(a.numbers)} of ${counted(a.values, 'value')} are numbers, but not ${list(misfits(a))}. A number column may have at most ${shortPercent(a.percent / 100)} of other values.`,
  'ingest-why-text': (a: { rows: number; limit: number }) =>
    `${a.rows === 1 ? 'The only value does not repeat.' : `Most of the ${count(a.rows)} values are different.`} A category may have up to ${count(a.limit)} different values.`,
  'ingest-why-file': 'The file stores this type.',

  // Notes about what was imported.
  /** `misfit` is the first value that does not fit, and the number of such values, where they are the reason. */
  'ingest-became': (a: {
    file: string
    column: string
    type: string
    was: string
    misfit?: LinePosition & { value: string; values: number }
  }) =>
    `"${a.column}" is imported as ${TYPES[a.type] ?? a.type}, although the first rows of ${a.file} looked like ${TYPES[a.was] ?? a.was}.${
      a.misfit
        ? ` "${a.misfit.value}" in ${linePosition(a.misfit)}${a.misfit.values > 1 ? ` and ${plural(a.misfit.values - 1, { one: '# more value do not fit', other: '# more values do not fit' })}` : ' does not fit'}.`
        : ''
    }`,
  /** `why` is the reason that the preview gave. */
  'ingest-not-numbers': (a: { column: string; type: string; why: string }) =>
    `"${a.column}" is imported as ${TYPES[a.type] ?? a.type}: ${a.why}`,
  'ingest-order-unsure': (a: { file: string; column: string; order: 'dmy' | 'mdy' | 'ymd' }) =>
    `Dates in "${a.column}" in ${a.file} are read as ${ORDERS[a.order]}. No day is above 12, so day and month could be swapped.`,
  'ingest-rows-skipped': (a: RaggedRows) =>
    `${counted(a.skipped, 'row')} in ${a.file} ${a.skipped === 1 ? 'was' : 'were'} skipped because ${a.skipped === 1 ? 'it does' : 'they do'} not have ${counted(a.columns, 'cell')}: ${spots(a)}.`,
  'ingest-look-ragged': (a: RaggedRows & { of: number }) =>
    `${count(a.skipped)} of the first ${counted(a.of, 'row')} ${a.skipped === 1 ? 'does' : 'do'} not have ${counted(a.columns, 'cell')}: ${spots(a)}. The import skips ${a.skipped === 1 ? 'it' : 'them'}; fix the file to keep ${a.skipped === 1 ? 'it' : 'them'}.`,
  'ingest-titles': (a: { file: string; rows: number; at: number; title: string }) =>
    `The table in ${a.file} starts at row ${identifier(a.at)}; ${counted(a.rows, 'row')} above it ${a.rows === 1 ? 'is' : 'are'} skipped, including "${a.title}".`,
  'ingest-one-column': (a: { file: string; separator: string; better: string }) =>
    `${a.file} has no ${a.separator}, so every row is one cell. ${a.better === '' ? 'If it has more columns, choose another separator.' : `The cells seem to be separated by ${a.better}: choose that separator.`}`,
  'ingest-defused': (a: { file: string; cells: number }) =>
    `${counted(a.cells, 'cell')} in ${a.file} started with an apostrophe, which keeps spreadsheets from running formulas. The apostrophe was removed.`,
  'ingest-late-key': (a: CellPosition) =>
    `"${a.column}" is skipped. It first appears in ${linePosition(a)} of ${a.file}, and the first rows do not have it.`,
  'ingest-nested': (a: { file: string; columns: readonly string[] }) =>
    `${list(a.columns)} in ${a.file} ${a.columns.length === 1 ? 'contains lists or records and is' : 'contain lists or records and are'} skipped.`,
  'ingest-latin1': (a: { file: string }) =>
    `${a.file} is not UTF-8, so it is read as Latin-1. If characters look wrong, choose another encoding.`,
  'ingest-value-misfit': (a: CellPosition & { type: string; value: string; more: number }) =>
    `${cellPosition(a)}: "${a.value}" is not a ${a.type}, so it counts as missing${a.more > 0 ? `, as ${plural(a.more, { one: 'does # more value', other: 'do # more values' })} in this column` : ''}.`,
  'ingest-other-decimal': (a: CellPosition & { value: string; mark: '.' | ','; more: number }) =>
    `${cellPosition(a)}: "${a.value}" is read as a number with a decimal ${MARKS[a.mark]}${a.more > 0 ? `, as ${plural(a.more, { one: 'is # more value', other: 'are # more values' })} in this column` : ''}, although this file has decimal ${OTHER_MARKS[a.mark]}s.`,
  'ingest-renamed': (a: { column: string; from: string }) =>
    `Column "${a.from}" is renamed to "${a.column}" so that every name is unique.`,
})

interface Length {
  file: string
  shape: readonly number[]
  wants: number
  has: number
}
const length = (a: Length) => {
  const sizes = `According to its header, ${a.file} has ${dimensions(a.shape)} values (${byteSize(a.wants)}), but it contains ${byteSize(a.has)}`
  return a.has < a.wants
    ? `${sizes}. The end of the file is missing. Copy or download it again.`
    : `${sizes}. Save the array in its own file.`
}
const quoted = (names: readonly string[]) => list(names.map((name) => `"${name}"`))

export const ingestArrays = defineMessages('ingest/ingest-arrays', {
  'npy-broken': (a: { file: string; why: string }) => `${a.file} is not a readable NumPy file: ${a.why}.`,
  'npy-objects': (a: { file: string; type: string }) =>
    `${a.file} contains Python objects (pickle), which can run code when they are read, so the file was not opened. Save plain numbers: np.save("x.npy", np.stack(list(x))), or x.astype("float32").`,
  'npy-type': (a: { file: string; type: string }) =>
    `${a.file} contains values of type "${a.type}". Netloom reads integers, 16-, 32- and 64-bit floats, booleans, and strings. Save it with x.astype("float32").`,
  'npy-records': (a: { file: string }) =>
    `${a.file} contains records with several fields. Save each field as its own array with np.savez, or the records as CSV.`,
  'npy-length': length,
  'npy-memory': (a: { file: string; bytes: number; limit: number }) =>
    `${a.file} is stored column by column (Fortran order), so all ${byteSize(a.bytes)} must fit in memory; the limit is ${byteSize(a.limit)}. Save it with np.save("x.npy", np.ascontiguousarray(x)).`,
  'idx-broken': (a: { file: string }) =>
    `${a.file} is not a readable IDX file: it does not start with two zeros, a type, and the lengths of its axes.`,
  'idx-length': length,
  'gzip-broken': (a: { file: string }) =>
    `${a.file} is not a complete gzip file: its end is missing, or it is damaged. Copy or download it again.`,
  'gzip-grows': (a: { file: string; bytes: number }) =>
    `${a.file} unpacks to at least ${byteSize(a.bytes)}, which is over the limit for a gzip file.`,
  'arrays-none': (a: { file: string }) => `${a.file} contains no arrays.`,
  'arrays-no-part': (a: { part: string; parts: readonly string[] }) =>
    `There is no array "${a.part}". Use one of ${quoted(a.parts)}.`,
  'arrays-scalar': (a: { name: string }) => `"${a.name}" is a single value, but a dataset needs examples.`,
  'arrays-wide': (a: { name: string; shape: readonly number[]; limit: number }) =>
    `An example of "${a.name}" has ${dimensions(a.shape)} values; the limit is ${count(a.limit)}. Check that the first axis counts the examples.`,
  'arrays-test-shape': (a: { name: string; train: readonly number[]; test: readonly number[] }) =>
    `An example of "${a.name}" is ${dimensions(a.train)} in the training set and ${dimensions(a.test)} in the test set. Both sets need the same shape.`,
  'arrays-test-type': (a: { name: string; train: string; test: string }) =>
    `"${a.name}" is ${a.train} in the training set and ${a.test} in the test set, or the byte order differs. Save both with the same dtype.`,
  'arrays-rows-differ': (a: { names: readonly string[]; rows: readonly number[] }) =>
    `The arrays differ in length: ${list(a.names.map((name, i) => `"${name}" has ${counted(a.rows[i] ?? 0, 'row')}`))}. Each array needs one entry per example.`,

  // Reasons for the type that a column got.
  'arrays-why-image': (a: { shape: readonly number[]; type: string }) =>
    `Each example is ${dimensions(a.shape)} ${a.type}.`,
  'arrays-why-classes': (a: { values: number; rows: number }) =>
    `${counted(a.rows, 'example')} with ${counted(a.values, 'different value')}.`,
  'arrays-why-text': (a: { rows: number }) => `${counted(a.rows, 'text')}, most of them unique.`,
  'arrays-why-numbers': (a: { type: string }) => `The file stores ${a.type}.`,
  'arrays-why-array': (a: { shape: readonly number[]; type: string }) =>
    `Each example is ${dimensions(a.shape)} ${a.type}.`,
  'arrays-why-one-hot': (a: { values: number }) =>
    `One-hot: each example has a single 1 among ${count(a.values)} numbers.`,

  // Notes about what was imported or left out.
  'arrays-left-out': (a: { name: string; rows: number; wants: number }) =>
    `"${a.name}" is skipped because it has ${counted(a.rows, 'row')}, but the dataset has ${count(a.wants)}.`,
  'arrays-test-rows': (a: { rows: number; names: readonly string[] }) =>
    `${counted(a.rows, 'example')} in ${quoted(a.names)} become the test set of this dataset.`,
  'arrays-validation': (a: { rows: number; names: readonly string[] }) =>
    `${counted(a.rows, 'example')} in ${quoted(a.names)} (validation) are added to the training examples. Netloom takes its own validation set from the training examples.`,
  'arrays-channels-first': (a: { name: string; shape: readonly number[] }) =>
    `"${a.name}" has its channels first (${dimensions(a.shape)}); they are moved to the end.`,
  'arrays-alpha': (a: { name: string }) => `The fourth channel of "${a.name}" (opacity) is ignored.`,
  'arrays-infinite': (a: { name: string; count: number }) =>
    `${counted(a.count, 'value')} in "${a.name}" ${a.count === 1 ? 'is' : 'are'} infinite or too large for a 32-bit number and ${a.count === 1 ? 'counts' : 'count'} as missing.`,
  'arrays-inexact': (a: { name: string }) => `"${a.name}" has integers above 9,007,199,254,740,991, which are rounded.`,
})
