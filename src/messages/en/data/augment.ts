/** @file UI text for the Augment tab of a dataset: the list of augmentations, and examples before and after. */
import { defineText } from '../../define'
import { count } from '../../format'

export const augmentText = defineText('data/augment', {
  title: 'Augmentation',
  add: 'Add',
  none: 'Training examples are used unchanged. Small random changes in every epoch help when the dataset is small.',
  some: 'Applied only in training, and different in every epoch. A run with the same training seed repeats the same changes. Validation, test, and predictions use the original examples.',
  earlier: (a: { augmentation: string }) => `Move ${a.augmentation} earlier`,
  later: (a: { augmentation: string }) => `Move ${a.augmentation} later`,
  remove: (a: { augmentation: string }) => `Remove ${a.augmentation}`,
  imagesOnly: 'No effect here: the dataset has no images.',
  examples: {
    title: 'What the network sees',
    label: 'Augmented examples',
    images: (a: { steps: number }) => `Training images, each with ${count(a.steps)} variations`,
    next: 'Show other examples',
    original: (a: { row: number }) => `Row ${a.row}, original`,
    varied: (a: { row: number; step: number }) => `Row ${a.row}, variation ${a.step}`,
    mask: (a: { row: number; step: number }) => `Row ${a.row}, target of variation ${a.step}`,
    plainRows: (a: { input: string; shown: number; all: number }) =>
      `Training rows as "${a.input}" receives them (first ${count(a.shown)} of ${count(a.all)} numbers)`,
    variedRows: (a: { input: string; shown: number; all: number }) =>
      `Training rows of "${a.input}" before and after augmentation (first ${count(a.shown)} of ${count(a.all)} numbers)`,
    row: (a: { row: number }) => `Row ${a.row}`,
  },
})
