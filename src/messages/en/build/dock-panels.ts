/** @file UI text for the charts of a run below the canvas. */
import { defineText } from '../../define'
import { commaList, count, counted, lossNumber, thresholdNumber } from '../../format'

/** Names of the sets that a model is evaluated on. */
const SETS = { train: 'Training set', validation: 'Validation set', test: 'Test set' }

export const dockPanelsText = defineText('build/dock-panels', {
  title: 'Run',
  height: 'Height of the charts',
  expand: 'Expand the charts',
  collapse: 'Collapse the charts',
  /** The dataset that a run was trained on, shown if it is not the dataset in use. */
  on: (a: { dataset: string }) => `on ${a.dataset}`,
  trainedOn: (a: { dataset: string }) => `This run used ${a.dataset}, not the current dataset.`,
  beforeChange: 'before the change',
  beforeChangeTip: 'This run trained the network as it was before your changes. Train again to update it.',
  evaluated: (a: { split: keyof typeof SETS; n: number }) => `${SETS[a.split]}, ${counted(a.n, 'example')}`,

  lossSoFar: 'Current loss',

  /** What classes are decided by, next to figures that may be decided differently. */
  decided: {
    with: (a: {
      label: string | undefined
      threshold: number | undefined
      column: string | undefined
      isCalibrated: boolean
    }) =>
      commaList([
        ...(a.label === undefined || a.threshold === undefined
          ? []
          : [
              `"${a.label}" ${a.column === undefined ? `from ${thresholdNumber(a.threshold)}` : `by group of "${a.column}"`}`,
            ]),
        ...(a.isCalibrated ? ['calibrated'] : []),
      ]),
    noThreshold: 'without the saved threshold',
    notCalibrated: 'not calibrated',
    neither: 'without the saved threshold, not calibrated',
  },

  /** The line that shows names and values of the charts while they are collapsed. */
  line: {
    epoch: (a: { epoch: number | undefined; isBest: boolean }) =>
      a.epoch === undefined ? 'Epoch –' : `Epoch ${count(a.epoch)}${a.isBest ? ' (best)' : ''}`,
    /** `by`: the metric that decides which epoch is the best, such as "the validation loss". */
    best: (a: { by: string }) => `Best by ${a.by}`,
    step: (a: { step: number }) => `Step ${count(a.step)}`,
    loss: 'Loss',
    lossValue: (a: { loss: number | undefined }) => lossNumber(a.loss),
    validation: 'Validation',
    worstClass: 'Worst class',
    classScore: (a: { label: string; metrics: string }) => `${a.label}, ${a.metrics}`,
  },

  output: 'Output',
  worstClassFirst: (a: { split: keyof typeof SETS }) => `${SETS[a.split]}, lowest F1 first`,
  worstFirst: 'Worst first',
  noValidation: 'The validation set has no examples. Give it a share under Data > Split, then train again.',
  notEvaluated: 'These weights have not been evaluated on the validation set yet.',
  evaluate: 'Evaluate',
  otherDataset:
    'These results are for a different dataset, not the current one. To see the examples, use that dataset again.',
  earlierVersion:
    'These results are for an earlier version of the dataset, before it was edited. To see the examples, evaluate again or restore that version.',
  openVersions: 'Open Versions',

  loss: {
    title: 'Loss',
    about: 'How far the predictions are from the labels',
    waiting: 'Watch the loss fall here while the network learns.',
  },
  perClass: {
    title: 'Per class',
    waiting: 'The scores of each class appear here as soon as training starts.',
    soFar: (a: { epoch: number; n: number }) =>
      `Training batches in epoch ${count(a.epoch)}: ${counted(a.n, 'example')} so far`,
    soFarOf: (a: { output: string; epoch: number; n: number }) =>
      `${a.output}, training batches in epoch ${count(a.epoch)}: ${counted(a.n, 'example')} so far`,
  },
  mistakes: {
    title: 'Mistakes',
    waiting: 'The confusion matrix appears here after the first epoch.',
    waitingWorst: 'The worst predictions appear here after the first epoch.',
    none: 'None in this set',
    wrong: (a: { split: keyof typeof SETS; examples: number }) =>
      `${SETS[a.split]}, ${a.examples === 0 ? 'none wrong' : counted(a.examples, 'wrong prediction')}`,
    back: 'Back to all',
    notKept: 'Netloom only keeps examples of the most confident mistakes, and none of them are of this kind.',
  },
  surface: {
    title: 'Decision surface',
    about: 'The prediction at every point',
    waiting: 'The data points appear here.',
  },
  errors: {
    title: 'Errors',
    waiting: 'The prediction errors appear here after the first epoch.',
  },
  scatter: {
    title: 'Predicted vs. actual',
    waiting: 'A point for each prediction appears here. Points on the line are exact predictions.',
    examples: (a: { n: number }) => `${counted(a.n, 'example')}, exact on the line`,
  },
  pixels: { title: 'Pixels', waiting: 'The errors of the predicted images appear here after the first epoch.' },
  texts: { title: 'Texts', waiting: 'The share of correct texts appears here after the first epoch.' },
})
