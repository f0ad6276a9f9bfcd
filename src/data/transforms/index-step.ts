/** @file Index: a number for each value, for an Embedding to look up. */
import { ok } from '../../base/result'
import { numbersOf } from './numbers'
import { defineTransform } from './transform'

export const index = defineTransform({
  kind: 'index',
  title: 'Index for an embedding',
  about: 'Each value has its number, from 1; 0 is what is missing or was never seen. An Embedding layer comes next.',
  params: {},
  takes: ['category'],
  output: ({ values = [] }) => ok({ type: 'ids', shape: [1], count: values.length + 1 }),
  apply: (values) => numbersOf(values).map((code) => (code < 0 ? 0 : code + 1)),
  python: `def index(x, p, learned, form):
    return np.where(x < 0, 0.0, x + 1.0).reshape(len(x), 1)`,
})
