/** @file Windows over the rows that precede a row in time, and transforms of arrays. */
import { fail, ok } from '../../base/result'
import type { ColumnSchema } from '../../catalog/dataset-schema'
import { choice, int, text } from '../../catalog/params'
import type { Plan, PrepareStep } from '../../catalog/training-plan'
import { transformsText as texts } from '../../messages/en/data/transforms'
import { message } from '../../messages/message'
import type { Problem } from '../../messages/problem'
import { numbersOf } from './channels'
import { defineTransform, type Learned, sizeOfForm } from './transform'

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

type Types = ReadonlySet<ColumnSchema['type']>
const TIMES: Types = new Set(['time', 'number'] as const)
const GROUPS: Types = new Set(['category', 'text', 'number'] as const)

/** Returns the columns that can determine the order of a column's windows, and the columns that can group them. */
export function orderColumns(name: string, columns: readonly ColumnSchema[]) {
  const of = (types: Types) => columns.filter((one) => one.name !== name && types.has(one.type)).map((one) => one.name)
  // If the dataset has time columns, only time columns can determine the order of the rows.
  const times = columns.filter(({ type }) => type === 'time').map((one) => one.name)
  return { times: [...times, ...of(TIMES).filter((one) => !times.includes(one))], groups: of(GROUPS) }
}

/**
 * Returns the reason why a time window of this column is not valid, or undefined if it is valid. The split is checked
 * only if it is given.
 */
export function orderProblem(
  { name: column }: Pick<ColumnSchema, 'name'>,
  steps: readonly PrepareStep[],
  columns: readonly ColumnSchema[],
  split?: Plan['split'],
): Problem | undefined {
  const step = steps.find(({ kind }) => kind === 'timeWindow')
  if (!step) return undefined
  const { times, groups } = orderColumns(column, columns)
  const [by, within] = [String(step.by ?? ''), String(step.within ?? '')]
  if (!times.includes(by)) return message('prepare-order-column', { column, named: by, part: 'by', columns: times })
  if (within !== '' && !groups.includes(within))
    return message('prepare-order-column', { column, named: within, part: 'within', columns: groups })
  if (!split) return undefined
  const isSeparated =
    (split.kind === 'time' && split.column === by) ||
    (split.kind === 'group' && within !== '' && split.column === within)
  return isSeparated ? undefined : message('prepare-window-split', { column, by, within })
}
