/**
 * @file simulatedRows: rows that a simulation generates for the time after the end of a time-based dataset, used as
 * requests whose ground truth is known.
 */
import { streams } from '../catalog/datasets/streams'

export interface SimulationRequest {
  /** The ID of the dataset. */
  readonly set: string
  readonly seed: number
  /** The time from which to generate rows, in milliseconds since 1970, on the dataset's time axis. */
  readonly fromMs: number
  readonly count: number
  /** The progress of each drift, from 0 to 1. */
  readonly drift: Readonly<Record<string, number>>
  /** If set, generates only rows that belong to this slice. */
  readonly only?: string
}

export interface SimulatedRow {
  /** Values keyed by column, including the time. */
  readonly values: Readonly<Record<string, string | number>>
  readonly slice: string
  /** The simulated ground truth. */
  readonly label: string | number
}

/** The columns of a dataset whose simulated values follow the calendar. */
export function calendarColumns(datasetId: string): readonly string[] {
  return (Object.hasOwn(streams, datasetId) && streams[datasetId]?.calendar) || []
}

/** The first rows from a given time on; undefined if the dataset has no simulation. */
export function simulatedRows({
  set,
  seed,
  fromMs,
  count,
  drift,
  only,
}: SimulationRequest): readonly SimulatedRow[] | undefined {
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
