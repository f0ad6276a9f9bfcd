/** @file The ways to split beside chance: by groups, in time, and as a column says. Loaded by `ways-for.ts` where a plan has one. */
import { rng } from '../base/rng'
import { columnIndex } from '../catalog/dataset-schema'
import type { Column, Dataset, Split } from './dataset'
import { keysOf, type RowKeys } from './row-keys'
import { learnWays, shareOut, sharesOf, stratify, type ToSplit } from './split'
import { partOfValue } from './split-column'
import { splitGroups } from './split-groups'
import { splitTime } from './split-time'

learnWays((given) => {
  const { kind, column } = given.pick
  if (kind === 'time') {
    const times = timesOf(given.dataset, column)
    return times && byTime(given, times)
  }
  const keys = column === undefined ? undefined : keysOf(given.dataset, column)
  return keys && (kind === 'group' ? byGroup(given, keys) : byColumn(given, keys))
})

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
