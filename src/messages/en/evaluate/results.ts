/**
 * @file UI text for the results on the Evaluate page: the set to evaluate on, the metrics, the slices, the mistakes,
 * and the examples behind them.
 */
import { defineText } from '../../define'
import { cellNumber, count, metricNumber, oneDecimal, percent, plural, range, significant } from '../../format'

const examples = (n: number) => plural(n, { one: '# example', other: '# examples' })

interface Measured {
  readonly value: number
  /** The unit of the target column; undefined if it has none. */
  readonly unit: string | undefined
}
const measured = ({ value, unit }: Measured) => (unit ? `${significant(value)} ${unit}` : significant(value))

interface Interval {
  readonly low: number
  readonly high: number
  readonly examples: number
  readonly loss: number
}
const evidence = (a: Interval) =>
  `(95% interval ${percent(a.low)} to ${percent(a.high)}, ${examples(a.examples)}, loss ${significant(a.loss)})`

export const resultsText = defineText('evaluate/results', {
  set: {
    label: 'Set to evaluate on',
    evaluate: 'Evaluate',
    again: 'Evaluate again',
    busy: 'Evaluating…',
    /** Names of the sets, shown without the number of examples until the data has loaded. */
    names: { train: 'Training', validation: 'Validation', test: 'Test' },
    sized: {
      train: (a: { examples: number }) => `Training ${count(a.examples)}`,
      validation: (a: { examples: number }) => `Validation ${count(a.examples)}`,
      test: (a: { examples: number }) => `Test ${count(a.examples)}`,
    },
    locked: 'Test, locked',
    lockedSized: (a: { examples: number }) => `Test ${count(a.examples)}, locked`,
    about: {
      train: 'The network was trained on these examples, so the results are better than on new data.',
      validation: 'Not used for training, but evaluated after every epoch.',
      test: 'The network has never seen these examples, so this is the fairest score.',
    },
    lookedOnce: 'Viewed once. This is the fairest score.',
    looked: (a: { times: number }) =>
      `Viewed ${plural(a.times, { one: '# time', other: '# times' })}. If you make choices based on the score, it becomes too optimistic.`,
  },

  locked: {
    label: 'Locked test set',
    about: (a: { examples: number }) =>
      `<b>${plural(a.examples, { one: '# test example is', other: '# test examples are' })} locked.</b> Use the test set only when you have finished changing the model. Each look is counted and shown with the results.`,
    unlock: 'Unlock the test set',
  },

  /** The most important metric of an output. */
  summary: {
    intervalTip: 'The 95% interval shows where the true score probably is, given this number of examples.',
    accuracy: (a: Interval & { share: number }) => `<b>${percent(a.share)}</b> accuracy <soft>${evidence(a)}</soft>`,
    texts: (a: Interval & { share: number }) =>
      `<b>${percent(a.share)}</b> of texts correct <soft>${evidence(a)}</soft>`,
    number: (a: Measured & { examples: number }) =>
      `<b>${measured(a)}</b> mean absolute error, ${examples(a.examples)}`,
    mask: (a: { iou: number; examples: number }) => `<b>${percent(a.iou)}</b> IoU, ${examples(a.examples)}`,
    image: (a: { mae: number; examples: number }) =>
      `<b>${significant(a.mae)}</b> mean absolute error per pixel (scale: 0 to 255), ${examples(a.examples)}`,
    averagePrecision: (a: { label: string; share: number; averagePrecision: number }) =>
      ` · Average precision of "${a.label}" (${percent(a.share)} of examples): <b>${metricNumber(a.averagePrecision)}</b>`,
    averagePrecisionTip:
      'How well the scores rank examples of this class above all other examples. 1 is perfect. Random guessing scores about as much as the share of this class.',
  },

  mistakes: { title: 'Mistakes', about: 'Select a mistake to see its examples' },
  perClass: { title: 'Per class', about: 'Worst first' },

  examples: {
    title: 'Examples',
    which: 'Which examples',
    wrong: 'Wrong',
    correct: 'Correct',
    worst: 'Worst',
    spread: 'Evenly sampled',
    class: 'Actual class',
    allClasses: 'All classes',
    showAll: 'Show all',
    openInData: 'Open in Data',
    mostConfident: 'Most confident mistakes',
    mostConfidentFirst: 'Most confident mistakes first',
    someCorrect: 'Some correct predictions',
    worstImages: 'Largest pixel errors first',
    worstTexts: 'Texts with the most errors first',
    spreadAbout: 'Taken from the whole set at equal intervals',
    noneOfMistake: 'Netloom only keeps examples of the most confident mistakes, and none of them are of this kind.',
    none: 'No examples match.',
    noneOfClass: 'None of the saved examples are of this class.',
    allTextsCorrect: 'Every text is correct.',
    otherDataset:
      'These results are for a different dataset, not the current one. To see the examples, use that dataset again.',
  },

  pixels: { title: 'Pixels', about: 'Across all pixels in all examples, on a scale of 0 to 255' },
  texts: {
    title: 'Texts',
    about: (a: { examples: number }) =>
      plural(a.examples, { one: '# example with text to predict', other: '# examples with text to predict' }),
  },
  numbers: {
    chart: 'Predicted vs. actual',
    chartAbout: (a: { examples: number }) => `${examples(a.examples)}. Points on the line are exact predictions.`,
    errors: 'Errors',
    mae: { title: 'MAE', about: (a: Measured) => `${measured(a)}, the mean absolute error` },
    rmse: { title: 'RMSE', about: (a: Measured) => `${measured(a)}; large errors count more` },
    r2: {
      title: 'R²',
      about: (a: { value: number }) =>
        `${significant(a.value)} of the variance explained; 1 is perfect, 0 is no better than predicting the mean`,
    },
    largest: 'Largest errors',
    largestAbout: 'Among the examples in the chart',
    pair: (a: { actual: number; predicted: number }) =>
      `Actual <b>${cellNumber(Number(a.actual.toPrecision(5)))}</b>, predicted <b>${significant(a.predicted)}</b>`,
  },
})

export type Measure = 'accuracy' | 'mae'
const value = (of: number, measure: Measure) => (measure === 'accuracy' ? percent(of) : significant(of))

export const evaluatedSlicesText = defineText('evaluate/results/slices', {
  title: 'Slices',
  about: 'Worst first, with 95% intervals',
  waiting: 'The slices are scored after the run ends or is paused.',
  scoring: (a: { slices: number }) => plural(a.slices, { one: 'Scoring # slice…', other: 'Scoring # slices…' }),
  caption: 'Metrics for each slice',
  columns: {
    slice: 'Slice',
    condition: 'Condition',
    accuracy: 'Accuracy',
    mae: 'MAE',
    interval: '95% interval',
    intervalTip: 'The interval shows where the true score probably is, given this number of examples.',
    difference: 'Vs. all examples',
    examples: 'Examples',
  },
  empty: 'This slice has no examples in this set',
  value: (a: { value: number; measure: Measure; unit: string | undefined }) =>
    a.measure === 'accuracy' || !a.unit ? value(a.value, a.measure) : `${value(a.value, a.measure)} ${a.unit}`,
  interval: (a: { low: number; high: number; measure: Measure }) =>
    range(value(a.low, a.measure), value(a.high, a.measure)),
  /** A difference with its sign, or without a sign when it rounds to zero. */
  difference: (a: { difference: number; measure: Measure }) => {
    if (a.difference === 0 || (a.measure === 'accuracy' && Math.abs(a.difference) < 0.0005)) return count(0)
    const sign = a.difference > 0 ? '+' : ''
    return a.measure === 'accuracy'
      ? `${sign}${oneDecimal(100 * a.difference)} points`
      : `${sign}${significant(a.difference)}`
  },
  examples: (a: { examples: number }) => count(a.examples),
})
