/**
 * @file The simulated year of a policy comparison: requests day by day with their ground truth, and when labels arrive. Determined by the
 * dataset and the seed.
 */
import type { ColumnSchema } from '../../catalog/dataset-schema'
import { rng, shuffle } from '../../base/rng'
import { simulatedRows } from '../simulated-rows'
import {
  driftSchedule,
  type DriftPeriod,
  applyDrift,
  type ColumnDeviations,
  driftStrength,
  WEEKS,
} from './drift-schedule'
import { openEncoder, type Values } from './encode'
import type { Samples } from './learner'

/** A dataset as a policy comparison needs it: raw values of its rows by index. */
export interface ComparisonDataset {
  /** Its id, which identifies a dataset with a simulation. */
  readonly id: string
  /** The columns that are used as inputs. */
  readonly columns: readonly ColumnSchema[]
  readonly classes: readonly string[]
  values(row: number): Values
  /** The class index; NaN if missing. */
  answer(row: number): number
  readonly train: ArrayLike<number>
  readonly heldOut: ArrayLike<number>
  /** The simulated time at the start of the year, in milliseconds since 1970. */
  readonly begins: number
}

export interface ComparisonWorld {
  readonly seed: number
  readonly classes: readonly string[]
  readonly course: readonly DriftPeriod[]
  /** The initial rows, followed by the requests of the year in order. */
  readonly samples: Samples
  /** Number of initial rows. */
  readonly base: number
  /** For each request: its day, and 1 if its prediction counts. */
  readonly day: Int16Array
  readonly counts: Uint8Array
  /** Labels in order of arrival: indices into `samples`, and the day of arrival. */
  readonly labels: Uint32Array
  readonly labelDay: Int16Array
  /** Whether rows are simulated, so that none repeats, or drawn from those of the dataset. */
  readonly from: 'world' | 'rows'
}

/** Requests per day, and days until a label arrives; in a simulation, this share of requests gets a label. */
export const [A_DAY, DELAY_DAYS, COVERAGE] = [28, 7, 0.5] as const
/** Maximum number of initial rows, and the number of rows a comparison needs. */
const MAX_BASE_ROWS = 900
export const MIN_ROWS = 200
const DAY_MS = 86_400_000

/** Simulates the year of a dataset. Yields its progress, 0 to 1, between days. */
export function* makeWorld(dataset: ComparisonDataset, seed: number): Generator<number, ComparisonWorld> {
  const known = (rows: ArrayLike<number>) => Array.from(rows).filter((row) => !Number.isNaN(dataset.answer(row)))
  const first = known(dataset.train).slice(-MAX_BASE_ROWS)
  // Shuffled, because datasets may be sorted, for example with alternating classes.
  const heldOut = shuffle(known(dataset.heldOut), rng(seed, { kind: 'split' }))
  const days = 7 * WEEKS
  const startTimes = first.map((row) => dataset.values(row))
  const { width, encode } = openEncoder(dataset.columns, startTimes)
  const course = driftSchedule(dataset.id, dataset.columns)
  const isWorld = streamOf(dataset, seed) !== undefined
  const total = first.length + days * A_DAY
  const x = new Float32Array(total * width)
  const y = new Int16Array(total)
  const day = new Int16Array(total).fill(-1)
  const counts = new Uint8Array(total)
  startTimes.forEach((values, row) => {
    encode(values, x, row)
    y[row] = dataset.answer(first[row] as number)
  })
  const spreads = spreadsOf(dataset.columns, startTimes)
  const labels: number[] = []
  const random = rng(seed, { kind: 'generate' })
  // Labeled rows are not evaluated: a repeated row must not be one that the network was trained on.
  const [evaluationRows, probabilities] = [heldOut.filter((_, i) => i % 2 === 0), heldOut.filter((_, i) => i % 2 === 1)]
  let at = first.length
  for (let now = 0; now < days; now++) {
    const strengths = Object.fromEntries(course.map((one) => [one.name, driftStrength(one, now)]))
    const drawn = isWorld ? streamOf(dataset, seed, dataset.begins + now * DAY_MS, strengths) : undefined
    for (let i = 0; i < A_DAY; i++) {
      const happened = drawn?.[i]
      const labelled = random.uniform() < COVERAGE
      const among = labelled ? probabilities : evaluationRows
      const row = among[random.below(among.length)] as number
      const place = happened ? dataset.classes.indexOf(String(happened.label)) : dataset.answer(row)
      if (drawn && place < 0) continue
      encode(happened?.values ?? applyDrift(dataset.values(row), dataset.columns, course, now, spreads), x, at)
      y[at] = place
      day[at] = now
      counts[at] = drawn || !labelled ? 1 : 0
      if (labelled) labels.push(at)
      at++
    }
    yield (now + 1) / days
  }
  return {
    ...{ seed, course, classes: dataset.classes, base: first.length, from: isWorld ? 'world' : 'rows' },
    samples: { x: x.subarray(0, at * width), y: y.subarray(0, at), width, classes: dataset.classes.length },
    day: day.subarray(0, at),
    counts: counts.subarray(0, at),
    labels: Uint32Array.from(labels),
    labelDay: Int16Array.from(labels, (one) => (day[one] as number) + DELAY_DAYS),
  }
}

function streamOf(
  { id, begins }: ComparisonDataset,
  seed: number,
  fromMs = begins,
  drift: Readonly<Record<string, number>> = {},
) {
  return simulatedRows({ set: id, seed, fromMs, count: A_DAY, drift })
}

function spreadsOf(columns: readonly ColumnSchema[], rows: readonly Values[]): ColumnDeviations {
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
