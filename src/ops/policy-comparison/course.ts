/**
 * @file Course: how the data of a policy comparison drifts over its year: what drifts, when, and how far by a day. A generated dataset has
 * the drifts of its generator; any other has its images rotated and its numbers shifted.
 */
import { policyVerdictText } from '../../messages/en/operate/policy-verdict'
import { streams } from '../../catalog/datasets/streams'
import type { ColumnSchema } from '../../catalog/dataset-schema'
import { SAME, warp } from '../../data/augment/affine'
import { rotate } from '../../data/augment/rotate'
import type { Rng } from '../../base/rng'
import type { Values } from './encode'

export const WEEKS = 52
const DAYS = 7 * WEEKS

const text = policyVerdictText.drifts

export interface Drifting {
  readonly name: string
  readonly about: string
  /** Days; it grows from `from` to `full`, stays, and is gone by `gone` where it goes. */
  readonly from: number
  readonly full: number
  readonly gone?: number
}

/** What drifts in the year of a dataset, in the order in which it begins. */
export function courseOf(set: string, columns: readonly ColumnSchema[]): readonly Drifting[] {
  const stream = Object.hasOwn(streams, set) ? streams[set] : undefined
  const own: readonly { readonly name: string; readonly about: string }[] = stream
    ? Object.entries(stream.drifts)
        // Concept drift comes first: early and for good is where it hurts most.
        .toSorted(([, a], [, b]) => hurt(b.kind) - hurt(a.kind))
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
  return own.slice(0, 3).map((one, i) => ({ ...one, ...(WHEN[i] as (typeof WHEN)[number]) }))
}

/** Slowly over two months and for good; at once and for a season; within three days and for good. */
const WHEN: readonly { readonly from: number; readonly full: number; readonly gone?: number }[] = [
  { from: 70, full: 133 },
  { from: 182, full: 183, gone: 259 },
  { from: 287, full: 290 },
]

function hurt(kind: string): number {
  return ['covariate', 'label', 'concept'].indexOf(kind)
}

/** How far it has gone by a day, 0 to 1. */
export function strengthAt({ from, full, gone = DAYS + 1 }: Drifting, day: number): number {
  if (day < from || day >= gone) return 0
  return Math.min(1, (day - from + 1) / Math.max(1, full - from))
}

/** What is known of each column of numbers at the beginning. */
export type Spreads = Readonly<Record<string, number>>

/** A row of a set that is no world's, as the drifts leave it. */
export function drifted(
  values: Values,
  columns: readonly ColumnSchema[],
  course: readonly Drifting[],
  day: number,
  spreads: Spreads,
): Values {
  const strength = Object.fromEntries(course.map((one) => [one.name, strengthAt(one, day)]))
  const of = (name: string) => strength[name] ?? 0
  if (course.every(({ name }) => of(name) === 0)) return values
  const next: Record<string, unknown> = { ...values }
  let number = 0
  for (const column of columns) {
    const value = values[column.name]
    if (column.type === 'image')
      next[column.name] = turned(value, column, 30 * of('turned') + 20 * of('turned more'), 1 - 0.5 * of('dark'))
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

/** All the way to one side: what moves a camera moves every picture the same way. */
const ONE_WAY: Rng = { next: () => 0, uniform: () => 0, normal: () => 0, below: () => 0 }

function turned(
  value: unknown,
  { height, width, channels }: Extract<ColumnSchema, { readonly type: 'image' }>,
  degrees: number,
  light: number,
): unknown {
  if (!(value instanceof Uint8Array) || (degrees === 0 && light === 1)) return value
  const map = rotate.move?.(ONE_WAY, { degrees }, { height, width, channels }) ?? SAME
  const drawn = new Float32Array(value.length)
  warp(value, 0, { height, width, channels }, map, 'linear', drawn)
  return Uint8Array.from(drawn, (pixel) => Math.min(255, Math.max(0, Math.floor(pixel * light + 0.5))))
}
