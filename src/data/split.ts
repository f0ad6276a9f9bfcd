/** @file makeSplit: rows for training, validation and test: by seed, by groups, in time, or as a column says. */
import { rng, shuffle } from '../base/rng'
import type { SplitPick } from '../catalog/plan'
import { columnIndex } from '../catalog/dataset-schema'
import type { Column, Dataset, Split } from './dataset'
import { keysOf, type RowKeys } from './row-keys'
import { partOfValue } from './split-column'
import { splitGroups } from './split-groups'
import { splitTime } from './split-time'

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
export function makeSplit(dataset: Dataset, pick: SplitPick, planSeed: number, target: string, cap?: SampleCap): Split {
  const column = dataset.columns[columnIndex(dataset.schema, target)]
  const classes = pick.stratify === false ? undefined : column
  const seed = pick.seed ?? planSeed
  const split = partsOf({ dataset, pick, seed, known: knownRows(dataset.schema.rows, column), classes })
  const train =
    cap && cap.samples < split.train.length
      ? stratify(split.train.slice().sort(), classes, cap.seed).subarray(0, cap.samples)
      : split.train
  return { train: train.slice().sort(), validation: split.validation.slice().sort(), test: split.test.slice().sort() }
}

interface ToSplit {
  readonly dataset: Dataset
  readonly pick: SplitPick
  readonly seed: number
  /** Rows whose target is there. */
  readonly known: Uint32Array<ArrayBuffer>
  /** What is to have the same share everywhere, where it is a category. */
  readonly classes: Column | undefined
}

function partsOf(given: ToSplit): Split {
  const { kind, column } = given.pick
  const keyed = kind === 'group' || kind === 'column' || kind === 'time'
  const keys = keyed && column !== undefined ? keysOf(given.dataset, column) : undefined
  if (kind === 'group' && keys) return byGroup(given, keys)
  if (kind === 'column' && keys) return byColumn(given, keys)
  if (kind === 'time') {
    const times = timesOf(given.dataset, column)
    if (times) return byTime(given, times)
  }
  return bySeed(given)
}

function bySeed({ dataset, pick, seed, known, classes }: ToSplit): Split {
  const { rows, testRows } = dataset.schema
  const testFrom = pick.kind === 'fixed' && testRows > 0 ? rows - testRows : rows
  const order = stratify(
    known.filter((row) => row < testFrom),
    classes,
    seed,
  )
  const own = known.filter((row) => row >= testFrom)
  const shares = own.length > 0 ? [pick.train, pick.validation] : sharesOf(pick)
  const [train = 0, validation = 0, test = 0] = shareOut(order.length, shares)
  return {
    train: order.slice(0, train),
    validation: order.slice(train, train + validation),
    test: own.length > 0 ? own : order.slice(train + validation, train + validation + test),
  }
}

function byGroup({ pick, seed, known, classes, dataset }: ToSplit, { keys }: RowKeys): Split {
  const shares = sharesOf(pick)
  const sum = shares.reduce((a, b) => a + b, 0)
  // Shares that sum to less leave rows over, as a fourth part.
  const wanted = shareOut(known.length, sum < 1 - 1e-9 ? [...shares, 1 - sum] : shares)
  const random = rng(seed, { kind: 'split' })
  const told = classes?.type === 'category' ? { codes: classes.codes, count: classCount(dataset, classes) } : undefined
  const parts = splitGroups(known, keys, told, wanted, random)
  return partsFrom(known, (i) => parts[i])
}

function classCount({ columns, schema }: Dataset, column: Column): number {
  const of = schema.columns[columns.indexOf(column)]
  return of?.type === 'category' ? of.values.length : 0
}

function byColumn({ pick, seed, known, classes }: ToSplit, { keys, names }: RowKeys): Split {
  const said = names.map((name) => partOfValue(name, pick.parts))
  const order = ['train', 'validation', 'test'] as const
  const split = partsFrom(known, (i) => {
    const part = said[keys[known[i] as number] as number]
    return part && order.indexOf(part)
  })
  if (split.validation.length > 0 || pick.validation <= 0) return split
  // A file that tells training from test rows alone is watched on rows of the training part.
  const [train = 0, validation = 0] = shareOut(split.train.length, [1 - pick.validation, pick.validation])
  const drawn = stratify(split.train, classes, seed)
  return { ...split, train: drawn.slice(0, train), validation: drawn.slice(train, train + validation) }
}

function byTime({ pick, known }: ToSplit, times: ArrayLike<number>): Split {
  const dated = known.filter((row) => !Number.isNaN(times[row] as number))
  const wanted = shareOut(dated.length, sharesOf(pick))
  const [train, validation, test] = splitTime(dated, times, wanted, pick.gap ?? 0)
  const none = new Uint32Array(0)
  return { train: train ?? none, validation: validation ?? none, test: test ?? none }
}

function sharesOf({ train, validation, test }: SplitPick): readonly number[] {
  return [train, validation, test]
}

/** The rows of each part, 0 to 2; those of another are left out. */
function partsFrom(rows: Uint32Array<ArrayBuffer>, part: (i: number) => number | undefined): Split {
  const of = (wanted: number) => rows.filter((_, i) => part(i) === wanted)
  return { train: of(0), validation: of(1), test: of(2) }
}

/** What rows come in order of: a column of times or numbers. */
export function timesOf({ schema, columns }: Dataset, name: string | undefined): ArrayLike<number> | undefined {
  const column = name === undefined ? undefined : columns[columnIndex(schema, name)]
  return column?.type === 'time' || column?.type === 'number' ? column.values : undefined
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
function stratify(rows: Uint32Array, column: Column | undefined, seed: number): Uint32Array<ArrayBuffer> {
  const random = rng(seed, { kind: 'split' })
  if (column?.type !== 'category') return shuffle(rows.slice(), random)
  const classes = new Map<number, number[]>()
  for (const row of rows) {
    const code = column.codes[row] as number
    const members = classes.get(code)
    if (members) members.push(row)
    else classes.set(code, [row])
  }
  const queues = [...classes].sort(([a], [b]) => a - b).map(([, members]) => shuffle(members, random))
  const taken = queues.map(() => 0)
  return Uint32Array.from(rows, () => {
    let first = 0
    let least = Number.POSITIVE_INFINITY
    for (let c = 0; c < queues.length; c++) {
      const length = (queues[c] as number[]).length
      const at = ((taken[c] as number) + 0.5) / length
      if ((taken[c] as number) < length && at < least) {
        least = at
        first = c
      }
    }
    const k = taken[first] as number
    taken[first] = k + 1
    return (queues[first] as number[])[k] as number
  })
}

/** All rows whose target is not missing, ascending. */
function knownRows(rows: number, column: Column | undefined): Uint32Array<ArrayBuffer> {
  const all = Uint32Array.from({ length: rows }, (_, row) => row)
  if (column?.type === 'category') return all.filter((row) => (column.codes[row] as number) >= 0)
  if (column?.type === 'number') return all.filter((row) => !Number.isNaN(column.values[row] as number))
  return all
}
