/**
 * @file timeSegments: splits a batch of entries into segments ordered by simulated time, none of which crosses a minute
 * boundary, so that reducers do not depend on how the log is split into batches.
 */
import { type Change, type Entry, type Labels, LOAD_TEST, type Requests } from '../log-entry'

export const MINUTE_MS = 60_000

/** The maximum number of rows in a segment, so that the page can yield between segments. */
const MAX_ROWS = 512

/** Rows [from, to) of an entry, all within one minute; load test requests are in separate segments. */
export type Segment =
  | { readonly kind: 'change'; readonly minute: number; readonly entry: Change }
  | ({ readonly kind: 'requests'; readonly minute: number; readonly entry: Requests } & Rows)
  | ({ readonly kind: 'labels'; readonly minute: number; readonly entry: Labels } & Rows)

interface Rows {
  readonly from: number
  readonly to: number
}

/** The order of entries with the same time: changes, then requests, then labels. */
const RANK = { change: 0, requests: 1, labels: 2 } as const

interface Cursor {
  readonly rank: number
  readonly queue: readonly Entry[]
  entry: number
  row: number
  /** The time of the next row; infinity if there are no more rows. */
  head: number
}

/**
 * Yields the segments of a batch. Entries dated before minute `since`, whose minutes are already over, count toward
 * that minute.
 */
export function* timeSegments(entries: readonly Entry[], since = 0): Generator<Segment> {
  const cursors = (['change', 'requests', 'labels'] as const).map((kind): Cursor => {
    const queue = entries.filter((entry) => entry.kind === kind && (entry.kind === 'change' || entry.count > 0))
    return withHead({ rank: RANK[kind], queue, entry: 0, row: 0, head: 0 })
  })
  for (;;) {
    // A year has half a million segments, so no additional objects are allocated for each segment.
    let first = cursors[0] as Cursor
    let second: Cursor | undefined
    for (let i = 1; i < cursors.length; i++) {
      const one = cursors[i] as Cursor
      if (one.head < first.head) [first, second] = [one, first]
      else if (!second || one.head < second.head) second = one
    }
    if (first.head === Number.POSITIVE_INFINITY) return
    const entry = first.queue[first.entry] as Entry
    const headMinute = minuteOf(first.head)
    const minute = Math.max(since, headMinute)
    if (entry.kind === 'change') {
      first.entry++
      withHead(first)
      yield { kind: 'change', minute, entry }
      continue
    }
    const from = first.row
    const before = second ? second.head : Number.POSITIVE_INFINITY
    const withTies = second ? first.rank < second.rank : true
    const over = (headMinute + 1) * MINUTE_MS
    let to = from + 1
    const isLoad = entry.kind === 'requests' && entry.source[from] === LOAD_TEST
    const most = Math.min(entry.count, from + MAX_ROWS)
    while (to < most) {
      const at = entry.at[to] as number
      if (at > before || (at === before && !withTies) || at >= over || at < over - MINUTE_MS) break
      if (entry.kind === 'requests' && (entry.source[to] === LOAD_TEST) !== isLoad) break
      to++
    }
    first.row = to
    if (to === entry.count) {
      first.entry++
      first.row = 0
    }
    withHead(first)
    if (entry.kind === 'requests') yield { kind: 'requests', minute, entry, from, to }
    else yield { kind: 'labels', minute, entry, from, to }
  }
}

/** The minute that contains a simulated time. */
export function minuteOf(at: number): number {
  return Math.floor(at / MINUTE_MS)
}

function withHead(cursor: Cursor): Cursor {
  const head = cursor.queue[cursor.entry]
  if (!head) cursor.head = Number.POSITIVE_INFINITY
  else cursor.head = head.kind === 'change' ? head.at : (head.at[cursor.row] as number)
  return cursor
}
