/** @file English sentences of training: one function a code, its argument the code's typed arguments. */
import { defineMessages } from '../define'
import { count, counted } from '../format'

function rowsOf(rows: readonly number[]): string {
  return `${rows.length === 1 ? 'row' : 'rows'} ${rows.map((row) => count(row)).join(', ')}`
}

function placeOf({ layer, rows }: { layer: string; rows: readonly number[] }): string {
  if (layer === '') return ''
  return `, first in ${layer}${rows.length > 0 ? ` (${rowsOf(rows)})` : ''}`
}

export const training = defineMessages('training', {
  'rows-unweighted': (a: { column: string; row: number; count: number }) =>
    `${counted(a.count, 'training row')} of "${a.column}" ${a.count === 1 ? 'says' : 'say'} no number of 0 or more, row ${count(a.row)} the first, so ${a.count === 1 ? 'it' : 'they'} cannot be weighed; fill the column, or let all rows count alike.`,
  'backend-missing': (a: { backend: string; why: string }) => `${a.backend} is not there: ${a.why}.`,
  'backend-failed': (a: { backend: string; why: string }) => `${a.backend} did not start: ${a.why}.`,
  'not-finite': (a: {
    what: string
    epoch: number
    step: number
    layer: string
    /** Rows of the dataset at which it began, the first few. */
    rows: readonly number[]
    fix:
      | { readonly kind: 'rate'; readonly to: number; readonly now: number }
      | { readonly kind: 'input'; readonly input: string; readonly rows: readonly number[] }
  }) =>
    `${a.what} stopped being a finite number in epoch ${count(a.epoch)}, step ${count(a.step)}${placeOf(a)}. ` +
    `The last good weights are kept; ${
      a.fix.kind === 'rate'
        ? `take a learning rate of ${a.fix.to} (now ${a.fix.now}).`
        : `the input "${a.fix.input}" is not a finite number in ${rowsOf(a.fix.rows)}: mend it there or leave it out.`
    }`,
  /** `why` is as the browser has it, in words of its own: for reports. */
  'device-lost': (_: { why: string }) =>
    'The GPU was lost: the browser or its driver took it away. The last good weights are kept.',
  'gpu-refused': (a: { why: string }) => `The GPU could not do a step of this network: ${a.why}`,
  'worker-gone': (_: object) => 'The training worker stopped. The last good weights are kept.',
  'worker-silent': (a: { seconds: number }) =>
    `The training worker has been silent for ${count(a.seconds)} seconds and was ended. The last good weights are kept.`,
  'training-broke': (a: { why: string }) => `Training stopped on a fault of ours: ${a.why}`,
  'data-not-sent': (a: { key: string }) => `The rows of "${a.key}" are not with the trainer.`,
  'no-model-loaded': (_: object) => 'There is no model here yet: train one or open one.',
  'no-rows-here': (a: { split: string }) => `The ${a.split} split has no rows.`,
  'memory-not-granted': (a: { megabytes: number }) =>
    `This training needs ${count(a.megabytes)} MB of memory, more than the browser grants. A smaller batch needs less.`,
  'weights-do-not-fit': (a: { why: string }) => `These weights do not belong to this model: ${a.why}.`,
  'inputs-do-not-fit': (a: { expected: number; got: number }) =>
    `The model takes ${count(a.expected)} numbers; it was given ${count(a.got)}.`,
  'engine-proved': (a: { steps: number; lossDifference: number; weightDifference: number }) =>
    a.steps === 0
      ? 'comes to no finite number on the first batches, as plain tf.js does'
      : `agrees with plain tf.js over ${count(a.steps)} steps: ${within('losses', a.lossDifference)}, ${within('weights', a.weightDifference)}`,
  'engine-differs': (a: { engine: string; where: string; difference: number; limit: number }) =>
    `${a.engine} was not used: ${a.where} differs from plain tf.js by ${a.difference.toExponential(1)}, more than ${a.limit.toExponential(1)}`,
  'engine-lacks': (a: { why: string }) => `the faster engine cannot train this network here: ${a.why}`,
  'engine-only-plain': (a: { backend: string }) => `the only engine there is for ${a.backend}`,
  'engine-asked-plain': (_: object) => 'as you chose',
})

/** "losses within 2e-7", or that they are the same. */
function within(what: string, difference: number): string {
  return difference === 0 ? `the same ${what}` : `${what} within ${difference.toExponential(0)}`
}
