/** @file Sequences: generated datasets whose task is to turn one text into another. */
import type { Rng } from '../../base/rng'
import { datasetsText as text } from '../../messages/en/catalog/datasets'
import type { DatasetDef } from '../dataset-def'
import { textColumn } from '../dataset-schema'
import { generatedDataset } from './generated-dataset'

interface SequencesSpec {
  readonly id: string
  readonly text: { readonly title: string; readonly about: string }
  /** The characters and the maximum length of the input (`given`) and of the answer. */
  readonly given: Alphabet
  readonly answer: Alphabet
  readonly rows: number
  draw(random: Rng): { readonly given: string; readonly answer: string }
}

interface Alphabet {
  readonly characters: string
  readonly length: number
}

/** Defines the dataset of one task. */
function sequenceDataset({ given, answer, draw, ...dataset }: SequencesSpec): DatasetDef {
  return generatedDataset({
    ...dataset,
    kind: 'text',
    columns: [
      { name: 'given', type: 'text' },
      { name: 'answer', type: 'text' },
    ],
    target: 'answer',
    prepare: { given: [charactersStep(given)], answer: [charactersStep(answer)] },
    make(random, count) {
      const drawn = Array.from({ length: count }, () => draw(random))
      return [textColumn(drawn.map((one) => one.given)), textColumn(drawn.map((one) => one.answer))]
    },
  })
}

function charactersStep({ characters, length }: Alphabet) {
  return { kind: 'characters', most: characters.length, length }
}

/** A task on six random letters, of which `answer` makes the answer. */
function letterDataset(
  id: string,
  text: SequencesSpec['text'],
  rows: number,
  answer: (given: readonly string[]) => readonly string[],
): DatasetDef {
  const alphabet = { characters: 'abcdefgh', length: 6 }
  return sequenceDataset({
    ...{ id, text, rows, given: alphabet, answer: alphabet },
    draw(random) {
      const { characters, length } = alphabet
      const given = Array.from({ length }, () => characters[random.below(characters.length)] ?? '')
      return { given: given.join(''), answer: answer(given).join('') }
    },
  })
}

/** Copy: repeat six letters. */
export const copySequences = letterDataset('copy', text.copy, 3_000, (given) => given)

/** Reverse: repeat six letters from last to first. */
export const reverseSequences = letterDataset('reverse', text.reverse, 8_000, (given) => given.toReversed())

/** Sort: put six letters in alphabetical order. */
export const sortSequences = letterDataset('sort', text.sort, 4_000, (given) => given.toSorted())

/** Addition: two numbers below 100, written as digits, and their sum. */
export const additionSequences = sequenceDataset({
  id: 'addition',
  text: text.addition,
  given: { characters: '0123456789+', length: 5 },
  answer: { characters: '0123456789', length: 3 },
  rows: 6_000,
  draw(random) {
    const [a, b] = [random.below(100), random.below(100)]
    const two = (value: number) => String(value).padStart(2, '0')
    return { given: `${two(a)}+${two(b)}`, answer: String(a + b) }
  },
})
