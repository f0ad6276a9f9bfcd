/**
 * @file defineStream: a simulated stream of events with a known ground truth. Events are a pure function of (seed,
 * from, to, knobs): time is divided into cells with their own random numbers, so any stretch can be generated without
 * what came before it and is always the same. A dataset is the first stretch of a stream; a service gets its requests
 * from what comes after.
 */
import type { Rng } from '../../../base/rng'
import { rng } from '../../../base/rng'
import type { ColumnSchema } from '../../dataset-schema'

/** A value of a row: a number, the name of a category, or a text. */
export type Cell = number | string

/** The observable part of an event. */
export interface StreamEvent {
  /** Unique within its stream: the number of its cell and its index there. */
  readonly id: string
  /** Simulated time in milliseconds since 1970, UTC. */
  readonly time: number
  /** The value of the stream's slice column. */
  readonly slice: string
  /** In the order of the stream's columns. */
  readonly values: readonly Cell[]
}

/**
 * The simulated ground truth. It is separate from the event because labels arrive late, if at all, and `chances` never.
 */
export interface Truth {
  /** The name of the class, or a number. */
  readonly label: Cell
  /**
   * The probability of each class given everything observable about the event: no model can know more. If the label is
   * a number, its mean.
   */
  readonly chances: readonly number[]
  /** More labels, by column. */
  readonly others?: Readonly<Record<string, Cell>>
}

export interface Happening {
  readonly event: StreamEvent
  readonly truth: Truth
}

/** Settings that make a stream differ from its usual course. */
export interface Knobs {
  /** The number of events, as a multiple of the usual number. */
  readonly rate?: number
  /** The frequency of each slice, as a multiple of its usual frequency; slices that are not named keep theirs. */
  readonly mix?: Readonly<Record<string, number>>
  /** How far each drift has progressed, from 0 (not at all) to 1 (fully). */
  readonly drift?: Readonly<Record<string, number>>
}

/** Constant knobs, or knobs as a function of time. */
export type KnobsOver = Knobs | ((time: number) => Knobs)

export interface DriftDef {
  readonly about: string
  /**
   * Whether it changes the inputs (covariate), the frequency of the labels (label), or how the label depends on the
   * inputs (concept).
   */
  readonly kind: 'covariate' | 'label' | 'concept'
}

export interface StreamSpec {
  /** Selects its random numbers: no two streams share one. */
  readonly world: number
  readonly columns: readonly ColumnSchema[]
  /** More label columns, which are not used by default. */
  readonly others?: readonly ColumnSchema[]
  readonly target: ColumnSchema
  /** The column whose values are the slices. */
  readonly slice: string
  readonly drifts: Readonly<Record<string, DriftDef>>
  /** The length of a cell in milliseconds. */
  readonly cell: number
  /** The events of the cell that starts at `start`, in any order; a pure function of its random numbers and knobs. */
  eventsInCell(scene: CellContext): readonly DrawnEvent[]
}

export interface CellContext {
  readonly random: Rng
  readonly start: number
  readonly knobs: Required<Knobs>
  /** The frequency of a slice in the mix, as a multiple of its usual frequency. */
  frequency(slice: string): number
  /** How far a drift has progressed, from 0 to 1. */
  drift(name: string): number
  /** Random numbers of something that outlasts a cell: a machine, a customer. */
  entityRandom(number: number): Rng
}

/** An event without its id. */
export interface DrawnEvent extends Truth {
  readonly time: number
  readonly values: readonly Cell[]
}

export interface Stream extends StreamSpec {
  /** All events from `from` up to, but not including, `to`, in order of time. */
  events(seed: number, from: number, to: number, knobs?: KnobsOver): Happening[]
  /** The first `count` events from `from` on; fewer if a year passes without events. */
  first(seed: number, from: number, count: number, knobs?: KnobsOver): Happening[]
}

/** How many cells in a row may be empty before `first` stops looking: a year of minutes. */
const MOST_EMPTY = 527_040

/** Makes a stream of its spec. */
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
