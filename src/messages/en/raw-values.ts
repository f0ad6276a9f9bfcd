/**
 * @file Messages for problems with raw input values for a prediction, keyed by code, and the words for such values.
 * Loaded with the code that encodes the values.
 */
import { defineMessages, defineText } from '../define'
import { count, counted, dimensions, identifier, list, listOr, number, plural } from '../format'

/** A row of the inputs, counted from 0, and the input node that it is for. */
export interface RowPosition {
  row: number
  input: string
}
const at = (a: RowPosition) => `Row ${identifier(a.row)} for "${a.input}"`

export const rawValues = defineMessages('raw-values', {
  'inputs-no-list': (a: { input: string; found: string }) =>
    `"${a.input}" is ${a.found}. It must be a list of examples.`,
  'inputs-no-object': (a: { inputs: readonly string[]; found: string }) =>
    `The network has ${counted(a.inputs.length, 'input')}. Pass an object with ${list(a.inputs)} instead of ${a.found}.`,
  'input-missing': (a: { input: string }) => `The input "${a.input}" is missing. Pass a value for it.`,
  'input-counts-differ': (a: { input: string; rows: number; first: string; firstRows: number }) =>
    `"${a.input}" has ${counted(a.rows, 'row')}, but "${a.first}" has ${count(a.firstRows)}. All inputs need the same number of rows.`,
  'row-no-record': (a: RowPosition & { found: string; columns: readonly string[] }) =>
    `${at(a)} is ${a.found}. It must be an object with ${list(a.columns)}.`,
  'row-no-point': (a: RowPosition & { found: string; columns: readonly string[] }) =>
    `${at(a)} is ${a.found}. It must be ${counted(a.columns.length, 'number')}: ${list(a.columns)}.`,
  'row-lacks-column': (a: RowPosition & { column: string }) => `${at(a)} has no "${a.column}". Add this value.`,
  'value-no-number': (a: RowPosition & { column: string; found: string }) =>
    `${at(a)}: "${a.column}" is ${a.found}. It must be a number.`,
  'value-no-class': (a: RowPosition & { column: string; found: string; values: readonly string[] }) =>
    `${at(a)}: "${a.column}" is ${a.found}. It must be ${listOr(a.values)}.`,
  'image-size': (a: RowPosition & { wants: readonly number[]; found: string }) =>
    `${at(a)} is ${a.found}. It must be an image of ${dimensions(a.wants)}.`,
  'pixel-no-number': (a: RowPosition & { y: number; x: number; found: string }) =>
    `${at(a)}: the pixel in row ${count(a.y + 1)}, column ${count(a.x + 1)} is ${a.found}. A pixel must be a number from 0 to 255.`,
})

export const valuesText = defineText('raw-values/values', {
  nothing: 'missing',
  number: (a: { value: number }) => number(a.value, 15),
  text: (a: { start: string; isCut: boolean }) => (a.isCut ? `"${a.start}…"` : `"${a.start}"`),
  list: (a: { length: number }) => plural(a.length, { one: 'a list of # value', other: 'a list of # values' }),
  /** A row with the wrong number of values. */
  numbers: (a: { length: number; wants: number }) =>
    `${plural(a.length, { one: '# number', other: '# numbers' })} (${count(a.wants)} needed)`,
  object: 'an object',
  kind: {
    boolean: 'true or false',
    function: 'a function',
    symbol: 'a symbol',
    bigint: 'a BigInt',
  },
  image: (a: { size: readonly number[] }) => dimensions(a.size),
  grayImage: (a: { size: readonly number[] }) => `${dimensions(a.size)} with one channel`,
})
