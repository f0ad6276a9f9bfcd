/** @file UI text for the Split tab of the Data page: how rows are split, the result, and how classes are balanced. */
import { defineText } from '../../define'
import { commaList, percent, plural, significant, identifier } from '../../format'

/** A class, its number of rows, and the weight of each row. */
interface WeighedClass {
  readonly label: string
  readonly rows: number
  readonly weight: number
}
const weighed = (a: WeighedClass) =>
  `each row of "${a.label}" (${plural(a.rows, { one: '# row', other: '# rows' })}) counts ${significant(a.weight)} times`
const balancedTwice = (a: { rare: WeighedClass; common: WeighedClass; times: number }) =>
  `Each epoch already has the same number of rows of every class. In addition, ${weighed(a.rare)} and ${weighed(a.common)}. The rare class then counts ${significant(a.times)} times as much as the common one. Use only one of the two methods.`

export const splitText = defineText('data/split', {
  label: 'Split',
  kind: {
    random: { title: 'Random', about: 'Rows are assigned to the sets at random.' },
    fixed: {
      title: 'Built-in test set',
      about: 'The dataset comes with its own test rows. The other rows are split at random.',
    },
    group: { title: 'By group', about: 'All rows for one person, day, or machine go into the same set.' },
    time: {
      title: 'By time',
      about: 'The earliest rows are for training, later rows for validation, and the latest for the test.',
    },
    column: { title: 'By column', about: 'A column decides which set each row belongs to.' },
  },
  /** Labels for choosing the column that a kind of split needs. */
  column: { group: 'Group column', time: 'Time column', column: 'Set column' },
  chooseColumn: 'Choose a column',
  noGroup: 'No column clearly identifies people, machines, or other groups.',
  noTime: 'No column is a date or has the name of a time. Choose one whose values grow with time.',
  /** The split that the rows have until the column of another kind of split is chosen. */
  waiting: (a: { title: string; column: string | undefined }) =>
    `Until you choose a column, the split stays "${a.title}"${a.column === undefined ? '' : `, ${a.column}`}.`,
  columnIgnored: (a: { column: string }) => `The network does not read "${a.column}" unless you add it to an input.`,
  validationHelp: 'If you do not assign any values to validation, this share is taken from the training set.',
  gap: {
    label: 'Gap',
    unit: 'rows',
    help: 'The number of rows skipped between two sets, because rows that are close in time resemble each other.',
  },
  stratify: {
    label: 'Keep class proportions',
    help: 'Each class makes up the same share of every set.',
    groupHelp: 'Each class makes up the same share of every set, as far as the groups allow.',
  },
  seed: {
    label: 'Seed',
    sharedHelp: 'From the training settings. A different seed here changes only the split.',
    ownHelp: 'Used only for the split.',
  },

  values: {
    label: (a: { column: string }) => `Set for each value of ${a.column}`,
    setOf: (a: { value: string }) => `Set for ${a.value}`,
    sets: { train: 'Train', validation: 'Val.', test: 'Test', none: 'None' },
    more: (a: { more: number }) =>
      `${plural(a.more, { one: '# more value is', other: '# more values are' })} not in any set. A column with this many values is rarely a good choice.`,
  },

  counts: {
    caption: 'Rows of each class in each set',
    sets: { train: 'Training', validation: 'Validation', test: 'Test' },
    slice: 'slice',
    none: 'none',
    share: (a: { share: number }) => percent(a.share),
    minimum: 'Minimum',
    mean: (a: { column: string }) => `Mean of ${a.column}`,
    deviation: 'Standard deviation',
    maximum: 'Maximum',
  },
  notes: {
    label: 'Notes on this split',
    overlap: 'Check whether the sets share values of',
  },

  balance: {
    title: 'Balance',
    about: 'Affects only the training set. The validation and test sets stay unchanged.',
    perEpoch: 'Rows per epoch',
    way: {
      none: { title: 'None', about: 'Every training row is used once per epoch.' },
      over: {
        title: 'Oversampling',
        about:
          'Rows of rare classes are repeated until every class has as many rows as the most common one. Different rows are repeated in every epoch.',
      },
      under: {
        title: 'Undersampling',
        about:
          'Every class gets as many rows as the rarest one. Different rows are used in every epoch, so over time, all of them are used.',
      },
    },
    weightBy: 'Weight rows by',
    equal: 'Nothing (all equal)',
    groupsOf: 'Balance groups of',
    groupsHelp:
      'Weights rows by group and class, so that each class is equally common in every group (Kamiran and Calders 2012).',
    groupWeights: (a: readonly { group: string; label: string; n: number; weight: number }[]) =>
      `Weights: ${commaList(a.map(({ group, label, n, weight }) => `${group}, ${label} × ${significant(weight)} (${plural(n, { one: '# row', other: '# rows' })})`))}.`,
    twice: {
      label: 'Imbalance corrected twice',
      over: (a: { rare: WeighedClass; common: WeighedClass; times: number }) =>
        `Oversampling and balanced class weights correct the same imbalance. ${balancedTwice(a)}`,
      under: (a: { rare: WeighedClass; common: WeighedClass; times: number }) =>
        `Undersampling and balanced class weights correct the same imbalance. ${balancedTwice(a)}`,
      removeWeights: 'Remove class weights',
      remove: { over: 'Remove oversampling', under: 'Remove undersampling' },
    },
    counts: {
      caption: 'Rows per class and epoch, for each balancing method',
      weight: 'Balanced weight',
      sumOf: (a: { column: string }) => `Sum of ${a.column}`,
      repeats: (a: { times: number }) => `each ${significant(a.times)} times`,
      factor: (a: { weight: number }) => `× ${significant(a.weight)}`,
      epoch: 'Per epoch',
    },
    weights: {
      noNumbers: (a: { column: string }) =>
        `"${a.column}" is not a numeric column of this dataset. Choose another column.`,
      missing: (a: { rows: number; first: number }) =>
        `The weight of ${plural(a.rows, { one: '# training row', other: '# training rows' })} is missing or negative (first in row ${identifier(a.first)}). Enter 0 or more before you train.`,
      range: (a: { low: number; high: number; mean: number }) =>
        `Weights range from ${significant(a.low)} to ${significant(a.high)}, with a mean of ${significant(a.mean)}. On average, the loss and its gradients are ${significant(a.mean)} times as large as with equal weights of 1.`,
    },
  },
})
