/** @file English sentences of preparing columns, and of raw values that do not fit them. */
import { defineMessages } from '../define'
import { count, counted, dimensions, list } from '../format'

const TYPES: Readonly<Record<string, string>> = {
  number: 'numbers',
  category: 'categories',
  image: 'images',
  text: 'texts',
  time: 'times',
  array: 'arrays',
  ids: 'ids for an embedding',
}
const types = (all: readonly string[]) => list(all.map((one) => TYPES[one] ?? one))

/** The position of a raw value. */
interface ValuePosition {
  row: number
  input: string
  column: string
  found: string
}
const value = (a: ValuePosition) => `Row ${count(a.row)} of "${a.input}": "${a.column}" is ${a.found}`

export const prepare = defineMessages('prepare', {
  'prepare-list': (a: { most: number }) =>
    `The steps of a column must be a list of at most ${a.most}, such as [{kind: 'standardize'}].`,
  'prepare-column': (a: { column: string; columns: readonly string[] }) =>
    `The training settings prepare a column "${a.column}" that does not exist. The dataset has ${list(a.columns)}.`,
  'prepare-kind': (a: { column: string; kind: string; kinds: readonly string[] }) =>
    `There is no step "${a.kind}" for "${a.column}". Use one of ${list(a.kinds)}.`,
  'prepare-takes': (a: { column: string; step: string; takes: readonly string[]; type: string }) =>
    `${a.step} needs ${types(a.takes)}, but at this point "${a.column}" has ${types([a.type])}.`,
  'prepare-ends': (a: { column: string; type: string }) =>
    `"${a.column}" would reach the network as ${types([a.type])}. Its last step must produce numbers or ids, as ${a.type === 'category' ? 'One-hot' : a.type === 'time' ? 'Cyclic time' : 'Words as ids'} does.`,
  'prepare-large': (a: { column: string; step: string; size: number; most: number }) =>
    `${a.step} turns each value of "${a.column}" into ${counted(a.size, 'number')}; the limit is ${count(a.most)}.`,
  'prepare-window-twice': (a: { column: string }) => `"${a.column}" has two windows; a series can have only one.`,
  'prepare-no-order': 'A window in time needs a column that orders the rows. Choose the one with the time.',
  'prepare-order-column': (a: { column: string; named: string; part: string; columns: readonly string[] }) => {
    const wants = a.part === 'by' ? 'a time or a number' : 'a category, a text or a number'
    const named = `The window of "${a.column}" goes ${a.part} "${a.named}", which must be ${wants} of the dataset`
    return a.columns.length > 0 ? `${named}, such as ${list(a.columns.slice(0, 6))}.` : `${named}; it has none.`
  },
  'prepare-window-split': (a: { column: string; by: string; within: string }) =>
    `Windows of "${a.column}" would mix training rows with validation and test rows. Split in time by "${a.by}"${a.within === '' ? '' : `, or by group "${a.within}"`}.`,
  'prepare-answer': (a: { column: string }) =>
    `"${a.column}" is predicted one position at a time, so its only step must be Characters as ids or Words as ids, padded on the right.`,
  'prepare-number-answer': (a: { column: string; step: string; kinds: readonly string[] }) =>
    `${a.step} of "${a.column}" cannot be reversed for every value, which a prediction needs. Use ${list(a.kinds)}, with a signed logarithm and a range wider than 0.`,
  'prepare-fitted': (a: { column: string; step: string }) =>
    `${a.step} of "${a.column}" contains numbers that it cannot have computed from data.`,
  'prepare-fill-category': (a: { by: string; word: string; flag: boolean; values: readonly string[] }) =>
    a.flag
      ? 'Only a number can have a flag for missing values. A missing category is all zeros in one-hot form.'
      : a.by === 'constant'
        ? `Missing categories cannot become "${a.word}". The values are ${list(a.values.slice(0, 12))}.`
        : `A category has no ${a.by}. Fill it with the most frequent value or a constant.`,
  'prepare-flag-number': 'Only a single number can have a flag for missing values, not an array.',
  'prepare-order': (a: { value: string; values: readonly string[] }) =>
    `The order contains "${a.value}", but the values are ${list(a.values.slice(0, 12))}.`,
  'prepare-no-part': 'No part of the time is chosen. Choose at least one.',
  'prepare-crop': (a: { height: number; width: number; lines: number; columns: number; top: number; left: number }) =>
    `A crop of ${dimensions([a.lines, a.columns])} from row ${a.top} and column ${a.left} is not inside an image of ${dimensions([a.height, a.width])} pixels.`,
  'prepare-too-short': (a: { length: number; lag: number }) =>
    `A series of ${count(a.length)} values has none left after a difference over ${count(a.lag)}.`,
  'value-no-text': (a: ValuePosition) => `${value(a)}. It must be text, or null if it is missing.`,
  'value-no-time': (a: ValuePosition) =>
    `${value(a)}. Write a time as 2024-05-31, as 2024-05-31T14:30:00Z, or in milliseconds since 1970.`,
  'value-no-array': (a: ValuePosition & { shape: readonly number[] }) =>
    `${value(a)}. It must be ${dimensions(a.shape)} numbers.`,
  'value-no-window': (a: ValuePosition & { length: number }) =>
    `${value(a)}. It must be a list of ${counted(a.length, 'number')}, the oldest first.`,
})
