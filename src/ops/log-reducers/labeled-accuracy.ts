/**
 * @file Quality: accuracy measured from the labels so far, with its interval and the label delay; the confusion matrix;
 * and harm, which is for grading only.
 */
import { type Interval, wilson } from '../../metrics/wilson-interval'
import type { Counters } from '../log/counters'
import { FIELD, MILLION } from '../log/count-fields'
import type { Levels } from '../log/aggregation-levels'
import { type CellFilter, countersByStep, totalCounters, totalsBy, type Window } from './window-counts'

export interface Quality {
  /** The number of labeled predictions. */
  readonly labeled: number
  /** The accuracy; NaN for regression or if there are no labels. */
  readonly accuracy: number
  readonly interval: Interval
  /** Mean simulated milliseconds from a request to its label. */
  readonly delayMs: number
  /** For regression: the mean absolute error. */
  readonly error: number
}

/** Computes the quality from these counters; `classes` is 0 for regression. */
export function qualityOf(counters: Counters, classes: number): Quality {
  const get = (field: number) => counters.get(field) ?? 0
  const labeled = get(FIELD.labeled)
  const accuracy = classes > 0 ? get(FIELD.right) / labeled : Number.NaN
  return {
    labeled,
    accuracy,
    interval: wilson(accuracy, labeled),
    delayMs: (1000 * get(FIELD.delay)) / get(FIELD.labels),
    error: classes > 0 ? Number.NaN : (get(FIELD.errorWhole) + get(FIELD.errorPart) / MILLION) / labeled,
  }
}

/** Quality over a window, with each request counted at its arrival time. */
export function qualitySeries(
  levels: Levels,
  window: Window,
  classes: number,
  of: CellFilter = {},
): { readonly step: number; readonly at: readonly number[]; readonly quality: readonly Quality[] } {
  const { step, at, counters } = countersByStep(levels, window, of)
  return { step, at, quality: counters.map((one) => qualityOf(one, classes)) }
}

export interface CellQuality extends Quality {
  readonly version?: number
  readonly slice: number
}

/** Quality for each version and slice, worst slice first; slices without labels come last. */
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
  const worse = ({ labeled, accuracy, error }: Quality) =>
    labeled === 0 ? Number.POSITIVE_INFINITY : classes > 0 ? accuracy : -error
  return rows.sort((a, b) => (worse(a) < worse(b) ? -1 : worse(a) > worse(b) ? 1 : 0))
}

/** The confusion matrix [label][prediction] of labeled predictions. */
export function confusionOf(counters: Counters, classes: number): number[][] {
  return Array.from({ length: classes }, (_, label) =>
    Array.from({ length: classes }, (_, answer) => counters.get(FIELD.confusion + label * 65_536 + answer) ?? 0),
  )
}

/** The number of predictions for each class. */
export function answersOf(counters: Counters, classes: number): number[] {
  return Array.from({ length: classes }, (_, k) => counters.get(FIELD.predicted + k) ?? 0)
}

/** Wrong predictions according to simulated ground truth, which the service does not know. For grading only. */
export function harmOf(
  levels: Levels,
  window: Pick<Window, 'from' | 'to'>,
  of: CellFilter = {},
): { readonly known: number; readonly wrong: number } {
  const counters = totalCounters(levels, window, of)
  return { known: counters.get(FIELD.known) ?? 0, wrong: counters.get(FIELD.harmed) ?? 0 }
}
