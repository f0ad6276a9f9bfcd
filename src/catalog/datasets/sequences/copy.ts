/** @file Copy: six letters and the same again. */
import { defineSequences, letters } from './define-sequences'

const LETTERS = 'abcdefgh'
const PLACES = 6

export const copySequences = defineSequences({
  id: 'copy',
  title: 'Copy letters',
  about: 'Six letters, to be said again: what a network must keep through its steps.',
  signs: LETTERS,
  places: PLACES,
  rows: 3_000,
  draw(random) {
    const given = letters(random, LETTERS, PLACES)
    return { given, answer: given }
  },
})
