/**
 * @file Tests that logarithms and clipping are placed before scaling, that imputation is placed first, and that a
 * logarithm after scaling is reported.
 */
import { expect, test } from 'vitest'
import { additions, misplacedLog, positionsFor } from './step-rules'

const steps = (...kinds: string[]) => kinds.map((kind) => ({ kind }))

test.each([
  ['log', ['standardize'], 0],
  ['log', ['impute', 'standardize'], 1],
  ['clip', ['impute', 'robust', 'bin'], 1],
  ['impute', ['log', 'standardize'], 0],
  ['standardize', ['log'], 1],
  ['log', ['impute'], 1],
] as const)('%s among %j goes to %i', (kind, among, place) => {
  expect(positionsFor(kind, steps(...among))[0]).toBe(place)
  expect(new Set(positionsFor(kind, steps(...among))).size).toBe(among.length + 1)
})

test('a logarithm after scaling is found, and moved before it', () => {
  expect(misplacedLog(steps('impute', 'standardize', 'log'))).toEqual({
    scaling: 'standardize',
    fixed: steps('impute', 'log', 'standardize'),
  })
  expect(misplacedLog(steps('log', 'standardize'))).toBeUndefined()
  expect(misplacedLog(steps('log'))).toBeUndefined()
})

test('a window in time replaces the window in the order of the table, and keeps the scaling after it', () => {
  const column = { name: 'sales', type: 'number' } as const
  const before = [{ kind: 'window', length: 12, horizon: 1 }, { kind: 'standardize' }]
  const offered = additions(column, [column, { name: 'day', type: 'time' }], before, undefined)
  expect(offered.find(({ title }) => title === 'Window in time, instead of Window')?.steps).toEqual([
    { kind: 'timeWindow', by: 'day', horizon: 1 },
    { kind: 'standardize' },
  ])
})
