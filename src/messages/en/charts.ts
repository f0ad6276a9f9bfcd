/**
 * @file UI text for charts: curves of a run, metrics, confusion matrices, tables and images of examples, and the tokens
 * of a text.
 */
import { defineText } from '../define'
import {
  commaList,
  count,
  counted,
  interval,
  list,
  lossNumber,
  metricNumber,
  number,
  percent,
  significant,
} from '../format'

/** The values of a loss or a metric after an epoch. */
interface EpochValues<T> {
  /** Undefined if the loss or metric is measured only on the validation set. */
  readonly training: T | undefined
  readonly validation: T | undefined
  /** Whether the training loss has weights of classes or rows; the validation loss has none. */
  readonly isWeighted?: boolean | undefined
}

const epochValues = ({ training, validation, isWeighted }: EpochValues<string>): readonly string[] => [
  ...(training === undefined ? [] : [`training ${isWeighted ? '(weighted) ' : ''}${training}`]),
  ...(validation === undefined ? [] : [`validation ${validation}`]),
]

/** The best epoch, and the metric that decides it, such as "the validation loss". */
interface BestEpoch {
  readonly best: number | undefined
  readonly by: string
}

const lossValues = ({ training, validation, best, by, isWeighted }: EpochValues<number> & BestEpoch) =>
  commaList([
    ...epochValues({
      isWeighted,
      training: training === undefined ? undefined : lossNumber(training),
      validation: validation === undefined ? undefined : lossNumber(validation),
    }),
    ...(best === undefined ? [] : [`best by ${by} at epoch ${count(best)}`]),
  ])

const bestEpochText = (a: { epoch: number; by: string }) => `epoch ${count(a.epoch)} (best by ${a.by})`

const metricValues = (a: EpochValues<string>) => commaList(epochValues(a))

/** The values after a complete epoch, which differ from those of an evaluation within an epoch. */
const afterEpoch = (epoch: number, values: string) => `epoch ${count(epoch)}: ${values}`

export const chartsText = defineText('charts', {
  drawing: 'Drawing the chart…',
  speed: (a: { stepsPerSecond: number }) =>
    `${a.stepsPerSecond >= 10 ? count(a.stepsPerSecond) : number(a.stepsPerSecond, 2)} steps/s`,

  chart: {
    menu: (a: { chart: string }) => `Save ${a.chart} or show it as a table`,
    svg: 'Save as SVG',
    png: 'Save as PNG',
    csv: 'Save as CSV',
    showTable: 'Show as a table',
    showPlot: 'Show as a chart',
    reader: (a: { chart: string }) => `Values of ${a.chart}`,
    noReading: 'Press an arrow key to read the values.',
    /** The values at a position in a chart. */
    reading: (a: { x: string; values: readonly string[] }) =>
      a.values.length === 0 ? a.x : `${a.x}: ${commaList(a.values)}`,
    value: (a: { series: string; value: string }) => (a.series === '' ? a.value : `${a.series} ${a.value}`),
    between: (a: { low: string; high: string }) => `${a.low} to ${a.high}`,
    /** The columns of the ends of an interval. */
    lowerEnd: (a: { column: string }) => `${a.column}, lower end`,
    upperEnd: (a: { column: string }) => `${a.column}, upper end`,
    lastRows: (a: { shown: number; all: number }) =>
      `The last ${count(a.shown)} of ${counted(a.all, 'row')}. The CSV file has all of them.`,
  },

  curves: {
    eachStep: 'each step',
    training: 'training',
    smoothed: 'training, smoothed',
    /** The training loss with weights of classes or rows; the validation loss is without. */
    weighted: 'training, weighted',
    weightedSmoothed: 'training, weighted, smoothed',
    validation: 'validation',
    comparedValidation: (a: { run: string }) => `${a.run}, validation`,
    steps: 'Steps',
    epochs: 'Epochs',
    step: (a: { step: number }) => `Step ${count(a.step)}`,
    epoch: (a: { epoch: number }) => `Epoch ${count(a.epoch)}`,
  },

  loss: {
    noEpoch: 'Loss by step, in the first epoch',
    after: (a: EpochValues<number> & BestEpoch & { epoch: number; epochs: number }) =>
      `Loss after epoch ${count(a.epoch)} of ${count(a.epochs)}: ${lossValues(a)}`,
    values: ({ epoch, best, ...values }: Parameters<typeof lossValues>[0] & { epoch: number }) =>
      best === epoch
        ? `${bestEpochText({ epoch, by: values.by })}: ${lossValues({ ...values, best: undefined })}`
        : afterEpoch(epoch, lossValues({ ...values, best })),
    firstEpoch: 'first epoch in progress',
    noEpochs: 'ended before an epoch was complete',
    epoch: (a: { epoch: number }) => `epoch ${count(a.epoch)} in progress`,
  },

  metrics: {
    byEpoch: (a: { metric: string }) => `${a.metric} by epoch`,
    latest: (a: EpochValues<string> & { metric: string }) => `${a.metric}: ${metricValues(a)}`,
    values: ({ epoch, ...values }: EpochValues<string> & { epoch: number }) => afterEpoch(epoch, metricValues(values)),
  },

  epochs: {
    table: 'Loss and metrics by epoch',
    last: (a: { shown: number; all: number }) => `The last ${count(a.shown)} of ${count(a.all)} epochs`,
    epoch: 'Epoch',
  },

  confusion: {
    caption: '<word>actual</word> <arrow>↓</arrow> <word>predicted</word> <arrow>→</arrow>',
    correct: (a: { label: string; examples: number }) => `${a.label}, correct: ${count(a.examples)}`,
    mistake: (a: { actual: string; predicted: string; examples: number }) =>
      `${a.actual} predicted as ${a.predicted}: ${count(a.examples)}`,
    /** The classes of a mistake, before its count. */
    pair: (a: { actual: string; predicted: string }) => `${a.actual} predicted as ${a.predicted}`,
    /** The same in a narrow list; the heading says what it means. */
    shortPair: (a: { actual: string; predicted: string }) => `${a.actual} as ${a.predicted}`,
    noMistakes: 'No mistakes on these examples.',
    rarer: (a: { mistakes: number }) => counted(a.mistakes, 'less frequent mistake'),
    more: (a: { mistakes: number }) => `Show ${count(a.mistakes)} more`,
    part: (a: { shown: number; classes: number }) =>
      `The ${count(a.shown)} of ${counted(a.classes, 'class', 'classes')} with the most mistakes`,
    unknownLabel: '?',
  },

  perClass: {
    table: 'Metrics per class, with 95% intervals',
    class: { title: 'Class', about: 'The class' },
    support: { title: 'n', about: 'The number of examples of this class.' },
    ofClass: (a: { label: string }) => `Examples of "${a.label}"`,
    predictedAs: (a: { label: string }) => `Predicted as "${a.label}"`,
    mistakesOf: (a: { label: string }) => `Mistakes with "${a.label}"`,
    /** Follows the name of a metric in the header of its column. */
    withInterval: '(interval)',
    withIntervalAbout: (a: { about: string }) =>
      `${a.about} The 95% interval shows where the true value probably is, given this number of examples.`,
    interval: (a: { low: number; high: number }) => interval(a.low, a.high),
    undefinedValue: '–',
    noExample: (a: { set: 'train' | 'validation' | 'test'; labels: readonly string[] }) =>
      `The ${a.set === 'train' ? 'training' : a.set} set has no example of ${list(a.labels.map((label) => `"${label}"`))}.`,
    neverPredicted: (a: { label: string }) =>
      `Undefined: "${a.label}" is never predicted, so there is nothing to divide by. In the mean over classes, it counts as 0.`,
    intervalTip: (a: { low: number; high: number; examples: number }) =>
      `95% interval from ${counted(a.examples, 'example')}. Given this number of examples, the true score is probably between ${metricNumber(a.low)} and ${metricNumber(a.high)}.`,
  },

  plane: {
    title: 'Data points',
    training: (a: { label: string }) => `${a.label}, training`,
    validation: (a: { label: string }) => `${a.label}, validation`,
    marks: 'filled: training, hollow: validation',
    points: (a: { training: number; validation: number; classes: number }) =>
      `${count(a.training)} training and ${count(a.validation)} validation points of ${counted(a.classes, 'class', 'classes')}`,
    map: (a: { training: number; validation: number; classes: number }) =>
      `Decision map with ${count(a.training)} training and ${count(a.validation)} validation points of ${counted(a.classes, 'class', 'classes')}`,
  },

  predicted: {
    label: (a: { examples: number; metrics: string }) =>
      `Predicted and actual values of ${counted(a.examples, 'example')}: ${a.metrics}`,
    title: 'Predicted and actual values',
    actual: 'Actual',
    predicted: 'Predicted',
    equal: 'predicted = actual',
  },

  overTime: {
    time: 'Time',
    mean: 'mean and range',
  },

  histogram: {
    title: (a: { column: string }) => `Distribution of ${a.column}`,
    rows: 'Rows',
  },

  examples: {
    openInData: 'Open in Data',
    row: (a: { row: number }) => `Row ${a.row}`,
    labeled: (a: { row: number; label: string }) => `Row ${a.row}, ${a.label}`,
    predicted: (a: { row: number }) => `Row ${a.row}, predicted`,
    mistake: '<actual/> predicted as <predicted/>',
    cell: (a: { column: string; value: string }) => `${a.column} ${a.value}`,
    cells: (a: { cells: readonly string[] }) => commaList(a.cells),
    missing: 'missing',
  },

  images: {
    input: 'Input',
    actual: 'Actual',
    predicted: 'Predicted',
    errorOfRow: (a: { row: number; mae: number }) => `Row ${a.row}: mean absolute error ${significant(a.mae)}`,
    overlapOfRow: (a: { row: number; iou: number }) => `Row ${a.row}: IoU ${percent(a.iou)}`,
  },

  texts: {
    byPosition: 'Accuracy at each position',
    position: 'Position',
    accuracy: 'Accuracy',
    atPosition: (a: { position: number; correct: number; all: number }) =>
      `Position ${count(a.position)}: ${count(a.correct)} of ${count(a.all)} correct`,
    actual: 'Actual',
    predicted: 'Predicted',
    confidence: 'Confidence',
    expected: (a: { token: string }) => `Expected: ${a.token}`,
    expectedEnd: 'Expected: end of the text',
    expectedMore: 'Expected: more text',
  },
})

/** A vocabulary of words or characters, or of hash buckets. */
interface Vocabulary {
  readonly of: 'words' | 'characters'
  readonly size: number
  /** The number of positions; undefined if the order of tokens does not matter. */
  readonly positions: number | undefined
}

/** The number of tokens or characters that the network reads of a text. */
const lengthOf = (of: Vocabulary['of'], positions: number) =>
  of === 'words' ? counted(positions, 'token') : counted(positions, 'character')

const sizeOf = ({ of, size }: Vocabulary) => (of === 'words' ? counted(size, 'word') : counted(size, 'character'))

export const tokensText = defineText('charts/tokens', {
  summary: (a: { tokens: number; unknown: number; cut: number; padding: number }) =>
    commaList([
      counted(a.tokens, 'token'),
      ...(a.unknown > 0 ? [`${count(a.unknown)} unknown`] : []),
      ...(a.cut > 0 ? [`${count(a.cut)} cut off`] : []),
      ...(a.padding > 0 ? [`${count(a.padding)} padding`] : []),
    ]),
  padding: (a: { positions: number }) => `${count(a.positions)} × padding`,
  paddingTip: 'The text is shorter than the input, so the network receives a 0 here.',
  more: (a: { tokens: number }) => `and ${count(a.tokens)} more`,
  cut: 'Cut off: the network does not see this token.',
  known: (a: { id: number }) => `Token ${a.id}`,
  ignored: 'Not in the vocabulary, so the network ignores it.',
  unknown: (a: { id: number }) => `Not in the vocabulary, so it becomes token ${a.id}, like all unknown tokens.`,
  buckets: (a: { buckets: number }) =>
    `A hash assigns each word to one of ${counted(a.buckets, 'bucket')}, so no word is unknown.`,
  ofRun: (a: Vocabulary) => {
    const learned = `The last run learned a vocabulary of ${sizeOf(a)} from the training set.`
    if (a.positions === undefined) return learned
    return `${learned} The network reads at most ${lengthOf(a.of, a.positions)} of each text.`
  },
  ofRows: (a: Vocabulary & { rows: number }) => {
    const learned = `A run would learn a vocabulary of ${sizeOf(a)} from ${counted(a.rows, 'training example')}.`
    if (a.positions === undefined) return learned
    return `${learned} The network would read at most ${lengthOf(a.of, a.positions)} of each text.`
  },
})
