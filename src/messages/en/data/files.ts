/**
 * @file Messages about damaged files of a stored dataset: clauses that end a sentence such as "The rows are damaged:
 * ___".
 */
import { defineText } from '../../define'
import { count, counted } from '../../format'

export const filesText = defineText('data/files', {
  /** Faults of a chunk of rows. */
  chunk: {
    endsWithin: (a: { column: string }) => `it ends in the middle of "${a.column}"`,
    wrongLength: (a: { bytes: number; wants: number }) =>
      `it has ${counted(a.bytes, 'byte')} instead of ${count(a.wants)}`,
    textOrder: (a: { column: string }) => `"${a.column}" contains text that ends before it starts`,
    textLength: (a: { column: string }) => `the text in "${a.column}" has the wrong length`,
    badCode: (a: { column: string; values: number }) =>
      `"${a.column}" has a code outside its ${counted(a.values, 'value')}`,
    checksum: 'its checksum does not match',
  },
  /** Faults of a dataset's list of files. */
  manifest: {
    notJson: 'it is not JSON',
    notObject: 'it is not an object',
    version: (a: { version: string }) => `its version is ${a.version}, not 1 or 2`,
    otherDataset: 'it belongs to another dataset',
    otherColumns: 'its columns differ from the dataset’s',
    noFiles: 'it lists no files',
    badEntry: (a: { entry: number }) => `entry ${count(a.entry)} is malformed`,
    rows: (a: { rows: number; wants: number }) =>
      `its files contain ${counted(a.rows, 'row')} instead of ${count(a.wants)}`,
  },
})
