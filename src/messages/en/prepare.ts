/** @file English messages about preparing columns, and about raw values that do not fit their preparation. */
import { defineMessages } from '../define'
import { count, counted, dimensions, list, listOr, identifier } from '../format'

const TYPES: Readonly<Record<string, string>> = {
  number: 'numbers',
  category: 'categories',
  image: 'images',
  text: 'text',
  time: 'times',
  array: 'arrays',
  ids: 'IDs for an Embedding layer',
}
const types = (all: readonly string[]) => list(all.map((one) => TYPES[one] ?? one))

/** The position of a raw value. */
interface ValuePosition {
  row: number
  input: string
  column: string
  found: string
}
const value = (a: ValuePosition) => `Row ${identifier(a.row)} of "${a.input}": "${a.column}" is ${a.found}`

export const prepare = defineMessages('prepare', {
  'prepare-list': (a: { most: number }) =>
    `The steps of a column must be a list of at most ${a.most}, such as [{kind: 'standardize'}].`,
  'prepare-column': (a: { column: string; columns: readonly string[] }) =>
    `The training settings prepare a column "${a.column}" that does not exist. The dataset has ${list(a.columns)}.`,
  'prepare-kind': (a: { column: string; kind: string; kinds: readonly string[] }) =>
    `There is no step "${a.kind}" for "${a.column}". Choose ${listOr(a.kinds)}.`,
  'prepare-takes': (a: { column: string; step: string; takes: readonly string[]; type: string }) =>
    `${a.step} needs ${types(a.takes)}, but at this point "${a.column}" contains ${types([a.type])}. Move or remove this step.`,
  'prepare-ends': (a: { column: string; type: string }) =>
    `"${a.column}" would reach the network as ${types([a.type])}. Its last step must produce numbers or IDs. Add ${a.type === 'category' ? 'One-hot' : a.type === 'time' ? 'Cyclic time' : 'Words as IDs'}, for example.`,
  'prepare-large': (a: { column: string; step: string; size: number; most: number }) =>
    `${a.step} turns each value of "${a.column}" into ${counted(a.size, 'number')}, but the limit is ${count(a.most)}. Use a smaller setting.`,
  'prepare-window-twice': (a: { column: string }) =>
    `"${a.column}" has two windows, but a column can have only one. Remove one of them.`,
  'prepare-no-order': 'A time window needs a column that orders the rows. Choose the time column.',
  'prepare-order-column': (a: { column: string; named: string; part: string; columns: readonly string[] }) => {
    const isOrder = a.part === 'by'
    const fault = isOrder
      ? `"${a.named}" cannot put the rows of "${a.column}" in order.`
      : `"${a.named}" cannot be used to group the rows of "${a.column}" into series.`
    const wants = isOrder ? 'times or numbers' : 'categories, text, or numbers'
    return a.columns.length > 0
      ? `${fault} Choose a column with ${wants}, such as ${listOr(a.columns.slice(0, 6))}.`
      : `${fault} The dataset has no other column with ${wants}, so remove the window.`
  },
  'prepare-window-split': (a: { column: string; by: string; within: string }) =>
    `Windows of "${a.column}" would mix training rows with validation and test rows. Split by time with "${a.by}"${a.within === '' ? '' : `, or by group with "${a.within}"`}.`,
  'prepare-answer': (a: { column: string }) =>
    `"${a.column}" is predicted one position at a time, so its only step must be Characters as IDs or Words as IDs, padded on the right.`,
  'prepare-number-answer': (a: { column: string; step: string; kinds: readonly string[] }) =>
    `Predictions of "${a.column}" must be converted back, but ${a.step} cannot be undone for every value. Use only ${list(a.kinds)}. If you use Logarithm, choose "signed". If you use Min–max, "Smallest becomes" and "Largest becomes" must differ.`,
  'prepare-fitted': (a: { column: string; step: string }) =>
    a.step === a.column
      ? `The saved preparation of "${a.column}" cannot be right: the file was changed or damaged. Export the model again.`
      : `The saved numbers of the step ${a.step} for "${a.column}" cannot be right: the file was changed or damaged. Export the model again.`,
  'prepare-fill-category': (a: { by: string; word: string; flag: boolean; values: readonly string[] }) =>
    a.flag
      ? '"Mark filled values" works only for numbers. With One-hot, a missing category becomes all zeros.'
      : a.by === 'constant'
        ? `Missing categories cannot become "${a.word}". The values are ${list(a.values.slice(0, 12))}.`
        : `A category has no ${a.by}. Fill it with the most frequent value or a constant.`,
  'prepare-flag-number': '"Mark filled values" works only for single numbers, not for arrays.',
  'prepare-order': (a: { value: string; values: readonly string[] }) =>
    `The order contains "${a.value}", which is not one of the values: ${list(a.values.slice(0, 12))}.`,
  'prepare-no-part': 'No parts of the time are selected. Select at least one.',
  'prepare-crop': (a: { height: number; width: number; lines: number; columns: number; top: number; left: number }) =>
    `A crop of ${dimensions([a.lines, a.columns])} from row ${a.top} and column ${a.left} does not fit inside an image of ${dimensions([a.height, a.width])} pixels. Choose a smaller crop, or move it.`,
  'prepare-too-short': (a: { length: number; lag: number }) =>
    `A series of ${count(a.length)} values is too short for a difference over ${counted(a.lag, 'step')}. Use a longer series, or a smaller value for "Steps back".`,
  'value-no-text': (a: ValuePosition) => `${value(a)}. It must be text, or null if it is missing.`,
  'value-no-time': (a: ValuePosition) =>
    `${value(a)}. Write a time such as 2024-05-31 or 2024-05-31T14:30:00Z, or the number of milliseconds since 1970.`,
  'value-no-array': (a: ValuePosition & { shape: readonly number[] }) =>
    `${value(a)}. It must be ${dimensions(a.shape)} numbers.`,
  'value-no-window': (a: ValuePosition & { length: number }) =>
    `${value(a)}. It must be a list of ${counted(a.length, 'number')}, oldest first.`,
})
