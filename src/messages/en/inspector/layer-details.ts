/** @file UI text about what some layers compute besides their output. */
import { defineText } from '../../define'
import { commaList, count, counted, list } from '../../format'

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
  vectors: {
    title: 'Vectors as points',
    about: (a: { points: number; of: number; share: string }) =>
      `${a.points < a.of ? `The first ${count(a.points)} of ${counted(a.of, 'vector')}` : counted(a.of, 'vector')}, by their first two principal components (${a.share} of the variance). Vectors that the network uses alike move together.`,
    current: (a: { names: readonly string[]; more: number }) =>
      `Marked, from this example: ${a.more > 0 ? `${commaList(a.names)}, and ${count(a.more)} more` : list(a.names)}.`,
    point: (a: { name: string; isCurrent: boolean }) => (a.isCurrent ? `${a.name}: in this example` : a.name),
    picture: (a: { points: number }) => `${counted(a.points, 'vector')} as points`,
  },
  mask: {
    title: 'Dropout mask',
    step: (a: { step: number; share: string; factor: string }) =>
      `Training step ${count(a.step)} dropped ${a.share} of the values and multiplied the others by ${a.factor}. This is the mask of the first example in its batch.`,
    picture: (a: { step: number }) => `Mask of training step ${count(a.step)}: gray or crossed out is dropped`,
    passes: 'Dropout drops values only in training. For a prediction, it passes every value on.',
  },
})

/** What a vector of an embedding stands for, if not for a token or a category. */
export const vectorNamesText = defineText('inspector/layer-details/vector-names', {
  padding: 'padding',
  unknown: 'unknown',
  missing: 'missing',
  space: 'space',
  row: (a: { row: number }) => `row ${count(a.row)}`,
})

const vectors = ({ points, of }: { points: number; of: number }) =>
  points < of ? `${count(points)} of ${counted(of, 'vector')}` : counted(points, 'vector')

/** The same on nodes. */
export const faceDetailsText = defineText('inspector/layer-details/faces', {
  states: (a: { layer: string; steps: number }) =>
    `Hidden state of ${a.layer} over the ${counted(a.steps, 'time step')} of the current example`,
  mask: (a: { layer: string; step: number }) =>
    `What ${a.layer} keeps of the current example with the mask of training step ${count(a.step)}`,
  vectors: (a: { layer: string; points: number; of: number }) =>
    `${a.layer}: ${vectors(a)} as points, those of the current example marked`,
  points: (a: { points: number; of: number }) => vectors(a),
  noMask: (a: { layer: string }) => `${a.layer} passes every value on: it drops values only in training`,
  dropped: (a: { share: string | undefined }) => (a.share === undefined ? 'all kept' : `${a.share} dropped`),
})
