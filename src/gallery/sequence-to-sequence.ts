/**
 * @file sequenceToSequence: a sequence-to-sequence network, which encodes the input text as one vector and generates
 * the output text from that vector.
 */
import type { Drawing } from '../graph/drawing'
import { chain } from './template'

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
