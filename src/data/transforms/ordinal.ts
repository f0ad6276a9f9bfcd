/** @file Ordinal: encodes ordered values as numbers. */
import { transformsText as texts } from '../../messages/en/data/transforms'
import { message } from '../../messages/message'
import { fail, ok } from '../../base/result'
import { text } from '../../catalog/params'
import { numbersOf } from './channels'
import { defineTransform } from './transform'

export const ordinal = defineTransform({
  kind: 'ordinal',
  title: texts.ordinal.title,
  about: texts.ordinal.about,
  params: {
    order: text({ ...texts.ordinal.params.order, maxLength: 10_000, default: '' }),
  },
  takes: ['category'],
  output({ values = [] }, { order }) {
    const wrong = orderOf(order, values).find((value) => !values.includes(value))
    return wrong === undefined
      ? ok({ type: 'number', shape: [] })
      : fail(message('prepare-order', { value: wrong, values }))
  },
  apply(values, { params: { order } }, { values: known = [] }) {
    const ordered = orderOf(order, known)
    const rankOf = known.map((value) => {
      const at = ordered.indexOf(value)
      return at < 0 ? Number.NaN : at
    })
    return numbersOf(values).map((code) => (code < 0 ? Number.NaN : (rankOf[code] ?? Number.NaN)))
  },
  python: `def ordinal(x, p, learned, form):
    order = [word.strip() for word in p["order"].split(",") if word.strip()] or form["values"]
    place = np.asarray([float(order.index(value)) if value in order else np.nan for value in form["values"]] + [np.nan])
    return place[x.astype(np.int64)]`,
})

function orderOf(order: string, values: readonly string[]): readonly string[] {
  const named = order
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '')
  return named.length > 0 ? named : values
}
