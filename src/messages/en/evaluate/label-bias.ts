/** @file Text about groups of generated data with a planted label bias, and about training weights by group. */
import { defineMessages, defineText } from '../../define'
import { counted, oneDecimal, percent } from '../../format'

const SETS = { train: 'training', validation: 'validation', test: 'test' } as const

export const labelBiasMessages = defineMessages('evaluate/label-bias/messages', {
  'bias-none': 'The strength of the bias is 0%, so there is nothing to grade. Set it in the data settings.',
  'bias-not-known':
    'The true labels of this data are not known, so nothing can be graded. Only generated data with a planted bias has them, such as loan-applications.',
  'bias-other-target': (a: { target: string }) =>
    `The bias was planted in "${a.target}", which this output does not predict. Choose an output that predicts it.`,
  'bias-few-rows': (a: { group: string; column: string; split: keyof typeof SETS }) =>
    `The ${SETS[a.split]} set has no biased labels, or no examples in "${a.group}" (${a.column}) or outside it. Evaluate a larger set.`,
})

const points = (value: number) => oneDecimal(100 * value)
const range = (a: { low: number; high: number }) => `95% interval ${points(a.low)} to ${points(a.high)}`
interface Estimated {
  readonly value: number
  readonly low: number
  readonly high: number
}

export const labelBiasText = defineText('evaluate/label-bias', {
  title: 'Grade against the true labels',
  about:
    'This data is generated, so the labels that a fair decision would have given are known, and some recorded ones are not those. The network never sees them. Real data has no such labels.',
  ask: 'Grade',
  computing: 'Comparing with the true labels…',
  waiting: 'The model is graded after the run.',
  spoiler: 'Look for the bias yourself first: the grade names the group.',
  planted: (a: { name: string; column: string; from: string; to: string; rate: number }) =>
    `Planted: of the examples in "${a.name}" (${a.column}) that deserve "${a.from}", ${percent(a.rate)} are recorded as "${a.to}".`,
  gap: (a: { label: string; real: number; recorded: number; decided: number }) =>
    `"${a.label}" is ${points(a.real)} points rarer in the group by the true labels. That difference is real, and is not graded as bias. It is ${points(a.recorded)} points by the recorded labels, and ${points(a.decided)} by this model.`,
  left: {
    left: (a: Estimated & { planted: number }) =>
      `${points(a.value)} points of bias are left (${range(a)}); ${points(a.planted)} were planted.`,
    gone: (a: Estimated & { planted: number }) =>
      `Any bias that is left is within chance: ${points(a.value)} points (${range(a)}); ${points(a.planted)} were planted.`,
    reversed: (a: Estimated & { planted: number }) =>
      `The model now favors the group by ${points(-a.value)} points (${range({ low: -a.high, high: -a.low })}): the correction also removes part of the real difference.`,
    unknown: (a: Estimated & { planted: number }) =>
      `Not enough examples to measure how much bias is left: ${points(a.value)} points (${range(a)}); ${points(a.planted)} were planted.`,
  },
  gone: (a: Estimated) =>
    a.value < 0
      ? `The model adds ${percent(-a.value)} to the planted gap (95% interval ${percent(-a.high)} to ${percent(-a.low)}).`
      : `${percent(a.value)} of the planted gap is gone (95% interval ${percent(a.low)} to ${percent(a.high)}).`,
  accuracy: (a: { truth: Estimated; recorded: Estimated; n: number }) =>
    `Accuracy ${percent(a.truth.value)} against the true labels (${percent(a.truth.low)} to ${percent(a.truth.high)}), and ${percent(a.recorded.value)} against the recorded ones, of ${counted(a.n, 'example')}.`,
})

export const groupWeightsText = defineText('evaluate/label-bias/weights', {
  title: 'Balance in training',
  about:
    'Weights the training rows so that each class is equally common in every group (Kamiran and Calders 2012). It cannot tell real differences from bias, and balances both. It is a training setting: undo works, and each run records it.',
  set: (a: { column: string }) => `Balance groups of ${a.column}`,
  remove: (a: { column: string }) => `Stop balancing groups of ${a.column}`,
  active: (a: { column: string }) =>
    `The next run weights the training rows by groups of "${a.column}". Train again to see the effect.`,
  trained: (a: { column: string }) => `The weights in use were trained with rows weighted by groups of "${a.column}".`,
  numbers: (a: { column: string }) =>
    `"${a.column}" has numbers, and only groups of a column of categories can be balanced.`,
})
