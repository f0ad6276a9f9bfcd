/** @file Examples: sequence-to-sequence networks, which turn one text into another. */
import { additionSequences, reverseSequences, sortSequences } from '../catalog/datasets/sequences'
import type { Drawing } from '../graph/drawing'
import { examplesText as text } from '../messages/en/gallery/examples'
import { chain, networkExample } from './template'

/**
 * A network of three layers: an embedding of `entries` characters, a GRU that encodes them, and a GRU that predicts one
 * of `signs` characters at each of `places` positions.
 */
export function sequenceToSequence({
  entries,
  units,
  places,
  signs,
}: {
  readonly entries: number
  readonly units: number
  readonly places: number
  readonly signs: number
}): Drawing {
  return chain({
    given: ['input', 'Given'],
    letters: ['embedding', 'Letters', { inputDim: entries, outputDim: 16 }],
    read: ['gru', 'Read', { units }],
    again: ['repeatVector', 'At each place', { n: places }],
    say: ['gru', 'Say', { units, returnSequences: true }],
    sign: ['dense', 'Sign', { units: signs, activation: 'softmax' }],
    answer: ['output', 'Answer'],
  })
}

/** A sequence-to-sequence network that reverses six letters. */
export const reverseGru = networkExample({
  id: 'reverse-gru',
  text: text.reverseGru,
  dataset: reverseSequences,
  drawing: sequenceToSequence({ entries: 10, units: 64, places: 6, signs: 10 }),
  plan: {
    learningRate: 0.005,
    batchSize: 64,
    epochs: 20,
  },
})

/** A sequence-to-sequence network that sorts six letters. */
export const sortGru = networkExample({
  id: 'sort-gru',
  text: text.sortGru,
  dataset: sortSequences,
  drawing: sequenceToSequence({ entries: 10, units: 64, places: 6, signs: 10 }),
  plan: {
    learningRate: 0.005,
    batchSize: 64,
    epochs: 10,
  },
})

/** A sequence-to-sequence network that learns to add from written sums. */
export const additionGru = networkExample({
  id: 'addition-gru',
  text: text.additionGru,
  dataset: additionSequences,
  drawing: sequenceToSequence({ entries: 13, units: 64, places: 3, signs: 12 }),
  plan: {
    learningRate: 0.005,
    batchSize: 64,
    epochs: 30,
  },
})
