/**
 * @file UI text for charts: curves of a run, metrics, confusion matrices, tables and images of examples, and the tokens
 * of a text.
 */
import { defineText } from '../define'
import { commaList, count, counted, interval, metricNumber, number, percent, significant } from '../format'

/** The values of a loss or a metric after an epoch. */
interface EpochValues {
  /** Undefined if the loss or metric is measured only on the validation set. */
  readonly training: number | undefined
  readonly validation: number | undefined
}

const epochValues = ({ training, validation }: EpochValues, write: (value: number) => string): readonly string[] => [
  ...(training === undefined ? [] : [`training ${write(training)}`]),
  ...(validation === undefined ? [] : [`validation ${write(validation)}`]),
]

const lossValues = (a: EpochValues & { readonly best: number | undefined }) =>
  commaList([...epochValues(a, significant), ...(a.best === undefined ? [] : [`best at epoch ${count(a.best)}`])])

const metricValues = (a: EpochValues & { readonly isShare: boolean }) =>
  commaList(epochValues(a, (value) => (a.isShare ? percent(value) : significant(value))))

export const chartsText = defineText('charts', {
  drawing: 'Drawing the chart…',
  speed: (a: { stepsPerSecond: number }) =>
    `${a.stepsPerSecond >= 10 ? count(a.stepsPerSecond) : number(a.stepsPerSecond, 2)} steps/s`,

  curves: {
    eachStep: 'each step',
    training: 'training',
    validation: 'validation',
    steps: 'Steps',
    epochs: 'Epochs',
    /** The values at the pointer's position in a chart. */
    atStep: (a: { step: number; values: readonly string[] }) => `Step ${count(a.step)}: ${commaList(a.values)}`,
    atEpoch: (a: { epoch: number; values: readonly string[] }) => `Epoch ${count(a.epoch)}: ${commaList(a.values)}`,
    value: (a: { curve: string; value: string }) => `${a.curve} ${a.value}`,
  },

  loss: {
    noEpoch: 'Loss by step, in the first epoch',
    after: (a: EpochValues & { epoch: number; epochs: number; best: number | undefined }) =>
      `Loss after epoch ${count(a.epoch)} of ${count(a.epochs)}: ${lossValues(a)}`,
    values: lossValues,
    firstEpoch: 'first epoch in progress',
    epoch: (a: { epoch: number }) => `epoch ${count(a.epoch)} in progress`,
  },

  /** Metrics of the training set and of the validation set, keyed by their ids in the history of a run. */
  metrics: {
    training: {
      loss: 'Loss',
      accuracy: 'Accuracy',
      positionAccuracy: 'Accuracy per position',
      sequenceAccuracy: 'Exact-match accuracy',
      pixelAccuracy: 'Pixel accuracy',
      mae: 'MAE',
      rmse: 'RMSE',
      r2: 'R²',
      iou: 'IoU',
      dice: 'Dice',
    },
    validation: {
      loss: 'Validation loss',
      accuracy: 'Validation accuracy',
      positionAccuracy: 'Validation accuracy per position',
      sequenceAccuracy: 'Validation exact-match accuracy',
      pixelAccuracy: 'Validation pixel accuracy',
      mae: 'Validation MAE',
      rmse: 'Validation RMSE',
      r2: 'Validation R²',
      iou: 'Validation IoU',
      dice: 'Validation Dice',
    },
    /** A metric that belongs to one of several outputs of a network. */
    ofOutput: (a: { output: string; metric: string }) => `${a.output}: ${a.metric}`,
    byEpoch: (a: { metric: string }) => `${a.metric} by epoch`,
    latest: (a: EpochValues & { metric: string; isShare: boolean }) => `${a.metric}: ${metricValues(a)}`,
    values: metricValues,
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
    noMistakes: 'No mistakes on these examples.',
    rarer: (a: { mistakes: number }) => counted(a.mistakes, 'less frequent mistake'),
    unknownLabel: '?',
  },

  perClass: {
    table: 'Metrics per class, with 95% intervals',
    columns: {
      label: { title: 'Class', about: 'The class' },
      f1: { title: 'F1', about: 'Combines precision and recall in one score, which is high only if both are high.' },
      precision: { title: 'Precision', about: 'The share of predictions of this class that are correct.' },
      recall: {
        title: 'Recall (interval)',
        about:
          'The share of examples of this class that were found. The 95% interval shows where the true recall probably is, given this number of examples.',
      },
      averagePrecision: {
        title: 'AP',
        about:
          'Average precision: how well the scores rank examples of this class above all other examples. 1 is perfect. Random guessing gives about the share of examples that are in this class.',
      },
      support: { title: 'n', about: 'The number of examples of this class.' },
    },
    interval: (a: { low: number; high: number }) => interval(a.low, a.high),
    intervalTip: (a: { low: number; high: number; examples: number }) =>
      `95% interval from ${counted(a.examples, 'example')}. Given this number of examples, the true score is probably between ${metricNumber(a.low)} and ${metricNumber(a.high)}.`,
  },

  plane: {
    marks: 'filled: training, hollow: validation',
    points: (a: { training: number; validation: number; classes: number }) =>
      `${count(a.training)} training and ${count(a.validation)} validation points of ${counted(a.classes, 'class', 'classes')}`,
    map: (a: { training: number; validation: number; classes: number }) =>
      `Decision map with ${count(a.training)} training and ${count(a.validation)} validation points of ${counted(a.classes, 'class', 'classes')}`,
  },

  predicted: {
    label: (a: { examples: number; mae: number; r2: number }) =>
      `Predicted and actual values of ${counted(a.examples, 'example')}: mean absolute error ${significant(a.mae)}, R² ${significant(a.r2)}`,
    actual: 'actual',
    predicted: 'predicted',
    actualIn: (a: { unit: string }) => `actual (${a.unit})`,
    predictedIn: (a: { unit: string }) => `predicted (${a.unit})`,
  },

  overTime: {
    range: 'range',
    lowToHigh: (a: { low: number; high: number }) => `${significant(a.low)} to ${significant(a.high)}`,
  },

  histogram: { rows: 'rows' },

  examples: {
    row: (a: { row: number }) => `Row ${a.row}`,
    labeled: (a: { row: number; label: string }) => `Row ${a.row}, ${a.label}`,
    predicted: (a: { row: number }) => `Row ${a.row}, predicted`,
    mistake: '<actual/> predicted as <predicted/>',
    cell: (a: { column: string; value: string }) => `${a.column} ${a.value}`,
    cells: (a: { cells: readonly string[] }) => commaList(a.cells),
  },

  images: {
    iou: { title: 'IoU', about: 'overlap between the predicted and actual masks' },
    dice: { title: 'Dice', about: 'F1 score of the marked pixels' },
    pixels: { title: 'Pixels', about: 'correct, including the background' },
    mae: { title: 'MAE', about: 'mean absolute error on a scale of 0 to 255' },
    rmse: { title: 'RMSE', about: 'gives large errors more weight' },
    input: 'Input',
    actual: 'Actual',
    predicted: 'Predicted',
    errorOfRow: (a: { row: number; mae: number }) => `Row ${a.row}: mean absolute error ${significant(a.mae)}`,
    overlapOfRow: (a: { row: number; iou: number }) => `Row ${a.row}: IoU ${percent(a.iou)}`,
  },

  texts: {
    whole: 'Texts',
    wholeCorrect: (a: { share: number }) => `<b>${percent(a.share)}</b> correct from start to end`,
    positions: 'Positions',
    positionsCorrect: (a: { share: number }) =>
      `<b>${percent(a.share)}</b> correct. The end of a text counts as one position; positions after it do not count.`,
    byPosition: 'Accuracy at each position',
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
