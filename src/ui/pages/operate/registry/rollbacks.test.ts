/**
 * Tests which aliases can be rolled back, and to which version: never to a version that was itself just rolled back.
 */
import { expect, test } from 'vitest'
import type { AliasMove } from '../../../../storage/alias-records'
import type { RegistryModel } from '../../../../studio/operate/registry/registry'
import { rollbacks } from './model-timeline'

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
})
