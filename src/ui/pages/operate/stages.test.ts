import { expect, test } from 'vitest'
import { stages as catalog } from '../../../catalog/service-stages'
import { book } from '../../../ops/log/sample-log.test-help'
import { loggedStages } from './stages'

const [first = '', second = '', third = ''] = book.stages
const summary = (id: string, kind: string) =>
  [id, { title: `my ${kind}`, kind, node: { id, kind, label: '', params: {}, position: { x: 0, y: 0 } } }] as const

test('removed stages keep their column, kind and alias', () => {
  const redrawn = { order: [0, 2, 1], gone: { [third]: { class_name: 'Model', alias: 'challenger' } } } as const
  const result = loggedStages({ ...book, redrawn }, new Map([summary(first, 'source'), summary(second, 'model')]))
  expect(result.map(({ index, title, kind, drawn }) => [index, title, kind, drawn !== undefined])).toEqual([
    [0, 'my source', 'source', true],
    [2, 'Challenger (removed)', 'model', false],
    [1, 'my model', 'model', true],
  ])
})

test('in an old log, a stage that is in no diagram has no row', () => {
  expect(loggedStages(book, new Map([summary(first, 'source')])).map(({ index }) => index)).toEqual([0])
})

test.each(['Source', 'RateLimit', 'Abstain'] as const)('a removed %s has the title of its kind', (class_name) => {
  const [one] = loggedStages({ ...book, redrawn: { order: [0], gone: { [first]: { class_name } } } }, new Map())
  expect(catalog.find(one?.kind ?? '')?.title).toBe(one?.title.replace(' (removed)', ''))
})
