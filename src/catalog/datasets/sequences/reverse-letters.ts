/** @file Reverse: repeat six letters from last to first. */
import { datasetsText as text } from '../../../messages/en/catalog/datasets'
import { defineSequences, letters } from './define-sequences'

const LETTERS = 'abcdefgh'
const LENGTH = 6

export const reverseSequences = defineSequences({
  id: 'reverse',
  ...text.reverse,
  given: { characters: LETTERS, length: LENGTH },
  answer: { characters: LETTERS, length: LENGTH },
  rows: 8_000,
  draw(random) {
    const given = letters(random, LETTERS, LENGTH)
    return { given, answer: [...given].reverse().join('') }
  },
})
