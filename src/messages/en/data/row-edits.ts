/**
 * @file UI text for editing in the Rows tab: menus, the list of edits, undo and redo, the column dialog, and errors in
 * text typed into a cell.
 */
import { defineText } from '../../define'
import { count, identifier, list, number, plural } from '../../format'

const rows = (n: number) => plural(n, { one: '# row', other: '# rows' })
const values = (n: number) => plural(n, { one: '# value', other: '# values' })

export const rowEditsText = defineText('data/row-edits', {
  excluded: (a: { rows: number }) => `${rows(a.rows)} excluded.`,
  leftOut: {
    out: (a: { rows: number }) => `${rows(a.rows)} left out of training. Train again to see the effect.`,
    back: (a: { rows: number }) => `${rows(a.rows)} used for training again, where the split says so.`,
  },

  menu: {
    open: 'Open row',
    edit: 'Edit value',
    exclude: 'Exclude row',
    excludeSelected: (a: { rows: number }) =>
      `Exclude ${plural(a.rows, { one: '# selected row', other: '# selected rows' })}`,
    leaveOut: (a: { rows: number }) =>
      a.rows === 1 ? 'Leave out of training' : `Leave ${rows(a.rows)} out of training`,
    useAgain: (a: { rows: number }) =>
      a.rows === 1 ? 'Use for training again' : `Use ${rows(a.rows)} for training again`,
    leaveOutAbout: 'The rows stay in the data, and in the validation or test set. You can undo it.',
    leaveShownOut: (a: { rows: number }) => `Leave the ${rows(a.rows)} shown out of training`,
    excludeShown: (a: { rows: number }) => `Exclude the ${rows(a.rows)} shown`,
    keepShown: (a: { rows: number }) => `Keep only the ${rows(a.rows)} shown`,
    ascending: 'Sort ascending',
    descending: 'Sort descending',
    thenAscending: 'Then sort ascending',
    thenDescending: 'Then sort descending',
    onlyMissing: 'Show only missing values',
    withoutMissing: 'Hide missing values',
    hide: 'Hide column',
    rename: 'Rename…',
    renameWithClasses: 'Rename column or classes…',
    changeType: 'Change type…',
    drop: 'Drop column',
    /** Keyboard shortcuts of the menu items. */
    keys: { open: 'Enter', edit: 'F2', exclude: 'Del' },
  },

  panel: {
    title: 'Edits',
    undo: 'Undo',
    redo: 'Redo',
    none: 'No edits yet. Every edit can be undone. The first edit of a built-in dataset creates your own copy of it.',
    undone: 'Undone',
    redoTo: 'Redo up to here',
    byYou: 'You',
    byYouAt: (a: { when: string }) => `You, ${a.when}`,
    undoOne: 'Undo this edit',
    backTo: 'Go back to here',
  },

  column: {
    title: (a: { column: string }) => `Column ${a.column}`,
    save: 'Save',
    name: 'Name',
    merged: (a: { values: number }) => `${values(a.values)} will be merged with another value.`,
    mergeHint: 'To merge two values, give them the same name. To mark a value as missing, clear its name.',
    findValue: 'Find a value',
    ordered: 'Ordered classes',
    orderedHelp: 'The order of the classes has a meaning, lowest first: bad, fair, good.',
    earlier: (a: { value: string }) => `Move ${a.value} up`,
    later: (a: { value: string }) => `Move ${a.value} down`,
    newName: (a: { value: string }) => `New name for ${a.value}`,
    more: (a: { more: number }) => `${count(a.more)} more. Search to find them.`,
    type: 'Type',
    allFit: (a: { values: number }) => `All ${values(a.values)} fit.`,
    /** The values that would be lost if the type of a column were changed, with an example. */
    lost: (a: {
      lost: number
      values: number
      example?: { readonly value: string; readonly row: number } | undefined
    }) => {
      const such = a.example ? ` (such as "${a.example.value}" in row ${identifier(a.example.row)})` : ''
      return `${count(a.lost)} of ${values(a.values)} ${a.lost === 1 ? 'does' : 'do'} not fit${such} and will be marked as missing. Undoing the edit restores ${a.lost === 1 ? 'it' : 'them'}.`
    },
  },

  /** Why the typed text does not fit the column. */
  typed: {
    notDate: (a: { column: string; typed: string }) =>
      `"${a.column}" needs a date with the year first, such as 2024-03-01 or 2024-03-01 14:30, not ${a.typed}.`,
    notNumber: (a: { column: string; typed: string }) =>
      `"${a.column}" needs a number such as 43.7 or 43,7, not ${a.typed}.`,
    ambiguous: (a: { typed: string; readings: readonly [string, string] }) =>
      `${a.typed} can mean ${a.readings[0]} or ${a.readings[1]}. Enter one of these.`,
    noImages: (a: { column: string }) => `Images in ${a.column} cannot be edited here.`,
    noNumbers: (a: { column: string }) => `Arrays of numbers in ${a.column} cannot be edited here.`,
  },
})

export const historyText = defineText('data/row-edits/history', {
  plan: {
    undo: (a: { parts: readonly string[] }) => `Undone in the data settings: ${list(a.parts)}.`,
    redo: (a: { parts: readonly string[] }) => `Redone in the data settings: ${list(a.parts)}.`,
  },
  settings: {
    undo: (a: { parts: readonly string[] }) => `Undone in the training settings: ${list(a.parts)}.`,
    redo: (a: { parts: readonly string[] }) => `Redone in the training settings: ${list(a.parts)}.`,
  },
  dataset: {
    undo: (a: { step: string }) => `Undone in the dataset: ${a.step}.`,
    redo: (a: { step: string }) => `Redone in the dataset: ${a.step}.`,
  },
  weights: {
    undo: 'Undone: a weight changed by hand.',
    redo: 'Redone: a weight changed by hand.',
  },
  decision: {
    undo: 'Undone: what saved models decide by.',
    redo: 'Redone: what saved models decide by.',
  },
  network: {
    undo: (a: { step: string }) => `Undone in the network: ${a.step}.`,
    redo: (a: { step: string }) => `Redone in the network: ${a.step}.`,
  },
  /** Lines of the history. */
  step: {
    set: (a: { part: string; value: number }) => `Set ${a.part} to ${number(a.value, 15)}`,
    change: (a: { parts: readonly string[] }) => `Change ${list(a.parts)}`,
    dataset: (a: { step: string }) => `In the dataset: ${a.step}`,
    data: 'Choose the dataset or its examples',
    decision: (a: { output: string }) => `Change what "${a.output}" is decided by`,
    weight: (a: { layer: string; weight: string; index: number; value: number }) =>
      `Set ${a.weight} ${count(a.index + 1)} of ${a.layer} to ${number(a.value)}`,
  },
  lastEdit: 'the last edit',
  chosenData: 'the choice of the dataset and its examples',
  /** Names of training settings, as items of a list. */
  part: {
    prepare: 'column preparation',
    split: 'the split',
    seed: 'the seed',
    balance: 'class balancing',
    classWeights: 'class weights',
    augment: 'augmentation',
    target: 'the target column',
    features: 'the input columns',
    loss: 'the loss',
    optimizer: 'the optimizer',
    learningRate: 'the learning rate',
    batchSize: 'the batch size',
    epochs: 'the number of epochs',
    earlyStopping: 'early stopping',
    schedule: 'the learning rate schedule',
    clip: 'gradient clipping',
    accumulate: 'gradient accumulation',
    movingAverage: 'weight averaging',
    stopWhen: 'the rules that stop a run',
    keepEvery: 'the epochs between checkpoints',
  },
})
