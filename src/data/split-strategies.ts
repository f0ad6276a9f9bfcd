/**
 * @file Split strategies other than random: by groups, by time, and by the values of a column. They are loaded by
 * `load-split-strategies.ts` when a plan needs one.
 */
import { rng } from '../base/rng'
import { columnIndex } from '../catalog/dataset-schema'
import type { SplitPick } from '../catalog/training-plan'
import type { Column, Dataset, Split, SplitName } from './dataset'
import { keysOf, type RowKeys } from './row-keys'
import { registerSplitStrategies, type SplitRequest, shareOut, sharesOf, stratify } from './split'
import { splitGroups } from './split-by-group'

registerSplitStrategies((request) => {
  const { kind, column } = request.pick
  if (kind === 'time') {
    const times = timesOf(request.dataset, column)
    return times && splitByTime(request, times)
  }
  const keys = column === undefined ? undefined : keysOf(request.dataset, column)
  return keys && (kind === 'group' ? splitByGroup(request, keys) : splitByColumn(request, keys))
})

function splitByGroup({ pick, seed, known, classes, dataset }: SplitRequest, { keys }: RowKeys): Split {
  const shares = sharesOf(pick)
  const sum = shares.reduce((a, b) => a + b, 0)
  // If the shares sum to less than 1, treat the unused rows as a fourth part.
  const targets = shareOut(known.length, sum < 1 - 1e-9 ? [...shares, 1 - sum] : shares)
  const random = rng(seed, { kind: 'split' })
  const classCodes =
    classes?.type === 'category' ? { codes: classes.codes, count: classCount(dataset, classes) } : undefined
  const parts = splitGroups(known, keys, classCodes, targets, random)
  return partsFrom(known, (i) => parts[i])
}

function classCount({ columns, schema }: Dataset, column: Column): number {
  const of = schema.columns[columns.indexOf(column)]
  return of?.type === 'category' ? of.values.length : 0
}

function splitByColumn({ pick, seed, known, classes }: SplitRequest, { keys, names }: RowKeys): Split {
  const partOfKey = names.map((name) => partOfValue(name, pick.parts))
  const order = ['train', 'validation', 'test'] as const
  const split = partsFrom(known, (i) => {
    const part = partOfKey[keys[known[i] as number] as number]
    return part && order.indexOf(part)
  })
  if (split.validation.length > 0 || pick.validation <= 0) return split
  // If a file distinguishes only training and test rows, the validation rows are drawn from the training rows.
  const [train = 0, validation = 0] = shareOut(split.train.length, [1 - pick.validation, pick.validation])
  const drawn = stratify(split.train, classes, seed)
  return { ...split, train: drawn.slice(0, train), validation: drawn.slice(train, train + validation) }
}

function splitByTime({ pick, known }: SplitRequest, times: ArrayLike<number>): Split {
  const dated = known.filter((row) => !Number.isNaN(times[row] as number))
  const targets = shareOut(dated.length, sharesOf(pick))
  const [train, validation, test] = splitTime(dated, times, targets, pick.gap ?? 0)
  const none = new Uint32Array(0)
  return { train: train ?? none, validation: validation ?? none, test: test ?? none }
}

/** Collects the rows of each part (0, 1 or 2); rows with any other part number are omitted. */
function partsFrom(rows: Uint32Array<ArrayBuffer>, part: (i: number) => number | undefined): Split {
  const of = (target: number) => rows.filter((_, i) => part(i) === target)
  return { train: of(0), validation: of(1), test: of(2) }
}

/** Returns the values that determine the time order of rows, from a column of times or numbers. */
export function timesOf({ schema, columns }: Dataset, name: string | undefined): ArrayLike<number> | undefined {
  const column = name === undefined ? undefined : columns[columnIndex(schema, name)]
  return column?.type === 'time' || column?.type === 'number' ? column.values : undefined
}

/**
 * Splits the rows in time order; all `rows` must have a known time. Each part starts where the time changes, as close
 * to the target sizes as possible. At least `gap` rows at the end of the previous part are omitted.
 */
function splitTime(
  rows: Uint32Array,
  times: ArrayLike<number>,
  targets: readonly number[],
  gap: number,
): readonly Uint32Array<ArrayBuffer>[] {
  const at = (i: number) => times[order[i] as number] as number
  const order = Uint32Array.from(rows).sort((a, b) => (times[a] as number) - (times[b] as number) || a - b)
  const total = order.length
  /** Returns the first index whose row has the same time as the row at index i. */
  const before = (i: number): number => {
    let from = i
    while (from > 0 && from < total && at(from - 1) === at(from)) from--
    return from
  }
  const after = (i: number): number => {
    let to = i
    while (to > 0 && to < total && at(to - 1) === at(to)) to++
    return to
  }
  const starts: number[] = []
  let sum = 0
  for (const size of targets) {
    starts.push(sum === 0 ? 0 : closest(sum, before(Math.min(sum, total)), after(Math.min(sum, total))))
    sum += size
  }
  return targets.map((size, part) => {
    if (size === 0) return new Uint32Array(0)
    const from = starts[part] as number
    const next = starts.findIndex((_, i) => i > part && (targets[i] as number) > 0)
    // If the shares sum to less than 1, the last part ends early and the remaining rows are unused.
    if (next < 0) return order.slice(from, Math.min(total, after(Math.min(sum, total))))
    const end = starts[next] as number
    return order.slice(from, Math.max(from, gap > 0 ? before(Math.max(from, end - gap)) : end))
  })
}

function closest(target: number, below: number, above: number): number {
  return target - below <= above - target ? below : above
}

const NAME_PATTERNS: readonly (readonly [SplitName, RegExp])[] = [
  ['train', /^(train(ing)?|tr|fit|learn)$/i],
  ['validation', /^(val(id(ation)?)?|dev(elopment)?|tun(e|ing))$/i],
  ['test', /^(test(ing)?|te|eval(uation)?|hold-?out)$/i],
]

/**
 * Returns the part for a value: the part set in the plan, otherwise the part that the value's text suggests; undefined
 * if the text suggests no part.
 */
export function partOfValue(value: string, parts: SplitPick['parts']): SplitName | undefined {
  if (parts && Object.hasOwn(parts, value)) {
    const part = parts[value]
    return part === 'none' ? undefined : part
  }
  return NAME_PATTERNS.find(([, words]) => words.test(value.trim()))?.[0]
}
