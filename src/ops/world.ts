/** @file worldRows: what happens in the world that a set is a stretch of, after the set ends: rows as requests bring them, with their truth. */
import { streams } from '../catalog/datasets/streams'

export interface WorldAsked {
  /** The id of the set. */
  readonly set: string
  readonly seed: number
  /** Milliseconds since 1970, in the world's own time. */
  readonly fromMs: number
  readonly count: number
  /** How far each of its drifts has gone, 0 to 1. */
  readonly drift: Readonly<Record<string, number>>
  /** Events of this slice alone. */
  readonly only?: string
}

export interface WorldRow {
  /** Values by column, the moment among them. */
  readonly values: Readonly<Record<string, string | number>>
  readonly slice: string
  /** The answer, which the world alone knows. */
  readonly label: string | number
}

/** The first events from a moment on; undefined where the set is no stretch of a world. */
export function worldRows({ set, seed, fromMs, count, drift, only }: WorldAsked): readonly WorldRow[] | undefined {
  const stream = Object.hasOwn(streams, set) ? streams[set] : undefined
  if (!stream) return undefined
  const of = stream.columns.find(({ name }) => name === stream.slice)
  const slices = of?.type === 'category' ? of.values : []
  const mix = only === undefined ? {} : Object.fromEntries(slices.filter((one) => one !== only).map((one) => [one, 0]))
  return stream.first(seed, fromMs, count, { mix, drift }).map(({ event, truth }) => ({
    values: {
      time: event.time,
      ...Object.fromEntries(stream.columns.map(({ name }, i) => [name, event.values[i] ?? ''])),
    },
    slice: event.slice,
    label: truth.label,
  }))
}
