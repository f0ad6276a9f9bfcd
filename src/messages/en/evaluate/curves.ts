/**
 * @file Messages of commands that evaluate predictions, and the text of the Evaluate page about thresholds, costs, and
 * calibration.
 */
import { defineMessages, defineText } from '../../define'
import { count, counted, listOr, metricNumber, number, percent, significant, thresholdNumber } from '../../format'

interface CrossFitted {
  readonly n: number
  readonly before: { readonly nll: number; readonly ece: number }
  readonly after: { readonly nll: number; readonly ece: number }
}
const scoresBeforeAfter = ({ before, after }: CrossFitted) =>
  `the log loss is ${significant(after.nll)} (${significant(before.nll)} without it), and the ECE ${percent(after.ece)} (${percent(before.ece)})`

const SETS: Readonly<Record<string, string>> = { train: 'training', validation: 'validation', test: 'test' }

export const evaluateMessages = defineMessages('evaluate/curves/messages', {
  'evaluate-no-output': (a: { output: string; outputs: readonly string[] }) =>
    `The network has no output "${a.output}". Choose ${listOr(a.outputs)}.`,
  'evaluate-no-class': (a: { label: string; labels: readonly string[] }) =>
    `There is no class "${a.label}". Choose ${listOr(a.labels.slice(0, 20))}.`,
  'evaluate-no-values': (a: { output: string }) =>
    `"${a.output}" predicts images or text, which are not one value per example. Choose an output that predicts a class or a number.`,
  'calibrate-training':
    'Probabilities are nearly always too certain on training examples, so a calibration that is fitted to them makes others worse. Use the validation set.',
  'calibrate-no-classes': (a: { output: string }) =>
    `"${a.output}" predicts no classes, so it has no probabilities to calibrate and no threshold.`,
  'calibrate-no-probabilities': (a: { output: string }) =>
    `The scores of "${a.output}" are not probabilities: they do not sum to 1. Use a sigmoid or softmax as its last activation.`,
  'calibrate-few': (a: { rows: number; least: number }) =>
    `The set has ${counted(a.rows, 'example')}, too few to calibrate with. At least ${count(a.least)} are needed, and a few hundred are better.`,
  'conformal-training': 'Sets that fit training examples are too small for others. Use the validation or the test set.',
  'conformal-coverage': (a: { coverage: number }) =>
    `The coverage is ${number(a.coverage)}. It must be between 0 and 1, such as 0.9.`,
  'conformal-few': (a: { rows: number; least: number; coverage: number; isHalf: boolean }) =>
    `${a.isHalf ? 'Half of the validation set' : 'The validation set'} has ${counted(a.rows, 'example')}. A coverage of ${percent(a.coverage)} needs at least ${count(a.least)}.`,
  'decide-unreadable': 'The decision cannot be read. Use one of `decisions` of a run.',
  'dropout-none': 'The network has no dropout layers, so its predictions do not vary. Add one and train again.',
  'dropout-passes': (a: { passes: number }) =>
    `The number of passes is ${number(a.passes)}. It must be between 2 and 1,000.`,
  'threshold-dropped': (a: { threshold: number }) =>
    `Saved models no longer use the threshold ${thresholdNumber(a.threshold)}, because it was chosen for other probabilities. Choose one again in Results.`,
  'decide-costs': 'Costs are numbers from 0 up, and the share is from 0 to 1.',
  'decide-threshold': (a: { threshold: number }) =>
    `The threshold is ${number(a.threshold)}. It must be a probability between 0 and 1.`,
  'explain-no-row': (a: { row: number; rows: number }) =>
    `There is no row ${count(a.row)}. The rows are numbered from 0 to ${count(a.rows - 1)}.`,
  'influence-no-label': (a: { row: number }) =>
    `Row ${count(a.row)} has no label, so its loss is not known. Choose a class to explain.`,
  'influence-all-frozen':
    'All layers are frozen, so no example has trained this network. Unfreeze a layer and train again.',
  'influence-no-run': 'A saved model has no run to repeat. Use the weights of a run.',
  'influence-unfinished': 'The run has not ended yet. Wait until it is done, then train again without the examples.',
  'influence-other-weights':
    'Training again leads to the weights that the run ended with, but other weights are in use. Use those of the last epoch.',
  'influence-other-data': (a: { by: string }) => `${a.by} was not trained on this data. Train again.`,
  'influence-no-rows': 'None of these examples is in the training set. Choose training examples to leave out.',
  'influence-all-rows': 'That would leave no training examples. Leave out fewer.',
  'explain-no-columns':
    'The network reads no column of numbers or categories that may change. Unlock a column, or choose a table.',
  'explain-many-columns': (a: { columns: number; most: number }) =>
    `The network reads ${counted(a.columns, 'column')}, more than the ${count(a.most)} whose contributions can be told apart. Permutation importance works for any number.`,
  'explain-no-places': 'Parts can only be covered in a single image or series. For a table, use Shapley values.',
  'explain-no-example': 'No example is chosen. Give its row, or show an example on every input node.',
  'explain-tokens':
    'Tokens have no gradient, because a number of a token cannot change a little. Use occlusion, which leaves out one token at a time.',
  'explain-no-convolution':
    'Grad-CAM shows the channels of a convolution, but this network has none. Choose a layer with one value per place and channel, or another method.',
  'explain-no-layer': (a: { node: string }) =>
    `The network has no layer "${a.node}". Choose a node that computes something.`,
  'explain-no-map': (a: { layer: string }) =>
    `"${a.layer}" has no channels with the places of the input. Choose a convolution or a pooling layer.`,
  'explain-no-column': (a: { column: string; columns: readonly string[] }) =>
    `The network does not read a column "${a.column}". Choose ${listOr(a.columns.slice(0, 20))}.`,
  'explain-no-order': (a: { column: string }) =>
    `"${a.column}" is not a column of numbers or of few categories, so its values cannot be varied one after another. Choose another column, or another method.`,
  'explain-window': (a: { column: string }) =>
    `The network reads a window of earlier values of "${a.column}", so there is no single value to vary. Use Shapley values, or cover parts of the series.`,
  'fairness-no-classes': 'Groups are compared by a decision between classes, but this output predicts a number.',
  'fairness-no-column': (a: { column: string; columns: readonly string[] }) =>
    `There is no column "${a.column}" of categories or numbers. Choose ${listOr(a.columns.slice(0, 20))}.`,
  'fairness-chosen-on-test': 'Choose thresholds on the validation set. The test set only measures.',
  'fairness-many-groups': (a: { column: string; values: number; most: number }) =>
    `"${a.column}" has ${counted(a.values, 'value')}, more than the ${count(a.most)} groups that can be compared. Choose a column with fewer values.`,
  'label-errors-no-classes':
    'Label errors can be found where the network predicts a class, but this output predicts a number.',
  'label-errors-one-class': (a: { label: string }) =>
    `Every example of this set is labeled "${a.label}", so no other label can be suggested. Choose another set.`,
  'slices-few-rows': (a: { rows: number; least: number }) =>
    `The set has ${counted(a.rows, 'example')}, too few to compare slices. At least ${count(a.least)} are needed.`,
  'slices-no-columns': (a: { dataset: string }) =>
    `${a.dataset} has no column of numbers or categories except the one to predict, so there is nothing to slice by. Add a column, such as the camera or the date of each example.`,
  'no-best-weights': (a: { run: string }) =>
    `The weights of the best epoch of ${a.run} are not stored. Use its last weights, or train it again.`,
  'compare-other-data': (a: { a: string; b: string }) =>
    `${a.a} and ${a.b} were trained on different data, so they cannot be compared row by row. Train both on the same version of the same dataset.`,
  'compare-other-output': (a: { a: string; b: string }) =>
    `${a.a} and ${a.b} predict different things, so they cannot be compared. Choose two networks that predict the same column.`,
  'compare-no-rows': (a: { a: string; b: string; split: string }) =>
    `No example is in the ${SETS[a.split] ?? a.split} set of both ${a.a} and ${a.b}, because their splits differ. Train both with the same split and seed.`,
})

interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
}

const interval = ({ low, high }: Estimate) => `95% interval ${percent(low)} to ${percent(high)}`
const area = ({ value, low, high }: Estimate) =>
  `${metricNumber(value)} (95% interval ${metricNumber(low)} to ${metricNumber(high)})`
const thousand = (costPerExample: number) => significant(1000 * costPerExample)
const perThousand = ({ value, low, high }: Estimate) =>
  `${thousand(value)} per 1,000 examples (95% interval ${thousand(low)} to ${thousand(high)})`

interface Decided {
  readonly label: string
  readonly threshold: number
}

export const thresholdText = defineText('evaluate/curves', {
  title: 'Threshold and costs',
  class: 'Class',
  against: (a: { label: string }) => `${a.label} against all others`,
  waiting: 'The curves are drawn after the run.',
  predicting: 'Predicting the examples…',
  failed: 'The examples could not be predicted. Select "Evaluate again" above.',
  oneClass: (a: { label: string; none: boolean }) =>
    a.none
      ? `No example of this set is "${a.label}", so there is no curve. Choose another class or another set.`
      : `Every example of this set is "${a.label}", so there is no curve. Choose another set.`,
  costs: { miss: 'A miss costs', falseAlarm: 'A false alarm costs', share: 'Share in production' },
  roc: ({ value }: Estimate) => `ROC: AUC ${metricNumber(value)}`,
  pr: ({ value }: Estimate) => `PR: AP ${metricNumber(value)}`,
  areas: (a: { roc: Estimate; pr: Estimate }) => `ROC: AUC ${area(a.roc)}. PR: AP ${area(a.pr)}.`,
  more: 'Gain and examples',
  costAxis: 'Cost per 1,000 examples',
  /** At the upper end of the axis of costs, which is cut. */
  cut: (a: { limit: number }) => `axis cut at ${significant(a.limit)}`,
  amount: (a: { value: number }) => significant(a.value),
  falseAlarmRate: 'False alarm rate',
  recall: 'Recall',
  precision: 'Precision',
  threshold: 'Threshold',
  chance: 'Guessing',
  atThreshold: 'At the threshold',
  best: (a: { threshold: number; cost: Estimate; saved: number }) =>
    `<b>Threshold ${thresholdNumber(a.threshold)} costs least</b>: ${perThousand(a.cost)}, ${thousand(a.saved)} less than 0.5.`,
  usual: (a: { cost: Estimate }) => `<b>No threshold costs less than 0.5</b>: ${perThousand(a.cost)}.`,
  chosen: (a: { threshold: number; cost: Estimate; more: number; best: number }) =>
    `<b>Threshold ${thresholdNumber(a.threshold)}</b> costs ${perThousand(a.cost)}, ${thousand(a.more)} more than the cheapest, ${thresholdNumber(a.best)}.`,
  onTest: (a: { threshold: number; cost: Estimate }) =>
    `<b>Threshold ${thresholdNumber(a.threshold)}</b> costs ${perThousand(a.cost)}. Choose it on the validation set: chosen here, the results of the test set would be too good.`,
  effect: (a: { label: string; recall: Estimate; falseAlarms: Estimate }) =>
    `It finds ${percent(a.recall.value)} of "${a.label}" (${interval(a.recall)}), with a false alarm for ${percent(a.falseAlarms.value)} of the others (${interval(a.falseAlarms)}).`,
  gain: 'Gain: share of the class found',
  shareChosen: 'Share of the examples, highest probability first',
  decisions: {
    found: (a: { n: number }) => `${count(a.n)} found`,
    falseAlarms: (a: { n: number }) => counted(a.n, 'false alarm'),
    misses: (a: { n: number }) => `${count(a.n)} missed`,
    others: (a: { n: number }) => `${count(a.n)} correctly left out`,
    next: (a: { n: number }) => `${count(a.n)} more at the next lower threshold`,
  },
  decided: {
    found: (a: Decided) => `"${a.label}" with a probability of at least ${thresholdNumber(a.threshold)}`,
    falseAlarms: (a: Decided) =>
      `Others with a probability of "${a.label}" of at least ${thresholdNumber(a.threshold)}`,
    misses: (a: Decided) => `"${a.label}" with a probability below ${thresholdNumber(a.threshold)}`,
    others: (a: Decided) => `Others with a probability of "${a.label}" below ${thresholdNumber(a.threshold)}`,
    next: (a: Decided) => `The highest probability of "${a.label}" below ${thresholdNumber(a.threshold)}`,
  },
  keep: (a: { threshold: number }) => `Save models with threshold ${thresholdNumber(a.threshold)}`,
  remove: 'Save models without a threshold',
  saved: (a: {
    positive?: string | undefined
    threshold?: number | undefined
    groups?: { readonly column: string } | undefined
    method?: 'temperature' | 'platt' | 'isotonic' | undefined
  }) =>
    a.positive === undefined || a.threshold === undefined
      ? a.method === undefined
        ? 'Saved models predict the most likely class.'
        : 'Saved models have calibrated probabilities, and predict the most likely class.'
      : `Saved models predict "${a.positive}" ${a.groups ? `by a threshold for each group of "${a.groups.column}"` : `from a probability of ${thresholdNumber(a.threshold)}`}${a.method === undefined ? '' : ', with calibrated probabilities'}.`,
  moved: (a: { examples: number; threshold: number }) =>
    a.examples === 0
      ? 'No example is decided differently from 0.5'
      : `Show ${counted(a.examples, 'example')} decided differently from 0.5`,
})

export const certaintyText = defineText('evaluate/curves/certainty', {
  title: 'How sure is it?',
  about: (a: { label: string | undefined }) =>
    a.label === undefined ? 'The probability of the predicted class' : `The probability of "${a.label}"`,
  reliability: (a: { ece: number }) => `Reliability: ECE ${percent(a.ece)}`,
  reliabilityOf: {
    title: 'Reliability',
    about: (a: { ece: number; n: number }) => `ECE ${percent(a.ece)} (10 bins), ${counted(a.n, 'example')}`,
  },
  fittedHere: 'The calibration was fitted on this set, so its results here are too good. See the test set.',
  /** The scores are of examples that the calibration was not fitted to. */
  crossFitted: (a: CrossFitted) =>
    `The calibration was fitted to these ${counted(a.n, 'example')}, so results on them are too good. On examples that it was not fitted to (cross-fitting), ${scoresBeforeAfter(a)}.`,
  worsens: (a: CrossFitted) =>
    `This calibration makes the probabilities worse: on examples that it was not fitted to (cross-fitting on ${counted(a.n, 'example')}), ${scoresBeforeAfter(a)}. Choose another method, or none.`,
  predictedShare: 'Predicted probability',
  actualShare: 'Actual share',
  perfect: 'Perfectly calibrated',
  calibrate: 'Calibration of saved models',
  methods: {
    none: 'Not calibrated',
    temperature: 'Calibrated: temperature',
    platt: 'Calibrated: Platt',
    isotonic: 'Calibrated: isotonic',
  },
  certain: 'Accuracy of the most certain',
  share: 'Share of the examples, most certain first',
  leastCertain: (a: { examples: number; share: number }) =>
    a.examples === 0
      ? 'No example is left'
      : `Show the least certain ${percent(a.share)}: ${counted(a.examples, 'example')}`,
  histogram: 'Number of examples by probability',
  inBin: (a: { examples: number; low: number; high: number }) =>
    `Show ${counted(a.examples, 'example')}: ${percent(a.low)} to ${percent(a.high)}`,
  mostCertain: (a: { half: Estimate; most: Estimate }) =>
    `Most certain half: ${percent(a.half.value)} correct (${interval(a.half)}). Most certain 80%: ${percent(a.most.value)} (${interval(a.most)}).`,
  scores: {
    probability: 'Probability',
    entropy: 'Entropy',
    mutualInformation: 'Mutual information',
  },
  dropout: 'Measure with dropout',
  busyDropout: 'Predicting with dropout…',
  areas: (a: {
    passes: number
    n: number
    of: number
    areas: Record<'probability' | 'entropy' | 'mutualInformation', number>
  }) =>
    `Mean share of mistakes over the curve: ${percent(a.areas.probability)} by probability, ${percent(a.areas.entropy)} by entropy, ${percent(a.areas.mutualInformation)} by mutual information (${count(a.passes)} passes${a.n < a.of ? `, ${counted(a.n, 'example')} drawn of ${count(a.of)}` : ''}).`,
  errors: 'Errors by example',
  errorsAbout: 'Residual: predicted minus actual value',
  byBins: 'ECE by number of bins',
  bins: 'Bins',
  equalWidth: 'Equal width',
  equalMass: 'Equal size',
  brier: (a: {
    brier: number
    nll: number
    decomposition: { reliability: number; resolution: number; uncertainty: number; within: number }
    /** The second of two classes, which the parts are of; for several classes, they are of the predicted class. */
    label: string | undefined
  }) => {
    const { reliability, resolution, uncertainty, within } = a.decomposition
    const parts = roundedToSum([reliability, -resolution, uncertainty, within])
    const [own, resolved, rate, rest] = parts.map((part) => metricNumber(Math.abs(part)))
    const inBins = parts[3] as number
    const sum = `${metricNumber(parts.reduce((all, part) => all + part, 0))} = ${own} reliability − ${resolved} resolution + ${rate} uncertainty${inBins === 0 ? '' : ` ${inBins < 0 ? '−' : '+'} ${rest} within bins`}`
    const score =
      a.label === undefined
        ? `Brier score (sum over all classes) ${metricNumber(a.brier)}. Top-label Brier score (predicted class only) ${sum}.`
        : `Brier score of "${a.label}" ${sum}.`
    return `${score} Negative log likelihood: ${metricNumber(a.nll)}.`
  },
  brierTip:
    'Reliability: the distance from the diagonal. Resolution: how much the bins differ from the mean. Uncertainty: how evenly the outcomes are distributed, which no network can change.',
  coverage: 'Coverage',
  contain: (a: { coverage: number; kind: string }) =>
    a.kind === 'classes'
      ? `Sets for ${number(100 * a.coverage)}% of examples`
      : `Intervals for ${number(100 * a.coverage)}% of examples`,
  verdict: (a: {
    kind: string
    split: string
    fitted: number
    threshold: number
    isCalibrated?: true
    coverage: Estimate & { readonly n: number; readonly size: number }
    unit: string | undefined
  }) => {
    const unit = a.unit === undefined ? '' : ` ${a.unit}`
    const [what, size] =
      a.kind === 'classes'
        ? [
            `The set of all classes with a ${a.isCalibrated ? 'calibrated ' : ''}probability of at least ${percent(a.threshold)} contains the actual class`,
            `, and has ${significant(a.coverage.size)} classes on average`,
          ]
        : [`The prediction ± ${significant(a.threshold)}${unit} contains the actual value`, '']
    return `${what} for ${percent(a.coverage.value)} (${interval(a.coverage)})${size}. Fitted to ${counted(a.fitted, 'example')} of the validation set, and measured on ${a.split === 'test' ? 'the test set' : 'the others'}.`
  },
  waiting: 'The coverage is measured after the run.',
  measuring: 'Measuring the coverage…',
  caption: 'Coverage of all examples, by class and by slice',
  all: 'All',
  ofClass: (a: { label: string }) => `"${a.label}"`,
  group: 'Examples',
  covered: 'Covered',
  coveredAbout: 'The share of examples whose set or interval contains the actual value. Red: lower than promised.',
  interval: ({ low, high }: Pick<Estimate, 'low' | 'high'>) => `${percent(low)}–${percent(high)}`,
  size: 'Classes per set',
  mean: (a: { size: number }) => significant(a.size),
  examples: 'n',
})

export const residualsText = defineText('evaluate/curves/residuals', {
  byPrediction: 'Residuals by prediction',
  predicted: 'Predicted',
  residual: 'Residual',
  histogram: 'Number of examples by residual',
  error: (a: { by: string }) => `Mean absolute error by ${a.by}`,
  examples: (a: { n: number; of: string; from: number; to: number; format: (value: number) => string }) =>
    a.n === 0
      ? 'No example in this range'
      : `Show ${counted(a.n, 'example')}: ${a.of} ${a.from === a.to ? a.format(a.from) : `${a.format(a.from)} to ${a.format(a.to)}`}`,
})

/** Rounds parts to three decimals so that they add up to their rounded sum, by the largest remainders. */
function roundedToSum(parts: readonly number[]): readonly number[] {
  const exact = parts.map((part) => 1000 * part)
  const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0)
  const missing = Math.round(sum(exact)) - sum(exact.map(Math.floor))
  const remainder = (i: number) => (exact[i] as number) - Math.floor(exact[i] as number)
  const up = [...exact.keys()].sort((a, b) => remainder(b) - remainder(a)).slice(0, missing)
  return exact.map((part, i) => (Math.floor(part) + (up.includes(i) ? 1 : 0)) / 1000)
}
