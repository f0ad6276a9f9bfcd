/** @file Text of the strip of charts below the canvas: its head, and the values while it is collapsed. */
import { defineText } from '../../define'
import { counted, percent, metricNumber, significant } from '../../format'

/** The sets that a model is evaluated on. */
const SETS = { train: 'Training set', validation: 'Validation set', test: 'Test set' }

export const dockText = defineText('build/dock', {
  title: 'Run',
  height: 'Height of the charts',
  expand: 'Expand the charts',
  collapse: 'Collapse the charts',
  train: 'Train',
  fixFirst: 'Fix the problem in the network first.',

  /** The dataset of a run that was trained on another one than that in use. */
  on: (a: { dataset: string }) => `on ${a.dataset}`,
  trainedOn: (a: { dataset: string }) => `This run was trained on ${a.dataset}, not on the dataset in use.`,
  evaluated: (a: { split: keyof typeof SETS; n: number }) => `${SETS[a.split]}, ${counted(a.n, 'example')}`,

  lossSoFar: 'Loss so far',

  /** Names and values of the collapsed charts. */
  line: {
    loss: 'Loss',
    validation: 'Validation',
    worstClass: 'Worst class',
    classScore: (a: { label: string; f1: number }) => `${a.label}, F1 ${metricNumber(a.f1)}`,
    mae: 'MAE',
    value: (a: { value: number; unit: string | undefined }) =>
      a.unit ? `${significant(a.value)} ${a.unit}` : significant(a.value),
    r2: 'R²',
    iou: 'IoU',
    share: (a: { share: number }) => percent(a.share),
    ofPixelRange: (a: { value: number }) => `${significant(a.value)} of 255`,
    correctTexts: 'Correct texts',
  },
})
