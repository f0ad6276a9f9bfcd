/** @file UI text for the Slices tab of the Data page: the list of slices and the form for a new slice. */
import { defineText } from '../../define'
import { count, plural } from '../../format'

export const slicesText = defineText('data/slices', {
  none: 'No slices yet. Write a condition below for rows where you expect mistakes, and give the slice a name.',
  name: 'Slice',
  condition: 'Condition',
  all: 'All',
  sets: { train: 'Training', validation: 'Validation', test: 'Test' },
  actions: 'Actions',
  show: 'Show rows',
  remove: (a: { slice: string }) => `Remove ${a.slice}`,
  /** Shown for a slice whose condition uses predictions. */
  needsPredictions: 'The rows are counted on the Evaluate page after a network has made predictions.',
  dropped: (a: { column: string }) =>
    `"${a.column}" was dropped from the dataset. Undo that edit in Versions, or remove the slice.`,
  form: {
    label: 'New slice',
    condition: 'Condition',
    name: 'Name',
    save: 'Save slice',
    replace: 'Replace slice',
    help: 'Use a column name or one of these words: split, prediction, confidence, mistake, error, number (the row number). For a saved model, write: mistake of "digits v3". Compare with: =, <, contains, in (...), is missing. Combine conditions with: and, or, not.',
    rows: (a: { rows: number; all: number }) =>
      `${count(a.rows)} of ${plural(a.all, { one: '# row', other: '# rows' })}`,
  },
})
