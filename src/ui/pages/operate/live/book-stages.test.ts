import { expect, test } from 'vitest'
import { stages as catalog } from '../../../../catalog/stages'
import { book } from '../../../../ops/log/sample-log.test-help'
import { bookStages } from './book-stages'

const [first = '', second = '', third = ''] = book.stages
const facts = (id: string, kind: string) =>
  [id, { title: `my ${kind}`, kind, node: { id, kind, label: '', params: {}, position: { x: 0, y: 0 } } }] as const

test('removed stages keep their place, kind and alias', () => {
  const redrawn = { order: [0, 2, 1], gone: { [third]: { class_name: 'Model', alias: 'challenger' } } } as const
  const found = bookStages({ ...book, redrawn }, new Map([facts(first, 'source'), facts(second, 'model')]))
  expect(found.map(({ place, title, kind, drawn }) => [place, title, kind, drawn !== undefined])).toEqual([
    [0, 'my source', 'source', true],
    [2, 'Challenger (removed)', 'model', false],
    [1, 'my model', 'model', true],
  ])
})

test('of a log of before, what is in no drawing has no row', () => {
  expect(bookStages(book, new Map([facts(first, 'source')])).map(({ place }) => place)).toEqual([0])
})

test.each(['Source', 'RateLimit', 'Abstain'] as const)(
  'a %s that is gone goes by the title of its kind',
  (class_name) => {
    const [one] = bookStages({ ...book, redrawn: { order: [0], gone: { [first]: { class_name } } } }, new Map())
    expect(catalog.find(one?.kind ?? '')?.title).toBe(one?.title.replace(' (removed)', ''))
  },
)
