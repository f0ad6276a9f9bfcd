/** @file Ordinal: values that have an order, as numbers. */
import { message } from '../../messages/message'
import { fail, ok } from '../../base/result'
import { text } from '../../catalog/params'
import { numbersOf } from './numbers'
import { defineTransform } from './transform'

export const ordinal = defineTransform({
  kind: 'ordinal',
  title: 'Ordered',
  about: 'Values that have an order, as 0, 1, 2, …: small, medium, large.',
  params: {
    order: text({
      label: 'Order',
      maxLength: 10_000,
      default: '',
      help: 'The values from the lowest on, with commas between. Empty: as the column lists them.',
    }),
  },
  takes: ['category'],
  output({ values = [] }, { order }) {
    const wrong = orderOf(order, values).find((value) => !values.includes(value))
    return wrong === undefined
      ? ok({ type: 'number', shape: [] })
      : fail(message('prepare-order', { value: wrong, values }))
  },
  apply(values, { params: { order } }, { values: known = [] }) {
    const places = orderOf(order, known)
    const place = known.map((value) => {
      const at = places.indexOf(value)
      return at < 0 ? Number.NaN : at
    })
    return numbersOf(values).map((code) => (code < 0 ? Number.NaN : (place[code] ?? Number.NaN)))
  },
  python: `def ordinal(x, p, learned, form):
    order = [word.strip() for word in p["order"].split(",") if word.strip()] or form["values"]
    place = np.asarray([float(order.index(value)) if value in order else np.nan for value in form["values"]] + [np.nan])
    return place[x.astype(np.int64)]`,
})

function orderOf(order: string, values: readonly string[]): readonly string[] {
  const said = order
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '')
  return said.length > 0 ? said : values
}
