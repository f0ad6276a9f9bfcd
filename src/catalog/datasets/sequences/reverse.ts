/** @file Reverse: six letters from the last to the first. */
import { defineSequences, letters } from './define-sequences'

const LETTERS = 'abcdefgh'
const PLACES = 6

export const reverseSequences = defineSequences({
  id: 'reverse',
  title: 'Reverse letters',
  about: 'Six letters, to be said from the last to the first.',
  signs: LETTERS,
  places: PLACES,
  rows: 3_000,
  draw(random) {
    const given = letters(random, LETTERS, PLACES)
    return { given, answer: [...given].reverse().join('') }
  },
})
