/** @file What a gap becomes is what the steps make of it, and the 0 at the end is told in the column's unit. */
import { expect, test } from 'vitest'
import type { PrepareStep } from '../../../../catalog/plan'
import { fitSteps } from '../../../../data/transforms/chain'
import type { Form, Values } from '../../../../data/transforms/transform'
import { gapWords } from './gap-words'

function words(from: Form, values: Values, steps: readonly PrepareStep[]): string | undefined {
  const read = (rows: Int32Array): Values =>
    values instanceof Float64Array
      ? Float64Array.from(rows, (row) => values[row] ?? Number.NaN)
      : Array.from(rows, (row) => values[row] ?? '')
  return gapWords(fitSteps('one', from, steps, read, Uint32Array.of(0, 1, 2)))
}

const number: Form = { type: 'number', shape: [] }
const four = Float64Array.of(2, 4, 9)

test.each<[string, Form, Values, readonly PrepareStep[], string]>([
  [
    'standardized',
    number,
    four,
    [{ kind: 'standardize' }],
    'A gap stays missing behind Standardize, then reaches the network as 0, which is the mean of the training rows, 5.',
  ],
  [
    'robust',
    number,
    four,
    [{ kind: 'robust' }],
    'A gap stays missing behind Robust scale, then reaches the network as 0, which is the median of the training rows, 4.',
  ],
  [
    'min-max',
    number,
    four,
    [{ kind: 'minMax' }],
    'A gap stays missing behind Min–max, then reaches the network as 0, which stands for 2.',
  ],
  [
    'filled in',
    number,
    four,
    [{ kind: 'impute', by: 'constant', value: 9 }, { kind: 'minMax' }],
    'A gap becomes 9 by Fill in missing, then 1 by Min–max.',
  ],
  ['as it is', number, four, [], 'A gap reaches the network as 0.'],
  [
    'a category',
    { type: 'category', shape: [], values: ['a', 'b'] },
    Float64Array.of(0, 1, 1),
    [{ kind: 'impute', by: 'mostFrequent' }, { kind: 'oneHot' }],
    'A gap becomes “b” by Fill in missing, then 0, 1 by One-hot.',
  ],
  [
    'one-hot alone',
    { type: 'category', shape: [], values: ['a', 'b'] },
    Float64Array.of(0, 1, 1),
    [{ kind: 'oneHot' }],
    'A gap becomes 0 everywhere by One-hot.',
  ],
  [
    'a text',
    { type: 'text', shape: [] },
    ['x y', 'y', 'z'],
    [{ kind: 'words', length: 4 }],
    'A gap becomes 0 everywhere by Words as ids.',
  ],
])('%s', (_, from, values, steps, said) => {
  expect(words(from, values, steps)).toBe(said)
})
