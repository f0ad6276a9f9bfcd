/** @file Sort: six letters in the order of the alphabet. */
import { defineSequences, letters } from './define-sequences'

const LETTERS = 'abcdefgh'
const LENGTH = 6

export const sortSequences = defineSequences({
  id: 'sort',
  title: 'Sort letters',
  about: 'Six letters, to be put in the order of the alphabet: each place of the answer needs all that is given.',
  given: { signs: LETTERS, length: LENGTH },
  answer: { signs: LETTERS, length: LENGTH },
  rows: 4_000,
  draw(random) {
    const given = letters(random, LETTERS, LENGTH)
    return { given, answer: [...given].sort().join('') }
  },
})
