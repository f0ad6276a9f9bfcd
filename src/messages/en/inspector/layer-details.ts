/** @file UI text about what some layers compute besides their output. */
import { defineText } from '../../define'
import { count, counted } from '../../format'

/** Text about what some layers compute besides their output: states and gates over time, and dropout masks. */
export const layerDetailsText = defineText('inspector/layer-details', {
  time: {
    title: 'Over the time steps',
    choose: 'What to show over time',
    about: (a: { steps: number; units: number }) =>
      `${counted(a.steps, 'time step')} to the right, ${counted(a.units, 'unit')} from top to bottom.`,
    names: {
      hidden: 'Hidden state',
      cell: 'Cell state',
      inputGate: 'Input gate',
      forgetGate: 'Forget gate',
      outputGate: 'Output gate',
      updateGate: 'Update gate',
      resetGate: 'Reset gate',
    },
    meanings: {
      hidden: 'The hidden state is what the layer returns and reads again at the next step.',
      cell: 'The cell state is the memory. The gates decide what it keeps.',
      inputGate: 'Where the input gate is 1, the new candidate is added to the cell state.',
      forgetGate: 'Where the forget gate is 1, the cell state is kept. Where it is 0, it is forgotten.',
      outputGate: 'Where the output gate is 1, the cell state shows in the hidden state.',
      updateGate: 'Where the update gate is 1, the hidden state is kept. Where it is 0, the candidate replaces it.',
      resetGate: 'Where the reset gate is 0, the candidate ignores the previous hidden state.',
    },
  },
  mask: {
    title: 'Dropout mask',
    step: (a: { step: number; share: string; factor: string }) =>
      `Training step ${count(a.step)} dropped ${a.share} of the values and multiplied the others by ${a.factor}. This is the mask of the first example in its batch.`,
    picture: (a: { step: number }) => `Mask of training step ${count(a.step)}: empty cells are dropped`,
    passes: 'Dropout drops values only in training. For a prediction, it passes every value on.',
  },
})
