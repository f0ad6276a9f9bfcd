/** @file Addition: two numbers below 100, written as digits, and their sum. */
import { datasetsText as text } from '../../../messages/en/catalog/datasets'
import { defineSequences } from './define-sequences'

export const additionSequences = defineSequences({
  id: 'addition',
  ...text.addition,
  given: { characters: '0123456789+', length: 5 },
  answer: { characters: '0123456789', length: 3 },
  rows: 6_000,
  draw(random) {
    const [a, b] = [random.below(100), random.below(100)]
    const two = (value: number) => String(value).padStart(2, '0')
    return { given: `${two(a)}+${two(b)}`, answer: String(a + b) }
  },
})
