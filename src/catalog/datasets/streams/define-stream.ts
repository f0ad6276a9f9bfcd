/**
 * @file defineStream: a simulated stream of events with a known ground truth. Events are a pure function of (seed,
 * from, to, knobs): time is divided into cells with their own random numbers, so any time range can be generated
 * without the preceding events and is always the same. A dataset contains the beginning of a stream; a service receives
 * the later events as its requests.
 */
import { type Rng, rng } from '../../../base/rng'
import type { BuiltInDataset, DatasetDef } from '../../dataset-def'
import { type Column, type ColumnSchema, textColumn } from '../../dataset-schema'
import { generatedDataset } from '../generated-dataset'

/** A value in a row: a number, the name of a category, or text. */
export type Cell = number | string

/** The observable part of an event. */
export interface StreamEvent {
  /** The event's id, unique within its stream: the cell number and the event's index in that cell. */
  readonly id: string
  /** Simulated time in milliseconds since 1970, UTC. */
  readonly time: number
  /** The value of the stream's slice column. */
  readonly slice: string
  /** Values in the order of the stream's columns. */
  readonly values: readonly Cell[]
}

/**
 * The simulated ground truth. It is separate from the event because labels arrive late, if at all, and `chances` are
 * never revealed.
 */
export interface Truth {
  /** The name of the class or, for regression, a number. */
  readonly label: Cell
  /**
   * The probability of each class given everything observable about the event; no model can know more. For a numeric
   * label, its expected value.
   */
  readonly chances: readonly number[]
  /** Values of additional label columns, keyed by column name. */
  readonly others?: Readonly<Record<string, Cell>>
}

export interface Happening {
  readonly event: StreamEvent
  readonly truth: Truth
}

/** Settings that make a stream deviate from its usual behavior. */
export interface Knobs {
  /** The event rate, as a multiple of the usual rate. */
  readonly rate?: number
  /** The frequency of each slice, as a multiple of its usual frequency; slices that are not listed keep theirs. */
  readonly mix?: Readonly<Record<string, number>>
  /** How far each drift has progressed, from 0 (not at all) to 1 (fully). */
  readonly drift?: Readonly<Record<string, number>>
}

/** Knobs that are constant or a function of time. */
export type KnobsOver = Knobs | ((time: number) => Knobs)

export interface DriftDef {
  readonly about: string
  /**
   * Whether the drift changes the inputs (covariate), the frequency of the labels (label), or how the label depends on
   * the inputs (concept).
   */
  readonly kind: 'covariate' | 'label' | 'concept'
}

export interface StreamSpec {
  /** Number that seeds the stream's random numbers; unique per stream. */
  readonly world: number
  readonly columns: readonly ColumnSchema[]
  /** Additional label columns, which are not used by default. */
  readonly others?: readonly ColumnSchema[]
  readonly target: ColumnSchema
  /** The column whose values are the slices. */
  readonly slice: string
  /** Columns that follow the calendar, so that their values in a short period always differ from those of a year. */
  readonly calendar?: readonly string[]
  readonly drifts: Readonly<Record<string, DriftDef>>
  /** The length of a cell in milliseconds. */
  readonly cell: number
  /**
   * Draws the events of the cell that starts at `start`, in any order; a pure function of the cell's random numbers and
   * knobs.
   */
  eventsInCell(cell: CellContext): readonly DrawnEvent[]
}

export interface CellContext {
  readonly random: Rng
  readonly start: number
  readonly knobs: Required<Knobs>
  /** The frequency of a slice in the mix, as a multiple of its usual frequency. */
  frequency(slice: string): number
  /** How far a drift has progressed, from 0 to 1. */
  drift(name: string): number
  /** Random numbers for an entity that outlasts a cell, such as a machine or a customer. */
  entityRandom(number: number): Rng
}

/** An event without its id. */
export interface DrawnEvent extends Truth {
  readonly time: number
  readonly values: readonly Cell[]
}

export interface Stream extends StreamSpec {
  /** All events from `from` (inclusive) to `to` (exclusive), in chronological order. */
  events(seed: number, from: number, to: number, knobs?: KnobsOver): Happening[]
  /** The first `count` events at or after `from`; fewer if a whole year passes without events. */
  first(seed: number, from: number, count: number, knobs?: KnobsOver): Happening[]
}

/** Maximum number of consecutive empty cells before `first` stops looking: a year of one-minute cells. */
const MOST_EMPTY = 527_040

/** Creates a stream from its spec. */
export function defineStream(spec: StreamSpec): Stream {
  const at = spec.columns.findIndex(({ name }) => name === spec.slice)

  function eventsOfCell(seed: number, cell: number, over: KnobsOver): Happening[] {
    const start = cell * spec.cell
    const { rate = 1, mix = {}, drift = {} } = typeof over === 'function' ? over(start) : over
    const drawn = spec.eventsInCell({
      random: rng(seed, { kind: 'world', world: 2 * spec.world, cell }),
      start,
      knobs: { rate, mix, drift },
      frequency: (slice) => (Object.hasOwn(mix, slice) ? (mix[slice] as number) : 1),
      drift: (name) => (Object.hasOwn(drift, name) ? (drift[name] as number) : 0),
      entityRandom: (number) => rng(seed, { kind: 'world', world: 2 * spec.world + 1, cell: number }),
    })
    return drawn
      .toSorted((a, b) => a.time - b.time)
      .map(({ time, values, ...truth }, i) => ({
        event: { id: `${cell}-${i}`, time, slice: String(values[at]), values },
        truth,
      }))
  }

  return {
    ...spec,
    events(seed, from, to, knobs = {}) {
      const found: Happening[] = []
      for (let cell = Math.floor(from / spec.cell); cell * spec.cell < to; cell++) {
        for (const one of eventsOfCell(seed, cell, knobs)) {
          if (one.event.time >= from && one.event.time < to) found.push(one)
        }
      }
      return found
    },
    first(seed, from, count, knobs = {}) {
      const found: Happening[] = []
      let empty = 0
      for (let cell = Math.floor(from / spec.cell); found.length < count && empty < MOST_EMPTY; cell++) {
        const here = eventsOfCell(seed, cell, knobs).filter(({ event }) => event.time >= from)
        empty = here.length > 0 ? 0 : empty + 1
        found.push(...here)
      }
      return found.slice(0, count)
    },
  }
}

/** The start time of every dataset from a stream, a Monday. */
export const BEGIN = Date.UTC(2024, 0, 8)

interface StreamDatasetSpec extends Pick<BuiltInDataset, 'id' | 'text' | 'rows' | 'columnAbout' | 'known' | 'ignore'> {
  readonly stream: Stream
}

/**
 * The dataset of the first events of a stream from `BEGIN` on: one row per event, with the time first and the target
 * last. Its seed is the stream's seed, and it is split by time.
 */
export function streamDataset({ stream, ignore = [], ...dataset }: StreamDatasetSpec): DatasetDef {
  const columns: readonly ColumnSchema[] = [
    { name: 'time', type: 'time' },
    ...stream.columns,
    ...(stream.others ?? []),
    stream.target,
  ]
  return generatedDataset({
    ...dataset,
    kind: 'series',
    columns,
    target: stream.target.name,
    // Like the target, the other labels are not known at prediction time.
    ignore: ['time', ...(stream.others ?? []).map(({ name }) => name), ...ignore],
    split: { kind: 'time', column: 'time', train: 0.7, validation: 0.15, test: 0.15 },
    make(random, count) {
      const events = stream.first(random.next(), BEGIN, count)
      const last = columns.length - 1
      return columns.map((column, i) =>
        columnOf(
          column,
          events.map(({ event, truth }) =>
            i === 0
              ? event.time
              : i === last
                ? truth.label
                : (event.values[i - 1] ?? truth.others?.[column.name] ?? Number.NaN),
          ),
        ),
      )
    },
  })
}

function columnOf(schema: ColumnSchema, cells: readonly Cell[]): Column {
  switch (schema.type) {
    case 'number':
      return { type: 'number', values: Float32Array.from(cells, Number) }
    case 'time':
      return { type: 'time', values: Float64Array.from(cells, Number) }
    case 'category':
      return { type: 'category', codes: Int16Array.from(cells, (cell) => schema.values.indexOf(String(cell))) }
    case 'text':
      return textColumn(cells.map(String))
    default:
      throw new Error(`no stream has a column of type ${schema.type}`)
  }
}
