/** @file Time window: the rows before a row in time, within its group. Nothing later or at the same moment is in it, and no other group. */
import { fail, ok } from '../../base/result'
import { message } from '../../messages/message'
import { choice, int, text } from '../../catalog/params'
import { numbersOf } from './numbers'
import { defineTransform, type Learned } from './transform'

export const timeWindow = defineTransform({
  kind: 'timeWindow',
  title: 'Window in time',
  about:
    'The values of the rows before in time, of the same group alone, as a series. A person gives the list itself, the oldest first.',
  params: {
    by: text({ label: 'In order of', maxLength: 200, default: '', help: 'A time, or a number that grows with it.' }),
    within: text({
      label: 'Within',
      maxLength: 200,
      default: '',
      help: 'What has a series of its own: a shop, a sensor.',
    }),
    length: int({ label: 'Length', min: 2, max: 10_000, default: 24 }),
    horizon: int({
      label: 'Ends before',
      min: 0,
      max: 10_000,
      default: 0,
      help: 'Rows from the last value of the window to the row told about. 0: the window ends with the row itself; 1 predicts the next one.',
    }),
    border: choice({
      label: 'Over the border',
      options: ['apart', 'past'],
      default: 'apart',
      help: 'Rows behind the training rows: apart, what lies before the border is missing to them; past, they look back over it, as a prediction will.',
    }),
  },
  takes: ['number'],
  output: (_, { by, length }) =>
    by === '' ? fail(message('prepare-no-order', {})) : ok({ type: 'array', shape: [length, 1] }),
  fit: ({ until }, { border }): Learned => (until === undefined || border !== 'apart' ? {} : { until: [until] }),
  couldLearn({ until, ...rest }) {
    const fine = until === undefined || (Array.isArray(until) && until.length === 1 && Number.isFinite(until[0]))
    return fine && Object.keys(rest).length === 0
  },
  // The values come already gathered, `reach` by `reach`: as numbers in a row they are the window.
  apply: (values) => numbersOf(values),
  reach: ({ length, horizon }) => Array.from({ length }, (_, i) => length - 1 - i + horizon),
  order: ({ by, within }) => ({ by, within }),
  python: `def time_window(x, p, learned, form):
    return x.reshape(-1, p["length"], 1)`,
})
