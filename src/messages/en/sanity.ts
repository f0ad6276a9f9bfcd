/** @file Messages about training on a single batch, and about the loss before training. They load with the code that shows them. */
import { defineMessages } from '../define'
import { count, counted, list, editableNumber, significant } from '../format'

interface Losses {
  readonly steps: number
  readonly first: number
  readonly last: number
}

/** The loss before training, and the loss of random guessing. `classes` is set when the latter is the logarithm of their number. */
interface Start {
  readonly first: number
  readonly guess: number
  readonly classes?: number | undefined
}

export const sanity = defineMessages('sanity', {
  'sanity-learns': ({ steps, first, last, rows }: Losses & { rows: number }) =>
    `This network can learn: on one batch of ${counted(rows, 'example')}, its loss fell from ${significant(first)} to ${significant(last)} in ${counted(steps, 'step')}.`,
  'sanity-slow': ({ steps, first, last, rate }: Losses & { rate: number }) =>
    `It learns slowly: the loss on one batch fell from ${significant(first)} to ${significant(last)} in ${counted(steps, 'step')}. Try a learning rate above ${editableNumber(rate)}.`,
  'sanity-stuck': ({ steps, last, rate }: Losses & { rate: number }) =>
    `It does not learn: after ${counted(steps, 'step')} on one batch, the loss is still ${significant(last)}. Try a learning rate other than ${editableNumber(rate)}, and check that the labels are correct.`,
  'sanity-rises': ({ first, last, rate }: Losses & { rate: number }) =>
    `Its loss rose from ${significant(first)} to ${significant(last)} on one batch: the learning rate of ${editableNumber(rate)} is too high. Try a tenth of it.`,
  'sanity-unreached': (a: { layers: readonly string[] }) =>
    `No gradient reaches ${list(a.layers)}, so ${a.layers.length === 1 ? 'it' : 'they'} cannot learn. Something after ${a.layers.length === 1 ? 'it' : 'them'} outputs zero for every example, such as a ReLU whose inputs are all negative. Try another activation or other initial weights there.`,
  'sanity-not-finite': (a: { step: number; rate: number }) =>
    `The loss was no longer a finite number at step ${count(a.step)}. Try a learning rate far below ${editableNumber(a.rate)}.`,
  'sanity-curve': (a: { steps: number }) => `Loss over ${counted(a.steps, 'step')} (log scale)`,
  'start-right': (a: Start) =>
    `The starting loss is ${significant(a.first)}, close to that of random guessing (${guessing(a)}). Good.`,
  'start-large': (a: Start) =>
    `The starting loss is ${significant(a.first)}, far above that of random guessing (${guessing(a)}). The initial weights or the inputs are too large.`,
  'start-small': (a: Start) =>
    `The starting loss is ${significant(a.first)}, below that of random guessing (${guessing(a)}). Check whether the inputs contain the target.`,
})

function guessing({ guess, classes }: Start): string {
  return classes === undefined ? significant(guess) : `ln ${count(classes)} = ${significant(guess)}`
}
