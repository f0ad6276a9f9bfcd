/** @file makeSplit: rows for training, validation and test, by seed, classes in the same shares everywhere; other ways in `split-ways.ts`. */
import { present } from '../base/assert'
import { rng, shuffle } from '../base/rng'
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

function partsOf(given: ToSplit): Split {
  if (!needsWays(given.pick)) return bySeed(given)
  return present(ways, 'the ways to split').call(undefined, given) ?? bySeed(given)
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
