/** @file English sentences of preparing columns, and of raw values that do not suit them: one function a code. */
import { defineMessages } from '../define'
import { count, list, dimensions } from '../format'

const TYPES: Readonly<Record<string, string>> = {
  number: 'numbers',
  category: 'categories',
  image: 'pictures',
  text: 'texts',
  time: 'times',
  array: 'arrays',
  ids: 'ids for an embedding',
}
const types = (all: readonly string[]) => list(all.map((one) => TYPES[one] ?? one))

export const prepare = defineMessages('prepare', {
  'prepare-list': (a: { most: number }) =>
    `The steps of a column are a list of at most ${a.most}, such as [{kind: 'standardize'}].`,
  'prepare-column': (a: { column: string; columns: readonly string[] }) =>
    `The plan prepares a column "${a.column}"; the data have ${list(a.columns)}.`,
  'prepare-kind': (a: { column: string; kind: string; kinds: readonly string[] }) =>
    `There is no step "${a.kind}" for "${a.column}"; here it can be ${list(a.kinds)}.`,
  'prepare-takes': (a: { column: string; step: string; takes: readonly string[]; type: string }) =>
    `${a.step} takes ${types(a.takes)}; at that place "${a.column}" is ${types([a.type])}.`,
  'prepare-ends': (a: { column: string; type: string }) =>
    `"${a.column}" would reach the network as ${types([a.type])}; its last step has to give numbers or ids, such as ${a.type === 'category' ? 'One-hot' : a.type === 'time' ? 'Cyclic time' : 'Words as ids'}.`,
  'prepare-large': (a: { column: string; step: string; size: number; most: number }) =>
    `${a.step} makes ${count(a.size)} numbers of a row of "${a.column}"; at most ${count(a.most)} are possible.`,
  'prepare-window-twice': (a: { column: string }) => `"${a.column}" has two windows; a series can have one.`,
  'prepare-no-order': (_: object) =>
    'A window in time goes in the order of a column; choose the one that holds the time.',
  'prepare-order-column': (a: { column: string; named: string; part: string; columns: readonly string[] }) =>
    `The window of "${a.column}" goes ${a.part} "${a.named}"; that has to be ${a.part === 'by' ? 'a time or a number' : 'a category, text or number'} of the data${a.columns.length > 0 ? `, such as ${list(a.columns.slice(0, 6))}` : ', and there is none'}.`,
  'prepare-window-split': (a: { column: string; by: string; within: string }) =>
    `Windows of "${a.column}" would hold rows that are validated and tested on: split in time by "${a.by}"${a.within === '' ? '' : `, or by group "${a.within}"`}.`,
  'prepare-answer': (a: { column: string }) =>
    `"${a.column}" is predicted place by place: its only step is Characters as ids or Words as ids, filled up on the right.`,
  'prepare-number-answer': (a: { column: string; step: string; kinds: readonly string[] }) =>
    `${a.step} of "${a.column}" cannot be taken back for every value, and what is predicted has to be: its steps are among ${list(a.kinds)}, a logarithm signed, a range with a width.`,
  'prepare-learnt': (a: { column: string; step: string }) =>
    `${a.step} of "${a.column}" carries numbers that it cannot have learnt.`,
  'prepare-fill-category': (a: { by: string; word: string; flag: boolean; values: readonly string[] }) =>
    a.flag
      ? 'What was missing can be said of a number; of a category its one-hot form says so by zeros alone.'
      : a.by === 'constant'
        ? `A missing category is to become "${a.word}"; the values are ${list(a.values.slice(0, 12))}.`
        : `A category has no ${a.by}; fill it in with the most frequent value or a constant.`,
  'prepare-flag-number': (_: object) => 'What was missing can be said of a single number, not of an array.',
  'prepare-order': (a: { value: string; values: readonly string[] }) =>
    `The order names "${a.value}"; the values are ${list(a.values.slice(0, 12))}.`,
  'prepare-no-part': (_: object) => 'No part of the time is chosen; choose at least one.',
  'prepare-crop': (a: { height: number; width: number; lines: number; columns: number; top: number; left: number }) =>
    `A part of ${a.lines}×${a.columns} from line ${a.top} and column ${a.left} does not lie within ${a.height}×${a.width} pixels.`,
  'prepare-too-short': (a: { length: number; lag: number }) =>
    `A series of ${a.length} has nothing left after a difference over ${a.lag}.`,
  'value-no-text': (a: { row: number; input: string; column: string; found: string }) =>
    `Row ${a.row} of "${a.input}": "${a.column}" is ${a.found}; it has to be text, or null where it is missing.`,
  'value-no-time': (a: { row: number; input: string; column: string; found: string }) =>
    `Row ${a.row} of "${a.input}": "${a.column}" is ${a.found}; a time is written as 2024-05-31, 2024-05-31T14:30:00Z, or as milliseconds since 1970.`,
  'value-no-array': (a: { row: number; input: string; column: string; found: string; shape: readonly number[] }) =>
    `Row ${a.row} of "${a.input}": "${a.column}" is ${a.found}; it has to be ${dimensions(a.shape)} numbers.`,
  'value-no-window': (a: { row: number; input: string; column: string; found: string; length: number }) =>
    `Row ${a.row} of "${a.input}": "${a.column}" is ${a.found}; it has to be a list of ${count(a.length)} numbers, the oldest first.`,
})
