/** @file UI text for the strip of charts below the canvas: its header, and the values shown while it is collapsed. */
import { defineText } from '../../define'
import { count, counted, lossNumber } from '../../format'

const SETS = { train: 'Training set', validation: 'Validation set', test: 'Test set' }

export const dockText = defineText('build/dock', {
  title: 'Run',
  height: 'Height of the charts',
  expand: 'Expand the charts',
  collapse: 'Collapse the charts',
  train: 'Train',
  loadAgain: 'Load the data again',
  showProblem: 'Show the problem',
  fixFirst: 'Fix the problem in the network first.',

  /** The dataset that a run was trained on, shown if it is not the dataset in use. */
  on: (a: { dataset: string }) => `on ${a.dataset}`,
  trainedOn: (a: { dataset: string }) => `This run used ${a.dataset}, not the current dataset.`,
  evaluated: (a: { split: keyof typeof SETS; n: number }) => `${SETS[a.split]}, ${counted(a.n, 'example')}`,

  lossSoFar: 'Current loss',

  /** The line that shows names and values of the charts while they are collapsed. */
  line: {
    epoch: (a: { epoch: number; isBest: boolean }) => `Epoch ${count(a.epoch)}${a.isBest ? ' (best)' : ''}`,
    step: (a: { step: number }) => `Step ${count(a.step)}`,
    loss: 'Loss',
    lossValue: (a: { loss: number | undefined }) => lossNumber(a.loss),
    validation: 'Validation',
    worstClass: 'Worst class',
    classScore: (a: { label: string; metrics: string }) => `${a.label}, ${a.metrics}`,
  },
})
