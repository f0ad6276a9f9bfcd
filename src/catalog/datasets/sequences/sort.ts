/** @file Sort: six letters in the order of the alphabet. */
import { defineSequences, letters } from './define-sequences'

const LETTERS = 'abcdefgh'
const PLACES = 6

export const sortSequences = defineSequences({
  id: 'sort',
  title: 'Sort letters',
  about: 'Six letters, to be put in the order of the alphabet: each place of the answer needs all that is given.',
  signs: LETTERS,
  places: PLACES,
  rows: 4_000,
  known: [
    { code: 'imbalance', columns: ['answer 1'], why: 'The first of six letters in order is mostly an early one.' },
  ],
  draw(random) {
    const given = letters(random, LETTERS, PLACES)
    return { given, answer: [...given].sort().join('') }
  },
})
