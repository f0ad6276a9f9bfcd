/** @file English sentences of the plan: one function a code, its argument the code's typed arguments. */
import { defineMessages } from '../define'
import { count, list } from '../format'

export const plan = defineMessages('plan', {
  'plan-unknown': (a: { key: string }) => `A plan has no "${a.key}".`,
  'plan-needs': (a: { key: string }) => `A plan cannot do without its ${a.key}.`,
  'plan-columns': (a: { key: string }) => `${a.key} takes names of columns.`,
  'plan-learning-rate': (a: { value: number; min: number; max: number }) =>
    `The learning rate is ${a.value}; it can be ${a.min} to ${count(a.max)}, such as 0.001.`,
  'plan-batch-size': (a: { value: number }) => `The batch size is ${a.value}; it can be 1 to ${count(65536)}.`,
  'plan-epochs': (a: { value: number }) => `The number of epochs is ${a.value}; it can be 1 to ${count(100000)}.`,
  'plan-seed': (a: { value: number }) =>
    `The seed is ${a.value}; it can be a whole number from 0 to ${count(4294967295)}.`,
  'plan-split': (a: { train: number; validation: number; test: number }) =>
    `A split of ${a.train}, ${a.validation} and ${a.test} does not work: the shares lie between 0 and 1, add to 1 at most, and training needs some.`,
  'plan-split-kind': (a: { kind: string; kinds: readonly string[] }) =>
    `There is no split "${a.kind}"; it can be ${a.kinds.join(', ')}.`,
  'plan-split-column': (a: { kind: string }) => `A split by ${a.kind} needs the name of a column to go by.`,
  'plan-split-gap': (a: { value: number }) =>
    `The gap between parts is ${a.value} rows; it can be a whole number from 0 to ${count(1e9)}.`,
  'plan-balance': (a: { sampling: string }) =>
    `Rows cannot be balanced by "${a.sampling}"; sampling is over or under, and weights the name of a column.`,
  'split-column-misfit': (a: { kind: string; column: string; columns: readonly string[] }) =>
    `The data cannot be split by ${a.kind} with "${a.column}"; ${a.columns.length > 0 ? `it can be ${list(a.columns)}` : 'they have no column that would do'}.`,
  'balance-misfit': (a: { column: string; columns: readonly string[] }) =>
    `Rows cannot count by "${a.column}", which is no column of numbers; ${a.columns.length > 0 ? `it can be ${list(a.columns)}` : 'the data have none'}.`,
  'balance-no-classes': (a: { sampling: string }) =>
    `${a.sampling === 'over' ? 'Over' : 'Under'}-sampling does nothing: no output tells classes apart.`,
  'plan-loss': (a: { kind: string; kinds: readonly string[] }) =>
    `There is no loss "${a.kind}"; it can be ${a.kinds.join(', ')}.`,
  'plan-optimizer': (a: { kind: string; kinds: readonly string[] }) =>
    `There is no optimizer "${a.kind}"; it can be ${a.kinds.join(', ')}.`,
  'plan-smoothing': (a: { value: number }) => `Label smoothing is ${a.value}; it can be 0 to just below 1.`,
  'plan-weight': (a: { value: number }) => `The weight of a loss is ${a.value}; it has to be above 0.`,
  'plan-patience': (a: { value: number }) => `Patience is ${a.value} epochs; it can be 1 to ${count(10000)}.`,
  'plan-stopping-blind': (a: { metric: string }) =>
    `Early stopping watches ${a.metric}, but the split leaves no rows for validation.`,
  'plan-schedule': (a: { kind: string; kinds: readonly string[] }) =>
    `There is no schedule "${a.kind}"; it can be ${a.kinds.join(', ')}.`,
  'plan-clip': (a: { by: string; kinds: readonly string[] }) =>
    `Gradients cannot be clipped by "${a.by}"; it can be ${a.kinds.join(', ')}.`,
  'plan-clip-limit': (a: { value: number }) =>
    `Gradients are clipped at ${a.value}; it has to be a number above 0, such as 1.`,
  'plan-accumulate': (a: { value: number }) =>
    `One update is to take ${a.value} batches; it can be 1 to ${count(1024)}.`,
  'plan-average': (a: { value: number }) => `The moving average keeps ${a.value}; it can keep 0 to 0.9999.`,
  'plan-class-weights': (_: object) => 'Class weights are "balanced", or a number for each class.',
  'plan-class-weight': (a: { label: string; value: number }) =>
    `The class "${a.label}" would count ${a.value}; it can count 0 to ${count(1e6)}.`,
  'plan-augment': (a: { most: number }) =>
    `Augmentations are a list of at most ${a.most}, such as [{kind: 'shift', across: 0.1}].`,
  'plan-augment-kind': (a: { kind: string; kinds: readonly string[] }) =>
    `There is no augmentation "${a.kind}"; it can be ${a.kinds.join(', ')}.`,
  'plan-stop-value': (a: { metric: string; value: number }) =>
    `A run cannot stop when its ${a.metric} reaches ${a.value}; that has to be a number.`,
  'plan-stop-metric': (_: object) => 'A run that stops at a figure needs its name, such as validationAccuracy.',
  'plan-stop-steps': (a: { value: number }) =>
    `A run cannot stop after ${a.value} steps; it can be 1 to ${count(1e9)}.`,
  'plan-stop-seconds': (a: { value: number }) =>
    `A run cannot stop after ${a.value} seconds; it has to be a number above 0.`,
  'plan-stop-blind': (a: { metric: string }) =>
    `The run is to stop at a ${a.metric}, but the split leaves no rows for validation.`,
  'plan-keep-every': (a: { value: number }) =>
    `Weights cannot be kept every ${a.value} epochs; it can be 1 to ${count(100_000)}.`,
  'class-weights-unknown': (a: { labels: readonly string[]; known: readonly string[] }) =>
    a.known.length === 0
      ? 'The class weights count for nothing: no output tells classes apart.'
      : `The class weights name ${list(a.labels.map((label) => `"${label}"`))}; the classes are ${list(a.known)}.`,
})
