import { expect, test } from 'vitest'
import { hiddenChips } from './use-hidden-chips'

test('chips that an edge of the row cuts off are listed on their side', () => {
  const places = Array.from({ length: 9 }, (_, i) => ({ left: 100 * i, right: 100 * i + 90 }))
  expect(hiddenChips({ left: 0, right: 890 }, places)).toEqual({ before: [], after: [] })
  expect(hiddenChips({ left: 0, right: 650 }, places)).toEqual({
    before: [],
    after: ['split', 'seed', 'early stopping'],
  })
  expect(hiddenChips({ left: 110, right: 2000 }, places)).toEqual({ before: ['data', 'loss'], after: [] })
})
