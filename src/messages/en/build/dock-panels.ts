/** @file UI text for the charts of a run below the canvas. */
import { defineText } from '../../define'
import { count, counted } from '../../format'

/** Names of the sets that a model is evaluated on. */
const SETS = { train: 'Training set', validation: 'Validation set', test: 'Test set' }

export const dockPanelsText = defineText('build/dock-panels', {
  output: 'Output',
  worstClassFirst: (a: { split: keyof typeof SETS }) => `${SETS[a.split]}, worst first`,
  worstFirst: 'Worst first',
  notEvaluated: 'These weights are not evaluated yet.',
  evaluate: 'Evaluate',
  otherDataset: 'These examples are from a different dataset, not the current one.',

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
    wrong: (a: { examples: number }) => counted(a.examples, 'wrong prediction'),
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
    examples: (a: { n: number }) => counted(a.n, 'example'),
  },
  pixels: { title: 'Pixels', waiting: 'The errors of the predicted images appear here after the first epoch.' },
  texts: { title: 'Texts', waiting: 'The share of correct texts appears here after the first epoch.' },
})
