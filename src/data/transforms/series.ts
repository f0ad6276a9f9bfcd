/** @file Series: windows over rows in time order, differences, and arrays as plain rows of numbers. */
import { message } from '../../messages/message'
import { fail, ok } from '../../base/result'
import { int } from '../../catalog/params'
import { numbersOf } from './numbers'
import { defineTransform, sizeOfForm } from './transform'

export const window = defineTransform({
  kind: 'window',
  title: 'Window',
  about:
    'The values of the rows before, as a series: rows in their order. A person gives the list itself, the oldest first.',
  params: {
    length: int({ label: 'Length', min: 2, max: 10_000, default: 24 }),
    horizon: int({
      label: 'Ends before',
      min: 0,
      max: 10_000,
      default: 0,
      help: 'Rows between the last value of the window and the row told about. 0: the window ends with the row itself; 1 predicts the next one.',
    }),
  },
  takes: ['number'],
  output: (_, { length }) => ok({ type: 'array', shape: [length, 1] }),
  // The values come already gathered, `reach` by `reach`: as numbers in a row they are the window.
  apply: (values) => numbersOf(values),
  reach: ({ length, horizon }) => Array.from({ length }, (_, i) => length - 1 - i + horizon),
  python: `def window(x, p, learned, form):
    return x.reshape(-1, p["length"], 1)`,
})

export const difference = defineTransform({
  kind: 'difference',
  title: 'Difference',
  about: 'From each step of a series the one before it: what changes, whatever the level.',
  params: { lag: int({ label: 'Steps back', min: 1, max: 1000, default: 1 }) },
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
  title: 'Flatten',
  about: 'All numbers of an array in one row, for a Dense layer.',
  params: {},
  takes: ['array', 'image'],
  output: (form) => ok({ type: 'array', shape: [sizeOfForm(form)] }),
  apply: (values) => numbersOf(values),
  python: `def flatten(x, p, learned, form):
    return x.reshape(len(x), -1)`,
})
