/** @file English messages about importing arrays: NPY, NPZ, and IDX. Loaded with `ingest.ts`. */
import { defineMessages } from '../define'
import { byteSize, count, counted, dimensions, list } from '../format'

interface Length {
  file: string
  shape: readonly number[]
  wants: number
  has: number
}
const length = (a: Length) => {
  const sizes = `According to its header, ${a.file} has ${dimensions(a.shape)} values (${byteSize(a.wants)}), but it contains ${byteSize(a.has)}`
  return a.has < a.wants
    ? `${sizes}. The end of the file is missing. Copy or download it again.`
    : `${sizes}. Save the array in its own file.`
}
const quoted = (names: readonly string[]) => list(names.map((name) => `"${name}"`))

export const ingestArrays = defineMessages('ingest-arrays', {
  'npy-broken': (a: { file: string; why: string }) => `${a.file} is not a readable NumPy file: ${a.why}.`,
  'npy-objects': (a: { file: string; type: string }) =>
    `${a.file} contains Python objects (pickle), which can run code when they are read, so the file was not opened. Save plain numbers: np.save("x.npy", np.stack(list(x))), or x.astype("float32").`,
  'npy-type': (a: { file: string; type: string }) =>
    `${a.file} contains values of type "${a.type}". Netloom reads integers, 16-, 32- and 64-bit floats, booleans, and strings. Save it with x.astype("float32").`,
  'npy-records': (a: { file: string }) =>
    `${a.file} contains records with several fields. Save each field as its own array with np.savez, or the records as CSV.`,
  'npy-length': length,
  'npy-memory': (a: { file: string; bytes: number; limit: number }) =>
    `${a.file} is stored column by column (Fortran order), so all ${byteSize(a.bytes)} must fit in memory; the limit is ${byteSize(a.limit)}. Save it with np.save("x.npy", np.ascontiguousarray(x)).`,
  'idx-broken': (a: { file: string }) =>
    `${a.file} is not a readable IDX file: it does not start with two zeros, a type, and the lengths of its axes.`,
  'idx-length': length,
  'gzip-broken': (a: { file: string }) =>
    `${a.file} is not a complete gzip file: its end is missing, or it is damaged. Copy or download it again.`,
  'gzip-grows': (a: { file: string; bytes: number }) =>
    `${a.file} unpacks to at least ${byteSize(a.bytes)}, which is over the limit for a gzip file.`,
  'arrays-none': (a: { file: string }) => `${a.file} contains no arrays.`,
  'arrays-no-part': (a: { part: string; parts: readonly string[] }) =>
    `There is no array "${a.part}". Use one of ${quoted(a.parts)}.`,
  'arrays-scalar': (a: { name: string }) => `"${a.name}" is a single value, but a dataset needs examples.`,
  'arrays-wide': (a: { name: string; shape: readonly number[]; limit: number }) =>
    `An example of "${a.name}" has ${dimensions(a.shape)} values; the limit is ${count(a.limit)}. Check that the first axis counts the examples.`,
  'arrays-test-shape': (a: { name: string; train: readonly number[]; test: readonly number[] }) =>
    `An example of "${a.name}" is ${dimensions(a.train)} in the training set and ${dimensions(a.test)} in the test set. Both sets need the same shape.`,
  'arrays-test-type': (a: { name: string; train: string; test: string }) =>
    `"${a.name}" is ${a.train} in the training set and ${a.test} in the test set, or the byte order differs. Save both with the same dtype.`,
  'arrays-rows-differ': (a: { names: readonly string[]; rows: readonly number[] }) =>
    `The arrays differ in length: ${list(a.names.map((name, i) => `"${name}" has ${counted(a.rows[i] ?? 0, 'row')}`))}. Each array needs one entry per example.`,

  // Reasons for the type that a column got.
  'arrays-why-image': (a: { shape: readonly number[]; type: string }) =>
    `Each example is ${dimensions(a.shape)} ${a.type}.`,
  'arrays-why-classes': (a: { values: number; rows: number }) =>
    `${counted(a.rows, 'example')} with ${counted(a.values, 'different value')}.`,
  'arrays-why-text': (a: { rows: number }) => `${counted(a.rows, 'text')}, most of them unique.`,
  'arrays-why-numbers': (a: { type: string }) => `The file stores ${a.type}.`,
  'arrays-why-array': (a: { shape: readonly number[]; type: string }) =>
    `Each example is ${dimensions(a.shape)} ${a.type}.`,
  'arrays-why-one-hot': (a: { values: number }) =>
    `One-hot: each example has a single 1 among ${count(a.values)} numbers.`,

  // Notes about what was imported or left out.
  'arrays-left-out': (a: { name: string; rows: number; wants: number }) =>
    `"${a.name}" is skipped because it has ${counted(a.rows, 'row')}, but the dataset has ${count(a.wants)}.`,
  'arrays-test-rows': (a: { rows: number; names: readonly string[] }) =>
    `${counted(a.rows, 'example')} in ${quoted(a.names)} become the test set of this dataset.`,
  'arrays-validation': (a: { rows: number; names: readonly string[] }) =>
    `${counted(a.rows, 'example')} in ${quoted(a.names)} (validation) are added to the training examples. Netloom takes its own validation set from the training examples.`,
  'arrays-channels-first': (a: { name: string; shape: readonly number[] }) =>
    `"${a.name}" has its channels first (${dimensions(a.shape)}); they are moved to the end.`,
  'arrays-alpha': (a: { name: string }) => `The fourth channel of "${a.name}" (opacity) is ignored.`,
  'arrays-infinite': (a: { name: string; count: number }) =>
    `${counted(a.count, 'value')} in "${a.name}" ${a.count === 1 ? 'is' : 'are'} infinite or too large for a 32-bit number and ${a.count === 1 ? 'counts' : 'count'} as missing.`,
  'arrays-inexact': (a: { name: string }) => `"${a.name}" has integers above 9,007,199,254,740,991, which are rounded.`,
})
