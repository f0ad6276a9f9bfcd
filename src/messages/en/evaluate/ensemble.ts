/** @file Text about ensembles on the Evaluate page: messages, and the section with its members and their disagreement. */
import { defineMessages, defineText } from '../../define'
import { commaList, count, counted, metricNumber, oneDecimal, percent, plural, significant } from '../../format'

const SETS: Readonly<Record<string, string>> = { train: 'training', validation: 'validation', test: 'test' }

export const ensembleMessages = defineMessages('evaluate/ensemble/messages', {
  'ensemble-members': (a: { members: number; most: number }) =>
    `The ensemble has ${counted(a.members, 'member')}. Choose 2 to ${count(a.most)}.`,
  'ensemble-twice': (a: { name: string }) => `${a.name} is in the ensemble twice. Choose each member once.`,
  'ensemble-no-rows': (a: { split: string }) =>
    `No example is in the ${SETS[a.split] ?? a.split} set of all members, because their splits differ. Train them with the same split.`,
  'ensemble-seeds': (a: { seeds: number; most: number }) =>
    `The number of seeds is ${count(a.seeds)}. It must be 1 to ${count(a.most)}.`,
})

interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
}

type Scale = 'share' | 'number'

const shown = (value: number, scale: Scale) => (scale === 'share' ? percent(value) : metricNumber(value))
/** A difference, in percentage points for a share, with its sign. */
const signed = (value: number, scale: Scale) => {
  const rounded = scale === 'share' ? oneDecimal(100 * value) : metricNumber(value)
  return value > 0 && /[1-9]/.test(rounded) ? `+${rounded}` : rounded
}
const change = ({ value, low, high }: Estimate, scale: Scale) =>
  `${signed(value, scale)}${scale === 'share' ? ' points' : ''} (95% interval ${signed(low, scale)} to ${signed(high, scale)})`

export const ensembleText = defineText('evaluate/ensemble', {
  title: 'Ensemble',
  about: 'The mean prediction of several networks. Where they disagree, the prediction is uncertain.',
  members: 'Members',
  choose: 'Choose at least two runs or saved models with the same output.',
  alone: 'No other run or saved model predicts the same output. Train other seeds first.',
  otherSplit: 'other split',
  otherSplitTip:
    'Trained with another split. Only examples that are in this set for every member are measured, which may be few.',
  ask: 'Measure ensemble',
  computing: 'Predicting with every member…',
  waiting: 'The ensemble is measured after the run.',
  seeds: 'Seeds',
  train: (a: { seeds: number }) => `Train ${counted(a.seeds, 'other seed')}`,
  trainTip: 'Trains this network again with other initial weights and another order of examples, on the same split.',
  training: 'Training other seeds…',
  caption: 'Scores of the ensemble and its members',
  network: 'Network',
  ensemble: (a: { members: number }) => `Ensemble of ${count(a.members)}`,
  scores: {
    accuracy: { title: 'Accuracy', about: 'By the most likely class, without a saved threshold' },
    nll: { title: 'Log loss', about: 'Negative log likelihood: lower is better' },
    ece: { title: 'ECE', about: 'Expected calibration error (10 bins), as for one network: lower is better' },
    mae: { title: 'Mean absolute error', about: 'Lower is better' },
  },
  value: (a: { value: number; scale: Scale }) => shown(a.value, a.scale),
  interval: (a: Pick<Estimate, 'low' | 'high'> & { scale: Scale }) =>
    `${shown(a.low, a.scale)}–${shown(a.high, a.scale)}`,
  gainOfClasses: (a: { n: number; accuracy: Estimate; nll: Estimate; ece: Estimate }) =>
    `The ensemble compared with the mean of its members, on ${counted(a.n, 'example')}: accuracy ${change(a.accuracy, 'share')}, log loss ${change(a.nll, 'number')}, ECE ${change(a.ece, 'share')}.`,
  gainOfNumbers: (a: { n: number; mae: Estimate; unit: string | undefined }) =>
    `The ensemble compared with the mean of its members, on ${counted(a.n, 'example')}: mean absolute error ${change(a.mae, 'number')}${a.unit === undefined ? '' : ` ${a.unit}`}.`,
  alike: 'Each member predicts without its own calibration and threshold, so that only the networks differ.',
  testLooks: (a: { looks: number }) => `Look ${count(a.looks)} at the test set.`,
  disputed: 'Most disagreement',
  disputedAbout: {
    classes: 'By mutual information: the part of the entropy that comes from disagreement',
    number: 'By the standard deviation of the predictions',
  },
  agree: 'All members predict the same for every example.',
  example: 'Example',
  open: (a: { row: number }) => `Open example ${a.row}`,
  actual: 'Actual',
  predicted: 'Ensemble',
  votes: 'Members',
  votesOf: (a: readonly { label: string; votes: number }[]) =>
    commaList(a.map(({ label, votes }) => `${label}: ${count(votes)}`)),
  numbersOf: (a: readonly number[]) => commaList(a.map((value) => significant(value))),
  entropy: { title: 'Entropy', about: 'Of the mean probabilities, in nats: high if the example is uncertain at all' },
  mutualInformation: { title: 'Mutual information', about: 'In nats: 0 if all members predict the same probabilities' },
  deviation: { title: 'Standard deviation', about: 'Of the predictions of all members' },
  nats: (a: { value: number }) => significant(a.value, 2),
  number: (a: { value: number }) => significant(a.value),
  disputedCaption: (a: { actual: string; predicted: string }) => `Actual ${a.actual}, ensemble ${a.predicted}`,
  more: (a: { examples: number }) =>
    plural(a.examples, { one: '# more example is not listed.', other: '# more examples are not listed.' }),
})
