/** @file Messages about starting, resuming and evaluating runs, by code. They load with the code that does it. */
import { defineMessages } from '../define'

const SETS: Readonly<Record<string, string>> = {
  train: 'training set',
  validation: 'validation set',
  test: 'test set',
}

export const runs = defineMessages('runs', {
  'no-rows': (a: { split: string }) => `The ${SETS[a.split] ?? a.split} has no examples.`,
  'data-lacks-column': (a: { dataset: string; column: string }) =>
    `The trained network needs the column "${a.column}", which ${a.dataset} does not have.`,
  'branch-other-network':
    'The network has changed since this checkpoint, so its weights do not fit. Undo the changes, or start a new run.',
  // Why a resumed run would not end with the same weights as an uninterrupted one: clauses that a sentence lists.
  'differs-data': (a: { dataset: string }) => `the rows of ${a.dataset} have changed since it started`,
  'differs-backend': (a: { backend: string }) => `${a.backend}, where it was trained, is not available now`,
  'differs-adapter': (a: { before: string; now: string }) =>
    a.now === ''
      ? `it was trained on ${a.before}, which is not available now`
      : `it was trained on ${a.before}, and this device has ${a.now}`,
  'differs-version': 'this version of Netloom builds its network differently',
  'differs-weights-alone': 'an earlier version of Netloom saved only its weights',
  'differs-lost': 'it was interrupted before its first checkpoint, and the weights it started from are gone',
})
