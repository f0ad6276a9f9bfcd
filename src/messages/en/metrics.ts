/**
 * @file Text of the metrics. A metric in the catalog (`src/metrics/catalog`) takes its text from here by its id; a new
 * metric adds its entry.
 */
import { parseMetricId } from '../../base/metric-id'
import { defineText } from '../define'
import { commaList } from '../format'

export interface MetricText {
  /** As a heading: 'Accuracy', 'MAE'. */
  readonly title: string
  /** Within a sentence, short: 'accuracy', 'MAE'. */
  readonly short: string
  /** Within a sentence, in full: 'accuracy', 'mean absolute error'. */
  readonly name: string
  /** One sentence about what the metric measures, and what a good value is if that is not obvious. */
  readonly about: string
}

export const metricsText = defineText('metrics', {
  /** The metrics by id, in the order in which they are shown. The first one of an output is its main metric. */
  byId: {
    loss: {
      title: 'Loss',
      short: 'loss',
      name: 'loss',
      about: 'What training minimizes: how far the predictions are from the targets.',
    },
    sequenceAccuracy: {
      title: 'Exact-match accuracy',
      short: 'exact-match accuracy',
      name: 'exact-match accuracy',
      about: 'The share of texts that are correct from start to end.',
    },
    accuracy: {
      title: 'Accuracy',
      short: 'accuracy',
      name: 'accuracy',
      about: 'The share of predictions that are correct.',
    },
    balancedAccuracy: {
      title: 'Balanced accuracy',
      short: 'balanced accuracy',
      name: 'balanced accuracy',
      about:
        'The mean recall of the classes: a rare class counts as much as a common one. Its interval can be narrower than that of accuracy, because the share of each class in the set does not matter.',
    },
    macroF1: {
      title: 'Macro F1',
      short: 'macro F1',
      name: 'macro F1 score',
      about: 'The mean F1 score of the classes, which is high only if every class is found and predicted correctly.',
    },
    mcc: {
      title: 'MCC',
      short: 'MCC',
      name: 'Matthews correlation coefficient',
      about: 'The Matthews correlation of predicted and actual classes: 1 is perfect, 0 is no better than guessing.',
    },
    weightedKappa: {
      title: 'Weighted kappa',
      short: 'weighted kappa',
      name: 'quadratic weighted kappa',
      about:
        'Agreement beyond chance, with mistakes by their squared distance: 1 is perfect, 0 is no better than guessing.',
    },
    rankMae: {
      title: 'Rank MAE',
      short: 'rank MAE',
      name: 'mean absolute error in ranks',
      about: 'Mean absolute error in ranks: how far a prediction is off on average.',
    },
    f1: {
      title: 'F1',
      short: 'F1',
      name: 'F1 score',
      about: 'Combines precision and recall in one score, which is high only if both are high.',
    },
    precision: {
      title: 'Precision',
      short: 'precision',
      name: 'precision',
      about: 'The share of predictions of this class that are correct.',
    },
    recall: {
      title: 'Recall',
      short: 'recall',
      name: 'recall',
      about: 'The share of examples of this class that were found.',
    },
    averagePrecision: {
      title: 'AP',
      short: 'AP',
      name: 'average precision',
      about:
        'Average precision: how well the scores rank examples of this class above all other examples. 1 is perfect. Random guessing gives about the share of examples that are in this class.',
    },
    iou: {
      title: 'IoU',
      short: 'IoU',
      name: 'IoU',
      about: 'Intersection over union: the overlap of the predicted and the actual mask.',
    },
    dice: {
      title: 'Dice',
      short: 'Dice',
      name: 'Dice score',
      about: 'The F1 score of the marked pixels.',
    },
    pixelAccuracy: {
      title: 'Pixel accuracy',
      short: 'pixel accuracy',
      name: 'pixel accuracy',
      about: 'The share of pixels that are correct, including the background.',
    },
    mae: {
      title: 'MAE',
      short: 'MAE',
      name: 'mean absolute error',
      about: 'Mean absolute error: how far a prediction is off on average.',
    },
    medianAbsoluteError: {
      title: 'Median error',
      short: 'median error',
      name: 'median absolute error',
      about: 'Median absolute error: half of the predictions are off by less. A few large errors hardly change it.',
    },
    rmse: {
      title: 'RMSE',
      short: 'RMSE',
      name: 'root mean squared error',
      about: 'Root mean squared error: large errors count more.',
    },
    r2: {
      title: 'R²',
      short: 'R²',
      name: 'R²',
      about: 'The share of the variance explained: 1 is perfect, 0 is no better than predicting the mean.',
    },
  },
  /** Text of a metric for outputs of one kind, where it differs. */
  variants: {
    positionAccuracy: {
      title: 'Accuracy per position',
      short: 'accuracy per position',
      name: 'accuracy per position',
      about:
        'The share of positions that are correct. The end of a text counts as one position; positions after it do not count.',
    },
    pixelError: {
      title: 'MAE',
      short: 'MAE',
      name: 'mean absolute error per pixel',
      about: 'Mean absolute error of the pixels, on a scale of 0 to 255.',
    },
  },
  ofSet: {
    training: (a: { name: string }) => `Training ${a.name}`,
    validation: (a: { name: string }) => `Validation ${a.name}`,
  },
  inSentence: {
    training: (a: { name: string }) => `the training ${a.name}`,
    validation: (a: { name: string }) => `the validation ${a.name}`,
  },
  unknown: (a: { id: string }) => `"${a.id}"`,
  /** A metric of one of several outputs of a network. */
  ofOutput: (a: { output: string; metric: string }) => `${a.output}: ${a.metric}`,
  withValue: (a: { metric: string; value: string }) => `${a.metric} ${a.value}`,
  list: (a: { metrics: readonly string[] }) => commaList(a.metrics),
  withUnit: (a: { value: string; unit: string }) => `${a.value} ${a.unit}`,
  points: (a: { value: string }) => `${a.value} points`,
  /** The unit of an error of pixels, which are numbers from 0 to 255. */
  pixelUnit: 'of 255',
  interval: (a: { low: string; high: string }) => `95% interval ${a.low} to ${a.high}`,
  intervalTip: 'The 95% interval shows where the true value probably is, given this number of examples.',
})

/** The id of a metric that evaluations have. Histories and settings may contain ids of metrics that are not known here. */
export type EvaluatedMetricId = keyof typeof metricsText.byId

/** Returns the text of a metric; undefined for an id that this version of Netloom does not know. */
export function metricText(id: string): MetricText | undefined {
  return Object.hasOwn(metricsText.byId, id) ? metricsText.byId[id as EvaluatedMetricId] : undefined
}

/** The heading for a metric in a history, such as "Validation accuracy". An unknown id is returned unchanged. */
export function metricLabel(id: string): string {
  const { output, of, metric } = parseMetricId(id)
  const text = metricText(metric)
  if (!text) return id
  const title = of === 'validation' ? metricsText.ofSet.validation({ name: text.short }) : text.title
  return output === undefined ? title : metricsText.ofOutput({ output, metric: title })
}

/** The name of a metric in a history for use within a sentence, such as "the validation accuracy". */
export function metricInSentence(id: string): string {
  const { of, metric } = parseMetricId(id)
  const text = metricText(metric)
  return text ? metricsText.inSentence[of]({ name: text.name }) : metricsText.unknown({ id })
}
