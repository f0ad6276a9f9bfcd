/**
 * @file UI text for the Prepare tab of a dataset: the preparation steps of each column, and values before and after
 * them.
 */
import { defineText } from '../../define'
import { cellNumber, count, counted, dimensions, list } from '../../format'

/**
 * A step on the path of a missing value. `becomes` is the value after the step; if absent, the value is still missing.
 */
export interface MissingStage {
  readonly step: string
  readonly becomes?: string
}

/**
 * The meaning of the 0 that the network receives for a missing value: the mean, the median, or another value of the
 * column.
 */
export interface ZeroMeaning {
  readonly is: 'mean' | 'median' | 'value'
  readonly value: number
}

const meaning = (zero: ZeroMeaning | undefined) => {
  if (!zero) return ''
  if (zero.is === 'value') return `, which stands for ${cellNumber(zero.value)}`
  return `, which stands for the ${zero.is} of the training set (${cellNumber(zero.value)})`
}

export const prepareText = defineText('data/prepare', {
  columns: {
    title: 'Columns',
    label: 'Columns to prepare',
    custom: 'custom',
    misfit: 'does not fit',
  },
  use: {
    measured: (a: { loss: string }) =>
      `Target; the steps do not change it, because the loss (${a.loss}) uses the original values`,
    text: 'Target, predicted as text',
    number: 'Target; predictions are converted back to its unit',
    target: 'Target; steps apply to inputs only',
    inputs: (a: { inputs: readonly string[] }) => `Read by ${list(a.inputs)}`,
    unused: 'Not used',
  },
  form: {
    number: 'One number',
    category: (a: { values: number }) => `Category with ${counted(a.values, 'value')}`,
    text: 'Text',
    time: 'Time',
    ids: (a: { shape: readonly number[]; below: number }) =>
      `${dimensions(a.shape)} ${a.shape.length === 1 && a.shape[0] === 1 ? 'ID' : 'IDs'} from 0 to ${count(a.below - 1)}`,
    image: (a: { shape: readonly number[] }) => `Image of ${dimensions(a.shape)}`,
    array: (a: { shape: readonly number[] }) =>
      `${dimensions(a.shape)} ${a.shape.length === 1 && a.shape[0] === 1 ? 'number' : 'numbers'}`,
  },
  steps: {
    label: (a: { column: string }) => `Steps for ${a.column}`,
    order: 'Steps in order',
    reset: 'Use default steps',
    add: 'Add step',
    instead: (a: { step: string; replaced: readonly string[] }) => `${a.step}, instead of ${list(a.replaced)}`,
    chip: 'To move this step, drag it, or press Alt and an arrow key. To remove it, press Delete.',
    earlier: (a: { step: string }) => `Move ${a.step} earlier`,
    later: (a: { step: string }) => `Move ${a.step} later`,
    remove: (a: { step: string }) => `Remove ${a.step}`,
    lateLogarithm: (a: { scaling: string }) =>
      `The logarithm comes after ${a.scaling}, which can make small values negative. The logarithm turns all negative values into 0.`,
    moveBefore: 'Move Logarithm first',
    setOffset: 'Set offset to 1',
    needed: {
      read: {
        text: 'This step cannot be removed: a network cannot read text directly. Add another step to replace it.',
        category:
          'This step cannot be removed: a network cannot read a category directly. Add another step to replace it.',
        time: 'This step cannot be removed: a network cannot read a time directly. Add another step to replace it.',
        other:
          'This step cannot be removed: a network cannot read the column directly. Add another step to replace it.',
      },
      predict: {
        text: 'This step cannot be removed: a network cannot predict text directly. Add another step to replace it.',
        category:
          'This step cannot be removed: a network cannot predict a category directly. Add another step to replace it.',
        time: 'This step cannot be removed: a network cannot predict a time directly. Add another step to replace it.',
        other:
          'This step cannot be removed: a network cannot predict the column directly. Add another step to replace it.',
      },
    },
  },
  unused: {
    plain: 'No network input reads this column.',
    excluded: 'No network input reads this column because the dataset excludes it. You can use it anyway.',
    use: 'Use as input',
    past: 'Use earlier values as input',
    pastTip:
      'Adds an input with the 12 values before each row, so that the network can forecast the next one. Later values are never included. Rows are in the order of the time column, if there is one, and a random split becomes one by time. You can undo this.',
    tip: 'Adds the column to an input that reads other columns, or to a new input with its own layers. You can undo this.',
  },
  preview: {
    title: 'Before and after',
    others: 'Show other rows',
    toNumber: (a: { form: string }) => `${a.form}: predicted by the network, then converted back`,
    toText: (a: { form: string }) => `${a.form}: one token per position, padded with 0 after the end of the text`,
    toEmbedding: (a: { form: string }) => `${a.form}, for an Embedding layer`,
    fitted: (a: { rows: number }) =>
      `Computed from the ${counted(a.rows, 'training row')} only. Other rows are prepared with the same values.`,
    fittedOnSome: (a: { used: number; rows: number }) =>
      `This preview uses only a random sample of ${count(a.used)} of ${counted(a.rows, 'training row')} to compute these values; training uses all of them.`,
    noTarget: 'Rows with a missing value here are not used for training.',
    row: 'Row',
    before: 'Before',
    after: 'After',
    missing: 'missing',
    zero: '0 (missing)',
    skipped: 'not used for training',
    more: (a: { total: number }) => `… ${count(a.total)} in total`,
    pixels: (a: { shape: readonly number[] }) => `${dimensions(a.shape)} pixels`,
    range: (a: { low: number; high: number }) => `${cellNumber(a.low)} to ${cellNumber(a.high)}`,
  },
  missingValue: {
    path: (a: { stages: readonly MissingStage[] }) => `A missing value ${clauses(a.stages)}.`,
    toZero: (a: { stages: readonly MissingStage[]; zero: ZeroMeaning | undefined }) =>
      a.stages.length === 0
        ? 'The network receives 0 for a missing value.'
        : `A missing value ${clauses(a.stages)}; the network receives 0${meaning(a.zero)}.`,
    text: 'text',
    category: (a: { value: string }) => `"${a.value}"`,
    everywhere: (a: { value: number }) => `${cellNumber(a.value)} everywhere`,
    numbers: (a: { values: readonly number[] }) => a.values.map((one) => cellNumber(one)).join(', '),
    firstNumbers: (a: { values: readonly number[] }) => `${a.values.map((one) => cellNumber(one)).join(', ')}, …`,
  },
  vocabulary: {
    words: (a: { known: number; entries: number }) =>
      `The training set has ${counted(a.known, 'different word')}. Including padding and unknown words, an Embedding layer needs ${count(a.entries)} entries.`,
    characters: (a: { known: number; entries: number }) =>
      `The training set has ${counted(a.known, 'different character')}. Including padding and unknown characters, an Embedding layer needs ${count(a.entries)} entries.`,
    tables: (a: { tables: readonly { readonly label: string; readonly entries: number }[] }) =>
      `${list(a.tables.map(({ label, entries }) => `"${label}" has ${count(entries)}`))}.`,
    use: (a: { entries: number }) => `Use ${count(a.entries)}`,
    tip: 'Sets the size of the vocabulary and of the Embedding layer that reads it',
  },
})

function clauses(stages: readonly MissingStage[]): string {
  return stages
    .map(({ step, becomes }) =>
      becomes === undefined ? `stays missing after ${step}` : `becomes ${becomes} (${step})`,
    )
    .join(', then ')
}
