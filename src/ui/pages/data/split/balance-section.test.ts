/** @file Tests how much each class effectively counts if an imbalance is corrected twice. */
import { expect, test } from 'vitest'
import { splitText } from '../../../../messages/en/data/split'
import { effectOfBoth } from './balance-section'

test('rows and weights of the rarest and the most common class, and their ratio', () => {
  const effect = effectOfBoth(['ja', 'nein', 'offen', 'none'], [200, 50, 100, 0])
  expect(effect && splitText.balance.twice.over(effect)).toBe(
    'Oversampling and balanced class weights correct the same imbalance. Each epoch already has the same number of rows of every class. In addition, each row of "nein" (50 rows) counts 2.33 times and each row of "ja" (200 rows) counts 0.583 times. The rare class then counts 4.00 times as much as the common one. Use only one of the two methods.',
  )
  expect(effectOfBoth(['a', 'b'], [20, 20])).toBeUndefined()
  expect(effectOfBoth(['a', 'b'], [20, 0])).toBeUndefined()
})
