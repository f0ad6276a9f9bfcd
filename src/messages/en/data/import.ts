/** @file UI text for the import dialog: choosing files, checking how they are read, importing, and the result. */
import { defineText } from '../../define'
import { byteSize, count, counted, list, plural, identifier } from '../../format'

const skippedRows = (skipped: number) => (skipped === 0 ? '' : `, ${count(skipped)} skipped`)

export const importText = defineText('data/import', {
  title: 'Import data',
  restoreTitle: (a: { dataset: string }) => `Restore "${a.dataset}" from its files`,
  reading: 'Reading',
  readingFiles: (a: { files: string }) => `Reading ${a.files}`,
  files: (a: { name: string; files: number }) => `${a.name} (${counted(a.files, 'file')})`,
  cancel: 'Cancel',
  otherFiles: 'Choose other files',
  addRows: 'Add rows',
  import: 'Import',
  restore: 'Restore dataset',
  restoreAnyway: 'Use these files anyway',
  finding: 'Finding files',
  found: (a: { files: number }) => `${counted(a.files, 'file')} found so far`,
  nothingDropped: 'No files were dropped.',
  dropFailed: 'The dropped files could not be read.',
  choose: {
    drop: 'Drop files, a folder, or a zip anywhere on this page, or',
    files: 'Choose files',
    folder: 'Choose a folder',
    formats:
      'CSV, TSV, JSON Lines, Parquet, Excel, NumPy (NPY, NPZ), or IDX. Also images or text files in one folder per class, or images with a table of labels. Everything stays on this device.',
    paste: 'Or paste a table from a spreadsheet',
    pasteExample: 'size\tweight\tkind\n1.2\t0.4\tsmall\n7.5\t3.1\tlarge',
    read: 'Read table',
  },
  card: {
    into: 'Import into',
    newDataset: 'A new dataset',
    addTo: (a: { dataset: string }) => `Add to ${a.dataset}`,
    name: 'Dataset name',
    target: 'Target column',
    license: 'License',
    unknown: 'Unknown',
    source: 'Source',
    sourceExample: 'URL or citation',
  },
  use: {
    label: 'Use in',
    newProject: 'A new project with a network for this dataset',
    openProject: (a: { project: string }) => `The open project, "${a.project}"`,
    none: 'No project yet',
    restore: (a: { dataset: string; project: string }) => `Restore "${a.dataset}" for "${a.project}"`,
    fits: (a: { project: string }) => `The network in "${a.project}" also fits this dataset.`,
    misfit: (a: { project: string }) =>
      `The network in "${a.project}" does not fit this dataset. That project stays unchanged.`,
  },
  restoreNote: (a: { dataset: string; columns: readonly string[] }) =>
    `The project uses "${a.dataset}". To restore it, import the project file with its data (.netloom.zip) or its original files. Its columns are ${list(a.columns.map((one) => `"${one}"`))}.`,
  longRestoreNote: (a: { dataset: string; columns: readonly string[]; more: number }) =>
    `The project uses "${a.dataset}". To restore it, import the project file with its data (.netloom.zip) or its original files. Its columns are ${list([...a.columns.map((one) => `"${one}"`), plural(a.more, { one: '# more column', other: '# more columns' })])}.`,
  options: {
    label: 'How the files are read',
    part: { sheets: 'Sheet', arrays: 'Array', files: 'File' },
    separator: 'Separator',
    separators: { comma: 'Comma', semicolon: 'Semicolon', tab: 'Tab', pipe: 'Pipe', space: 'Space' },
    otherSeparator: (a: { separator: string }) => `"${a.separator}"`,
    quote: 'Quotation marks',
    quotes: { double: 'Double: "a, b"', single: "Single: 'a, b'", none: 'None' },
    decimal: 'Decimal mark',
    decimals: { point: 'Point: 1.5', comma: 'Comma: 1,5' },
    encoding: 'Encoding',
    encodings: { utf8: 'UTF-8', latin1: 'Latin-1', utf16le: 'UTF-16', utf16be: 'UTF-16, big-endian' },
    missing: 'Also treat as missing',
    firstRow: 'Table starts at row',
    header: 'First row is the header',
    height: 'Height',
    width: 'Width',
    channels: 'Colors',
    channel: { gray: 'Gray', color: 'Color' },
  },
  preview: {
    label: 'Preview of the first rows',
    judged: (a: { rows: number }) =>
      `The types are based on the first ${counted(a.rows, 'row')}. The import checks all rows and reports values that do not fit.`,
    image: 'Image',
    row: (a: { row: number }) => `Row ${identifier(a.row)}`,
    missing: 'missing',
    more: (a: { columns: number }) =>
      plural(a.columns, {
        one: 'and # more column, which is also imported',
        other: 'and # more columns, which are also imported',
      }),
    edit: (a: { column: string }) => `Edit column ${a.column}`,
    leftOut: 'excluded',
    target: 'target',
  },
  column: {
    type: 'Type',
    order: 'Date order',
    orders: { ymd: 'Year, month, day', dmy: 'Day, month, year', mdy: 'Month, day, year' },
    name: 'Name',
    nameInFile: (a: { name: string }) => `"${a.name}" in the file`,
    leaveOut: 'Exclude',
    /** The fix for a column that is not one of numbers because of a few values. */
    asNumbers: (a: { missing: number }) => `Keep numbers, ${count(a.missing)} missing`,
  },
  progress: {
    label: 'Importing',
    starting: 'Starting',
    bytes: (a: { rows: number; bytes: number; total: number; skipped: number }) =>
      `${counted(a.rows, 'row')} so far, ${byteSize(a.bytes)} of ${byteSize(a.total)}${skippedRows(a.skipped)}`,
    files: (a: { rows: number; files: number; total: number; skipped: number }) =>
      `${counted(a.rows, 'row')} so far, ${count(a.files)} of ${counted(a.total, 'file')}${skippedRows(a.skipped)}`,
  },
  done: {
    added: (a: { rows: number; dataset: string }) => `${counted(a.rows, 'row')} added to "${a.dataset}".`,
    used: (a: { rows: number; columns: number }) =>
      `${counted(a.rows, 'row')} with ${counted(a.columns, 'column')} imported and in use.`,
    unused: (a: { rows: number; columns: number }) =>
      `${counted(a.rows, 'row')} with ${counted(a.columns, 'column')} imported. No project uses them yet.`,
    newProject: (a: { project: string; before: string }) =>
      `The new project "${a.project}" has a network for this dataset. "${a.before}" is unchanged.`,
    showNetwork: 'Show network',
    showDataset: 'Show dataset',
  },
  notes: {
    label: 'Notes',
    more: (a: { notes: number }) => plural(a.notes, { one: 'and # more note', other: 'and # more notes' }),
  },
})
