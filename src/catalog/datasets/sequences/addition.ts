/** @file Addition: two numbers below 100 as people write them, and their sum. */
import { defineSequences } from './define-sequences'

export const additionSequences = defineSequences({
  id: 'addition',
  title: 'Addition',
  about: 'Sums of two numbers below 100, written as "27+58", and the answer digit by digit with leading zeros.',
  signs: '0123456789',
  places: 3,
  rows: 6_000,
  draw(random) {
    const [a, b] = [random.below(100), random.below(100)]
    const two = (value: number) => String(value).padStart(2, '0')
    return { given: `${two(a)}+${two(b)}`, answer: String(a + b).padStart(3, '0') }
  },
})
