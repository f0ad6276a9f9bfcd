/**
 * @file Messages about training on a single batch, about the loss before training, and about the checks of training.
 * Loaded with the code that shows them.
 */
import { defineMessages } from '../define'
import { count, counted, list, editableNumber, significant } from '../format'

interface Losses {
  readonly steps: number
  readonly first: number
  readonly last: number
}

/**
 * The loss before training, and the loss of random guessing. `classes` is set if the latter is the logarithm of the
 * number of classes.
 */
interface Start {
  readonly first: number
  readonly guess: number
  readonly classes?: number | undefined
}

export const sanity = defineMessages('sanity', {
  'sanity-learns': ({ steps, first, last, rows }: Losses & { rows: number }) =>
    `This network can learn: on one batch of ${counted(rows, 'example')}, the loss fell from ${significant(first)} to ${significant(last)} in ${counted(steps, 'step')}.`,
  'sanity-slow': ({ steps, first, last, rate }: Losses & { rate: number }) =>
    `This network learns slowly: the loss on one batch fell from ${significant(first)} to ${significant(last)} in ${counted(steps, 'step')}. Try a learning rate above ${editableNumber(rate)}.`,
  'sanity-stuck': ({ steps, last, rate }: Losses & { rate: number }) =>
    `This network does not learn: after ${counted(steps, 'step')} on one batch, the loss is still ${significant(last)}. Try a learning rate other than ${editableNumber(rate)}, and check that the labels are correct.`,
  'sanity-rises': ({ first, last, rate, milder }: Losses & { rate: number; milder: number }) =>
    `The loss rose from ${significant(first)} to ${significant(last)} on one batch, so the learning rate of ${editableNumber(rate)} is too high. Try ${editableNumber(milder)}.`,
  'sanity-unreached': (a: { layers: readonly string[] }) =>
    `No gradient reaches ${list(a.layers)}, so ${a.layers.length === 1 ? 'it' : 'they'} cannot learn. A layer after ${a.layers.length === 1 ? 'it' : 'them'} outputs zero for every example, such as a ReLU whose inputs are all negative. Try another activation or other initial weights for that layer.`,
  'sanity-not-finite': (a: { step: number; rate: number }) =>
    `The loss became infinite or NaN at step ${count(a.step)}. Try a learning rate far below ${editableNumber(a.rate)}.`,
  'sanity-curve': (a: { steps: number }) => `Loss over ${counted(a.steps, 'step')} (log scale)`,
  'start-right': (a: Start) => `The starting loss is ${significant(a.first)}, close to ${guessing(a)}. Good.`,
  'start-large': (a: Start) =>
    `The starting loss is ${significant(a.first)}, far above ${guessing(a)}. Scale the inputs under Data > Prepare, or choose another initializer.`,
  'start-small': (a: Start) =>
    `The starting loss is ${significant(a.first)}, below ${guessing(a)}. An untrained network should not be better than guessing: check whether the inputs contain the target.`,
})

function guessing({ guess, classes }: Start): string {
  return classes === undefined
    ? `the loss of random guessing (${significant(guess)})`
    : `the loss of random guessing among ${counted(classes, 'class', 'classes')} (${significant(guess)})`
}

export const insight = defineMessages('sanity/insight', {
  'insight-busy': 'Another measurement is in progress. Wait a few seconds.',
  'no-machine': (a: { backend: string }) => `Netloom has no engine for "${a.backend}". Use wasm or webgpu.`,
})
