/** @file Messages about manual labels, the retraining loop, and the policy comparison. */
import { defineMessages } from '../define'
import { count, counted, list, plural } from '../format'
import { checkNames } from './operate/registry'

/** Names of the numbers in a retraining rule. */
const RULE_NUMBERS = {
  below: 'The accuracy that starts a round',
  days: 'The number of days',
  labels: 'The number of new labels',
  needed: 'The number of labels to wait for',
} as const

export const retraining = defineMessages('retraining', {
  'label-strategy': (a: { strategy: string; known: readonly string[] }) =>
    `There is no strategy "${a.strategy}". Available strategies: ${list(a.known)}.`,
  'label-request': (a: { request: string }) =>
    `Request ${a.request} is no longer in the log, which keeps the latest 200,000 requests in full. Label a newer request.`,
  'label-other-request': (a: { request: string }) =>
    `Request ${a.request} is not the one that was shown: a new run has other requests. Label the one that is shown now.`,
  'label-class': (a: { label: string; classes: readonly string[] }) =>
    a.classes.length > 0
      ? `"${a.label}" is not a class of this service. Its classes: ${list(a.classes)}.`
      : `"${a.label}" is not a number, and this service predicts numbers.`,
  'labels-none':
    'No requests to this service have been labeled yet, so there are no labels to make a dataset from. Label some requests first.',
  'labels-no-rows': (a: { labels: number }) =>
    `You labeled ${counted(a.labels, 'request')}, but none of their inputs can become a row of a dataset. Label requests that come from held-out examples.`,
  'labels-joined': (a: { labels: number }) =>
    plural(a.labels, {
      one: 'The dataset of this service already has the # input that you labeled. Label more inputs first.',
      other: 'The dataset of this service already has the # inputs that you labeled. Label more inputs first.',
    }),
  'labels-stopped': 'The comparison of strategies was stopped.',
  'labels-few': (a: { rows: number; needs: number }) =>
    `Only ${counted(a.rows, 'training example')} ${a.rows === 1 ? 'has' : 'have'} a label. A comparison of strategies needs at least ${count(a.needs)}.`,
  'labels-no-evaluation':
    'No validation or test examples have a label, so the strategies cannot be evaluated. Give one of these sets a share under Data > Split.',
  'labels-no-classes': (a: { column: string }) =>
    `"${a.column}" is a number. Labeling strategies can only be compared for classes.`,

  'retraining-rule': (a: { kind: string; known: readonly string[] }) =>
    `There is no rule "${a.kind}" that starts a retraining round. Available rules: ${list(a.known)}.`,
  'retraining-number': (a: { name: keyof typeof RULE_NUMBERS; value: string; min: number; max: number }) =>
    `${RULE_NUMBERS[a.name]} is ${a.value}. It must be from ${count(a.min)} to ${count(a.max)}.`,
  'retraining-under-way': (a: { step: string }) =>
    `A retraining round is already in progress, at step ${a.step}. Stop that round before you start another one.`,
  'retraining-still': 'No retraining round is waiting for your approval. If no round is in progress, start one first.',
  'retraining-gate': (a: { model: string; version: number; checks: readonly string[] }) =>
    `Version ${a.version} of "${a.model}" failed its gate (checks that failed: ${list(checkNames(a.checks))}). The round ended. The version stays in the registry.`,
  'retraining-no-labels':
    'None of the labeled requests can be added to the training examples. Label requests that come from examples in the dataset.',

  'policies-stopped': 'The policy comparison was stopped.',
  'policies-classes': (a: { column: string }) =>
    `"${a.column}" is a number. The policy comparison measures accuracy, so it needs a target with classes.`,
  'policies-few': (a: { rows: number; needs: number }) =>
    `Only ${counted(a.rows, 'example')} of this dataset ${a.rows === 1 ? 'has' : 'have'} a label. The policy comparison needs at least ${count(a.needs)}.`,
  'policies-few-held-out': (a: { rows: number; needs: number }) =>
    `The validation and test sets have only ${counted(a.rows, 'labeled example')} together. The policy comparison needs at least ${count(a.needs)}. Give these sets larger shares under Data > Split.`,
})
