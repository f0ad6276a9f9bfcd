/** @file What can be wrong with values to predict from, with rows, and with the files of a dataset, by code. */
import { defineMessages } from '../define'
import { byteSize, count, counted, dimensions, list, listOr } from '../format'

/** A row of the inputs, counted from 0, and the input node. */
export interface Place {
  row: number
  input: string
}
const at = (a: Place) => `Row ${count(a.row)} for "${a.input}"`

export const data = defineMessages('data', {
  // Raw values to predict from.
  'inputs-no-list': (a: { input: string; found: string }) =>
    `"${a.input}" needs a list of examples, but it is ${a.found}.`,
  'inputs-no-object': (a: { inputs: readonly string[]; found: string }) =>
    `The network has ${counted(a.inputs.length, 'input')}. Pass an object with ${list(a.inputs)} instead of ${a.found}.`,
  'input-missing': (a: { input: string }) => `The input "${a.input}" is missing.`,
  'input-counts-differ': (a: { input: string; rows: number; first: string; firstRows: number }) =>
    `"${a.input}" has ${counted(a.rows, 'row')}, but "${a.first}" has ${count(a.firstRows)}. All inputs need the same number of rows.`,
  'row-no-record': (a: Place & { found: string; columns: readonly string[] }) =>
    `${at(a)} is ${a.found}. It must be an object with ${list(a.columns)}.`,
  'row-no-point': (a: Place & { found: string; columns: readonly string[] }) =>
    `${at(a)} is ${a.found}. It must be ${counted(a.columns.length, 'number')}: ${list(a.columns)}.`,
  'row-lacks-column': (a: Place & { column: string }) => `${at(a)} has no "${a.column}".`,
  'value-no-number': (a: Place & { column: string; found: string }) =>
    `${at(a)}: "${a.column}" is ${a.found}. It must be a number.`,
  'value-no-class': (a: Place & { column: string; found: string; values: readonly string[] }) =>
    `${at(a)}: "${a.column}" is ${a.found}. It must be ${listOr(a.values)}.`,
  'image-size': (a: Place & { wants: readonly number[]; found: string }) =>
    `${at(a)} is ${a.found}. It must be an image of ${dimensions(a.wants)}.`,
  'pixel-no-number': (a: Place & { y: number; x: number; found: string }) =>
    `${at(a)}: the pixel in row ${count(a.y + 1)}, column ${count(a.x + 1)} is ${a.found}. A pixel must be a number from 0 to 255.`,

  // Rows to look at.
  'no-such-row': (a: { row: number; rows: number }) =>
    `There is no row ${a.row}. The dataset in use has ${counted(a.rows, 'row')}, counted from 0.`,

  // Loading a dataset.
  'data-not-built': (a: { dataset: string }) =>
    `The files of ${a.dataset} are not on this server. Run "npm run datasets" to build them.`,
  'data-offline': (a: { dataset: string }) =>
    `${a.dataset} is not fully downloaded, and the server does not respond. Check your connection and try again.`,
  'data-answer': (a: { dataset: string; file: string; status: number }) =>
    `The server responded with status ${a.status} for the file ${a.file} of ${a.dataset}.`,
  'data-damaged': (a: { dataset: string; file: string }) =>
    `The file ${a.file} of ${a.dataset} arrived damaged twice: its hash does not match. None of it was used.`,
  'data-manifest': (a: { dataset: string; why: string }) => `The file list of ${a.dataset} is not valid: ${a.why}.`,
  'data-too-long': (a: { dataset: string; file: string; bytes: number }) =>
    `The file ${a.file} of ${a.dataset} does not have the expected size of ${byteSize(a.bytes)}.`,
})
