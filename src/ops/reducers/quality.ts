/** @file Quality: accuracy by labels that came, with its interval and how long labels took; confusion; harm, which graders alone may ask. */
import { type Interval, wilson } from '../../metrics/interval'
import type { Counters } from '../log/counters'
import { FIELD, MILLION } from '../log/fields'
import type { Levels } from '../log/levels'
import { type Of, steps, total, totalsBy, type Window } from './window'

export interface Quality {
  /** Answers that were labelled. */
  readonly labelled: number
  /** NaN where nothing was, and of numbers. */
  readonly accuracy: number
  readonly interval: Interval
  /** Mean virtual milliseconds from a request to its label. */
  readonly delayMs: number
  /** Of numbers: the mean absolute error. */
  readonly error: number
}

/** The quality of what was counted; `classes` is 0 where the answer is a number. */
export function qualityOf(counters: Counters, classes: number): Quality {
  const get = (field: number) => counters.get(field) ?? 0
  const labelled = get(FIELD.labelled)
  const accuracy = classes > 0 ? get(FIELD.right) / labelled : Number.NaN
  return {
    labelled,
    accuracy,
    interval: wilson(accuracy, labelled),
    delayMs: (1000 * get(FIELD.delay)) / get(FIELD.labels),
    error: classes > 0 ? Number.NaN : (get(FIELD.errorWhole) + get(FIELD.errorPart) / MILLION) / labelled,
  }
}

/** Quality over a window, by when the requests came. */
export function qualitySeries(
  levels: Levels,
  window: Window,
  classes: number,
  of: Of = {},
): { readonly step: number; readonly at: readonly number[]; readonly quality: readonly Quality[] } {
  const { step, at, counters } = steps(levels, window, of)
  return { step, at, quality: counters.map((one) => qualityOf(one, classes)) }
}

export interface CellQuality extends Quality {
  readonly version?: number
  readonly slice: number
}

/** Quality by version and slice, the worst slice first; what was never labelled stands last. */
export function qualityByCell(
  levels: Levels,
  window: Pick<Window, 'from' | 'to'>,
  classes: number,
): readonly CellQuality[] {
  const cells = totalsBy(levels, window, ({ version, slice }) => `${version ?? ''}/${slice}`)
  const rows = [...cells].map(([key, counters]): CellQuality => {
    const [version, slice] = key.split('/') as [string, string]
    return {
      ...(version === '' ? {} : { version: Number(version) }),
      slice: Number(slice),
      ...qualityOf(counters, classes),
    }
  })
  const worse = ({ labelled, accuracy, error }: Quality) =>
    labelled === 0 ? Number.POSITIVE_INFINITY : classes > 0 ? accuracy : -error
  return rows.sort((a, b) => (worse(a) < worse(b) ? -1 : worse(a) > worse(b) ? 1 : 0))
}

/** [label][answered]: labelled answers of a window. */
export function confusionOf(counters: Counters, classes: number): number[][] {
  return Array.from({ length: classes }, (_, label) =>
    Array.from({ length: classes }, (_, answer) => counters.get(FIELD.confusion + label * 65_536 + answer) ?? 0),
  )
}

/** How often each class was answered. */
export function answersOf(counters: Counters, classes: number): number[] {
  return Array.from({ length: classes }, (_, k) => counters.get(FIELD.predicted + k) ?? 0)
}

/** Wrong answers by the world's truth: what nobody in the service knows. For graders alone. */
export function harmOf(
  levels: Levels,
  window: Pick<Window, 'from' | 'to'>,
  of: Of = {},
): { readonly known: number; readonly wrong: number } {
  const counters = total(levels, window, of)
  return { known: counters.get(FIELD.known) ?? 0, wrong: counters.get(FIELD.harmed) ?? 0 }
}
