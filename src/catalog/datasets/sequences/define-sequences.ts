/** @file defineSequences: generated datasets whose task is to turn one text into another. */
import type { Rng } from '../../../base/rng'
import { datasetsText as text } from '../../../messages/en/catalog/datasets'
import { type DatasetDef, defineDataset } from '../../dataset-def'
import { textColumn } from '../../dataset-schema'

interface SequencesSpec {
  readonly id: string
  readonly title: string
  readonly about: string
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
export function defineSequences({ id, title, about, rows, given, answer, draw }: SequencesSpec): DatasetDef {
  return defineDataset({
    schema: {
      ...{ id, title, kind: 'text', rows, testRows: 0, target: 'answer', ignore: [] },
      columns: [
        { name: 'given', type: 'text' },
        { name: 'answer', type: 'text' },
      ],
    },
    about,
    licence: text.generated.license,
    source: { name: text.generated.source, url: '' },
    split: { kind: 'random', train: 0.7, validation: 0.15, test: 0.15 },
    prepare: { given: [charactersStep(given)], answer: [charactersStep(answer)] },
    rows: {
      kind: 'generated',
      make(random, count) {
        const drawn = Array.from({ length: count }, () => draw(random))
        return [textColumn(drawn.map((one) => one.given)), textColumn(drawn.map((one) => one.answer))]
      },
    },
  })
}

function charactersStep({ characters, length }: Alphabet) {
  return { kind: 'characters', most: characters.length, length }
}

/** A string of `count` random letters from an alphabet, all equally likely. */
export function letters(random: Rng, alphabet: string, count: number): string {
  return Array.from({ length: count }, () => alphabet[random.below(alphabet.length)]).join('')
}
