/**
 * @file Split strategies other than random: by groups, by time, and by the values of a column. They are loaded by
 * `load-split-strategies.ts` when a plan needs one.
 */
import { type Rng, rng, shuffle } from '../base/rng'
import { columnIndex } from '../catalog/dataset-schema'
import type { SplitPick } from '../catalog/training-plan'
import type { Column, Dataset, Split, SplitName } from './dataset'
import { keysOf, type RowKeys } from './row-keys'
import { registerSplitStrategies, type SplitRequest, shareOut, sharesOf, stratify } from './split'

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

/**
 * With more groups than this, the first assignment already meets the target sizes well, so improving it is not worth
 * the time.
 */
const MAX_MOVED = 20_000
const MAX_SWAPPED = 300
const ROUNDS = 12

/**
 * Assigns complete groups to parts, so that a model is never tested on a person, a day or a machine that it was trained
 * on. Groups are processed in a seeded random order, and each group is assigned to the part that is furthest below its
 * target size. Then single groups are moved and pairs of groups are swapped until this no longer brings the parts
 * closer to their target sizes.
 *
 * Every row in `rows` is assigned to a part. `groups` and `classes` cover all rows of the dataset; a row whose group is -1
 * forms a separate group. Without classes, only the number of rows in each part is balanced; with classes, the number
 * of rows of each class is balanced too.
 */
export function splitGroups(
  rows: Uint32Array,
  groups: Int32Array,
  classes: { readonly codes: ArrayLike<number>; readonly count: number } | undefined,
  targetSizes: readonly number[],
  random: Rng,
): Uint8Array {
  const members = gather(rows, groups)
  const width = 1 + (classes?.count ?? 0)
  const counts = members.map((group) => {
    const count = new Float64Array(width)
    count[0] = group.length
    if (classes) for (const row of group) tally(count, 1 + (classes.codes[row] as number))
    return count
  })
  const assigned = assignGroups(counts, width, targetSizes, random)
  const parts = new Map<number, number>()
  members.forEach((group, i) => {
    for (const row of group) parts.set(row, assigned[i] as number)
  })
  return Uint8Array.from(rows, (row) => parts.get(row) as number)
}

function tally(count: Float64Array, at: number): void {
  count[at] = (count[at] as number) + 1
}

function gather(rows: Uint32Array, groups: Int32Array): readonly (readonly number[])[] {
  const known = new Map<number, number[]>()
  const alone: number[][] = []
  for (const row of rows) {
    const group = groups[row] as number
    const members = known.get(group)
    if (group < 0) alone.push([row])
    else if (members) members.push(row)
    else known.set(group, [row])
  }
  return [...known.values(), ...alone]
}

function assignGroups(
  counts: readonly Float64Array[],
  width: number,
  targets: readonly number[],
  random: Rng,
): Uint8Array {
  const total = new Float64Array(width)
  for (const count of counts) for (let c = 0; c < width; c++) total[c] = (total[c] as number) + (count[c] as number)
  const rows = targets.reduce((sum, one) => sum + one, 0)
  // How many rows, and how many rows of each class, each part still needs. The total number of rows has the same weight
  // as all class counts together.
  const lack = targets.map((share) => total.map((all) => (rows > 0 ? (share / rows) * all : 0)))
  const weights = total.map((all, c) => (c === 0 ? 1 : 1 / Math.max(1, all / (total[0] as number)) / (width - 1)))
  const open = targets.flatMap((share, part) => (share > 0 ? [part] : []))
  const parts = new Uint8Array(counts.length)

  /**
   * The change in a part's squared distance from its target when a group is added (`sign` 1) or removed (-1); a
   * negative change means that the part is closer to its target.
   */
  const change = (part: number, count: Float64Array, sign: number): number => {
    const missing = lack[part] as Float64Array
    let sum = 0
    for (let c = 0; c < width; c++) {
      const moved = sign * (count[c] as number)
      sum += (weights[c] as number) * moved * (moved - 2 * (missing[c] as number))
    }
    return sum
  }
  const put = (part: number, count: Float64Array, sign: number): void => {
    const missing = lack[part] as Float64Array
    for (let c = 0; c < width; c++) missing[c] = (missing[c] as number) - sign * (count[c] as number)
  }

  for (const i of shuffle(Uint32Array.from(counts.keys()), random)) {
    const count = counts[i] as Float64Array
    const best = nearest(open, (part) => change(part, count, 1))
    parts[i] = best
    put(best, count, 1)
  }

  const nearly = 1e-9
  function moveOne(i: number): boolean {
    const count = counts[i] as Float64Array
    const from = parts[i] as number
    const leaving = change(from, count, -1)
    const to = nearest(open, (part) => (part === from ? 0 : leaving + change(part, count, 1)))
    if (to === from || leaving + change(to, count, 1) > -nearly) return false
    put(from, count, -1)
    put(to, count, 1)
    parts[i] = to
    return true
  }
  function swapTwo(i: number, j: number): boolean {
    const [from, to] = [parts[i] as number, parts[j] as number]
    if (from === to) return false
    const difference = (counts[j] as Float64Array).map((n, c) => n - ((counts[i] as Float64Array)[c] as number))
    if (change(from, difference, 1) + change(to, difference, -1) > -nearly) return false
    put(from, difference, 1)
    put(to, difference, -1)
    parts[i] = to
    parts[j] = from
    return true
  }
  if (counts.length > MAX_MOVED) return filled(parts)
  for (let round = 0; round < ROUNDS; round++) {
    let better = false
    for (let i = 0; i < counts.length; i++) {
      if (moveOne(i)) better = true
      if (counts.length <= MAX_SWAPPED) for (let j = 0; j < i; j++) if (swapTwo(i, j)) better = true
    }
    if (!better) break
  }
  return filled(parts)

  /**
   * Moves a group into each empty part, because a part without rows is useless. Chooses the move with the lowest cost.
   */
  function filled(placed: Uint8Array): Uint8Array {
    for (const part of open) {
      if (placed.includes(part)) continue
      const groupsIn = open.map((one) => placed.reduce((sum, to) => sum + (to === one ? 1 : 0), 0))
      const movable = [...counts.keys()].filter((i) => (groupsIn[open.indexOf(placed[i] as number)] as number) > 1)
      if (movable.length === 0) continue
      const i = nearest(movable, (one) => {
        const count = counts[one] as Float64Array
        return change(placed[one] as number, count, -1) + change(part, count, 1)
      })
      put(placed[i] as number, counts[i] as Float64Array, -1)
      put(part, counts[i] as Float64Array, 1)
      placed[i] = part
    }
    return placed
  }
}

function nearest(parts: readonly number[], cost: (part: number) => number): number {
  let best = parts[0] as number
  let min = cost(best)
  for (const part of parts.slice(1)) {
    const one = cost(part)
    if (one >= min) continue
    min = one
    best = part
  }
  return best
}
