/**
 * @file Tests that the replacement for a missing value is derived from the steps, and that a final 0 is explained in
 * the column's units.
 */
import { expect, test } from 'vitest'
import type { PrepareStep } from '../../../../catalog/training-plan'
import { fitSteps } from '../../../../data/transforms/step-chain'
import type { Form, Values, FittedColumn } from '../../../../data/transforms/transform'
import { missingValueText, vocabularyEntries, embeddingsOf } from './step-text'

function pathOf(from: Form, values: Values, steps: readonly PrepareStep[]): string | undefined {
  const read = (rows: Int32Array): Values =>
    values instanceof Float64Array
      ? Float64Array.from(rows, (row) => values[row] ?? Number.NaN)
      : Array.from(rows, (row) => values[row] ?? '')
  return missingValueText(fitSteps('one', from, steps, read, Uint32Array.of(0, 1, 2)))
}

const number: Form = { type: 'number', shape: [] }
const four = Float64Array.of(2, 4, 9)

test.each<[string, Form, Values, readonly PrepareStep[], string]>([
  [
    'standardized',
    number,
    four,
    [{ kind: 'standardize' }],
    'A missing value stays missing after Standardize; the network receives 0, which stands for the mean of the training set (5).',
  ],
  [
    'robust',
    number,
    four,
    [{ kind: 'robust' }],
    'A missing value stays missing after Robust scale; the network receives 0, which stands for the median of the training set (4).',
  ],
  [
    'min-max',
    number,
    four,
    [{ kind: 'minMax' }],
    'A missing value stays missing after Min–max; the network receives 0, which stands for 2.',
  ],
  [
    'filled in',
    number,
    four,
    [{ kind: 'impute', by: 'constant', value: 9 }, { kind: 'minMax' }],
    'A missing value becomes 9 (Fill in missing), then becomes 1 (Min–max).',
  ],
  ['unchanged', number, four, [], 'The network receives 0 for a missing value.'],
  [
    'a category',
    { type: 'category', shape: [], values: ['a', 'b'] },
    Float64Array.of(0, 1, 1),
    [{ kind: 'impute', by: 'mostFrequent' }, { kind: 'oneHot' }],
    'A missing value becomes "b" (Fill in missing), then becomes 0, 1 (One-hot).',
  ],
  [
    'only one-hot',
    { type: 'category', shape: [], values: ['a', 'b'] },
    Float64Array.of(0, 1, 1),
    [{ kind: 'oneHot' }],
    'A missing value becomes 0 everywhere (One-hot).',
  ],
  [
    'a text',
    { type: 'text', shape: [] },
    ['x y', 'y', 'z'],
    [{ kind: 'words', length: 4 }],
    'A missing value becomes 0 everywhere (Words as IDs).',
  ],
])('%s', (_, from, values, steps, expected) => {
  expect(pathOf(from, values, steps)).toBe(expected)
})

const wordColumn = (known: readonly string[]): FittedColumn => ({
  column: 'remark',
  from: { type: 'text', shape: [] },
  steps: [{ kind: 'words', params: { most: 5000, length: 40 }, learned: { known } }],
})

test('ten words need twelve entries, whatever the limit of the vocabulary', () => {
  expect(vocabularyEntries(wordColumn([...'abcdefghij']))).toEqual({ at: 0, known: 10, most: 5000, entries: 12 })
  expect(vocabularyEntries(wordColumn([]))?.entries).toBe(3)
  expect(
    vocabularyEntries({ ...wordColumn([]), steps: [{ kind: 'standardize', params: {}, learned: {} }] }),
  ).toBeUndefined()
})

test('embeddings directly after the inputs that read the column, with their default number of entries', () => {
  const node = (id: string, kind: string, params = {}) => ({ id, kind, label: id, params, position: { x: 0, y: 0 } })
  const wire = (from: string, to: string) => ({ id: `${from} ${to}`, from, to, port: 0 })
  const drawing = {
    nodes: [node('a', 'input'), node('b', 'input'), node('e', 'embedding', { inputDim: 7 }), node('f', 'embedding')],
    wires: [wire('a', 'e'), wire('b', 'f')],
  }
  const inputs = [
    { node: 'a', label: 'a', columns: ['remark'], shape: [40] },
    { node: 'b', label: 'b', columns: ['other'], shape: [40] },
  ]
  expect(embeddingsOf(drawing, inputs, 'remark').map(({ id, params }) => [id, params.inputDim])).toEqual([['e', 7]])
  expect(embeddingsOf(drawing, inputs, 'other').map(({ id, params }) => [id, params.inputDim])).toEqual([['f', 1000]])
})
