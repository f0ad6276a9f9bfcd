/** @file English messages about collecting a dataset and about learning curves, loaded with the code that uses them. */
import { defineMessages } from '../define'
import { count, counted, listOr } from '../format'

export const collect = defineMessages('collect', {
  'collect-size': (a: { size: number; sizes: readonly number[] }) =>
    `Images cannot be ${a.size} pixels wide; choose ${listOr(a.sizes.map(String))}.`,
  'collect-columns':
    'A table needs at least two columns with different names: one for the input, and one that the network predicts.',
  'collect-target': (a: { target: string; columns: readonly string[] }) =>
    `The target column "${a.target}" does not exist. Choose ${listOr(a.columns)}.`,
  'collect-no-class': (a: { label: string; labels: readonly string[] }) =>
    a.labels.length > 0
      ? `There is no class "${a.label}". Choose ${listOr(a.labels)}.`
      : `There is no class "${a.label}". Add it first.`,
  'collect-class-there': (a: { label: string }) => `There is already a class "${a.label}".`,
  'collect-no-classes': (a: { target: string }) =>
    `"${a.target}" is not a category, so you cannot add classes. Add rows instead.`,
  'collect-no-pictures': (a: { title: string }) => `"${a.title}" has no image column, so you cannot add images to it.`,
  'collect-no-files': (a: { files: number }) =>
    a.files === 0 ? 'There are no files to add.' : `None of the ${counted(a.files, 'file')} is an image.`,
  'collect-many-files': (a: { files: number; most: number }) =>
    `${counted(a.files, 'file')} are too many to add to a class at once. Add up to ${count(a.most)}, or use "Import data" to import all of them as a new dataset.`,
  'curve-few': (a: { rows: number; needs: number }) =>
    `A learning curve needs at least ${count(a.needs)} training examples and some validation examples. There are ${counted(a.rows, 'training example')}.`,
  'curve-no-validation':
    'A learning curve needs validation examples, and the split has none. Give the validation set a share under Data > Split.',
  'curve-target': (a: { column: string }) =>
    `A learning curve needs classes or numbers as its target; "${a.column}" is neither.`,
  'curve-failed': (a: { why: string }) => `Training failed: ${a.why}`,
  'curve-stopped': 'The learning curve was canceled.',
})
