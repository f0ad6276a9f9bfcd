/** @file English sentences of bringing in arrays: NPY, NPZ and IDX. Loaded with `learn-ingest.ts`, as those of all ingest. */
import { defineMessages } from '../define'
import { byteSize, count, counted, list, dimensions } from '../format'

interface Length {
  file: string
  shape: readonly number[]
  wants: number
  has: number
}
const length = (a: Length) =>
  `${a.file} says it holds ${dimensions(a.shape)} values, which take ${byteSize(a.wants)}, and has ${byteSize(a.has)}: it is ${a.has < a.wants ? 'cut short' : 'followed by something else'}. ${a.has < a.wants ? 'Copy or download it again' : 'Save the array in a file of its own'}.`

export const ingestArrays = defineMessages('ingestArrays', {
  'npy-broken': (a: { file: string; why: string }) => `${a.file} is no NumPy file that can be read: ${a.why}.`,
  'npy-objects': (a: { file: string; type: string }) =>
    `${a.file} holds Python objects (pickle), which can run code when they are read: it is not opened. Save plain numbers: np.save("x.npy", np.stack(list(x))), or x.astype("float32").`,
  'npy-type': (a: { file: string; type: string }) =>
    `${a.file} holds values of the type "${a.type}". Whole numbers, floats of 16, 32 and 64 bits, true or false, and texts can be read: save it with x.astype("float32").`,
  'npy-records': (a: { file: string }) =>
    `${a.file} holds records of several fields. Save each field as an array of its own with np.savez, or the records as CSV.`,
  'npy-length': length,
  'npy-memory': (a: { file: string; bytes: number; limit: number }) =>
    `${a.file} is written column by column (Fortran order), which takes all of its ${byteSize(a.bytes)} in memory; at most ${byteSize(a.limit)} can be read so. Save it with np.save("x.npy", np.ascontiguousarray(x)).`,
  'idx-broken': (a: { file: string }) =>
    `${a.file} is no IDX file that can be read: it does not begin with two zeros, a type and the lengths of its axes.`,
  'idx-length': length,
  'gzip-broken': (a: { file: string }) =>
    `${a.file} is no whole gzip file: it breaks off or is damaged. Copy or download it again.`,
  'gzip-grows': (a: { file: string; bytes: number }) =>
    `${a.file} unpacks to ${byteSize(a.bytes)} or more, which is more than is read of such a file.`,
  'arrays-none': (a: { file: string }) => `${a.file} holds no array.`,
  'arrays-no-part': (a: { part: string; parts: readonly string[] }) =>
    `There is no array "${a.part}"; there are ${list(a.parts.map((part) => `"${part}"`))}.`,
  'arrays-scalar': (a: { name: string }) => `"${a.name}" is a single value, and a set is made of rows.`,
  'arrays-wide': (a: { name: string; shape: readonly number[]; limit: number }) =>
    `A row of "${a.name}" is ${dimensions(a.shape)} values; at most ${count(a.limit)} can be read. Is the first axis the samples?`,
  'arrays-test-shape': (a: { name: string; train: readonly number[]; test: readonly number[] }) =>
    `A row of "${a.name}" is ${dimensions(a.train)} in training and ${dimensions(a.test)} in test; they must be alike.`,
  'arrays-test-type': (a: { name: string; train: string; test: string }) =>
    `"${a.name}" is ${a.train} in training and ${a.test} in test, or written in another byte order. Save both with the same dtype.`,
  'arrays-rows-differ': (a: { names: readonly string[]; rows: readonly number[] }) =>
    `The arrays are not of one length: ${list(a.names.map((name, i) => `"${name}" has ${counted(a.rows[i] ?? 0, 'row')}`))}. Each takes one value a sample.`,

  // Why a column is what it is.
  'arrays-why-image': (a: { shape: readonly number[]; type: string }) =>
    `Each row is ${dimensions(a.shape)} ${a.type}.`,
  'arrays-why-classes': (a: { values: number; rows: number }) =>
    `${counted(a.rows, 'row')} have ${counted(a.values, 'different value')}.`,
  'arrays-why-text': (a: { rows: number }) => `${counted(a.rows, 'row')} have texts, most of them once.`,
  'arrays-why-numbers': (a: { type: string }) => `The file says ${a.type}.`,
  'arrays-why-array': (a: { shape: readonly number[]; type: string }) =>
    `Each row is ${dimensions(a.shape)} ${a.type}.`,
  'arrays-why-one-hot': (a: { values: number }) => `Each row is a single 1 among ${count(a.values)} numbers.`,

  // Notes.
  'arrays-left-out': (a: { name: string; rows: number; wants: number }) =>
    `"${a.name}" is left out: it has ${counted(a.rows, 'row')}, and the set ${count(a.wants)}.`,
  'arrays-test-rows': (a: { rows: number; names: readonly string[] }) =>
    `${counted(a.rows, 'row')} of ${list(a.names.map((name) => `"${name}"`))} are the test rows of this set.`,
  'arrays-validation': (a: { rows: number; names: readonly string[] }) =>
    `${counted(a.rows, 'row')} of ${list(a.names.map((name) => `"${name}"`))} (validation) are among the training rows: the studio takes validation rows from these.`,
  'arrays-channels-first': (a: { name: string; shape: readonly number[] }) =>
    `"${a.name}" has its channels first (${dimensions(a.shape)}); they are put last.`,
  'arrays-alpha': (a: { name: string }) => `The fourth channel of "${a.name}", how opaque each pixel is, is left out.`,
  'arrays-infinite': (a: { name: string; count: number }) =>
    `${counted(a.count, 'value')} of "${a.name}" are infinite or too large for a 32-bit number, and count as missing.`,
  'arrays-inexact': (a: { name: string }) =>
    `"${a.name}" has whole numbers past 9,007,199,254,740,991, which lose their last digits.`,
})
