/** @file Tests how many entries a vocabulary needs, and which Embedding layers read a column. */
import { expect, test } from 'vitest'
import type { FittedColumn } from '../../../../data/transforms/transform'
import { vocabularyEntries, embeddingsOf } from './vocabulary-entries'

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
