/**
 * @file Time window: the rows that precede a row in time, within its group. It contains no later or simultaneous rows,
 * and no rows of other groups.
 */
import { transformsText as texts } from '../../messages/en/data/transforms'
import { fail, ok } from '../../base/result'
import { message } from '../../messages/message'
import { choice, int, text } from '../../catalog/params'
import { numbersOf } from './channels'
import { defineTransform, type Learned } from './transform'

export const timeWindow = defineTransform({
  kind: 'timeWindow',
  title: texts.timeWindow.title,
  about: texts.timeWindow.about,
  params: {
    by: text({ ...texts.timeWindow.params.by, maxLength: 200, default: '' }),
    within: text({ ...texts.timeWindow.params.within, maxLength: 200, default: '' }),
    length: int({ ...texts.timeWindow.params.length, min: 2, max: 10_000, default: 24 }),
    horizon: int({ ...texts.timeWindow.params.horizon, min: 0, max: 10_000, default: 0 }),
    border: choice({ ...texts.timeWindow.params.border, options: ['apart', 'past'], default: 'apart' }),
  },
  takes: ['number'],
  output: (_, { by, length }) =>
    by === '' ? fail(message('prepare-no-order', {})) : ok({ type: 'array', shape: [length, 1] }),
  fit: ({ until }, { border }): Learned => (until === undefined || border !== 'apart' ? {} : { until: [until] }),
  isValidLearned({ until, ...rest }) {
    const fine = until === undefined || (Array.isArray(until) && until.length === 1 && Number.isFinite(until[0]))
    return fine && Object.keys(rest).length === 0
  },
  // The values of the window were already gathered by `reach`.
  apply: (values) => numbersOf(values),
  reach: ({ length, horizon }) => Array.from({ length }, (_, i) => length - 1 - i + horizon),
  order: ({ by, within }) => ({ by, within }),
  python: `def time_window(x, p, learned, form):
    return x.reshape(-1, p["length"], 1)`,
})
