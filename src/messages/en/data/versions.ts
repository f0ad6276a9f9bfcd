/**
 * @file UI text for the Versions tab of the Data page: edit history, versions, uses, card, export, and removal of a
 * dataset.
 */
import { defineText } from '../../define'
import { byteSize, count, list, percent, plural } from '../../format'

const rows = (n: number) => plural(n, { one: '# row', other: '# rows' })
const columns = (n: number) => plural(n, { one: '# column', other: '# columns' })
const edits = (n: number) => plural(n, { one: '# edit', other: '# edits' })

export const versionsText = defineText('data/versions', {
  card: {
    title: 'Dataset card',
    about: 'Stays with the dataset when you share it',
    fields: {
      title: { label: 'Title' },
      about: { label: 'Description', placeholder: 'One sentence about the data' },
      licence: { label: 'License', placeholder: 'CC BY 4.0, private, ...' },
      source: { label: 'Source', placeholder: 'URL or citation' },
    },
  },

  damaged: {
    about: (a: { datasets: number }) =>
      `${plural(a.datasets, { one: '# of your datasets is', other: '# of your datasets are' })} damaged on this device and cannot be read. Import the files again.`,
    ask: 'Delete damaged datasets…',
    remove: 'Delete damaged datasets',
    keep: 'Keep',
  },

  edits: {
    title: 'Edit history',
    summary: (a: { edits: number; undone: number }) => {
      const since = a.edits === 0 ? 'No edits since the start' : `${edits(a.edits)} since the start`
      return a.undone === 0 ? since : `${since}, ${count(a.undone)} undone`
    },
    undo: 'Undo',
    redo: 'Redo',
    startedFrom: (a: { dataset: string }) => `Started as the built-in dataset "${a.dataset}"`,
    imported: (a: { rows: number; columns: number }) => `Imported ${rows(a.rows)} and ${columns(a.columns)}`,
    backTo: 'Go back to here',
    undoOne: 'Undo only this edit',
    redoTo: 'Redo up to here',
    current: 'current',
    undone: 'undone',
  },

  versions: {
    title: 'Versions',
    current: (a: { hash: string }) => `Current: ${a.hash}`,
    name: 'Name of this version',
    save: 'Save version',
    none: 'No versions yet. A version takes no extra storage. When a run starts, the version it trains on is saved automatically.',
    heads: { name: 'Name', hash: 'Hash', saved: 'Saved', size: 'Rows × columns', edits: 'Edits' },
    unnamed: 'unnamed',
    size: (a: { rows: number; columns: number }) => `${count(a.rows)} × ${count(a.columns)}`,
    edits: (a: { edits: number }) => (a.edits === 0 ? 'none' : edits(a.edits)),
    isCurrent: 'current',
    restore: 'Restore',
  },

  uses: {
    title: 'Used by',
    by: (a: { projects: number; runs: number; versions: number }) => {
      const kinds = [
        ...(a.projects > 0 ? [plural(a.projects, { one: '# project', other: '# projects' })] : []),
        ...(a.runs > 0 ? [plural(a.runs, { one: '# run', other: '# runs' })] : []),
        ...(a.versions > 0 ? [plural(a.versions, { one: '# saved version', other: '# saved versions' })] : []),
      ]
      return kinds.length === 0 ? 'Nothing on this device' : list(kinds)
    },
    open: 'Open',
    more: (a: { more: number }) => `and ${count(a.more)} more`,
  },

  family: {
    title: 'Related datasets',
    madeFrom: 'Made from',
    madeOfThis: (a: { rows: number }) => `Made from this dataset, ${rows(a.rows)}:`,
    removed: 'a deleted dataset',
  },

  exporting: {
    title: 'Export',
    about: 'All rows, with all edits',
    writing: (a: { format: string }) => `Writing ${a.format}`,
    progress: (a: { share: number }) => percent(a.share, 0),
    written: (a: { file: string; bytes: number }) => `${a.file}, ${byteSize(a.bytes)}`,
    canceled: 'Export canceled. No file was written.',
    cancel: 'Cancel',
  },

  storage: {
    title: 'On this device',
    size: (a: { bytes: number; versions: number }) => {
      if (a.bytes === 0) return 'No extra storage: it shares data with the built-in dataset'
      return a.versions > 0 ? `${byteSize(a.bytes)} for all versions` : byteSize(a.bytes)
    },
    remove: 'Delete dataset',
    sure: 'You can restore the dataset only by importing its files again.',
    confirm: 'Delete',
    confirmInUse: 'Delete anyway',
    keep: 'Keep',
  },
})

export const exportFormatsText = defineText('data/versions/export-formats', {
  parquet: {
    title: 'Parquet',
    about: 'Every column with its type. For pandas, Polars, and DuckDB.',
  },
  csv: {
    title: 'CSV',
    about:
      'Plain text for any program. Values that a spreadsheet would run as a formula are prefixed with an apostrophe.',
  },
  npz: {
    title: 'NPZ',
    about: 'One array per column. For NumPy.',
  },
  images: {
    title: 'Images in class folders',
    about: 'PNG files by class, and a table with all other columns.',
  },
})
