/** @file Logarithms and limits go before scaling, filling in goes first, and a logarithm that comes too late is found. */
import { expect, test } from 'vitest'
import { lateLog, placesFor } from './step-places'

const steps = (...kinds: string[]) => kinds.map((kind) => ({ kind }))

test.each([
  ['log', ['standardize'], 0],
  ['log', ['impute', 'standardize'], 1],
  ['clip', ['impute', 'robust', 'bin'], 1],
  ['impute', ['log', 'standardize'], 0],
  ['standardize', ['log'], 1],
  ['log', ['impute'], 1],
] as const)('%s among %j goes to %i', (kind, among, place) => {
  expect(placesFor(kind, steps(...among))[0]).toBe(place)
  expect(new Set(placesFor(kind, steps(...among))).size).toBe(among.length + 1)
})

test('a logarithm after scaling is found, and moved before it', () => {
  expect(lateLog(steps('impute', 'standardize', 'log'))).toEqual({
    scaling: 'standardize',
    fixed: steps('impute', 'log', 'standardize'),
  })
  expect(lateLog(steps('log', 'standardize'))).toBeUndefined()
  expect(lateLog(steps('log'))).toBeUndefined()
})
