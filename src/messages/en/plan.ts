/** @file Messages for problems with the training settings, keyed by code. */
import { defineMessages } from '../define'
import { count, editableNumber, list, listOr, settingNumber, shortPercent } from '../format'
import { metricInSentence } from './metrics'

/** Says what a setting is, or that it must be a number. */
function valueIs(subject: string, value: number, unit = ''): string {
  return Number.isNaN(value) ? `${subject} must be a number.` : `${subject} is ${settingNumber(value)}${unit}.`
}

export const plan = defineMessages('plan', {
  'plan-needs': (a: { key: string }) => `The training setting "${a.key}" cannot be removed.`,
  'plan-columns': (a: { key: string }) => `"${a.key}" must be a list of column names.`,
  'plan-learning-rate': (a: { value: number; min: number; max: number }) =>
    `${valueIs('The learning rate', a.value)} Use a value from ${editableNumber(a.min)} to ${count(a.max)}, such as 0.001.`,
  'plan-batch-size': (a: { value: number }) =>
    `${valueIs('The batch size', a.value)} Use a whole number from 1 to ${count(65536)}.`,
  'plan-epochs': (a: { value: number }) =>
    `${valueIs('The number of epochs', a.value)} Use a whole number from 1 to ${count(100_000)}.`,
  'plan-seed': (a: { value: number }) =>
    `${valueIs('The seed', a.value)} Use a whole number from 0 to ${count(4_294_967_295)}.`,
  'plan-split': (a: { train: number; validation: number; test: number }) =>
    `The split is ${shortPercent(a.train)} training, ${shortPercent(a.validation)} validation, and ${shortPercent(a.test)} test. The shares must add up to 100% or less, and the training set cannot be empty.`,
  'plan-split-kind': (a: { kind: string; kinds: readonly string[] }) =>
    `There is no split "${a.kind}". Choose ${listOr(a.kinds)}.`,
  'plan-split-column': (a: { kind: string }) => `A split by ${a.kind} needs a column. Choose one under Data > Split.`,
  'plan-split-gap': (a: { value: number }) =>
    `${valueIs('The gap between sets', a.value, ' rows')} Use a whole number from 0 to ${count(1e9)}.`,
  'plan-balance': (a: { sampling: string }) =>
    `Rows cannot be balanced with "${a.sampling}". Use oversampling, undersampling, a column of weights, or a column of groups.`,
  'split-column-misfit': (a: { kind: string; column: string; columns: readonly string[] }) =>
    a.columns.length > 0
      ? `The data cannot be split by ${a.kind} with the column "${a.column}". Choose ${listOr(a.columns)}.`
      : `The data cannot be split by ${a.kind} because no column fits. Choose another kind of split.`,
  'balance-misfit': (a: { column: string; columns: readonly string[] }) =>
    a.columns.length > 0
      ? `The rows cannot be weighted by "${a.column}" because it is not a numeric column. Choose ${listOr(a.columns)}.`
      : `The rows cannot be weighted by "${a.column}": the data has no numeric columns. Set "Weight rows by" to "Nothing (all equal)" under Data > Split.`,
  'balance-groups-misfit': (a: { column: string; columns: readonly string[] }) =>
    a.columns.length > 0
      ? `Training rows cannot be weighted by groups of "${a.column}" because it is not a column of categories. Choose ${listOr(a.columns)}.`
      : `Training rows cannot be weighted by groups of "${a.column}": the data has no column of categories other than the target. Set "Balance groups of" to "Nothing (all equal)" under Data > Split.`,
  'balance-no-classes': (a: { sampling: string }) =>
    a.sampling === 'groups'
      ? 'Weights by group have no effect because no output predicts classes. Set "Balance groups of" to "Nothing (all equal)" under Data > Split.'
      : a.sampling === 'over'
        ? 'Oversampling has no effect because no output predicts classes. Set Balance to "None" under Data > Split.'
        : 'Undersampling has no effect because no output predicts classes. Set Balance to "None" under Data > Split.',
  'plan-loss': (a: { kind: string; kinds: readonly string[] }) =>
    `There is no loss "${a.kind}". Choose ${listOr(a.kinds)}.`,
  'plan-optimizer': (a: { kind: string; kinds: readonly string[] }) =>
    `There is no optimizer "${a.kind}". Choose ${listOr(a.kinds)}.`,
  'plan-smoothing': (a: { value: number }) =>
    `${valueIs('Label smoothing', a.value)} Use a value of at least 0 and less than 1.`,
  'plan-levels': (a: { most: number }) =>
    `The levels of the quantiles do not fit. Use up to ${count(a.most)} ascending numbers between 0 and 1, such as 0.1, 0.5, 0.9.`,
  'plan-weight': (a: { value: number }) => `${valueIs('The loss weight', a.value)} Use a number above 0.`,
  'plan-patience': (a: { value: number }) =>
    `${valueIs('Patience', a.value, ' epochs')} Use a whole number from 1 to ${count(10_000)}.`,
  'plan-stopping-blind': (a: { metric: string }) =>
    `Early stopping watches ${metricInSentence(a.metric)}, but the validation set is empty. Give the validation set ${shortPercent(0.1)} of the data, or watch the training loss.`,
  'plan-schedule': (a: { kind: string; kinds: readonly string[] }) =>
    `There is no schedule "${a.kind}". Choose ${listOr(a.kinds)}.`,
  'plan-clip': (a: { by: string; kinds: readonly string[] }) =>
    `There is no gradient clipping by "${a.by}". Choose ${listOr(a.kinds)}.`,
  'plan-clip-limit': (a: { value: number }) =>
    `${valueIs('The clipping limit for gradients', a.value)} Use a number above 0, such as 1.`,
  'plan-accumulate': (a: { value: number }) =>
    `${Number.isNaN(a.value) ? 'The number of batches per update must be a number.' : `Each update uses ${settingNumber(a.value)} batches.`} Use a whole number from 1 to ${count(1024)}.`,
  'plan-average': (a: { value: number }) =>
    `${valueIs('The decay of the weight average', a.value)} Use a value from 0 to 0.9999.`,
  'plan-class-weights': 'Class weights must be "balanced" or one number per class.',
  'plan-class-weight': (a: { label: string; value: number }) =>
    `${valueIs(`The weight of class "${a.label}"`, a.value)} Use a number from 0 to ${count(1e6)}.`,
  'plan-augment': (a: { most: number }) =>
    `Augmentations must be a list of at most ${count(a.most)}, such as [{kind: 'shift', across: 0.1}].`,
  'plan-augment-kind': (a: { kind: string; kinds: readonly string[] }) =>
    `There is no augmentation "${a.kind}". Choose ${listOr(a.kinds)}.`,
  'plan-stop-value': (a: { metric: string; value: number }) =>
    `The target for ${metricInSentence(a.metric)} ${Number.isNaN(a.value) ? 'is not a number' : `is ${editableNumber(a.value)}`}. Enter a finite number, such as 0.95.`,
  'plan-stop-metric': 'Stopping at a target value needs the name of a metric, such as validationAccuracy.',
  'plan-stop-steps': (a: { value: number }) =>
    `${valueIs('The step limit of training', a.value, ' steps')} Use a whole number from 1 to ${count(1e9)}.`,
  'plan-stop-seconds': (a: { value: number }) =>
    `${valueIs('The time limit of training', a.value, ' seconds')} Use a number above 0.`,
  'plan-stop-blind': (a: { metric: string }) =>
    `Training is set to stop when ${metricInSentence(a.metric)} reaches a target, but the validation set is empty. Give the validation set ${shortPercent(0.1)} of the data, or use a training metric.`,
  'plan-keep-every': (a: { value: number }) =>
    `${valueIs('The interval between kept checkpoints', a.value, ' epochs')} Use a whole number from 1 to ${count(100_000)}.`,
  'class-weights-unknown': (a: { labels: readonly string[]; known: readonly string[] }) =>
    a.known.length === 0
      ? 'The class weights have no effect because no output predicts classes. Set them to Equal.'
      : `The class weights name ${list(a.labels.map((label) => `"${label}"`))}, but the classes are ${list(a.known)}. Check the spelling.`,
})
