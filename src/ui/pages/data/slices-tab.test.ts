import { expect, test } from 'vitest'
import { readCondition } from '../../../data/condition-text'
import { exampleCondition } from './slices-tab'

test('the example of a condition can be read, also for names with quotes', () => {
  const example = (...columns: readonly object[]) => exampleCondition({ schema: { columns, target: 'y' } } as never)
  const city = { name: 'City / "area"', type: 'category', values: ['Bergen', 'Oslo'] }
  const text = example({ name: 'size m²', type: 'number' }, city)
  expect(readCondition(text)).toMatchObject({
    ok: true,
    value: {
      all: [
        { column: 'size m²', is: '<', value: 30 },
        { column: 'City / "area"', is: '=', value: 'Bergen' },
      ],
    },
  })
  expect(readCondition(example(city))).toMatchObject({ ok: true, value: { column: 'City / "area"', value: 'Bergen' } })
  expect(example()).toBe('number <= 100')
})
