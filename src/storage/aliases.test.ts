import { expect, test } from 'vitest'
import { aliasesOn } from './aliases'
import { openMemoryEngine } from './open-storage'
import { storageOn } from './open-storage'
import { model } from './samples.test-help'

test('a clock set backward or forward dates the moves but does not affect their order or a rollback', async () => {
  const engine = openMemoryEngine()
  const days = ['2026-03-05', '2026-03-01', '1970-01-01', '2031-01-01', '2026-03-05']
  const { models } = storageOn(engine, () => new Date('2026-03-04'), { lasting: false })
  for (let i = 0; i < 3; i++) await models.add(model('a'))
  const aliases = aliasesOn(engine, () => new Date(days.shift() ?? '1999-12-31'))
  for (const to of [1, 2, 3]) await aliases.move({ model: 'a', alias: 'champion', to, by: 'me', why: 'a test' })
  const { moves, now } = await aliases.of('a')
  expect(moves.map(({ number, at, to }) => [number, at.slice(0, 4), to])).toEqual([
    [1, '2026', 1],
    [2, '2026', 2],
    [3, '1970', 3],
  ])
  expect(now).toEqual({ champion: 3 })
  for (const back of [2, 1]) {
    await aliases.rollback({ model: 'a', alias: 'champion', by: 'me', why: 'a test' })
    expect((await aliases.of('a')).now).toEqual({ champion: back })
  }
})
