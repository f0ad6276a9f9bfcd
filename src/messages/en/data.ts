/** @file English sentences of data: one function a code, its argument the code's typed arguments. */
import { defineMessages } from '../define'
import { byteSize, count, counted, list, dimensions } from '../format'

/** Where in the inputs: the row counted from 0, as everywhere but in sentences about files, and the input node where there are several. */
export interface Place {
  row: number
  input: string
}
const at = (a: Place) => `Row ${count(a.row)} for "${a.input}"`

export const data = defineMessages('data', {
  // Raw values to predict from.
  'inputs-no-list': (a: { input: string; found: string }) =>
    `"${a.input}" takes a list of samples; it gets ${a.found}.`,
  'inputs-no-object': (a: { inputs: readonly string[]; found: string }) =>
    `The network has ${counted(a.inputs.length, 'input')}: give an object with ${list(a.inputs)}; this is ${a.found}.`,
  'input-missing': (a: { input: string }) => `Nothing is given for the input "${a.input}".`,
  'input-counts-differ': (a: { input: string; rows: number; first: string; firstRows: number }) =>
    `"${a.input}" has ${counted(a.rows, 'row')} and "${a.first}" has ${count(a.firstRows)}; they must be as many.`,
  'row-no-record': (a: Place & { found: string; columns: readonly string[] }) =>
    `${at(a)} is ${a.found}; it takes a record with ${list(a.columns)}.`,
  'row-no-point': (a: Place & { found: string; columns: readonly string[] }) =>
    `${at(a)} is ${a.found}; it takes ${counted(a.columns.length, 'number')}: ${list(a.columns)}.`,
  'row-lacks-column': (a: Place & { column: string }) => `${at(a)} has no "${a.column}".`,
  'value-no-number': (a: Place & { column: string; found: string }) =>
    `${at(a)}: "${a.column}" is ${a.found}; it takes a number.`,
  'value-no-class': (a: Place & { column: string; found: string; values: readonly string[] }) =>
    `${at(a)}: "${a.column}" is ${a.found}; it can be ${list(a.values)}.`,
  'image-size': (a: Place & { wants: readonly number[]; found: string }) =>
    `${at(a)} is ${a.found}; an image of ${dimensions(a.wants)} is needed.`,
  'pixel-no-number': (a: Place & { y: number; x: number; found: string }) =>
    `${at(a)}: the pixel at line ${a.y + 1}, column ${a.x + 1} is ${a.found}; a pixel is a number from 0 to 255.`,

  // Rows to look at.
  'no-such-row': (a: { row: number; rows: number }) =>
    `There is no row ${a.row}: the set in use has ${counted(a.rows, 'row')}, counted from 0.`,

  // Loading a set.
  'data-not-built': (a: { dataset: string }) =>
    `The files of ${a.dataset} are not on this server. "npm run datasets" builds them.`,
  'data-offline': (a: { dataset: string }) =>
    `${a.dataset} is not complete on this device, and the server does not answer.`,
  'data-answer': (a: { dataset: string; file: string; status: number }) =>
    `The server answers ${a.status} for ${a.file} of ${a.dataset}.`,
  'data-damaged': (a: { dataset: string; file: string }) =>
    `${a.file} of ${a.dataset} came damaged, twice: its hash does not match. Nothing of it was used.`,
  'data-manifest': (a: { dataset: string; why: string }) => `The list of files of ${a.dataset} is wrong: ${a.why}.`,
  'data-too-long': (a: { dataset: string; file: string; bytes: number }) =>
    `${a.file} of ${a.dataset} does not hold the ${byteSize(a.bytes)} it should.`,
})
