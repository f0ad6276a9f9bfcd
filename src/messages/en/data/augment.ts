/** @file Text of the Augment tab of a dataset: the list of augmentations, and examples before and after. */
import { defineText } from '../../define'
import { count } from '../../format'

export const augmentText = defineText('data/augment', {
  title: 'Augmentation',
  add: 'Add',
  none: 'Training examples are used unchanged. Small random changes in every epoch help a small dataset go further.',
  some: 'Applied in training only, differently in every epoch, with the training seed. Validation, test and predictions use the original examples.',
  earlier: (a: { augmentation: string }) => `Move ${a.augmentation} earlier`,
  later: (a: { augmentation: string }) => `Move ${a.augmentation} later`,
  remove: (a: { augmentation: string }) => `Remove ${a.augmentation}`,
  imagesOnly: 'No effect here: the dataset has no images.',
  examples: {
    title: 'What the network sees',
    label: 'Augmented examples',
    images: (a: { steps: number }) => `Training images, each followed by ${count(a.steps)} variations`,
    next: 'Show others',
    original: (a: { row: number }) => `Row ${a.row}, original`,
    varied: (a: { row: number; step: number }) => `Row ${a.row}, variation ${a.step}`,
    mask: (a: { row: number; step: number }) => `Row ${a.row}, target of variation ${a.step}`,
    plainRows: (a: { input: string; shown: number; all: number }) =>
      `Training rows as "${a.input}" receives them; the first ${count(a.shown)} of ${count(a.all)} numbers`,
    variedRows: (a: { input: string; shown: number; all: number }) =>
      `Training rows as "${a.input}" receives them, then as the first step sees them; the first ${count(a.shown)} of ${count(a.all)} numbers`,
    row: (a: { row: number }) => `Row ${a.row}`,
  },
})
