/**
 * @file defineStream: a world in which things happen in time, and of which the truth is known. What happens is a pure function of
 * (seed, from, to, knobs): time is cut into cells, each with random numbers of its own, so any stretch is drawn without what came
 * before it, and the same moment is the same whoever asks. A set is a stretch of a world; a service lives on what comes after.
 */
import type { Rng } from '../../../base/rng'
import { rng } from '../../../base/rng'
import type { ColumnSchema } from '../../dataset-schema'

/** A value of a row: a number, or a category's or text's words. */
export type Cell = number | string

/** What anyone can see of something that happened. */
export interface StreamEvent {
  /** Unique within its world: the number of its cell and its place there. */
  readonly id: string
  /** Milliseconds since 1970, UTC, in the world's own time. */
  readonly time: number
  /** The value of the world's slice column. */
  readonly slice: string
  /** By the stream's columns, in their order. */
  readonly values: readonly Cell[]
}

/** What the world alone knows. Kept apart from the event: labels come late, if at all, and `chances` never. */
export interface Truth {
  /** The answer: the name of a class, or a number. */
  readonly label: Cell
  /**
   * The probability of each class, given all that can be seen of the event: nobody can know more. Of a world whose answer is a
   * number, what it is on average.
   */
  readonly chances: readonly number[]
  /** Further answers, by column. */
  readonly others?: Readonly<Record<string, Cell>>
}

export interface Happening {
  readonly event: StreamEvent
  readonly truth: Truth
}

/** How a world is turned away from its usual course. */
export interface Knobs {
  /** Events, times the usual number. */
  readonly rate?: number
  /** How often each slice comes, times the usual; a slice that is not named comes as usual. */
  readonly mix?: Readonly<Record<string, number>>
  /** How far each of the world's drifts has gone: 0 not at all, 1 all the way. */
  readonly drift?: Readonly<Record<string, number>>
}

/** One set of knobs, or how they stand at each moment. */
export type KnobsOver = Knobs | ((time: number) => Knobs)

export interface DriftDef {
  readonly about: string
  /** Whether it changes what comes (covariate), how often each answer is (label), or what follows from what is seen (concept). */
  readonly kind: 'covariate' | 'label' | 'concept'
}

export interface StreamSpec {
  /** Its place among the random numbers: no two worlds share one. */
  readonly world: number
  readonly columns: readonly ColumnSchema[]
  /** Further answers, by which an event can be told as well: left aside unless asked for. */
  readonly others?: readonly ColumnSchema[]
  readonly target: ColumnSchema
  /** The column whose values are slices of it. */
  readonly slice: string
  readonly drifts: Readonly<Record<string, DriftDef>>
  /** Milliseconds in a cell. */
  readonly cell: number
  /** What happens in the cell that begins at `start`, in any order; the same for the same random numbers and knobs. */
  happen(scene: Scene): readonly Drawn[]
}

export interface Scene {
  readonly random: Rng
  readonly start: number
  readonly knobs: Required<Knobs>
  /** How often a slice comes by the mix. */
  often(slice: string): number
  /** How far a drift has gone. */
  drift(name: string): number
  /** The random numbers of a part of the world that lasts longer than a cell: a machine, a customer. */
  part(number: number): Rng
}

/** An event before it has an id. */
export interface Drawn extends Truth {
  readonly time: number
  readonly values: readonly Cell[]
}

export interface Stream extends StreamSpec {
  /** All that happens from `from` up to before `to`, in the order of time. */
  events(seed: number, from: number, to: number, knobs?: KnobsOver): Happening[]
  /** The first `count` events from `from` on; fewer where nothing happens in a year. */
  first(seed: number, from: number, count: number, knobs?: KnobsOver): Happening[]
}

/** Cells after which a world that stands still is given up. */
const MOST_EMPTY = 527_040

/** Makes a world of its rules. */
export function defineStream(spec: StreamSpec): Stream {
  const at = spec.columns.findIndex(({ name }) => name === spec.slice)

  function inCell(seed: number, cell: number, over: KnobsOver): Happening[] {
    const start = cell * spec.cell
    const { rate = 1, mix = {}, drift = {} } = typeof over === 'function' ? over(start) : over
    const drawn = spec.happen({
      random: rng(seed, { kind: 'world', world: 2 * spec.world, cell }),
      start,
      knobs: { rate, mix, drift },
      often: (slice) => (Object.hasOwn(mix, slice) ? (mix[slice] as number) : 1),
      drift: (name) => (Object.hasOwn(drift, name) ? (drift[name] as number) : 0),
      part: (number) => rng(seed, { kind: 'world', world: 2 * spec.world + 1, cell: number }),
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
        for (const one of inCell(seed, cell, knobs)) {
          if (one.event.time >= from && one.event.time < to) found.push(one)
        }
      }
      return found
    },
    first(seed, from, count, knobs = {}) {
      const found: Happening[] = []
      let empty = 0
      for (let cell = Math.floor(from / spec.cell); found.length < count && empty < MOST_EMPTY; cell++) {
        const here = inCell(seed, cell, knobs).filter(({ event }) => event.time >= from)
        empty = here.length > 0 ? 0 : empty + 1
        found.push(...here)
      }
      return found.slice(0, count)
    },
  }
}
