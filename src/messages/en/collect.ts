/** @file English sentences of collecting a set and of learning curves, loaded with what collects: one function a code. */
import { defineMessages } from '../define'
import { count, counted, list } from '../format'

export const collect = defineMessages('collect', {
  'collect-size': (a: { size: number; sizes: readonly number[] }) =>
    `Pictures of ${a.size} pixels a side cannot be collected; they can be ${list(a.sizes.map(String))}.`,
  'collect-columns': 
    'A table needs two columns at least, each with a name of its own: what is known, and what is to be predicted.',
  'collect-target': (a: { target: string; columns: readonly string[] }) =>
    `"${a.target}" is to be predicted and is no column; there are ${list(a.columns)}.`,
  'collect-no-class': (a: { label: string; labels: readonly string[] }) =>
    `There is no class "${a.label}"; ${a.labels.length > 0 ? `there are ${list(a.labels)}` : 'add it first'}.`,
  'collect-class-there': (a: { label: string }) => `There is a class "${a.label}" already.`,
  'collect-no-classes': (a: { target: string }) =>
    `"${a.target}" holds no classes, so there are none to add; add rows instead.`,
  'collect-no-pictures': (a: { title: string }) => `"${a.title}" has no column of pictures to add to.`,
  'collect-no-files': (a: { files: number }) =>
    a.files === 0 ? 'There is no file in it.' : `There is no picture among the ${counted(a.files, 'file')}.`,
  'collect-many-files': (a: { files: number; most: number }) =>
    `${counted(a.files, 'file')} are too many for one class at a time; bring up to ${count(a.most)}, or bring them all as a set of their own by "Bring data".`,
  'curve-few': (a: { rows: number; needs: number }) =>
    `A learning curve needs ${count(a.needs)} training rows and some validation rows at least; there are ${counted(a.rows, 'training row')}.`,
  'curve-no-validation': 
    'A learning curve is judged on the validation rows, and the split has none. Give validation a share in the Split tab.',
  'curve-target': (a: { column: string }) =>
    `A learning curve is drawn for classes and for numbers; "${a.column}" is neither.`,
  'curve-failed': (a: { why: string }) => `The network did not learn: ${a.why}`,
  'curve-stopped':  'The learning curve was cancelled.',
})
