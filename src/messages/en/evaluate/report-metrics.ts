/**
 * @file Text of the metrics that the page does not need at first: those of ordered classes, and those that only the full
 * report of an evaluation has, in the order in which they are shown.
 */
import { defineText } from '../../define'

export const reportMetricsText = defineText('evaluate/report-metrics', {
  /** Metrics of rows that all have the same class. */
  oneClass: (a: { metrics: string }) => `${a.metrics} (one class only)`,
  /** Metrics that evaluations have, but the history of a run has not. */
  evaluated: {
    adjacentAccuracy: {
      title: 'Within 1 rank',
      short: 'accuracy within 1 rank',
      name: 'accuracy within 1 rank',
      about: 'The share of predictions that are correct or off by 1 rank.',
    },
    kendallTau: {
      title: 'Kendall’s tau',
      short: 'Kendall’s tau',
      name: 'Kendall’s tau-b',
      about: 'The rank correlation of predicted and actual classes: 1 is perfect, 0 is no better than guessing.',
    },
  },
  byId: {
    rocAuc: {
      title: 'ROC AUC',
      short: 'ROC AUC',
      name: 'area under the ROC curve',
      about:
        'The probability that an example of a class gets a higher score for it than another example does, as the mean over all classes. 1 is perfect, 0.5 is no better than guessing.',
    },
    top3Accuracy: {
      title: 'Top-3 accuracy',
      short: 'top-3 accuracy',
      name: 'top-3 accuracy',
      about: 'The share of examples whose class is among the three with the highest probabilities.',
    },
    kappa: {
      title: 'Kappa',
      short: 'kappa',
      name: 'Cohen’s kappa',
      about: 'Agreement of predicted and actual classes beyond chance: 1 is perfect, 0 is what chance gives.',
    },
    logLoss: {
      title: 'Log loss',
      short: 'log loss',
      name: 'log loss',
      about: 'Log loss of the probabilities: confident mistakes cost most. 0 is perfect.',
    },
    brierScore: {
      title: 'Brier score',
      short: 'Brier score',
      name: 'Brier score',
      about:
        'Mean squared error of the probabilities: 0 is perfect. For two classes, it is that of one probability; for more, the sum over all classes.',
    },
    explainedVariance: {
      title: 'Explained variance',
      short: 'explained variance',
      name: 'explained variance',
      about: 'Like R², but an error that is the same for all examples does not count.',
    },
    mape: {
      title: 'MAPE',
      short: 'MAPE',
      name: 'mean absolute percentage error',
      about: 'The mean error as a share of the actual value: 0.1 is 10%. Actual values near 0 make it huge.',
    },
    maxError: {
      title: 'Largest error',
      short: 'largest error',
      name: 'largest error',
      about: 'The largest difference between a predicted and an actual value.',
    },
    pinballLoss: {
      title: 'Pinball loss',
      short: 'pinball loss',
      name: 'pinball loss',
      about: 'The mean pinball loss over all levels: for the median, half of the absolute error.',
    },
    intervalWidth: {
      title: 'Interval width',
      short: 'interval width',
      name: 'interval width',
      about:
        'The mean distance of the lowest and the highest quantile. Of intervals with the same coverage, narrower is better.',
    },
    quantileCrossings: {
      title: 'Crossed quantiles',
      short: 'crossed quantiles',
      name: 'share of crossed quantiles',
      about: 'The share of examples in which a quantile is below that of a lower level.',
    },
    perplexity: {
      title: 'Perplexity',
      short: 'perplexity',
      name: 'perplexity',
      about:
        'Among how many equally likely tokens the network chooses at each position, on average: e to the power of the log loss. 1 is perfect.',
    },
    editRate: {
      title: 'Edit rate',
      short: 'edit rate',
      name: 'edit rate',
      about:
        'How many tokens must be inserted, deleted, or replaced to correct the predicted texts, as a share of the tokens of the actual texts. 0 is perfect.',
    },
  },
})
