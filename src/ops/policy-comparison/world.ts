/**
 * @file World: the year that all policies of a race live through: requests day by day, with what they should be answered, whether somebody
 * says so, and when. A function of the set and the seed.
 */
import type { ColumnSchema } from '../../catalog/dataset-schema'
import { rng, shuffle } from '../../base/rng'
import { worldRows } from '../world'
import { courseOf, type Drifting, drifted, type Spreads, strengthAt, WEEKS } from './course'
import { openEncoder, type Values } from './encode'
import type { Samples } from './learner'

/** A set as a race takes it: raw values of its rows, by their numbers. */
export interface RaceSet {
  /** Its id: a stretch of a world is known by it. */
  readonly id: string
  /** What is read of a row. */
  readonly columns: readonly ColumnSchema[]
  readonly classes: readonly string[]
  values(row: number): Values
  /** The class by its place, NaN where missing. */
  answer(row: number): number
  readonly train: ArrayLike<number>
  readonly heldOut: ArrayLike<number>
  /** Where the world's time stands when the year begins, ms since 1970. */
  readonly begins: number
}

export interface RaceWorld {
  readonly seed: number
  readonly classes: readonly string[]
  readonly course: readonly Drifting[]
  /** First the rows there were at the beginning, then the requests of the year in their order. */
  readonly samples: Samples
  /** How many rows there were at the beginning. */
  readonly base: number
  /** Of each request: its day, and 1 where its answer counts in the race. */
  readonly day: Int16Array
  readonly counts: Uint8Array
  /** Labels in the order in which they come: places in `samples`, and the day on which each comes. */
  readonly labels: Uint32Array
  readonly labelDay: Int16Array
  /** Whether rows came out of a world, where none comes twice, or were drawn from those of the set. */
  readonly from: 'world' | 'rows'
}

/** Requests a day, and days until a label comes; of a world's requests this share is ever labelled. */
export const [A_DAY, DELAY_DAYS, COVERAGE] = [28, 7, 0.5] as const
/** Rows there were at the beginning, at most, and how many rows a race needs. */
const BASE = 900
export const FEWEST = 200
const DAY_MS = 86_400_000

/** The year of a set. Stops for breath between days: it yields how far it is, 0 to 1. */
export function* makeWorld(set: RaceSet, seed: number): Generator<number, RaceWorld> {
  const known = (rows: ArrayLike<number>) => Array.from(rows).filter((row) => !Number.isNaN(set.answer(row)))
  const first = known(set.train).slice(-BASE)
  // In an order of its own: sets come sorted in any way, also by turns.
  const held = shuffle(known(set.heldOut), rng(seed, { kind: 'split' }))
  const days = 7 * WEEKS
  const began = first.map((row) => set.values(row))
  const { width, encode } = openEncoder(set.columns, began)
  const course = courseOf(set.id, set.columns)
  const isWorld = streamOf(set, seed) !== undefined
  const total = first.length + days * A_DAY
  const x = new Float32Array(total * width)
  const y = new Int16Array(total)
  const day = new Int16Array(total).fill(-1)
  const counts = new Uint8Array(total)
  began.forEach((values, row) => {
    encode(values, x, row)
    y[row] = set.answer(first[row] as number)
  })
  const spreads = spreadsOf(set.columns, began)
  const labels: number[] = []
  const random = rng(seed, { kind: 'generate' })
  // Rows that are labelled are not those that are judged: a row that comes again must not be known by heart.
  const [judged, told] = [held.filter((_, i) => i % 2 === 0), held.filter((_, i) => i % 2 === 1)]
  let at = first.length
  for (let now = 0; now < days; now++) {
    const strengths = Object.fromEntries(course.map((one) => [one.name, strengthAt(one, now)]))
    const drawn = isWorld ? streamOf(set, seed, set.begins + now * DAY_MS, strengths) : undefined
    for (let i = 0; i < A_DAY; i++) {
      const happened = drawn?.[i]
      const labelled = random.uniform() < COVERAGE
      const among = labelled ? told : judged
      const row = among[random.below(among.length)] as number
      const place = happened ? set.classes.indexOf(String(happened.label)) : set.answer(row)
      if (drawn && place < 0) continue
      encode(happened?.values ?? drifted(set.values(row), set.columns, course, now, spreads), x, at)
      y[at] = place
      day[at] = now
      counts[at] = drawn || !labelled ? 1 : 0
      if (labelled) labels.push(at)
      at++
    }
    yield (now + 1) / days
  }
  return {
    ...{ seed, course, classes: set.classes, base: first.length, from: isWorld ? 'world' : 'rows' },
    samples: { x: x.subarray(0, at * width), y: y.subarray(0, at), width, classes: set.classes.length },
    day: day.subarray(0, at),
    counts: counts.subarray(0, at),
    labels: Uint32Array.from(labels),
    labelDay: Int16Array.from(labels, (one) => (day[one] as number) + DELAY_DAYS),
  }
}

function streamOf(
  { id, begins }: RaceSet,
  seed: number,
  fromMs = begins,
  drift: Readonly<Record<string, number>> = {},
) {
  return worldRows({ set: id, seed, fromMs, count: A_DAY, drift })
}

function spreadsOf(columns: readonly ColumnSchema[], rows: readonly Values[]): Spreads {
  return Object.fromEntries(
    columns
      .filter(({ type }) => type === 'number')
      .map(({ name }) => {
        const values = rows
          .map((row) => row[name])
          .filter((value) => typeof value === 'number' && Number.isFinite(value))
        const all = values as number[]
        const mean = all.reduce((sum, value) => sum + value, 0) / Math.max(1, all.length)
        const squares = all.reduce((sum, value) => sum + (value - mean) ** 2, 0)
        return [name, Math.sqrt(squares / Math.max(1, all.length)) || 1]
      }),
  )
}
