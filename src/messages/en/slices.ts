/**
 * @file Messages and UI text about slices, the result of a split, and the sealed test set. Loaded with the code that
 * uses them.
 */
import { defineMessages, defineText } from '../define'
import { count, counted, list, listOr, plural } from '../format'

/** One of the sets of a split. */
type Part = 'train' | 'validation' | 'test'
const sets = defineText('slices/sets', {
  train: 'the training set',
  validation: 'the validation set',
  test: 'the test set',
}) satisfies Readonly<Record<Part, string>>
const setsOf = (parts: readonly Part[]) => list(parts.map((part) => sets[part]))

export const slices = defineMessages('slices', {
  'slices-shape':
    'Slices must be a list of {name, where}. "where" is a condition: text such as "age < 30", or an object with the same meaning.',
  'slice-twice': (a: { name: string }) => `Two slices are called "${a.name}". Give each slice its own name.`,
  'slice-name-long': (a: { letters: number; most: number }) =>
    `The name has ${count(a.letters)} characters. Use at most ${count(a.most)}.`,
  'condition-wrong': (a: { sentence: string }) => a.sentence,
  'no-slice': (a: { name: string; names: readonly string[] }) =>
    a.names.length === 0
      ? `There is no slice "${a.name}": this dataset has no slices.`
      : `There is no slice "${a.name}". The slices are ${list(a.names)}.`,
  'slices-many': (a: { most: number }) =>
    `A dataset can have at most ${counted(a.most, 'slice')}. Remove a slice first.`,
  'no-test-rows':
    'The split has no test set, so there is nothing to unlock. Give the test set a share under Data > Split.',

  // Messages about the result of a split.
  'split-class-few': (a: { label: string; rows: number; lacks: readonly Part[] }) =>
    `"${a.label}" has only ${counted(a.rows, 'row')}, which is too few for all sets: ${setsOf(a.lacks)} ${a.lacks.length === 1 ? 'has' : 'have'} none.`,
  'split-class-lacks': (a: { label: string; rows: number; lacks: readonly Part[] }) =>
    `None of the ${counted(a.rows, 'row')} of "${a.label}" is in ${listOr(a.lacks.map((part) => sets[part]))}. Add rows, or change the shares or the seed of the split.`,
  'split-group-large': (a: { group: string; rows: number; wanted: number; part: Part }) =>
    `The group "${a.group}" has ${counted(a.rows, 'row')} and cannot be divided, so ${sets[a.part]} cannot get its planned size of about ${counted(a.wanted, 'row')}.`,
  'split-few-groups': (a: { groups: number; parts: number }) =>
    `There ${a.groups === 1 ? 'is' : 'are'} only ${counted(a.groups, 'group')} for ${counted(a.parts, 'set')}, so at least one set is empty.`,
  'split-no-group': (a: { column: string; rows: number }) =>
    a.rows === 1
      ? `1 row has no "${a.column}", so it is its own group.`
      : `${count(a.rows)} rows have no "${a.column}", so each of them is its own group.`,
  'split-no-time': (a: { column: string; rows: number }) =>
    `${counted(a.rows, 'row')} without "${a.column}" ${a.rows === 1 ? 'is' : 'are'} not in any set.`,
  /** `more` counts the values beyond those listed. */
  'split-no-part': (a: { column: string; values: readonly string[]; more: number; rows: number }) =>
    `${counted(a.rows, 'row')} ${a.rows === 1 ? 'is' : 'are'} not in any set because no set is chosen for ${a.values.length + a.more === 1 ? 'this value' : 'these values'} of "${a.column}": ${list(a.more > 0 ? [...a.values, `${count(a.more)} more`] : a.values)}. Choose a set for each value.`,
  'split-ties': (a: { part: Part; rows: number; wanted: number }) =>
    `Rows with the same time stay together, so ${sets[a.part]} has ${counted(a.rows, 'row')} instead of ${count(a.wanted)}.`,
  'split-gap': (a: { rows: number }) =>
    `${counted(a.rows, 'row')} in the gaps between the sets ${a.rows === 1 ? 'is' : 'are'} skipped.`,
  'split-drawn-validation': (a: { rows: number }) =>
    `You did not assign any values to the validation set, so ${counted(a.rows, 'row')} ${a.rows === 1 ? 'was' : 'were'} moved to it from the training set.`,
  'split-no-target': (a: { target: string; rows: number; all: number }) =>
    `${count(a.rows)} of ${counted(a.all, 'row')} ${a.rows === 1 ? 'has' : 'have'} no "${a.target}" and ${a.rows === 1 ? 'is' : 'are'} in no set.`,
  'split-empty': (a: { part: Part }) => `No rows are in ${sets[a.part]}.`,
  'split-groups-shared': (a: { column: string; groups: number; all: number; rows: number }) =>
    `${count(a.groups)} of ${counted(a.all, 'value')} of "${a.column}" ${a.groups === 1 ? 'is' : 'are'} in the training set and also in ${counted(a.rows, 'validation or test row')}. Results may look too good.`,
  'split-groups-apart': (a: { column: string; all: number }) =>
    `None of the ${counted(a.all, 'value')} of "${a.column}" is in both the training set and the validation or test set.`,
  'split-groups-alone': (a: { column: string }) =>
    `Every row has a different "${a.column}", so a split by this column is the same as a random split.`,
  'split-window-short': (a: { column: string; rows: number; needs: number; part: Part }) =>
    `${counted(a.rows, 'row')} of ${sets[a.part]} ${a.rows === 1 ? 'has' : 'have'} fewer than the ${count(a.needs)} earlier values of "${a.column}" that a window needs. The missing values are filled in, so errors are larger there.`,
  'split-same-row': (a: { target: string; ahead: number; columns: readonly string[] }) =>
    `"${a.target}" is predicted from its values of ${counted(a.ahead, 'row')} before or earlier, but ${list(a.columns.map((name) => `"${name}"`))} ${a.columns.length === 1 ? 'is' : 'are'} read later than that. If ${a.columns.length === 1 ? 'its value is' : 'their values are'} not known so early, the results are too good: add a window with the same offset.`,
  'split-window-leak': (a: { column: string; rows: number; all: number; part: Part }) =>
    `The windows of "${a.column}" of ${count(a.rows)} of ${count(a.all)} training rows contain rows of ${sets[a.part]}, so the results may be too good. Split by time to evaluate forecasts.`,
  'split-time-mixed': (a: { column: string; rows: number }) =>
    `${counted(a.rows, 'training row')} ${a.rows === 1 ? 'is' : 'are'} later by "${a.column}" than the first validation or test row, so the network would learn from the future.`,
  'split-time-ordered': (a: { column: string }) =>
    `By "${a.column}", every training row comes before the validation and test rows.`,
})

export const slicesText = defineText('slices/page', {
  none: 'No slices yet. Write a condition below for rows where you expect mistakes, and give the slice a name.',
  name: 'Slice',
  condition: 'Condition',
  all: 'All',
  sets: { train: 'Training', validation: 'Validation', test: 'Test' },
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
