/** @file What is said of a balance that is corrected twice. */
import { expect, test } from 'vitest'
import { twiceWords } from './twice-words'

test('rows and weights of the rarest and the commonest class, and what they come to', () => {
  expect(twiceWords(['ja', 'nein', 'offen', 'none'], [200, 50, 100, 0])).toBe(
    'an epoch has as many of each, and of those “nein” (50 rows) counts × 2.33, “ja” (200 rows) counts × 0.583, so that the rare class counts 4.00 times as much',
  )
  expect(twiceWords(['a', 'b'], [20, 20])).toBeUndefined()
  expect(twiceWords(['a', 'b'], [20, 0])).toBeUndefined()
})
