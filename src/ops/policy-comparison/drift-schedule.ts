/**
 * @file Drift schedule for the year of a policy comparison: what drifts, when, and how far it has drifted by a given
 * day. Generated datasets use the drifts of their generator; in other datasets, images are rotated and darkened, and
 * numbers are shifted.
 */
import { policyVerdictText } from '../../messages/en/operate/policy-verdict'
import { streams } from '../../catalog/datasets/streams'
import type { ColumnSchema } from '../../catalog/dataset-schema'
import { IDENTITY, warp } from '../../data/augment/affine'
import { rotate } from '../../data/augment/rotate'
import type { Rng } from '../../base/rng'
import type { Values } from './encode-rows'

export const WEEKS = 52
const DAYS = 7 * WEEKS

const text = policyVerdictText.drifts

export interface DriftPeriod {
  readonly name: string
  readonly about: string
  /**
   * The drift grows from day `from` to day `full` and then persists; if `gone` is set, the drift has ended by that day.
   */
  readonly from: number
  readonly full: number
  readonly gone?: number
}

/** The drifts that occur during a dataset's year, sorted by start. */
export function driftSchedule(datasetId: string, columns: readonly ColumnSchema[]): readonly DriftPeriod[] {
  const stream = Object.hasOwn(streams, datasetId) ? streams[datasetId] : undefined
  const own: readonly { readonly name: string; readonly about: string }[] = stream
    ? Object.entries(stream.drifts)
        // Concept drift comes first, because it is the most severe: a permanent drift does the most harm if it starts
        // early.
        .toSorted(([, a], [, b]) => severity(b.kind) - severity(a.kind))
        .map(([name, { about }]) => ({ name, about }))
    : columns.some(({ type }) => type === 'image')
      ? [
          { name: 'turned', about: text.turned },
          { name: 'dark', about: text.dark },
          { name: 'turned more', about: text.turnedMore },
        ]
      : [
          { name: 'moved', about: text.moved },
          { name: 'scaled', about: text.scaled },
          { name: 'moved more', about: text.movedMore },
        ]
  return own.slice(0, 3).map((one, i) => ({ ...one, ...(PERIODS[i] as (typeof PERIODS)[number]) }))
}

/**
 * One drift is permanent and grows gradually over two months, one is sudden and seasonal, and one is permanent and
 * grows within three days.
 */
const PERIODS: readonly { readonly from: number; readonly full: number; readonly gone?: number }[] = [
  { from: 70, full: 133 },
  { from: 182, full: 183, gone: 259 },
  { from: 287, full: 290 },
]

function severity(kind: string): number {
  return ['covariate', 'label', 'concept'].indexOf(kind)
}

/** The strength of a drift on a given day, from 0 to 1. */
export function driftStrength({ from, full, gone = DAYS + 1 }: DriftPeriod, day: number): number {
  if (day < from || day >= gone) return 0
  return Math.min(1, (day - from + 1) / Math.max(1, full - from))
}

/** The standard deviation of each numeric column at the start. */
export type ColumnDeviations = Readonly<Record<string, number>>

/** Applies the drifts to a row of a dataset that has no generator. */
export function applyDrift(
  values: Values,
  columns: readonly ColumnSchema[],
  course: readonly DriftPeriod[],
  day: number,
  spreads: ColumnDeviations,
): Values {
  const strength = Object.fromEntries(course.map((one) => [one.name, driftStrength(one, day)]))
  const of = (name: string) => strength[name] ?? 0
  if (course.every(({ name }) => of(name) === 0)) return values
  const next: Record<string, unknown> = { ...values }
  let number = 0
  for (const column of columns) {
    const value = values[column.name]
    if (column.type === 'image')
      next[column.name] = transformImage(
        value,
        column,
        30 * of('turned') + 20 * of('turned more'),
        1 - 0.5 * of('dark'),
      )
    if (column.type !== 'number' || typeof value !== 'number') continue
    const spread = spreads[column.name] ?? 1
    const up = number % 2 === 0 ? 2 * of('moved') : 0
    const down = number % 3 === 0 ? 2 * of('moved more') : 0
    const times = number % 2 === 1 ? 1 - 0.5 * of('scaled') : 1
    next[column.name] = value * times + (up - down) * spread
    number++
  }
  return next
}

/** Always uses the same direction, because a camera that has been moved rotates every image the same way. */
const FIXED_DIRECTION: Rng = { next: () => 0, uniform: () => 0, normal: () => 0, below: () => 0 }

function transformImage(
  value: unknown,
  { height, width, channels }: Extract<ColumnSchema, { readonly type: 'image' }>,
  degrees: number,
  light: number,
): unknown {
  if (!(value instanceof Uint8Array) || (degrees === 0 && light === 1)) return value
  const map = rotate.move?.(FIXED_DIRECTION, { degrees }, { height, width, channels }) ?? IDENTITY
  const drawn = new Float32Array(value.length)
  warp(value, 0, { height, width, channels }, map, 'linear', drawn)
  return Uint8Array.from(drawn, (pixel) => Math.min(255, Math.max(0, Math.floor(pixel * light + 0.5))))
}
