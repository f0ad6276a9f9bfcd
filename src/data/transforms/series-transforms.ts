/** @file Series: windows over consecutive rows, differences, and arrays flattened into rows of numbers. */
import { transformsText as texts } from '../../messages/en/data/transforms'
import { message } from '../../messages/message'
import { fail, ok } from '../../base/result'
import { int } from '../../catalog/params'
import { numbersOf } from './channels'
import { defineTransform, sizeOfForm } from './transform'

export const window = defineTransform({
  kind: 'window',
  title: texts.window.title,
  about: texts.window.about,
  params: {
    length: int({ ...texts.window.params.length, min: 2, max: 10_000, default: 24 }),
    horizon: int({ ...texts.window.params.horizon, min: 0, max: 10_000, default: 0 }),
  },
  takes: ['number'],
  output: (_, { length }) => ok({ type: 'array', shape: [length, 1] }),
  // The values of the window were already gathered by `reach`.
  apply: (values) => numbersOf(values),
  reach: ({ length, horizon }) => Array.from({ length }, (_, i) => length - 1 - i + horizon),
  python: `def window(x, p, learned, form):
    return x.reshape(-1, p["length"], 1)`,
})

export const difference = defineTransform({
  kind: 'difference',
  title: texts.difference.title,
  about: texts.difference.about,
  params: { lag: int({ ...texts.difference.params.lag, min: 1, max: 1000, default: 1 }) },
  takes: ['array'],
  output({ shape }, { lag }) {
    const [length = 0] = shape
    if (length <= lag) return fail(message('prepare-too-short', { length, lag }))
    return ok({ type: 'array', shape: [length - lag, ...shape.slice(1)] })
  },
  apply(values, { params: { lag } }, form) {
    const numbers = numbersOf(values)
    const size = sizeOfForm(form)
    const step = lag * (size / (form.shape[0] ?? 1))
    const kept = size - step
    return Float64Array.from({ length: (numbers.length / size) * kept }, (_, i) => {
      const at = Math.floor(i / kept) * size + (i % kept)
      return (numbers[at + step] as number) - (numbers[at] as number)
    })
  },
  python: `def difference(x, p, learned, form):
    return x[:, p["lag"]:] - x[:, :-p["lag"]]`,
})

export const flatten = defineTransform({
  kind: 'flatten',
  title: texts.flatten.title,
  about: texts.flatten.about,
  params: {},
  takes: ['array', 'image'],
  output: (form) => ok({ type: 'array', shape: [sizeOfForm(form)] }),
  apply: (values) => numbersOf(values),
  python: `def flatten(x, p, learned, form):
    return x.reshape(len(x), -1)`,
})
