/**
 * @file makeSplit: splits rows into training, validation and test sets by seed, with the same class proportions in
 * every part. Other strategies are in `split-strategies.ts`.
 */
import { expectDefined } from '../base/assert'
import { type Rng, rng, shuffle } from '../base/rng'
import type { SplitPick } from '../catalog/training-plan'
import { columnIndex } from '../catalog/dataset-schema'
import { type Column, type Dataset, isLeftOut, type Split, type SplitName } from './dataset'

/** Limits the number of training rows: the maximum number, and the seed used to draw them. */
export interface SampleCap {
  readonly samples: number
  readonly seed: number
}

/**
 * Splits the rows whose target is known, using the method in the settings. `fixed` uses the dataset's test rows for
 * testing and splits the other rows; without test rows it acts like `random`. A cap limits only the training rows, so
 * that results on the validation and test sets stay comparable. If the column that the method needs does not exist, the
 * split is `random`; the plan check reports the missing column, and training cannot start.
 */
export function makeSplit(...args: Parameters<typeof makeSplitInSlices>): Split {
  return runToEnd(makeSplitInSlices(...args))
}

/** Like `makeSplit`, but as a generator that yields every few milliseconds. */
export function* makeSplitInSlices(
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
  const request = { dataset, pick, seed, known: knownRows(dataset.schema.rows, column), classes }
  const split = splitBeforeEdits(request, target) ?? (yield* partsOf(request))
  const leftOut = dataset.origin?.leftOut
  const out = leftOut ? split.train.filter((row) => isLeftOut(dataset, row)) : new Uint32Array(0)
  const kept = out.length > 0 ? split.train.filter((row) => !isLeftOut(dataset, row)) : split.train
  const train =
    cap && cap.samples < kept.length
      ? stratify(ascending(kept, rows), classes, cap.seed).subarray(0, cap.samples)
      : kept
  yield
  const parts = { train: ascending(train, rows), validation: ascending(split.validation, rows) }
  yield
  const test = ascending(split.test, rows)
  return { ...parts, test, ...(out.length > 0 ? { leftOut: ascending(out, rows) } : {}) }
}

/**
 * Splits an edited dataset: each row stays in the part it had before any edit, so that excluding a row or correcting a
 * label never moves another row from training into the sealed test set. Rows that had no part are split among
 * themselves. Undefined if the target was different before the edits, or if the part of a new row depends on a group, a
 * time or a column value.
 */
function splitBeforeEdits(request: SplitRequest, target: string): Split | undefined {
  const { dataset, pick, known } = request
  const { origin } = dataset
  if (!origin) return undefined
  const { base } = origin
  const at = columnIndex(base.schema, target)
  const own = dataset.schema.columns[columnIndex(dataset.schema, target)]
  if (base.schema.columns[at]?.type !== own?.type) return undefined
  const column = base.columns[at]
  const classes = pick.stratify === false ? undefined : column
  const before = runToEnd(partsOf({ ...request, dataset: base, known: knownRows(base.schema.rows, column), classes }))
  const partOf = new Uint8Array(base.schema.rows)
  SPLIT_NAMES.forEach((name, part) => {
    for (const row of before[name]) partOf[row] = part + 1
  })
  const baseRow = (row: number) => (origin.rows ? (origin.rows[row] as number) : row)
  // An added row comes after all rows of the base dataset, so it has no previous part.
  const partBefore = (row: number) => partOf[baseRow(row)] ?? 0
  const fresh = known.filter((row) => partBefore(row) === 0)
  if (fresh.length > 0 && needsStrategy(pick)) return undefined
  const more = fresh.length > 0 ? runToEnd(bySeed({ ...request, known: fresh })) : undefined
  const part = (name: SplitName, number: number) => {
    const stayed = known.filter((row) => partBefore(row) === number)
    return more ? Uint32Array.from([...stayed, ...more[name]]) : stayed
  }
  return { train: part('train', 1), validation: part('validation', 2), test: part('test', 3) }
}

const SPLIT_NAMES = ['train', 'validation', 'test'] as const

export interface SplitRequest {
  readonly dataset: Dataset
  readonly pick: SplitPick
  readonly seed: number
  /** The rows whose target is known. */
  readonly known: Uint32Array<ArrayBuffer>
  /** The target column, if it is categorical. Each class should have the same proportion in every part. */
  readonly classes: Column | undefined
}

/**
 * A split strategy other than random, provided by `split-strategies.ts`. Returns undefined if the column it needs does
 * not exist.
 */
export type SplitStrategy = (request: SplitRequest) => Split | undefined
let strategy: SplitStrategy | undefined

/** Registers the split strategies; called by the module that provides them. */
export function registerSplitStrategies(more: SplitStrategy): void {
  strategy = more
}

/** Whether a split needs a strategy other than random. */
export function needsStrategy({ kind }: Pick<SplitPick, 'kind'>): boolean {
  return kind !== 'random' && kind !== 'fixed'
}

function* partsOf(request: SplitRequest): Generator<undefined, Split> {
  const split = needsStrategy(request.pick)
    ? expectDefined(strategy, 'the split strategies').call(undefined, request)
    : undefined
  return split ?? (yield* bySeed(request))
}

function* bySeed({ dataset, pick, seed, known, classes }: SplitRequest): Generator<undefined, Split> {
  const { rows, testRows } = dataset.schema
  const testFrom = pick.kind === 'fixed' && testRows > 0 ? rows - testRows : rows
  const before = known.findLastIndex((row) => row < testFrom) + 1
  const order = yield* stratifyInSlices(known.subarray(0, before), classes, seed)
  const own = known.slice(before)
  const shares = own.length > 0 ? [pick.train, pick.validation] : sharesOf(pick)
  const [train = 0, validation = 0, test = 0] = shareOut(order.length, shares)
  return {
    train: order.slice(0, train),
    validation: order.slice(train, train + validation),
    test: own.length > 0 ? own : order.slice(train + validation, train + validation + test),
  }
}

/** The shares of training, validation and test, in this order. */
export function sharesOf({ train, validation, test }: SplitPick): readonly number[] {
  return [train, validation, test]
}

/**
 * Divides `total` into integers in proportion to the given shares. The integers add up to `total` exactly if the shares
 * sum to 1 (largest remainder method). Shares that sum to more than 1 are divided by their sum, so 80, 10, 10 works as
 * well.
 */
export function shareOut(total: number, shares: readonly number[]): number[] {
  const sum = shares.reduce((a, b) => a + b, 0)
  const scale = sum > 1 + 1e-9 ? 1 / sum : 1
  const sizes = shares.map((share) => Math.max(0, share) * scale * total)
  const parts = sizes.map(Math.floor)
  const left = Math.min(total, Math.round(sizes.reduce((a, b) => a + b, 0))) - parts.reduce((a, b) => a + b, 0)
  const byRemainder = sizes
    .map((rows, i) => ({ i, over: rows - (parts[i] as number) }))
    .sort((a, b) => b.over - a.over || a.i - b.i)
  for (const { i } of byRemainder.slice(0, Math.max(0, left))) parts[i] = (parts[i] as number) + 1
  return parts
}

/**
 * Orders the rows so that every contiguous range has the overall class proportions, as closely as whole rows allow:
 * each class is shuffled, and the k-th of the n rows in a class gets the position (k + 1/2) / n. If there is a small
 * class, classes with equal positions are in random order. For a numeric target, the rows are simply shuffled.
 */
export function stratify(rows: Uint32Array, column: Column | undefined, seed: number): Uint32Array<ArrayBuffer> {
  return runToEnd(stratifyInSlices(rows, column, seed))
}

function runToEnd<R>(work: Generator<undefined, R>): R {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

/** A class with fewer rows may have none in a set of a tenth of all rows. */
const SMALL_CLASS = 10

/** The number of rows to process between two yields, which is a few milliseconds of work. */
const STRETCH = 65_536

function* stratifyInSlices(
  rows: Uint32Array,
  column: Column | undefined,
  seed: number,
): Generator<undefined, Uint32Array<ArrayBuffer>> {
  const random = rng(seed, { kind: 'split' })
  if (column?.type !== 'category') return yield* shuffleInSlices(rows.slice(), random)
  // Plain loops are used for speed, because this runs on the page's main thread for up to a million rows.
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
  const sorted: number[][] = []
  for (const [, members] of [...classes].sort(([a], [b]) => a - b)) sorted.push(yield* shuffleInSlices(members, random))
  // At equal positions, the first class comes first: with small classes, it would decide which ones a set has.
  const places = sorted.map((_, place) => place)
  if (sorted.some(({ length }) => length < SMALL_CLASS)) shuffle(places, random)
  const queues = places.map((place) => sorted[place] as number[])
  const taken = queues.map(() => 0)
  const next = queues.map(({ length }) => 0.5 / length)
  const order = new Uint32Array(rows.length)
  for (let i = 0; i < order.length; i++) {
    if (i % STRETCH === STRETCH - 1) yield
    let first = 0
    let min = Number.POSITIVE_INFINITY
    for (let c = 0; c < next.length; c++) {
      const at = next[c] as number
      if (at < min) {
        min = at
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

function* shuffleInSlices<T extends Uint32Array | number[]>(items: T, random: Rng): Generator<undefined, T> {
  for (let from = items.length - 1; from > 0; from -= STRETCH) {
    shuffle(items, random, from, Math.max(0, from - STRETCH))
    yield
  }
  return items
}

/** Sorts the rows in ascending order; each row must occur only once. */
function ascending(part: Uint32Array, rows: number): Uint32Array<ArrayBuffer> {
  const there = new Uint8Array(rows)
  for (let i = 0; i < part.length; i++) there[part[i] as number] = 1
  const all = new Uint32Array(part.length)
  for (let row = 0, at = 0; row < rows; row++) if (there[row]) all[at++] = row
  return all
}

/** All rows whose target is known, in ascending order. */
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
