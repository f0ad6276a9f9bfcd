/**
 * @file Reducers over the log, and the fold that runs them. A reducer's state depends only on the contents of the log,
 * not on how the log is split into batches or whether it is read live or all at once.
 */
import { ALIASES } from '../../catalog/lowered-stage'
import {
  answeringVersion,
  type Change,
  type Entry,
  type Labels,
  LOAD_TEST,
  type LogDictionary,
  NO_VERSION_INDEX,
  type Requests,
  STATUSES,
} from '../log-entry'
import { deploy } from '../scenario/events/fault-events'
import { widthsOf } from './columns'
import { appendRequests, makeRequestBuffer, oldestId, type RequestBuffer, slotOf, storeLabels } from './request-buffer'

/** What a reducer can read in addition to its input. */
export interface LogView {
  readonly book: LogDictionary
  /**
   * The latest requests. A request is appended before reducers process it; a label is stored after they have processed
   * it.
   */
  readonly buffer: RequestBuffer
}

/** A reducer over the log. `initial` creates its state `S`, which only the reducer itself mutates, in place. */
export type Reducer<S> = Reading<S, S>

interface Reading<S, Made> {
  readonly initial: () => Made
  /**
   * Processes requests [from, to), all within one minute. Load test requests and their labels are stored but not passed
   * to reducers.
   */
  readonly requests?: (state: S, requests: Requests, from: number, to: number, log: LogView) => void
  /** Processes the label in `row`; while this runs, any earlier label of the same request is still stored. */
  readonly label?: (state: S, labels: Labels, row: number, log: LogView) => void
  readonly change?: (state: S, change: Change, log: LogView) => void
  /** Called when a minute is over, for every minute in order, even if there were no requests. */
  readonly minute?: (state: S, minute: number, log: LogView) => void
}

/** Defines a reducer, with its state type inferred from `initial`. */
export function defineReducer<S>(reducer: Reducer<S>): Reducer<S> {
  return reducer
}

export type Reducers = Readonly<Record<string, Reading<never, unknown>>>
export type States<R extends Reducers> = { readonly [K in keyof R]: ReturnType<R[K]['initial']> }

export interface Fold<R extends Reducers> {
  readonly states: States<R>
  readonly buffer: RequestBuffer
  readonly minute: number
  /**
   * Adds a batch. `through` is the simulated time reached so far; later batches contain nothing earlier. The dictionary
   * may have grown.
   */
  push(entries: readonly Entry[], through: number, book: LogDictionary): void
  /** Does the same as `push` in small increments; nothing else may be added until it is done. */
  pushInSteps(entries: readonly Entry[], through: number, book: LogDictionary): Generator<undefined, void>
}

export interface FoldStart<R extends Reducers> {
  /** The ring buffer of requests, if it was restored after a reload. */
  readonly ring?: RequestBuffer
  readonly states?: Partial<States<R>>
  readonly minute?: number
  /** The changes of the log so far, and its dictionary; needed only with `ring`. */
  readonly changes?: readonly Change[]
  readonly book?: LogDictionary
}

/** Creates a fold that resumes from `start`, or starts with an empty log. */
export function openFold<R extends Reducers>(reducers: R, start: FoldStart<R> = {}): Fold<R> {
  const buffer = start.ring ?? makeRequestBuffer({ width: 0, stages: 0 })
  const states: Record<string, unknown> = {}
  for (const [name, reducer] of Object.entries(reducers)) states[name] = start.states?.[name] ?? reducer.initial()
  // The only cast that loses the type of a state; it is safe because each reducer receives the state stored under its
  // own name.
  const each = Object.entries(reducers).map(([name, reducer]) => [reducer, states[name] as never] as const)
  let minute = start.minute ?? 0

  const [onRequests, onLabel, onChange, onMinute] = (['requests', 'label', 'change', 'minute'] as const).map((event) =>
    each.filter(([reducer]) => reducer[event]),
  ) as [typeof each, typeof each, typeof each, typeof each]

  /** Ends the minutes before `until`, but no more than `most` minutes. */
  const endMinutes = (until: number, log: LogView, most = Number.POSITIVE_INFINITY) => {
    for (const end = Math.min(until, minute + most); minute < end; minute++)
      for (const [reducer, state] of onMinute) reducer.minute?.(state, minute, log)
  }
  const asked = openAskedVersions(buffer)
  if (start.ring && start.book) asked.restore(start.changes ?? [], start.book)
  const take = (segment: Segment, log: LogView) => {
    if (segment.kind === 'change') {
      asked.change(segment.entry, log.book)
      for (const [reducer, state] of onChange) reducer.change?.(state, segment.entry, log)
      return
    }
    const { from, to } = segment
    if (segment.kind === 'requests') {
      appendRequests(buffer, segment.entry, from, to)
      for (let id = segment.entry.first + from; id < segment.entry.first + to; id++) asked.request(id, log.book)
      if (segment.entry.source[from] === LOAD_TEST) return
      for (const [reducer, state] of onRequests) reducer.requests?.(state, segment.entry, from, to, log)
      return
    }
    const { entry } = segment
    // Labels are processed one by one, so that the first of two labels for the same request is already stored when the
    // second is processed.
    for (let row = from; row < to; row++) {
      const slot = slotOf(buffer, entry.id[row] as number)
      const isLoad = slot >= 0 && buffer.columns.source[slot] === LOAD_TEST
      if (!isLoad) for (const [reducer, state] of onLabel) reducer.label?.(state, entry, row, log)
      storeLabels(buffer, entry, row, row + 1)
    }
  }
  function* pushInSteps(entries: readonly Entry[], through: number, book: LogDictionary): Generator<undefined, void> {
    const log: LogView = { book, buffer }
    let done = 0
    for (const segment of timeSegments(entries, minute)) {
      while (segment.minute - minute > MINUTES_AT_ONCE) {
        endMinutes(segment.minute, log, MINUTES_AT_ONCE)
        yield
      }
      done += 1 + segment.minute - minute
      endMinutes(segment.minute, log)
      take(segment, log)
      if (segment.kind !== 'change') done += segment.to - segment.from
      if (done < WORK_PER_STEP) continue
      done = 0
      yield
    }
    const until = Math.floor(through / MINUTE_MS)
    while (minute < until) {
      endMinutes(until, log, MINUTES_AT_ONCE)
      yield
    }
  }
  return {
    states: states as States<R>,
    buffer,
    get minute() {
      return minute
    },
    push(entries, through, book) {
      const all = pushInSteps(entries, through, book)
      while (!all.next().done);
    },
    pushInSteps,
  }
}

/**
 * The maximum number of minutes to process at once, because a year without requests still has half a million minutes.
 */
const MINUTES_AT_ONCE = 256

/**
 * Number of minutes or rows to process between yields: well under a millisecond of work. A smaller number would waste
 * time, because checking the clock costs as much as processing two requests.
 */
const WORK_PER_STEP = 64

/** The reducer states after reading a complete log at once. */
export function fold<R extends Reducers>(
  reducers: R,
  entries: readonly Entry[],
  through: number,
  book: LogDictionary,
): States<R> {
  const widths = entries.flatMap((entry) => (entry.kind === 'requests' ? [widthsOf(entry)] : []))
  const buffer = makeRequestBuffer({
    width: Math.max(0, ...widths.map(({ width }) => width)),
    stages: Math.max(0, ...widths.map(({ stages }) => stages)),
    features: Math.max(0, ...widths.map(({ features }) => features)),
  })
  const folding = openFold(reducers, { ring: buffer })
  folding.push(entries, through, book)
  return folding.states
}

// The log stores no version for a request that a fallback answered. The version that was asked before and gave no answer
// is the one that its alias pointed to: the version that last answered with this alias, or to which it was moved since.

const [OK, FAILED, ABSTAINED, FALLBACK] = (['ok', 'failed', 'abstained', 'fallback'] as const).map((status) =>
  STATUSES.indexOf(status),
) as [number, number, number, number]

/** Derives the version that each request in the ring buffer counts for. */
function openAskedVersions(buffer: RequestBuffer) {
  /** The version of each alias; none while several models have the alias, because the log names no model. */
  const versions = new Map<number, { readonly model: string; readonly version: number }>()

  function set(alias: number, model: string, version: number): void {
    if (ALIASES[alias] === undefined) return
    const before = versions.get(alias)
    // A deployed build is named after the model that it replaces.
    const [base = model] = model.split(' (deploy ') // not text: an id in logs
    const isOther = before !== undefined && before.model !== base
    versions.set(alias, isOther ? { model: '', version: NO_VERSION_INDEX } : { model: base, version })
  }
  function change({ what }: Change, { versions: known }: LogDictionary): void {
    if (what.type === 'alias') {
      const { model, to } = what
      const version = known.findIndex((one) => one.model === model && one.version === to)
      set(ALIASES.indexOf(what.alias), model, version < 0 ? NO_VERSION_INDEX : version)
    }
    // A build that a scenario deploys has no alias, so the version is unknown until the build answers.
    if (what.type === 'service' || (what.type === 'note' && what.title === deploy.loggedAs)) versions.clear()
  }
  function request(id: number, { versions: known }: LogDictionary): void {
    const slot = slotOf(buffer, id)
    if (slot < 0) return
    const { columns } = buffer
    const [status, alias] = [columns.status[slot] as number, columns.alias[slot] as number]
    const version = answeringVersion(columns, slot)
    buffer.counted[slot] = version
    const { model } = known[version] ?? {}
    const ended = status === OK || status === FAILED || status === ABSTAINED
    if (model !== undefined && ended && columns.cached[slot] === 0) set(alias, model, version)
    // Without a running replica, no version was asked.
    const hadNoReplica = columns.warm[slot] === 0 && columns.cold[slot] === 0
    if (status === FALLBACK && version === NO_VERSION_INDEX && !hadNoReplica)
      buffer.counted[slot] = versions.get(alias)?.version ?? NO_VERSION_INDEX
  }
  return {
    ...{ change, request },
    /** Derives the versions of the requests that a restored ring buffer contains. */
    restore(changes: readonly Change[], book: LogDictionary) {
      let next = 0
      for (let id = oldestId(buffer); id < buffer.next; id++) {
        const at = buffer.columns.at[slotOf(buffer, id)] ?? 0
        for (; (changes[next]?.at ?? Number.POSITIVE_INFINITY) <= at; next++) change(changes[next] as Change, book)
        request(id, book)
      }
    },
  }
}

// A batch of entries is split into segments ordered by simulated time, none of which crosses a minute boundary, so
// that reducers do not depend on how the log is split into batches.

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
