/** @file Text about where a network fails: examples that are probably labeled wrong, and edits of examples. */
import { defineText } from '../../define'
import { count, counted, percent } from '../../format'

export const exampleEditsText = defineText('evaluate/failures/edits', {
  label: 'Label',
  relabel: (a: { label: string }) => `Relabel as ${a.label}`,
  relabeled: (a: { label: string }) => `Relabeled as ${a.label}`,
  relabeledNotice: (a: { row: number; label: string }) => `Row ${count(a.row)} is labeled ${a.label} now.`,
  exclude: 'Exclude',
  excludeAbout: 'Leaves this row out of the data, and so out of training. You can undo it.',
  excluded: 'Excluded',
  locked: 'This lesson does not allow changes to the data.',
  otherData: 'These examples are not in the data in use, so they cannot be changed.',
  after: 'Train again to use the changed data.',
})

export const labelErrorsText = defineText('evaluate/failures/labels', {
  title: 'Possible label errors',
  about: 'Examples that the network confidently predicts as another class (confident learning)',
  ask: 'Find label errors',
  waiting: 'Label errors are looked for after the run.',
  computing: 'Predicting the examples…',
  inSample:
    'The network was trained on these labels, so it agrees with some wrong ones, and fewer are found. The validation set is more reliable.',
  none: (a: { n: number }) => `No label of ${counted(a.n, 'example')} looks wrong.`,
  found: (a: { found: number; n: number; estimated: number }) =>
    `${counted(a.found, 'example')} of ${count(a.n)}, least plausible label first. About ${percent(a.estimated / a.n)} of the labels are wrong by this method; check each one before you change it.`,
  caption: 'Examples that are probably labeled wrong',
  example: 'Example',
  open: (a: { row: number }) => `Open row ${count(a.row)}`,
  actual: 'Label',
  suggested: 'Suggested',
  confidence: 'Confidence',
  percent: (a: { value: number }) => percent(a.value),
  more: (a: { examples: number }) => `Show ${count(a.examples)} more`,
})
