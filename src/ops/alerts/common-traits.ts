/**
 * @file Traits: what bad requests have in common that good ones do not: a version, a slice, a status, or the stage in
 * which they spent most of their time. Traits are counted per minute over a few hours, so that an alert can report the
 * traits at the time it started.
 */
import { NO_VERSION_INDEX, type Requests } from '../log-entry'

export type Trait =
  /**
   * Bad requests are concentrated in one version or slice: `bad` of its `total` requests are bad, compared with
   * `otherBad` of `otherTotal` among all others.
   */
  | {
      readonly of: 'version' | 'slice'
      /** Index into the dictionary's versions or slices. */
      readonly value: number
      readonly bad: number
      readonly total: number
      readonly otherBad: number
      readonly otherTotal: number
    }
  /** Many bad requests ended with this status; `value` is an index into STATUSES. */
  | { readonly of: 'status'; readonly value: number; readonly bad: number; readonly total: number }
  /**
   * Most bad requests were late, and spent most of their time in this stage; `value` is an index into the dictionary's
   * stages, or WAITING for time in the queue. Where failed requests spent their time says nothing.
   */
  | { readonly of: 'part'; readonly value: number; readonly bad: number; readonly total: number }
  /** Most bad requests were rejected for the same reason; `value` is an index into the dictionary's verdicts. */
  | { readonly of: 'verdict'; readonly value: number; readonly bad: number; readonly total: number }
  /** Most bad requests found no replica of the same model stage running; `value` is its alias, an index into ALIASES. */
  | { readonly of: 'replica'; readonly value: number; readonly bad: number; readonly total: number }

/** Used in place of a stage index for time spent in the queue. */
export const WAITING = 0xffff

/** The number of minutes of history to keep. */
export const HISTORY_MINUTES = 360
/** A trait is reported if at least this share of bad requests has it. */
const MIN_SHARE = 0.6
/** Lower for how requests ended, because two problems, such as late and rejected requests, are both worth a line. */
const MIN_STATUS_SHARE = 0.2
/** In addition, requests with the trait must be bad at least this many times as often as requests without it. */
export const MIN_RATIO = 2
/** If fewer requests than this lack the trait, there is too little data to compare with. */
const MIN_ELSEWHERE = 20

const CELL = 65_536
const DIMENSIONS = ['status', 'part', 'verdict', 'replica'] as const
type Dimension = (typeof DIMENSIONS)[number]

interface Minute {
  /** Number of requests, keyed by version and slice. */
  readonly total: Map<number, number>
  readonly bad: Map<number, number>
  readonly status: Map<number, number>
  readonly part: Map<number, number>
  readonly verdict: Map<number, number>
  readonly replica: Map<number, number>
}

const KEYS = ['total', 'bad', ...DIMENSIONS] as const

export interface TraitCounts {
  count(version: number, slice: number): void
  /** Counts how a request was bad; `part` is the stage in which a late one spent most of its time. */
  countBad(version: number, slice: number, how: Partial<Readonly<Record<Dimension, number>>>): void
  /** Ends the current minute and starts the next one. */
  endMinute(): void
  /** Traits that the bad requests of the last `minutes` minutes have in common; versions and slices come first. */
  traits(minutes: number): readonly Trait[]
  /** The requests of each version in the minutes from `from` to `to` (exclusive), counted back from the last one. */
  byVersion(from: number, to: number): ReadonlyMap<number, { readonly total: number; readonly bad: number }>
}

/** Creates empty counts. */
export function makeTraitCounts(): TraitCounts {
  const past: Minute[] = []
  let now = emptyMinute()
  return {
    count(version, slice) {
      bump(now.total, version * CELL + slice)
    },
    countBad(version, slice, how) {
      bump(now.bad, version * CELL + slice)
      for (const dimension of DIMENSIONS) {
        const value = how[dimension]
        if (value !== undefined) bump(now[dimension], value)
      }
    },
    endMinute() {
      past.push(now)
      // Reuses the oldest minute's object to avoid allocations: a year has half a million minutes.
      const oldest = past.length > HISTORY_MINUTES ? past.shift() : undefined
      now = oldest ? emptied(oldest) : emptyMinute()
    },
    traits: (minutes) => traitsOf(past.slice(-minutes)),
    byVersion(from, to) {
      const sum = sumOfMinutes(past.slice(Math.max(0, past.length - from), Math.max(0, past.length - to)))
      const [total, bad] = [sum.total, sum.bad].map((cells) => marginalCounts(cells, 'version')) as [Counts, Counts]
      return new Map([...total].map(([version, n]) => [version, { total: n, bad: bad.get(version) ?? 0 }]))
    },
  }
}

function emptied(minute: Minute): Minute {
  for (const key of KEYS) if (minute[key].size > 0) minute[key].clear()
  return minute
}

/** The stage where a request spent most of its time, or WAITING. */
export function longestStage({ times, waited }: Pick<Requests, 'times' | 'waited'>, i: number, stages: number): number {
  let [longest, most] = [WAITING, waited[i] as number]
  if (Number.isNaN(most)) most = 0
  for (let stage = 0; stage < stages; stage++) {
    const ms = times[i * stages + stage] as number
    if (ms > most) [longest, most] = [stage, ms]
  }
  return longest
}

function traitsOf(minutes: readonly Minute[]): readonly Trait[] {
  const sum = sumOfMinutes(minutes)
  const bad = sumOf(sum.bad.values())
  const total = sumOf(sum.total.values())
  if (bad === 0) return []
  const gathered = (['version', 'slice'] as const).flatMap((of) => {
    const [badBy, totalBy] = [sum.bad, sum.total].map((cells) => marginalCounts(cells, of)) as [Counts, Counts]
    return [...badBy].flatMap(([value, inside]): Trait[] => {
      const all = totalBy.get(value) ?? 0
      // Requests that were not answered by any version came from a cache or a fallback, so they are excluded when
      // versions are compared.
      const apart = of === 'version' && value !== NO_VERSION_INDEX
      const [noneBad, noneTotal] = apart
        ? [badBy.get(NO_VERSION_INDEX) ?? 0, totalBy.get(NO_VERSION_INDEX) ?? 0]
        : [0, 0]
      const [otherBad, otherTotal] = [bad - inside - noneBad, total - all - noneTotal]
      const isCommon = inside >= MIN_SHARE * bad && otherTotal >= MIN_ELSEWHERE
      if (!isCommon || inside * otherTotal < MIN_RATIO * otherBad * all) return []
      return [{ of, value, bad: inside, total: all, otherBad, otherTotal }]
    })
  })
  const common = DIMENSIONS.flatMap((of) =>
    [...sum[of]].flatMap(([value, n]): Trait[] =>
      n < (of === 'status' ? MIN_STATUS_SHARE : MIN_SHARE) * bad ? [] : [{ of, value, bad: n, total: bad }],
    ),
  )
  return [...gathered, ...common]
}

function sumOfMinutes(minutes: readonly Minute[]): Minute {
  const sum = emptyMinute()
  for (const minute of minutes) for (const key of KEYS) for (const [value, n] of minute[key]) bump(sum[key], value, n)
  return sum
}

type Counts = Map<number, number>

function marginalCounts(cells: Counts, of: 'version' | 'slice'): Counts {
  const sums: Counts = new Map()
  for (const [cell, n] of cells) bump(sums, of === 'version' ? Math.floor(cell / CELL) : cell % CELL, n)
  return sums
}

function emptyMinute(): Minute {
  return {
    total: new Map(),
    bad: new Map(),
    status: new Map(),
    part: new Map(),
    verdict: new Map(),
    replica: new Map(),
  }
}

function bump(counts: Counts, key: number, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by)
}

export function sumOf(values: Iterable<number>): number {
  let sum = 0
  for (const value of values) sum += value
  return sum
}
