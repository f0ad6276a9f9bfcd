/**
 * @file Traits: what bad requests have in common and good ones have not: a version, a slice, how they ended, where their time went. Counted
 * by minute for a few hours, so that an alert can say what it saw when it began.
 */
import { NONE, type Requests } from '../record'

export type Trait =
  /** Bad requests gather in one version or slice: `bad` of its `total`, against those of all others. */
  | {
      readonly of: 'version' | 'slice'
      /** In the book's versions or slices. */
      readonly value: number
      readonly bad: number
      readonly total: number
      readonly otherBad: number
      readonly otherTotal: number
    }
  /** Most bad ones ended like this; in STATUSES. */
  | { readonly of: 'status'; readonly value: number; readonly bad: number; readonly total: number }
  /** Most bad ones spent most of their time there; in the book's stages, or WAITING for a replica. */
  | { readonly of: 'part'; readonly value: number; readonly bad: number; readonly total: number }
  /** Most bad ones were refused for the same reason; in the book's verdicts. */
  | { readonly of: 'verdict'; readonly value: number; readonly bad: number; readonly total: number }

/** Time that went by in a line. */
export const WAITING = 0xffff

/** Minutes that are looked back at the most. */
export const LOOK_BACK = 360
/** The share of all bad ones that makes something common to them. */
const MOST = 0.6
/** And so many times as often bad as elsewhere. */
const TIMES = 2
/** Requests elsewhere, below which nothing is known of elsewhere. */
const LEAST_ELSEWHERE = 20

const CELL = 65_536
const DIMENSIONS = ['status', 'part', 'verdict'] as const
type Dimension = (typeof DIMENSIONS)[number]

interface Minute {
  /** By version and slice. */
  readonly total: Map<number, number>
  readonly bad: Map<number, number>
  readonly status: Map<number, number>
  readonly part: Map<number, number>
  readonly verdict: Map<number, number>
}

export interface TraitCounts {
  count(version: number, slice: number): void
  countBad(version: number, slice: number, how: Partial<Readonly<Record<Dimension, number>>>): void
  /** The minute is over. */
  turn(): void
  /** What the bad ones of the last so many minutes have in common, the sharpest first. */
  traits(minutes: number): readonly Trait[]
}

/** Counts of nothing. */
export function makeTraitCounts(): TraitCounts {
  const past: Minute[] = []
  let now = emptyMinute()
  return {
    count: (version, slice) => bump(now.total, version * CELL + slice),
    countBad(version, slice, how) {
      bump(now.bad, version * CELL + slice)
      for (const dimension of DIMENSIONS) {
        const value = how[dimension]
        if (value !== undefined) bump(now[dimension], value)
      }
    },
    turn() {
      past.push(now)
      // The oldest is used again: a year has half a million minutes.
      const oldest = past.length > LOOK_BACK ? past.shift() : undefined
      now = oldest ? emptied(oldest) : emptyMinute()
    },
    traits: (minutes) => traitsOf(past.slice(-minutes)),
  }
}

function emptied(minute: Minute): Minute {
  for (const key of ['total', 'bad', ...DIMENSIONS] as const) if (minute[key].size > 0) minute[key].clear()
  return minute
}

/** Where most of a request's time went: a stage, or WAITING. */
export function longestPart({ times, waited }: Pick<Requests, 'times' | 'waited'>, i: number, stages: number): number {
  let [longest, most] = [WAITING, waited[i] as number]
  if (Number.isNaN(most)) most = 0
  for (let stage = 0; stage < stages; stage++) {
    const ms = times[i * stages + stage] as number
    if (ms > most) [longest, most] = [stage, ms]
  }
  return longest
}

function traitsOf(minutes: readonly Minute[]): readonly Trait[] {
  const sum = emptyMinute()
  for (const minute of minutes)
    for (const key of ['total', 'bad', ...DIMENSIONS] as const)
      for (const [value, n] of minute[key]) bump(sum[key], value, n)
  const bad = sumOf(sum.bad.values())
  const total = sumOf(sum.total.values())
  if (bad === 0) return []
  const gathered = (['version', 'slice'] as const).flatMap((of) => {
    const [badBy, totalBy] = [sum.bad, sum.total].map((cells) => along(cells, of)) as [Counts, Counts]
    return [...badBy].flatMap(([value, inside]): Trait[] => {
      const all = totalBy.get(value) ?? 0
      // What no version answered came from a cache or a fallback: no version is held against it.
      const apart = of === 'version' && value !== NONE
      const [noneBad, noneTotal] = apart ? [badBy.get(NONE) ?? 0, totalBy.get(NONE) ?? 0] : [0, 0]
      const [otherBad, otherTotal] = [bad - inside - noneBad, total - all - noneTotal]
      const isCommon = inside >= MOST * bad && otherTotal >= LEAST_ELSEWHERE
      if (!isCommon || inside * otherTotal < TIMES * otherBad * all) return []
      return [{ of, value, bad: inside, total: all, otherBad, otherTotal }]
    })
  })
  const common = DIMENSIONS.flatMap((of) =>
    [...sum[of]].flatMap(([value, n]): Trait[] => (n >= MOST * bad ? [{ of, value, bad: n, total: bad }] : [])),
  )
  return [...gathered, ...common]
}

type Counts = Map<number, number>

function along(cells: Counts, of: 'version' | 'slice'): Counts {
  const sums: Counts = new Map()
  for (const [cell, n] of cells) bump(sums, of === 'version' ? Math.floor(cell / CELL) : cell % CELL, n)
  return sums
}

function emptyMinute(): Minute {
  return { total: new Map(), bad: new Map(), status: new Map(), part: new Map(), verdict: new Map() }
}

function bump(counts: Counts, key: number, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by)
}

function sumOf(values: Iterable<number>): number {
  let sum = 0
  for (const value of values) sum += value
  return sum
}
