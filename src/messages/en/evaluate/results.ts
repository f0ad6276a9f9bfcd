/**
 * @file UI text for the results on the Evaluate page: the set to evaluate on, the metrics, the slices, the mistakes,
 * and the examples behind them.
 */
import { defineText } from '../../define'
import {
  cellNumber,
  commaList,
  count,
  counted,
  identifier,
  percent,
  plural,
  significant,
  range,
  thresholdNumber,
} from '../../format'
import { weightsPlace } from '../studio/offers'

const examples = (n: number) => plural(n, { one: '# example', other: '# examples' })

const fiveDigits = (value: number) => cellNumber(Number(value.toPrecision(5)))

/** The most distances of mistakes that are listed. */
const MAX_DISTANCES = 3

export const resultsText = defineText('evaluate/results', {
  page: {
    about:
      'See how the network performs on data that it was not trained on: its accuracy, the classes it confuses, and the examples it gets wrong.',
    output: 'Output',
    noValidation:
      'The validation set has no examples. Select the training set, or give it a share under Data > Split and train again.',
    beforeEdit: 'Out of date: the data was edited.',
    beforeEditTip: 'These results are of the data before it was edited. Evaluate again for those of the edited data.',
    notEvaluated: 'These weights are not evaluated on this set yet. Select Evaluate.',
    moreData: 'Would more data help?',
    otherDataLabel: 'Results of other data',
    otherData: (a: { run: string; trained: string; chosen: string }) =>
      `<b>${a.run} was trained on ${a.trained}.</b> ${a.chosen} is chosen now, so its results are not shown.`,
    /** `why`: the sentence that says why nothing can be measured on the chosen data. */
    afterOtherData: (a: { why: string | undefined; trained: string; chosen: string }) =>
      `${a.why ?? `Select Evaluate to measure it on ${a.chosen}.`} To see the results again, choose ${a.trained}. For results on ${a.chosen}, train on it.`,
  },
  tabs: {
    label: 'What to look at',
    results: 'Results',
    certainty: 'Certainty',
    failures: 'Failures',
    explanations: 'Explanations',
    groups: 'Groups',
    robustness: 'Robustness',
    comparison: 'Comparison',
  },
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
    /** The same, next to the choice. */
    short: {
      train: 'Used for training: scores are too good.',
      validation: 'Not used for training.',
      /** The validation set, after a calibration or a threshold was saved. */
      chosen: 'Used to choose the calibration or threshold: scores may be too good.',
      test: 'New to the network: the fairest score.',
    },
    mayBeSeen: 'Some of these examples may have been used for training, so this score may be too good.',
    /** In place of the words about a set, for data that the weights were not trained on. */
    unseen: 'The network was not trained on these examples.',
    lookedOnce: 'Viewed once with this data and split.',
    looked: (a: { times: number }) =>
      `Viewed ${plural(a.times, { one: '# time', other: '# times' })} with this data and split. If you make choices based on the score, it becomes too optimistic.`,
  },

  locked: {
    label: 'Locked test set',
    about: (a: { examples: number }) =>
      `<b>${plural(a.examples, { one: '# test example is', other: '# test examples are' })} locked.</b> Use the test set only when you have finished changing the model. Each look is counted and shown with the results.`,
    unlock: 'Unlock the test set',
  },

  /** The weights that are evaluated, and the split that their examples are from. */
  weights: {
    last: (a: { run: string; epoch: number }) => `${a.run}, epoch ${count(a.epoch)} (last)`,
    within: (a: { run: string; step: number; epoch: number }) =>
      `${a.run}, ${weightsPlace({ ...a, within: 'stopped' })}`,
    untrained: (a: { run: string }) => `${a.run}, stopped before its first step: initial weights, not trained`,
    soFar: (a: { run: string; epoch: number }) => `${a.run}, epoch ${count(a.epoch)} so far`,
    interrupted: (a: { run: string; step: number }) => `${a.run}, checkpoint at step ${count(a.step)}`,
    /** `by`: the metric that decides which epoch is the best, such as "the validation loss". */
    restored: (a: { run: string; epoch: number; by: string }) =>
      `${a.run}, restored: epoch ${count(a.epoch)} (best by ${a.by})`,
    /** What saved models decide by, and so do the results. */
    decides: (a: {
      isCalibrated: boolean
      label: string | undefined
      threshold: number | undefined
      /** The column of groups that have thresholds of their own. */
      column: string | undefined
    }) => {
      const decided =
        a.label === undefined || a.threshold === undefined
          ? 'Decided by the most likely class'
          : a.column === undefined
            ? `Decided by the saved threshold: "${a.label}" from ${thresholdNumber(a.threshold)}`
            : `Decided by the saved thresholds of "${a.label}" for each group of "${a.column}"`
      return `${decided}${a.isCalibrated ? ', calibrated' : ''}.`
    },
    /** Of figures from before a threshold or a calibration was saved, next to curves and examples that have it. */
    undecided: (a: { how: string }) =>
      `The summary and the tables are ${a.how}; curves and examples are as saved models decide. Select Evaluate again.`,
    networkChanged: 'The network, its inputs, or its classes have changed since this run.',
    showChanges: 'Show changes',
    ownSplit: (a: { run: string; split: string; seed: string }) =>
      `On the split of ${a.run} (${a.split}, seed ${a.seed}). The split or the data has changed since. Train again to use the new split.`,
    unseen: (a: { run: string; trained: string; chosen: string }) =>
      `${a.run} was trained on other data (${a.trained}). It has seen none of these examples (${a.chosen}). To compare, train again.`,
    dataSeed: (seed: number) => `data seed ${identifier(seed)}`,
    editedSince: (a: { run: string }) =>
      `${a.run} was trained before the data was edited. These results count the edited examples and labels. Train again to use them.`,
    editedSplit: (a: { run: string }) =>
      `The data and its split have changed since ${a.run}: it may have been trained on some of these examples, so the results may be too good.`,
    ownTarget: (a: { run: string; target: string }) =>
      `${a.run} was trained to predict "${a.target}", so that is what is evaluated. Train again to predict the new target.`,
    deletedOrigin: (a: { run: string }) =>
      `${a.run} started from a run that was deleted. If that run had another split, it was trained on some of these examples, and the results are too good.`,
    otherOrigin: (a: { run: string; from: string }) =>
      `${a.run} started from ${a.from}, which was trained on another split: some of these examples may have been used for training, so the results may be too good.`,
  },

  /** The most important metric of an output. */
  summary: {
    /** The value and name of a metric, and what they are based on: its interval, the number of examples, and the loss. */
    metric: (a: {
      value: string
      name: string
      interval: string | undefined
      examples: number
      loss: number
      /** The training loss, or another loss computed from the predictions. */
      lossOf: 'training' | 'log loss' | 'squared error'
      /** Whether the loss is that of a target that is scaled for training, so that it has no unit. */
      isScaled: boolean
    }) =>
      `<b>${a.value}</b> ${a.name} <soft>(${commaList([...(a.interval === undefined ? [] : [a.interval]), examples(a.examples), `${a.lossOf === 'training' ? 'loss' : a.lossOf} ${significant(a.loss)}${a.isScaled ? ' on the scaled target' : ''}`])})</soft>`,
    oneClass: ' · <b>One class only</b>: accuracy says nothing',
    /** A metric of a rare class, with the share of the examples that are in it. */
    rareClass: (a: { name: string; label: string; share: number; value: string }) =>
      ` · ${a.name} of "${a.label}" (${percent(a.share)} of examples): <b>${a.value}</b>`,
  },

  mistakes: {
    title: 'Mistakes',
    about: (a: { wrong: number; n: number }) => `${count(a.wrong)} of ${count(a.n)} wrong`,
    /** Of ordered classes: the mistakes that are off by 1, 2, … ranks. */
    aboutRanks: (a: { wrong: number; n: number; byDistance: readonly number[] }) => {
      const found = a.byDistance.flatMap((mistakes, i) => (mistakes > 0 ? [{ mistakes, ranks: i + 1 }] : []))
      const near = found.slice(0, MAX_DISTANCES).map((one) => `${count(one.mistakes)} by ${counted(one.ranks, 'rank')}`)
      const far = found.slice(MAX_DISTANCES).reduce((sum, one) => sum + one.mistakes, 0)
      const parts = far > 0 ? [...near, `${count(far)} by more`] : near
      return `${count(a.wrong)} of ${count(a.n)} wrong${parts.length > 0 ? `: ${commaList(parts)}` : ''}`
    },
  },
  /** The most frequent mistake and the class with the lowest F1, which is the worst one everywhere. */
  answer: {
    noMistakes: (a: { n: number }) =>
      a.n === 1
        ? '<b>The only example is predicted correctly.</b>'
        : `<b>All ${examples(a.n)} are predicted correctly.</b>`,
    oneClass: (a: { label: string; examples: number; of: number }) =>
      `<b>${a.examples === 1 ? 'The only example is' : `All ${examples(a.examples)} are`} "${a.label}"</b>, so accuracy says nothing: always predicting "${a.label}" is 100% correct. ${a.of > 1 ? 'Choose a split whose sets have all classes.' : 'Add examples of another class, or choose another target.'}`,
    /** `ties`: other mistakes that are as frequent. */
    mistake: (a: { actual: string; predicted: string; n: number; of: number; ties: number }) =>
      a.ties > 0
        ? `Most frequent mistakes: <b>${a.actual} predicted as ${a.predicted}</b> and ${counted(a.ties, 'other')}, ${count(a.n)} each.`
        : `Most frequent mistake: <b>${a.actual} predicted as ${a.predicted}</b>, ${count(a.n)} of ${count(a.of)}.`,
    worst: (a: { label: string; f1: string; recall: number; low: number; high: number }) =>
      `Worst class (lowest F1): <b>${a.label}</b>, ${a.f1}, recall ${percent(a.recall)} (95% interval ${percent(a.low)} to ${percent(a.high)}).`,
  },
  allClasses: 'All classes',
  predictions: 'Predictions:',
  formats: { csv: 'CSV', parquet: 'Parquet' },
  perClass: { title: 'Per class', about: 'Lowest F1 first' },

  examples: {
    title: 'Examples',
    why: 'Why this prediction?',
    howToExplain: 'Open an example to see why it is predicted so, and which training examples made the prediction',
    which: 'Which examples',
    wrong: 'Wrong',
    correct: 'Correct',
    worst: 'Worst',
    spread: 'Evenly sampled',
    class: 'Actual class',
    allClasses: 'All classes',
    mostConfident: 'Most confident mistakes',
    leastCertain: 'Least certain predictions',
    noMistakes: 'No mistakes. These correct predictions are the least certain.',
    mostConfidentFirst: 'Most confident mistakes first',
    someCorrect: 'Some correct predictions',
    worstImages: 'Largest pixel errors first',
    worstTexts: 'Texts with the most errors first',
    spreadAbout: 'Taken from the whole set at equal intervals',
    someOf: (a: { shown: number; all: number; isWrong: boolean }) =>
      `${count(a.shown)} of ${plural(a.all, a.isWrong ? { one: '# wrong prediction', other: '# wrong predictions' } : { one: '# correct prediction', other: '# correct predictions' })}. The evaluation keeps only some examples.`,
    none: 'No examples match.',
    noneOfClass: 'None of the saved examples are of this class.',
    allTextsCorrect: 'Every text is correct.',
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
    largest: 'Largest errors',
    largestAbout: 'Among all examples of the set',
    /** An actual and a predicted value with the same precision, because their difference matters. */
    pair: (a: { actual: number; predicted: number }) =>
      `Actual <b>${fiveDigits(a.actual)}</b>, predicted <b>${fiveDigits(a.predicted)}</b>, error <b>${significant(a.predicted - a.actual)}</b>`,
  },
})

export const evaluatedSlicesText = defineText('evaluate/results/slices', {
  title: 'Slices',
  about: 'Worst first, with 95% intervals',
  withClasses: 'Classes and slices',
  correct: 'Share that is correct, worst first, with 95% intervals',
  all: 'All',
  line: (a: { from: number; to: number }) => range(percent(a.from, 0), percent(a.to, 0)),
  class: (a: { label: string }) => `Examples of "${a.label}"`,
  others: (a: { classes: number }) =>
    `${plural(a.classes, { one: '# better class is', other: '# better classes are' })} listed below.`,
  n: 'n',
  waiting: 'The slices are scored after the run ends or is paused.',
  scoring: (a: { slices: number }) => plural(a.slices, { one: 'Scoring # slice…', other: 'Scoring # slices…' }),
  caption: 'Metrics for each slice',
  columns: {
    slice: 'Slice',
    condition: 'Condition',
    interval: '95% interval',
    difference: 'Vs. all examples',
    examples: 'Examples',
  },
  empty: 'This slice has no examples in this set',
  interval: (a: { low: string; high: string }) => range(a.low, a.high),
  examples: (a: { examples: number }) => count(a.examples),
})
