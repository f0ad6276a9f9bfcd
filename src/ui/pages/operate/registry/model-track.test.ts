/**
 * Tests which aliases can be rolled back, and to which version: never to a version that was itself just rolled back.
 */
import { expect, test } from 'vitest'
import type { AliasMove } from '../../../../storage/alias-records'
import type { RegistryModel } from '../../../../studio/operate/registry/registry'
import { FIRST, MAST, nearestVersion, rollbacks, versionPositions } from './model-track'

const moved = (number: number, alias: AliasMove['alias'], from?: number, to?: number): AliasMove => ({
  ...{ model: 'm', number, at: '', alias, kind: 'move', by: 'a person', why: '', now: {} },
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
})
const model = (now: RegistryModel['now'], ...moves: readonly AliasMove[]) =>
  ({ now, moves, versions: [1, 2, 3].map((version) => ({ version, state: 'here' })) }) as unknown as RegistryModel

test('an alias rolls back to its previous version', () => {
  const moves = [moved(1, 'champion', undefined, 1), moved(2, 'champion', 1, 3)]
  expect(rollbacks(model({ champion: 3 }, ...moves))).toEqual([{ alias: 'champion', to: 1 }])
})

test('a challenger that was rolled back is not offered again', () => {
  const moves = [moved(1, 'challenger', undefined, 2), moved(2, 'challenger', 2)]
  expect(rollbacks(model({ champion: 1 }, ...moves))).toEqual([])
  // Earlier versions are not offered either, because a rollback only returns to the immediately preceding version.
  const two = [moved(1, 'challenger', undefined, 3), moved(2, 'challenger', 3, 2), moved(3, 'challenger', 2)]
  expect(rollbacks(model({ champion: 1 }, ...two))).toEqual([])
  // The next challenger cannot be rolled back to it.
  const next = [...moves, moved(3, 'challenger', undefined, 3)]
  expect(rollbacks(model({ champion: 1, challenger: 3 }, ...next))).toEqual([])
  const changed = [...next, moved(4, 'challenger', 3, 1)]
  expect(rollbacks(model({ champion: 2, challenger: 1 }, ...changed))).toEqual([{ alias: 'challenger', to: 3 }])
})

test('versions go from left to right, farther apart for more time between them, up to the distance of a month', () => {
  const [a, b, c, d] = versionPositions(['2025-01-01', '2025-01-01', '2025-01-02', '2027-01-01']) as [
    number,
    number,
    number,
    number,
  ]
  expect(a).toBe(FIRST)
  expect(b - a).toBe(56)
  expect(c - b).toBeGreaterThan(60)
  expect(d - c).toBe(116)
})

test('a version without a date, or older than the one before it, keeps the minimum distance', () => {
  expect(versionPositions(['2025-01-02', undefined, '2025-01-01'])).toEqual([FIRST, FIRST + 56, FIRST + 112])
})

test('an alias is dropped on the nearest version, or on the empty position if that is nearer', () => {
  expect(nearestVersion([96, 140], 120)).toBe(1)
  expect(nearestVersion([96, 140], 5000)).toBe(1)
  expect(nearestVersion([96, 140], MAST + 5)).toBeNull()
  expect(nearestVersion([], 300)).toBeNull()
})
