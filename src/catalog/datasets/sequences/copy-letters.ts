/** @file Copy: repeat six letters. */
import { datasetsText as text } from '../../../messages/en/catalog/datasets'
import { defineSequences, letters } from './define-sequences'

const LETTERS = 'abcdefgh'
const LENGTH = 6

export const copySequences = defineSequences({
  id: 'copy',
  ...text.copy,
  given: { characters: LETTERS, length: LENGTH },
  answer: { characters: LETTERS, length: LENGTH },
  rows: 3_000,
  draw(random) {
    const given = letters(random, LETTERS, LENGTH)
    return { given, answer: given }
  },
})
