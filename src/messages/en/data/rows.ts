/**
 * @file UI text for the Rows tab of the Data page: the table, its filters, the panel of a row, and datasets and slices
 * made from rows.
 */
import { defineText } from '../../define'
import { cellNumber, count, dimensions, list, percent, plural } from '../../format'

const rows = (n: number) => plural(n, { one: '# row', other: '# rows' })

export const rowsText = defineText('data/rows', {
  search: 'Search',
  close: 'Close',
  missing: 'missing',
  /** The column with the set of each row. Conditions use the ids: split = train. */
  split: { title: 'split', values: { train: 'train', validation: 'validation', test: 'test' } },
  shown: (a: { shown: number; all: number }) =>
    a.shown === a.all ? rows(a.all) : `${count(a.shown)} of ${rows(a.all)}`,
  putOnInput: 'Put on input node',
  selectAll: 'Select all',
  filterBy: 'Show only this value',
  filterOut: 'Hide this value',

  filter: {
    label: 'Filter by condition',
    placeholder: 'Filter: age < 30 and sex = female',
    suggestions: 'Suggestions',
  },
  /** Explanations next to suggestions while typing a condition. */
  suggestion: {
    closesList: 'closes the list',
    negates: 'negates the condition',
    valueOf: (a: { column: string }) => `value of ${a.column}`,
    savedModel: 'saved model',
  },
  chips: {
    label: 'Filters and sorting',
    removeRows: (a: { title: string }) => `Remove: ${a.title}`,
    removeCondition: (a: { condition: string }) => `Remove condition: ${a.condition}`,
    sort: (a: { column: string; isDescending: boolean }) => `Sort: ${a.column} ${a.isDescending ? '↓' : '↑'}`,
    removeSort: (a: { column: string }) => `Remove sorting by ${a.column}`,
  },
  columns: {
    label: 'Visible columns',
    all: 'Columns',
    some: (a: { shown: number; all: number }) => `Columns (${count(a.shown)} of ${count(a.all)})`,
    find: 'Find a column',
    showAll: 'Show all',
    hideAll: 'Hide all',
    more: (a: { more: number }) => `${count(a.more)} more. Search to find them.`,
  },
  classFilter: {
    label: 'Class',
    all: 'All classes',
  },
  /** Keys that set the class of the current image. */
  classKeys: {
    digits: (a: { first: string; last: string }) => `${a.first} to ${a.last}`,
    keys: (a: { keys: readonly { readonly key: string; readonly value: string }[]; hasMore: boolean }) => {
      const keys = a.keys.map(({ key, value }) => `${key} ${value}`)
      return [...keys, ...(a.hasMore ? ['…'] : [])].join(', ')
    },
  },

  table: {
    row: 'Row',
    head: (a: { column: string; type: string; unit?: string | undefined; isTarget: boolean }) =>
      `${a.column}: ${[a.type, ...(a.unit ? [a.unit] : []), ...(a.isTarget ? ['target'] : [])].join(', ')}`,
    widthOf: (a: { column: string }) => `Width of ${a.column}`,
  },
  cell: {
    label: 'Current cell',
    hint: 'Select a cell to see its full value.',
    at: (a: { row: number; column: string }) => `Row ${a.row}, ${a.column}`,
    editorOf: (a: { row: number; column: string }) => `${a.column}, row ${a.row}`,
    image: (a: { row: number; column: string }) => `${a.column}, row ${a.row}`,
    pixels: (a: { size: readonly number[] }) => `${dimensions(a.size)} pixels`,
    numbers: (a: { shape: readonly number[] }) => `${dimensions(a.shape)} numbers`,
    series: (a: { values: number; low: number; high: number }) =>
      `${plural(a.values, { one: '# number', other: '# numbers' })} from ${cellNumber(a.low)} to ${cellNumber(a.high)}`,
    /** The label of an image in the grid; `label` is its class, or null if it has none. */
    option: (a: { row: number; label?: string | null }) =>
      a.label === undefined ? `Row ${a.row}` : `Row ${a.row}, ${a.label ?? 'no class'}`,
  },

  record: {
    title: (a: { row: number }) => `Row ${a.row}`,
    previous: 'Previous row',
    next: 'Next row',
    similar: 'Similar rows',
    findSimilar: 'Find similar rows',
    finding: 'Finding similar rows…',
    noSimilar: 'This dataset has no columns that can be compared.',
    row: (a: { row: number }) => `Row ${a.row}`,
    rowWithTarget: (a: { row: number }) => `Row ${a.row}: <target/>`,
    identical: 'identical',
    similarity: (a: { share: number }) => `${percent(a.share)} similar`,
    prediction: 'Model prediction',
    changedPrediction: 'Prediction with these values',
    whatIf: 'Try other values',
    unchanged: 'These are the values of the row.',
    /** `what` lists the changed columns with the values of the row. */
    changed: (a: { what: string }) => `In the row: ${a.what}.`,
    missing: 'missing',
    reset: 'Reset values',
    changedImage: (a: { columns: readonly string[] }) => `Drawn on: ${list(a.columns)}.`,
    brush: {
      pad: (a: { column: string }) => `Draw on ${a.column}`,
      tool: 'Brush',
      tools: { draw: 'Draw', erase: 'Erase' },
    },
    locked: 'This is a test row, and the test set is locked. You can unlock the test set on the Evaluate page.',
    predictedImage: 'Predicted image',
  },

  slice: {
    label: 'Save this filter as a slice',
    button: 'Save as slice',
    name: 'Name',
    save: 'Save',
    saved: (a: { name: string }) => `Saved as ${a.name}. The Evaluate page shows its results.`,
  },
  newDataset: {
    label: 'Create a dataset from these rows',
    button: 'Create dataset from rows',
    name: 'Dataset name',
    create: (a: { rows: number }) => `Create from ${rows(a.rows)}`,
    created: (a: { name: string; rows: number }) =>
      `${a.name} has ${rows(a.rows)}. It takes no extra storage, and its Versions tab links back to this dataset.`,
    show: 'Show dataset',
    use: 'Use this dataset',
  },
})
