/**
 * @file UI text for networks on the canvas: layer families, badges on layers, trial inputs, and predictions.
 */
import { defineText } from '../define'
import { count, counted, number, shortPercent } from '../format'

export const networkText = defineText('network', {
  name: 'Network',
  empty: 'Build a network here, from the input on the left to the output on the right.',
  /** Example searches for the palette. */
  searchExamples: 'pool, norm, join',
  families: {
    learns: 'Trainable',
    reshapes: 'Transforms',
    combines: 'Merging',
    regularises: 'Regularization',
    end: 'Input and output',
  },
  corner: {
    input: 'input',
    output: 'output',
    parameters: (a: { parameters: number }) => counted(a.parameters, 'parameter'),
    locked: 'Locked in this lesson',
    lockedTip: 'Locked in this lesson. You cannot change this layer.',
    frozen: 'Frozen',
    frozenTip: 'Frozen: training does not change the weights of this layer.',
  },
  input: {
    noData: 'No data is connected to this input yet.',
    pad: (a: { input: string }) => `${a.input}: draw here, or press Sample`,
    /** What the grays of an image mean. */
    grays: {
      photo: 'Shown as the network gets them: 0 is black, 255 is white.',
      drawing: 'Shown in ink: 0 is blank, 255 is full ink.',
    },
    padTip: 'Every drawing is scaled and centered, so its size and position do not matter.',
    sample: 'Sample',
    clear: 'Clear',
    why: 'Why',
    /** On a picture of predictions, which is dimmed. */
    beforeChange: 'Predictions from before the change. Train again to update them.',
    whyTip: 'Shows which parts speak for the prediction, as you draw.',
  },
  prediction: {
    /** `by` is the name of a run or of a saved model. A run of an earlier network predicts as before the change. */
    from: (a: { by: string; isBeforeChange: boolean }) =>
      a.isBeforeChange ? `Before the change: ${a.by}` : `Prediction from ${a.by}`,
    beforeChange: 'Before the change',
    top: (a: { top: number; classes: number; isBeforeChange: boolean }) =>
      `${a.isBeforeChange ? 'Before the change, top' : 'Top'} ${count(a.top)} of ${count(a.classes)}`,
    probability: (a: { label: string; probability: string }) => `${a.label}: ${a.probability}`,
    probabilityFrom: (a: { label: string; probability: string; from: string }) =>
      `${a.label}: ${a.probability}\n${a.from}`,
    /** The interval that a predicted number is in with this probability. */
    range: (a: { low: number; high: number; share: number }) =>
      `(${number(a.low, 4)} to ${number(a.high, 4)}, ${shortPercent(a.share)})`,
    noText: '(no text)',
    untrained: 'Press Train to see a prediction here.',
    preparing: 'The first predictions appear in a moment.',
    noInput: 'Set the input to see a prediction here.',
  },
})
