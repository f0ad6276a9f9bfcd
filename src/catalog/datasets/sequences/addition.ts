/** @file Addition: two numbers below 100 as people write them, and their sum. */
import { defineSequences } from './define-sequences'

export const additionSequences = defineSequences({
  id: 'addition',
  title: 'Addition',
  about: 'Sums of two numbers below 100, written as "27+58", and the answer: one to three digits.',
  given: { signs: '0123456789+', length: 5 },
  answer: { signs: '0123456789', length: 3 },
  rows: 6_000,
  draw(random) {
    const [a, b] = [random.below(100), random.below(100)]
    const two = (value: number) => String(value).padStart(2, '0')
    return { given: `${two(a)}+${two(b)}`, answer: String(a + b) }
  },
})
