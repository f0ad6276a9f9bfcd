/** @file Text about where a network fails: examples that are probably labeled wrong, and edits of examples. */
import { defineText } from '../../define'
import { count, counted, percent, pValue, significant } from '../../format'

export const openRowsText = defineText('evaluate/failures/open', {
  otherVersion: 'The data in use is not the version that was evaluated, so these rows cannot be shown. Evaluate again.',
})

export const exampleEditsText = defineText('evaluate/failures/edits', {
  label: 'Label',
  relabel: (a: { label: string }) => `Relabel as ${a.label}`,
  relabelAbout: 'Changes the label of this row in the data. Train again to use it. You can undo it.',
  relabeled: (a: { label: string }) => `Relabeled as ${a.label}`,
  relabeledNotice: (a: { row: number; label: string }) => `Row ${count(a.row)} is labeled ${a.label} now.`,
  exclude: 'Exclude',
  excludeAbout: 'Leaves this row out of the data, and so out of training. You can undo it.',
  excluded: 'Excluded',
  leaveOut: 'Leave out of training',
  useAgain: 'Use for training again',
  leaveOutAbout: 'No training sees this row. It stays in the data, and you can undo it.',
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
  found: (a: { found: number; n: number; estimated: number; wrong: number }) =>
    `${counted(a.found, 'example')} of ${count(a.n)}, least plausible label first. Confident learning estimates that ${percent(a.estimated / a.n)} of the labels disagree with a confident prediction. The network predicts ${percent(a.wrong / a.n)} wrong: where classes overlap, many of these labels can be correct. Check each one before you change it.`,
  caption: 'Examples that are probably labeled wrong',
  example: 'Example',
  open: (a: { row: number }) => `Open row ${count(a.row)}`,
  picture: (a: { row: number; label: string }) => `Row ${count(a.row)}, labeled ${a.label}`,
  actual: 'Label',
  suggested: 'Suggested',
  confidence: 'Confidence',
  percent: (a: { value: number }) => percent(a.value),
  more: (a: { examples: number }) => `Show ${count(a.examples)} more`,
})

export const neighborsText = defineText('evaluate/failures/neighbors', {
  ask: 'Find similar training examples',
  computing: 'Comparing the training examples…',
  title: 'Similar training examples',
  about: (a: { layer: string; compared: number; of: number }) =>
    `By their values in "${a.layer}" (cosine distance)${a.compared < a.of - 1 ? `, among ${count(a.compared)} of ${count(a.of)}` : ''}.`,
  /** If these rows are not those that the weights were trained on. */
  otherRows: 'These rows are the training set now. The weights were trained on another one.',
  row: (a: { row: number; label: string }) => `Row ${count(a.row)}, ${a.label}`,
  distance: (a: { distance: number }) => significant(a.distance, 2),
})

export const embeddingText = defineText('evaluate/failures/embedding', {
  title: 'Embedding map',
  about: 'Examples that are close together have similar values in a layer',
  ask: 'Draw the map',
  waiting: 'The map is drawn after the run.',
  computing: 'Reading the layer for each example…',
  layer: 'Layer',
  named: (a: { label: string; width: number }) => `${a.label} (${counted(a.width, 'value')})`,
  method: 'Method',
  methods: {
    pca: {
      title: 'PCA',
      about: 'The two directions in which examples differ most. Distances on the map are at most those in the layer.',
    },
    umap: {
      title: 'UMAP',
      about:
        'Keeps neighbors together. Distances between groups, and the sizes of groups, mean little. Takes several seconds.',
    },
  },
  color: 'Color',
  colors: { actual: 'By class', predicted: 'By predicted class', correct: 'Correct or wrong' },
  correct: 'Correct',
  wrong: 'Wrong',
  others: 'Other classes',
  largeError: 'Largest tenth of errors',
  otherError: 'Other examples',
  numbers: (a: { actual: number; predicted: number }) =>
    `Predicted ${significant(a.predicted)}, actual ${significant(a.actual)}`,
  axis: (a: { name: string; share: number | undefined }) =>
    a.share === undefined ? `Axis ${a.name}` : `Component ${a.name}: ${percent(a.share)} of the variance`,
  place: (value: number) => significant(value),
  chart: (a: { examples: number }) => `Map of ${counted(a.examples, 'example')} by their values in a layer`,
  lasso:
    'Draw around points to select them. With the keyboard, go to a point with the arrow keys, then hold Shift to grow a box.',
  selected: (a: { examples: number; layer: string }) =>
    `${counted(a.examples, 'example')} selected on the map of "${a.layer}"`,
  isSelected: 'Selected',
  openSelected: 'Show the examples',
  shown: (a: { examples: number; of: number }) =>
    `${a.examples < a.of ? `${count(a.examples)} of ${counted(a.of, 'example')}, drawn at random` : counted(a.of, 'example')}. Select a point to open its example.`,
})

interface Erroneous {
  readonly isRate: boolean
  readonly value: number
  readonly unit?: string | undefined
}

/** A share of wrong examples, or a mean absolute error. */
const error = ({ isRate, value, unit }: Erroneous) =>
  isRate ? percent(value) : `${significant(value)}${unit === undefined ? '' : ` ${unit}`}`

export const weakSlicesText = defineText('evaluate/failures/slices', {
  title: 'Where does it fail?',
  about: 'Slices with more errors than the rest, and the conditions that explain errors best',
  ask: 'Find weak slices',
  waiting: 'Slices are compared after the run.',
  computing: 'Comparing slices…',
  none: (a: { least: number }) =>
    `No slice of at least ${counted(a.least, 'example')} has clearly more errors than the rest.`,
  caption: 'Slices with more errors than the rest',
  slice: 'Slice',
  error: (a: { isRate: boolean }) => (a.isRate ? 'Wrong' : 'Mean error'),
  interval: '95% interval',
  rest: 'All others',
  examples: 'n',
  p: 'p value',
  pAbout:
    'Corrected for all slices that were compared (Holm): in 95% of sets without weak slices, none is listed. Each slice is tested without the rows of the slices above it.',
  pValue: (a: { p: number }) => pValue(a.p),
  value: error,
  between: ({ low, high, isRate }: { low: number; high: number; isRate: boolean }) =>
    isRate ? `${percent(low)}–${percent(high)}` : `${significant(low)}–${significant(high)}`,
  count: (a: { n: number }) => count(a.n),
  save: 'Save as slice',
  saved: 'Saved',
  sampled: (a: { sampled: number; n: number }) =>
    `Searched in a sample of ${count(a.sampled)} of ${counted(a.n, 'example')}.`,
  tree: 'Error tree',
  noTree: 'No condition explains which examples are wrong.',
  all: 'All examples',
  wrongIn: (a: { slice: string }) => `Wrong: ${a.slice}`,
  wrong: (a: Erroneous) => `${error(a)} ${a.isRate ? 'wrong' : 'mean error'}`,
  branch: (a: { n: number; share: number }) => `, ${counted(a.n, 'example')}, ${percent(a.share)} of all errors`,
})
