/** @file Sort: put six letters in alphabetical order. */
import { datasetsText as text } from '../../../messages/en/catalog/datasets'
import { defineSequences, letters } from './define-sequences'

const LETTERS = 'abcdefgh'
const LENGTH = 6

export const sortSequences = defineSequences({
  id: 'sort',
  ...text.sort,
  given: { characters: LETTERS, length: LENGTH },
  answer: { characters: LETTERS, length: LENGTH },
  rows: 4_000,
  draw(random) {
    const given = letters(random, LETTERS, LENGTH)
    return { given, answer: [...given].sort().join('') }
  },
})
