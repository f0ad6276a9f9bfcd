/**
 * @file splitGroups: assigns complete groups to parts, so that a model is never tested on a person, a day or a machine
 * that it was trained on. Groups are processed in a seeded random order, and each group is assigned to the part that is
 * furthest below its target size. Then single groups are moved and pairs of groups are swapped until this no longer
 * brings the parts closer to their target sizes.
 */
import { type Rng, shuffle } from '../base/rng'

/**
 * With more groups than this, the first assignment already meets the target sizes well, so improving it is not worth
 * the time.
 */
const MAX_MOVED = 20_000
const MAX_SWAPPED = 300
const ROUNDS = 12

/**
 * Assigns every row in `rows` to a part. `groups` and `classes` cover all rows of the dataset; a row whose group is -1
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
