/** @file sayDrawing: a text is read sign by sign into one vector, and another is said from it place by place. */
import type { Drawing } from '../graph/drawing'
import { chain } from './template'

/** Letters as points, a GRU that reads them, and a GRU that says `signs` chances at each of so many places. */
export function sayDrawing({
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
