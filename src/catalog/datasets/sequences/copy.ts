/** @file Copy: six letters and the same again. */
import { defineSequences, letters } from './define-sequences'

const LETTERS = 'abcdefgh'
const LENGTH = 6

export const copySequences = defineSequences({
  id: 'copy',
  title: 'Copy letters',
  about: 'Six letters, to be said again: what a network must keep through its steps.',
  given: { signs: LETTERS, length: LENGTH },
  answer: { signs: LETTERS, length: LENGTH },
  rows: 3_000,
  draw(random) {
    const given = letters(random, LETTERS, LENGTH)
    return { given, answer: given }
  },
})
