/** Indices of stages in the log dictionary while the diagram changes. */
import { expect, test } from 'vitest'
import { openStageIndex } from './open-service'
import { drawn, SPEC } from './testing/fixture'

const line = (...ids: readonly string[]) =>
  drawn(ids.map((id, i) => [id, 'Abstain', { below: 0 }, ids.slice(Math.max(0, i - 1), i)]))

test('an unchanged diagram has its own order and no entries', () => {
  const book = openStageIndex(SPEC)
  book.setSpec(SPEC)
  expect(book.ids).toEqual(SPEC.stages.map(({ id }) => id))
  expect(book.indices).toEqual([...SPEC.stages.keys()])
  expect(book.redrawn).toBeUndefined()
})

test('removed stages keep their index, new ones get the next index, and restored ones get theirs back', () => {
  const book = openStageIndex(line('a', 'b', 'c'))
  book.setSpec(line('a', 'c'))
  expect([book.ids, book.indices]).toEqual([
    ['a', 'b', 'c'],
    [0, 2],
  ])
  expect(book.redrawn).toEqual({ order: [0, 1, 2], gone: { b: { class_name: 'Abstain' } } })
  book.setSpec(line('a', 'new', 'c'))
  expect([book.ids, book.indices]).toEqual([
    ['a', 'b', 'c', 'new'],
    [0, 3, 2],
  ])
  expect(book.redrawn?.order).toEqual([0, 1, 3, 2])
  book.setSpec(line('a', 'b', 'c'))
  expect(book.indices).toEqual([0, 1, 2])
  expect(book.redrawn).toEqual({ order: [0, 1, 3, 2], gone: { new: { class_name: 'Abstain' } } })
})

test('an edit that is undone leaves no entry', () => {
  const book = openStageIndex(line('a', 'b', 'c'))
  book.setSpec(line('a', 'c'))
  book.setSpec(line('a', 'b', 'c'))
  expect([book.ids.length, book.redrawn]).toEqual([3, undefined])
})

test('a resumed service finds the indices of its log, also of stages removed while it was stopped', () => {
  const before = openStageIndex(SPEC)
  const book = { stages: before.ids, timing: { stages: [], models: {} } }
  const rest = { ...{ slices: [], versions: [], operators: [] }, ...{ verdicts: [], classes: [] } }
  const later = openStageIndex(line('source', 'limit', 'log'), { ...book, ...rest }, SPEC)
  expect(later.ids).toEqual([...before.ids, 'limit'])
  expect(later.indices).toEqual([0, 10, 9])
  expect(later.redrawn?.gone.challenger).toEqual({ class_name: 'Model', alias: 'challenger' })
  const { redrawn } = later
  const again = openStageIndex(line('source', 'limit', 'log'), {
    ...book,
    ...rest,
    stages: later.ids,
    ...(redrawn && { redrawn }),
  })
  expect([again.ids, again.indices, again.redrawn]).toEqual([later.ids, later.indices, redrawn])
})
