/** @file UI text of "For whom does it fail?": the rates of groups, and thresholds for each of them. */
import { defineText } from '../../define'
import { commaList, count, counted, oneDecimal, percent, thresholdNumber } from '../../format'

interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
}

interface InGroup {
  readonly group: string
  readonly label: string
}

export const groupsText = defineText('evaluate/groups', {
  title: 'For whom does it fail?',
  about: (a: {
    isCalibrated: boolean
    label: string | undefined
    threshold: number | undefined
    column: string | undefined
  }) =>
    a.label === undefined || a.threshold === undefined
      ? `The most likely class by group${a.isCalibrated ? ', calibrated' : ''}, with 95% intervals`
      : a.column === undefined
        ? `"${a.label}" from ${a.isCalibrated ? 'a calibrated' : 'a'} probability of ${thresholdNumber(a.threshold)}, by group, with 95% intervals`
        : `"${a.label}" by ${a.isCalibrated ? 'calibrated probability and ' : ''}a threshold for each group of "${a.column}", with 95% intervals`,
  ungrouped: (a: { n: number; column: string; others: number }) =>
    `${counted(a.n, 'example')} without a value of ${a.column} ${a.n === 1 ? 'is' : 'are'} in no group: rates and costs are of the other ${count(a.others)}.`,
  noColumn: 'This data has no column to group by. Add one, such as the camera or the place of each example.',
  column: 'Group by',
  by: (a: { column: string }) => `By ${a.column}`,
  class: 'Class to decide on',
  caption: (a: { column: string; label: string }) => `Rates of "${a.label}" by ${a.column}`,
  waiting: 'The groups are compared after the run.',
  counting: 'Comparing the groups…',
  group: 'Group',
  examples: 'n',
  none: 'no example',
  of: (a: { n: number }) => `Of ${counted(a.n, 'example')}`,
  interval: ({ low, high }: Pick<Estimate, 'low' | 'high'>) => `${percent(low)}–${percent(high)}`,
  points: (a: { value: number }) => `${a.value > 0 ? '+' : ''}${oneDecimal(100 * a.value)} points`,
  rates: {
    selectionRate: { title: 'Predicted', about: 'The share of the group that is predicted as this class.' },
    tpr: { title: 'Recall', about: 'Of the examples of this class: the share that is found.' },
    fpr: { title: 'False alarms', about: 'Of all other examples: the share that is predicted as this class.' },
    ppv: { title: 'Precision', about: 'Of the examples predicted as this class: the share that belongs to it.' },
    accuracy: { title: 'Correct', about: 'The share of the group that is decided correctly.' },
  },
  behind: {
    all: (a: InGroup) => `All of "${a.group}"`,
    selectionRate: (a: InGroup) => `Predicted as "${a.label}" in "${a.group}"`,
    tpr: (a: InGroup) => `"${a.label}" that is missed in "${a.group}"`,
    fpr: (a: InGroup) => `False alarms for "${a.label}" in "${a.group}"`,
    ppv: (a: InGroup) => `Predicted as "${a.label}" in "${a.group}"`,
    accuracy: (a: InGroup) => `Wrong about "${a.label}" in "${a.group}"`,
  },
  calibration: {
    title: 'Mean probability − actual',
    about:
      'The mean predicted probability minus the actual share of this class. Above 0, probabilities are too high in this group.',
  },
  strategies: 'Thresholds for each group',
  strategy: 'Thresholds',
  byGroup:
    'Thresholds by group need the group at each prediction, and are illegal for some decisions. Rows without a group have the threshold for all.',
  save: 'Save models with these',
  saveOf: (a: { name: string }) => `Save models with these thresholds: ${a.name}`,
  saved: 'Saved',
  removeSaved: 'Save models without thresholds by group',
  notOnTest:
    'Choose thresholds on the validation set: chosen here, the results of the test set would be too good. The rates above are those of the threshold that is saved.',
  costPer: 'Cost per 1,000',
  thresholds: 'By group',
  thresholdsOf: (a: readonly { group: string; threshold: number }[]) =>
    commaList(
      a.map(({ group, threshold }) => `${group} ${Number.isFinite(threshold) ? thresholdNumber(threshold) : 'never'}`),
    ),
  pointsApart: (a: { value: number }) => `${oneDecimal(100 * a.value)} points`,
  gapIn: (a: { rate: string }) => `${a.rate} gap`,
  gapAbout: 'The largest difference of this rate between two groups.',
  names: {
    single: 'One for all',
    own: 'Cheapest for each group',
    demographicParity: 'Equal share predicted (demographic parity)',
    equalOpportunity: 'Equal recall (equal opportunity)',
    predictiveParity: 'Equal precision (predictive parity)',
    equalAccuracy: 'Equal accuracy',
  },
  nearest: (a: { name: string; gap: number }) => `${a.name}: at best ${oneDecimal(100 * a.gap)} points apart`,
  tradeOff: (a: Record<'equalRecall' | 'equalPrecision', { recall: number; precision: number }>) =>
    `The trade-off: equal recall leaves gaps of ${oneDecimal(100 * a.equalRecall.recall)} points in recall and ${oneDecimal(100 * a.equalRecall.precision)} in precision; equal precision leaves ${oneDecimal(100 * a.equalPrecision.recall)} in recall and ${oneDecimal(100 * a.equalPrecision.precision)} in precision. If the class is more common in one group, recall, false alarms, and precision cannot all be equal, unless predictions are perfect.`,
  noGap: 'No rate differs between two groups by more than chance can explain.',
  gap: (a: { rate: string; value: number; low: number; high: number; between: readonly [string, string] }) =>
    `${a.rate}: ${oneDecimal(100 * a.value)} points higher in "${a.between[1]}" than in "${a.between[0]}" (95% interval ${oneDecimal(100 * a.low)} to ${oneDecimal(100 * a.high)}).`,
})
