/** @file Reverse: six letters from the last to the first. */
import { defineSequences, letters } from './define-sequences'

const LETTERS = 'abcdefgh'
const LENGTH = 6

export const reverseSequences = defineSequences({
  id: 'reverse',
  title: 'Reverse letters',
  about: 'Six letters, to be said from the last to the first.',
  given: { signs: LETTERS, length: LENGTH },
  answer: { signs: LETTERS, length: LENGTH },
  rows: 8_000,
  draw(random) {
    const given = letters(random, LETTERS, LENGTH)
    return { given, answer: [...given].reverse().join('') }
  },
})
