/** @file makeSplit: rows for training, validation and test, by seed, classes in the same shares everywhere; other ways in `split-ways.ts`. */
import { expectDefined } from '../base/assert'
import { type Rng, rng, shuffle } from '../base/rng'
import type { SplitPick } from '../catalog/plan'
import { columnIndex } from '../catalog/dataset-schema'
import type { Column, Dataset, Split } from './dataset'

/** How many training rows are used at most, and the seed that draws them. */
export interface SampleCap {
  readonly samples: number
  readonly seed: number
}

/**
 * Splits the rows whose target is known, as the pick's kind says. `fixed` keeps the set's own test rows for testing and shares out
 * the others; for a set without any it is as `random`. A cap draws from the training rows alone, so validation and test stay
 * comparable. A kind whose column is not there is as `random`: the check of the plan tells, and nothing trains.
 */
export function makeSplit(...asked: Parameters<typeof splitting>): Split {
  return atOnce(splitting(...asked))
}

/** `makeSplit`, which yields every few milliseconds. */
export function* splitting(
  dataset: Dataset,
  pick: SplitPick,
  planSeed: number,
  target: string,
  cap?: SampleCap,
): Generator<undefined, Split> {
  const { rows } = dataset.schema
  const column = dataset.columns[columnIndex(dataset.schema, target)]
  const classes = pick.stratify === false ? undefined : column
  const seed = pick.seed ?? planSeed
  const given = { dataset, pick, seed, known: knownRows(dataset.schema.rows, column), classes }
  const split = asBefore(given, target) ?? (yield* partsOf(given))
  const train =
    cap && cap.samples < split.train.length
      ? stratify(ascending(split.train, rows), classes, cap.seed).subarray(0, cap.samples)
      : split.train
  yield
  const parts = { train: ascending(train, rows), validation: ascending(split.validation, rows) }
  yield
  return { ...parts, test: ascending(split.test, rows) }
}

/**
 * The split of an edited set: each row where it was before any edit, so that leaving out a row, or correcting a label, moves no other
 * one from training into the sealed test. Rows that were in no part before are shared out among themselves. Undefined where the target
 * was another then, or where a group, a time or a column decides on rows that are new.
 */
function asBefore(given: ToSplit, target: string): Split | undefined {
  const { dataset, pick, known } = given
  const { origin } = dataset
  if (!origin) return undefined
  const { base } = origin
  const at = columnIndex(base.schema, target)
  const own = dataset.schema.columns[columnIndex(dataset.schema, target)]
  if (base.schema.columns[at]?.type !== own?.type) return undefined
  const column = base.columns[at]
  const classes = pick.stratify === false ? undefined : column
  const before = atOnce(partsOf({ ...given, dataset: base, known: knownRows(base.schema.rows, column), classes }))
  const partOf = new Uint8Array(base.schema.rows)
  PARTS.forEach((name, part) => {
    for (const row of before[name]) partOf[row] = part + 1
  })
  const was = (row: number) => (origin.rows ? (origin.rows[row] as number) : row)
  // A row that was added is behind all of the base's.
  const place = (row: number) => partOf[was(row)] ?? 0
  const fresh = known.filter((row) => place(row) === 0)
  if (fresh.length > 0 && needsWays(pick)) return undefined
  const more = fresh.length > 0 ? atOnce(bySeed({ ...given, known: fresh })) : undefined
  const part = (name: keyof Split, number: number) => {
    const stayed = known.filter((row) => place(row) === number)
    return more ? Uint32Array.from([...stayed, ...more[name]]) : stayed
  }
  return { train: part('train', 1), validation: part('validation', 2), test: part('test', 3) }
}

const PARTS = ['train', 'validation', 'test'] as const

export interface ToSplit {
  readonly dataset: Dataset
  readonly pick: SplitPick
  readonly seed: number
  /** Rows whose target is there. */
  readonly known: Uint32Array<ArrayBuffer>
  /** What is to have the same share everywhere, where it is a category. */
  readonly classes: Column | undefined
}

/** Other ways than chance: the split of a pick, or undefined where its column is not there. They come with `split-ways.ts`. */
export type Ways = (given: ToSplit) => Split | undefined
let ways: Ways | undefined

/** Makes the other ways known; called by what has them. */
export function learnWays(more: Ways): void {
  ways = more
}

/** Whether a pick needs the other ways. */
export function needsWays({ kind }: Pick<SplitPick, 'kind'>): boolean {
  return kind !== 'random' && kind !== 'fixed'
}

function* partsOf(given: ToSplit): Generator<undefined, Split> {
  const split = needsWays(given.pick) ? expectDefined(ways, 'the ways to split').call(undefined, given) : undefined
  return split ?? (yield* bySeed(given))
}

function* bySeed({ dataset, pick, seed, known, classes }: ToSplit): Generator<undefined, Split> {
  const { rows, testRows } = dataset.schema
  const testFrom = pick.kind === 'fixed' && testRows > 0 ? rows - testRows : rows
  const before = known.findLastIndex((row) => row < testFrom) + 1
  const order = yield* stratifying(known.subarray(0, before), classes, seed)
  const own = known.slice(before)
  const shares = own.length > 0 ? [pick.train, pick.validation] : sharesOf(pick)
  const [train = 0, validation = 0, test = 0] = shareOut(order.length, shares)
  return {
    train: order.slice(0, train),
    validation: order.slice(train, train + validation),
    test: own.length > 0 ? own : order.slice(train + validation, train + validation + test),
  }
}

/** The shares of the parts, in their order. */
export function sharesOf({ train, validation, test }: SplitPick): readonly number[] {
  return [train, validation, test]
}

/**
 * Whole numbers in the given shares of `total`, which they fill exactly when the shares sum to 1 (largest remainders first).
 * Shares that sum to more are read as parts of their sum, so 80, 10, 10 does as well.
 */
export function shareOut(total: number, shares: readonly number[]): number[] {
  const sum = shares.reduce((a, b) => a + b, 0)
  const scale = sum > 1 + 1e-9 ? 1 / sum : 1
  const wanted = shares.map((share) => Math.max(0, share) * scale * total)
  const parts = wanted.map(Math.floor)
  const left = Math.min(total, Math.round(wanted.reduce((a, b) => a + b, 0))) - parts.reduce((a, b) => a + b, 0)
  const byRemainder = wanted
    .map((rows, i) => ({ i, over: rows - (parts[i] as number) }))
    .sort((a, b) => b.over - a.over || a.i - b.i)
  for (const { i } of byRemainder.slice(0, Math.max(0, left))) parts[i] = (parts[i] as number) + 1
  return parts
}

/**
 * The rows in an order whose every stretch has the classes in their shares, as nearly as whole rows allow: each class is
 * shuffled, and row k of its n stands at (k + 1/2) / n. For a number target it is a plain shuffle.
 */
export function stratify(rows: Uint32Array, column: Column | undefined, seed: number): Uint32Array<ArrayBuffer> {
  return atOnce(stratifying(rows, column, seed))
}

function atOnce<R>(work: Generator<undefined, R>): R {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

/** Rows that are gone over between two yields: a few ms. */
const STRETCH = 65_536

function* stratifying(
  rows: Uint32Array,
  column: Column | undefined,
  seed: number,
): Generator<undefined, Uint32Array<ArrayBuffer>> {
  const random = rng(seed, { kind: 'split' })
  if (column?.type !== 'category') return yield* shuffling(rows.slice(), random)
  // Loops all the way: a million rows are split on the page's own thread.
  const classes = new Map<number, number[]>()
  let [last, members] = [Number.NaN, [] as number[]]
  for (let i = 0; i < rows.length; i++) {
    if (i % STRETCH === STRETCH - 1) yield
    const code = column.codes[rows[i] as number] as number
    if (code !== last) {
      members = classes.get(code) ?? []
      if (members.length === 0) classes.set(code, members)
      last = code
    }
    members.push(rows[i] as number)
  }
  const queues: number[][] = []
  for (const [, members] of [...classes].sort(([a], [b]) => a - b)) queues.push(yield* shuffling(members, random))
  const taken = queues.map(() => 0)
  const next = queues.map(({ length }) => 0.5 / length)
  const order = new Uint32Array(rows.length)
  for (let i = 0; i < order.length; i++) {
    if (i % STRETCH === STRETCH - 1) yield
    let first = 0
    let least = Number.POSITIVE_INFINITY
    for (let c = 0; c < next.length; c++) {
      const at = next[c] as number
      if (at < least) {
        least = at
        first = c
      }
    }
    const queue = queues[first] as number[]
    const k = taken[first] as number
    taken[first] = k + 1
    next[first] = k + 1 < queue.length ? (k + 1.5) / queue.length : Number.POSITIVE_INFINITY
    order[i] = queue[k] as number
  }
  return order
}

function* shuffling<T extends Uint32Array | number[]>(items: T, random: Rng): Generator<undefined, T> {
  for (let from = items.length - 1; from > 0; from -= STRETCH) {
    shuffle(items, random, from, Math.max(0, from - STRETCH))
    yield
  }
  return items
}

/** These rows, ascending: each is there once. */
function ascending(part: Uint32Array, rows: number): Uint32Array<ArrayBuffer> {
  const there = new Uint8Array(rows)
  for (let i = 0; i < part.length; i++) there[part[i] as number] = 1
  const all = new Uint32Array(part.length)
  for (let row = 0, at = 0; row < rows; row++) if (there[row]) all[at++] = row
  return all
}

/** All rows whose target is not missing, ascending. */
function knownRows(rows: number, column: Column | undefined): Uint32Array<ArrayBuffer> {
  const known = new Uint32Array(rows)
  let count = 0
  for (let row = 0; row < rows; row++) {
    if (column?.type === 'category' && (column.codes[row] as number) < 0) continue
    if (column?.type === 'number' && Number.isNaN(column.values[row] as number)) continue
    known[count++] = row
  }
  return count === rows ? known : known.slice(0, count)
}
