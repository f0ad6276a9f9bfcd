/** @file UI text for the comparison with simple models on the Evaluate page, and the names of the models. */
import { defineText } from '../../define'
import { count, duration, expression, fixed, list, oneDecimal, plural, range } from '../../format'

/** How much better one model is than another: accuracy as a fraction, errors in the unit of the target column. */
export interface Lead {
  readonly mean: number
  /** Half the width of the 95% interval. */
  readonly half: number
  /** Whether the models are compared by a share, such as accuracy, rather than by an error. */
  readonly isShare: boolean
  readonly unit: string | undefined
}

/**
 * Formats a lead and its interval, with enough decimals to show two digits of the interval: 2.1 ± 1.3 percentage
 * points; 0.41 ± 0.12 mpg.
 */
function lead({ mean, half, isShare, unit }: Lead): string {
  if (isShare) return `${expression(`${oneDecimal(100 * mean)} ± ${oneDecimal(100 * half)}`)} percentage points`
  const decimals = half > 0 && Number.isFinite(half) ? Math.min(8, Math.max(0, 1 - Math.floor(Math.log10(half)))) : 2
  return `${expression(`${fixed(mean, decimals)} ± ${fixed(half, decimals)}`)}${unit ? ` ${unit}` : ''}`
}

interface Compared extends Lead {
  /** The name of the simple model. */
  readonly name: string
}

const scoredOn = (examples: number) => plural(examples, { one: '# validation example', other: '# validation examples' })

export const simpleModelsText = defineText('evaluate/simple-models', {
  title: 'Do I need a network?',
  about: 'Simple models, trained on the same data and scored on the validation set',
  aboutColumn: (a: { column: string }) =>
    `Simple models that predict "${a.column}", trained on the same data and scored on the validation set`,
  aboutCurrent: 'Simple models, trained on the current training set and scored on the validation set',
  aboutCurrentColumn: (a: { column: string }) =>
    `Simple models that predict "${a.column}", trained on the current training set and scored on the validation set`,
  waiting: 'The simple models are trained after the run ends or is paused.',
  progress: 'Training the simple models',
  training: 'Training…',
  stopped: 'Stopped.',
  retry: 'Try again',
  otherTask: (a: { column: string }) =>
    `This network predicts "${a.column}". The simple models predict only classes and numbers, so there is nothing to compare.`,
  noValidation:
    'The validation set is empty, so the models cannot be scored. Give the validation set a share in Data > Split.',
  noFullWindow: (a: { rows: number }) =>
    `${a.rows === 1 ? 'The only validation example has' : `All ${scoredOn(a.rows)} have`} fewer earlier values than a window needs, so the models cannot be compared. Use a shorter window, or a larger validation set.`,

  /** Names of the models for use in a sentence. */
  names: {
    constant: {
      classes: 'always predicting the most common class',
      numbers: 'always predicting the mean',
    },
    last: { classes: 'repeating the last class', numbers: 'repeating the last value' },
    season: { classes: 'repeating the class of a season earlier', numbers: 'repeating the value of a season earlier' },
    linear: { classes: 'logistic regression', numbers: 'linear regression' },
    neighbours: { classes: 'nearest neighbors', numbers: 'nearest neighbors' },
    forest: { classes: 'a random forest', numbers: 'a random forest' },
  },
  verdict: {
    mayBeSeen:
      'No verdict: the network may have been trained on some of these examples, and the simple models were not.',
    otherData:
      'No verdict: the network was trained on other data, and the simple models on the current training set. Train again to compare them.',
    edited:
      'No verdict: the network was trained before the data was edited, and the simple models after. Train again to compare them.',
    networkBetter: (a: Compared) => `The network beats the best simple model, ${a.name}, by ${lead(a)}.`,
    networkReadsMore: (a: Compared & { columns: readonly string[] }) =>
      `The network is ahead of the best simple model, ${a.name}, by ${lead(a)}. That may be because the simple models read only a reduced form of ${list(a.columns.map((column) => `"${column}"`))}.`,
    simpleBetter: (a: Compared) => `A simple model does better: ${a.name} is ahead by ${lead(a)}.`,
    simpleBetterOfBalanced: (a: Compared & { groups: string }) =>
      `On the recorded labels, ${a.name} is ahead by ${lead(a)}. The network balances the groups of "${a.groups}" on purpose, and the simple models do not. If the recorded labels are biased, a lower accuracy on them is expected: see Groups.`,
    simpleLevel: (a: Compared & { examples: number }) =>
      `A simple model has the same score: ${a.name} (difference ${lead(a)}). With only ${scoredOn(a.examples)}, you cannot tell which is better.`,
    simpleBehind: (a: Compared & { examples: number }) =>
      `A simple model may do just as well: ${a.name} is ${lead(a)} behind. On ${scoredOn(a.examples)}, a gap this small could be due to chance.`,
    simpleAhead: (a: Compared & { examples: number }) =>
      `A simple model may do better: ${a.name} is ${lead(a)} ahead. On ${scoredOn(a.examples)}, a gap this small could be due to chance.`,
  },
  /** A calibration or a threshold is saved with the run. */
  undecided: 'All predict the most likely class: the calibration and the threshold of the network are not used here.',
  balanced:
    'The network balances its classes, so the simple models do the same, and all are compared by balanced accuracy: the mean of the recalls of the classes.',

  table: {
    caption: 'Simple models and the network',
    model: 'Model',
    metricIn: (a: { metric: string; unit: string }) => `${a.metric} (${a.unit})`,
    interval: '95% interval',
    intervalTip: 'The interval shows where the true score probably is, given this number of examples.',
    lead: 'Network ahead by',
    time: 'Training time',
    network: 'This network',
    best: 'Best',
    between: (a: { low: string; high: string }) => range(a.low, a.high),
    by: lead,
    took: (a: { seconds: number }) => duration(1000 * a.seconds),
  },
  withoutWindow: (a: { rows: number }) =>
    `${scoredOn(a.rows)} ${a.rows === 1 ? 'is' : 'are'} left out for all models, because a window there has fewer earlier values than it needs and the rest is filled in.`,
  trainedOnAll: (a: { all: number; examples: number }) =>
    `Trained on all ${count(a.all)} training examples, scored on ${scoredOn(a.examples)}.`,
  trainedOnSome: (a: { used: number; all: number; examples: number }) =>
    `Trained on ${count(a.used)} of ${count(a.all)} training examples, sampled with a fixed seed. Scored on ${scoredOn(a.examples)}.`,
})

export const baselinesText = defineText('evaluate/simple-models/baselines', {
  mostCommonClass: 'Always predict the most common class',
  mean: 'Always predict the mean',
  lastValue: 'Same as the last value',
  season: { day: 'Same time yesterday', date: 'Same date last year', month: 'Same month last year' },
  logisticRegression: 'Logistic regression',
  linearRegression: 'Linear regression',
  nearestNeighbors: (a: { rows: number }) => `${count(a.rows)} nearest neighbors`,
  randomForest: (a: { trees: number }) => `Random forest with ${count(a.trees)} trees`,
})
