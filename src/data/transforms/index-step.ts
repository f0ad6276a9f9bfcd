/** @file Index: replaces each value with an integer index, for an Embedding layer. */
import { transformsText as texts } from '../../messages/en/data/transforms'
import { ok } from '../../base/result'
import { numbersOf } from './channels'
import { defineTransform } from './transform'

export const index = defineTransform({
  kind: 'index',
  title: texts.index.title,
  about: texts.index.about,
  params: {},
  takes: ['category'],
  output: ({ values = [] }) => ok({ type: 'ids', shape: [1], count: values.length + 1 }),
  apply: (values) => numbersOf(values).map((code) => (code < 0 ? 0 : code + 1)),
  python: `def index(x, p, learned, form):
    return np.where(x < 0, 0.0, x + 1.0).reshape(len(x), 1)`,
})
