/** @file placesDrawing: a text read letter by letter, and a head for each place of its answer. */
import { placeColumn } from '../catalog/datasets/sequences/define-sequences'
import type { Drawing } from '../graph/drawing'
import { draw } from './template'

/** Letters as points, a GRU over them, and as many heads of `signs` classes as the answer has places. */
export function placesDrawing({
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
  const numbers = Array.from({ length: places }, (_, i) => i + 1)
  const middle = (places - 1) / 2
  return draw(
    {
      given: [0, middle, 'input', 'Given'],
      letters: [1, middle, 'embedding', 'Letters', { inputDim: entries, outputDim: 16 }],
      read: [2, middle, 'gru', 'Read', { units }],
      think: [3, middle, 'dense', 'Think', { units: 96, activation: 'relu' }],
      ...Object.fromEntries(
        numbers.flatMap((n) => [
          [`say${n}`, [4, n - 1, 'dense', `Say ${n}`, { units: signs, activation: 'softmax' }] as const],
          [`answer${n}`, [5, n - 1, 'output', `Answer ${n}`, { target: placeColumn(n) }] as const],
        ]),
      ),
    },
    [
      'given > letters',
      'letters > read',
      'read > think',
      ...numbers.flatMap((n) => [`think > say${n}`, `say${n} > answer${n}`]),
    ],
  )
}
