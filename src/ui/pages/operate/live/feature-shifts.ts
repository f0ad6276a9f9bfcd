/** @file Feature shifts: how the inputs of recent failures differ from those of other requests, the largest difference first. */
import { watchedPlaceOf, type Ring, UNLABELLED } from '../../../../ops/log/request-buffer'
import { type Book, STATUSES } from '../../../../ops/record'
import { nearestRank } from '../../../../metrics/quantile'
import { watchedName } from '../../../../data/watch/monitored-features'

export interface Shift {
  readonly name: string
  /** Number: (mean of failures - mean of others) / standard deviation of others. Category: by how much the share of `value` is larger. */
  readonly size: number
  /** Number: the means. Category: the shares of `value`. */
  readonly bad: number
  readonly good: number
  /** Category: the value whose share is the most larger among failures; null for values that training never had. */
  readonly value?: string | null
}

export interface Shifts {
  readonly failures: number
  readonly others: number
  readonly shifts: readonly Shift[]
}

const OK = STATUSES.indexOf('ok')
/** How many of the latest requests are compared. */
const MOST = 20_000
/** Fewer failures give no reliable mean. */
const LEAST = 10

/**
 * Failures are requests that got no answer of a model, or one that its label says is wrong; of numbers, the tenth whose labels are furthest
 * off. Good ones are the rest.
 */
export function featureShifts(
  ring: Ring,
  { features = [], classes }: Pick<Book, 'features' | 'classes'>,
  { from, to }: { readonly from: number; readonly to: number },
): Shifts {
  const width = ring.widths.features ?? 0
  const places: number[] = []
  const [bad, good]: [number[], number[]] = [[], []]
  for (let id = ring.next - 1; id >= Math.max(0, ring.next - Math.min(MOST, ring.capacity)); id--) {
    const place = watchedPlaceOf(ring, id)
    if (place < 0) continue
    const at = ring.columns.at[place] as number
    if (at < from) break
    if (at < to) places.push(place)
  }
  const most = classes.length > 0 ? Number.POSITIVE_INFINITY : farOff(ring, places)
  for (const place of places) (isFailure(ring, place) || errorAt(ring, place) > most ? bad : good).push(place)
  if (bad.length < LEAST || good.length < LEAST) return { failures: bad.length, others: good.length, shifts: [] }
  const shifts = features.flatMap((feature, k): readonly Shift[] => {
    if (k >= width) return []
    const values = (places: readonly number[]) =>
      places.map((place) => ring.columns.features[place * width + k] as number).filter((one) => !Number.isNaN(one))
    const [of, than] = [values(bad), values(good)]
    if (of.length < LEAST || than.length < LEAST) return []
    const name = watchedName(feature)
    return feature.values ? [byValue(name, feature.values, of, than)] : [byMean(name, of, than)]
  })
  const sorted = shifts.filter(({ size }) => Number.isFinite(size)).sort((a, b) => Math.abs(b.size) - Math.abs(a.size))
  return { failures: bad.length, others: good.length, shifts: sorted }
}

function isFailure({ columns, label, labelBy }: Ring, place: number): boolean {
  if (columns.status[place] !== OK) return true
  const predicted = columns.predicted[place] as number
  return labelBy[place] !== UNLABELLED && predicted >= 0 && label[place] !== predicted
}

/** How far off an answered number is by its label; NaN where it has none. */
function errorAt({ columns, widths, label }: Ring, place: number): number {
  return Math.abs((label[place] as number) - (columns.outputs[place * widths.width] as number))
}

/** Nine tenths of the labelled answers are nearer. */
function farOff(ring: Ring, places: readonly number[]): number {
  const errors = Float64Array.from(places, (place) => errorAt(ring, place)).filter((one) => !Number.isNaN(one))
  return errors.length === 0 ? Number.POSITIVE_INFINITY : nearestRank(errors.sort(), 0.9)
}

function byMean(name: string, bad: readonly number[], good: readonly number[]): Shift {
  const [of, than] = [mean(bad), mean(good)]
  const spread = Math.sqrt(mean(good.map((one) => (one - than) * (one - than))))
  return { name, size: (of - than) / spread, bad: of, good: than }
}

function byValue(name: string, values: readonly string[], bad: readonly number[], good: readonly number[]): Shift {
  let best: Shift = { name, size: 0, bad: 0, good: 0 }
  for (let code = 0; code <= values.length; code++) {
    const [of, than] = [bad, good].map((all) => all.filter((one) => one === code).length / all.length) as [
      number,
      number,
    ]
    if (of - than > best.size) best = { name, size: of - than, bad: of, good: than, value: values[code] ?? null }
  }
  return best
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length
}
