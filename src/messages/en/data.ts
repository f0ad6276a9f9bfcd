/** @file Messages for problems with the rows and the files of a dataset, keyed by code. */
import { defineMessages } from '../define'
import { byteSize, counted } from '../format'

export const data = defineMessages('data', {
  // Messages about single rows.
  'no-such-row': (a: { row: number; rows: number }) =>
    `There is no row ${a.row}. The dataset in use has ${counted(a.rows, 'row')}, counted from 0.`,

  // Messages about loading a dataset.
  'data-not-built': (a: { dataset: string }) =>
    `${a.dataset} is not available on this server. Choose another dataset, or ask the person who runs the server to run "npm run datasets".`,
  'data-offline': (a: { dataset: string }) =>
    `${a.dataset} is not fully downloaded, and the server does not respond. Check your connection and try again.`,
  'data-answer': (a: { dataset: string; file: string; status: number }) =>
    `The server responded with status ${a.status} for the file ${a.file} from ${a.dataset}. Press "Try again".`,
  'data-damaged': (a: { dataset: string; file: string }) =>
    `The file ${a.file} from ${a.dataset} was damaged twice in transit, so it was not used. Check the connection, then press "Try again".`,
  'data-manifest': (a: { dataset: string; why: string }) =>
    `The file list of ${a.dataset} is not valid: ${a.why}. Reload the page, then try again.`,
  'data-too-long': (a: { dataset: string; file: string; bytes: number }) =>
    `The file ${a.file} from ${a.dataset} does not have the expected size of ${byteSize(a.bytes)}, so it was not used. Check the connection, then press "Try again".`,
})
