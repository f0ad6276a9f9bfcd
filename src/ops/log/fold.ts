/**
 * @file Reducers over the log and their fold. A reducer's state is a function of the log alone: same log, same state, however it was cut
 * into batches and whether it was read as it came or at once.
 */
import { type Book, type Change, type Entry, type Labels, LOAD, type Requests } from '../record'
import { widthsOf } from './columns'
import { inOrder, MINUTE_MS, type Stretch } from './in-order'
import { append, join, openRing, placeOf, type Ring } from './request-buffer'

/** What a reducer may ask besides what it is given. */
export interface LogView {
  readonly book: Book
  /** The latest requests. Those of a stretch are in it when the stretch is told; labels come into it right after they were told. */
  readonly ring: Ring
}

/** A way of reading the log. `S` is its own, made by `initial` and changed in place: nobody else may. */
export type Reducer<S> = Reading<S, S>

interface Reading<S, Made> {
  readonly initial: () => Made
  /** Requests [from, to), all of one minute. Of those of a load test, and of their labels, no reducer is told: they are in the ring. */
  readonly requests?: (state: S, requests: Requests, from: number, to: number, log: LogView) => void
  /** Label `row`: what was said of its request before is still in the ring. */
  readonly label?: (state: S, labels: Labels, row: number, log: LogView) => void
  readonly change?: (state: S, change: Change, log: LogView) => void
  /** Minute `minute` is over; told of every minute, in order, also where nothing happened. */
  readonly minute?: (state: S, minute: number, log: LogView) => void
}

/** Says what a reducer's state is, by its first. */
export function defineReducer<S>(reducer: Reducer<S>): Reducer<S> {
  return reducer
}

export type Reducers = Readonly<Record<string, Reading<never, unknown>>>
export type States<R extends Reducers> = { readonly [K in keyof R]: ReturnType<R[K]['initial']> }

export interface Fold<R extends Reducers> {
  readonly states: States<R>
  readonly ring: Ring
  /** The first minute that is not over yet. */
  readonly minute: number
  /**
   * Takes up a batch. `through` is the virtual time that has been reached: nothing earlier comes any more. The book may have grown.
   */
  push(entries: readonly Entry[], through: number, book: Book): void
  /** The same a stretch at a time: nothing else may be taken up until it is through. */
  taking(entries: readonly Entry[], through: number, book: Book): Generator<undefined, void>
}

export interface FoldStart<R extends Reducers> {
  /** Of the ring: what a reload finds again. */
  readonly ring?: Ring
  readonly states?: Partial<States<R>>
  readonly minute?: number
}

/** A fold that goes on from `start`, or from the beginning. */
export function openFold<R extends Reducers>(reducers: R, start: FoldStart<R> = {}): Fold<R> {
  const ring = start.ring ?? openRing({ width: 0, stages: 0 })
  const states: Record<string, unknown> = {}
  for (const [name, reducer] of Object.entries(reducers)) states[name] = start.states?.[name] ?? reducer.initial()
  // The one place that forgets which state is whose: each reducer gets the state of its own name.
  const each = Object.entries(reducers).map(([name, reducer]) => [reducer, states[name] as never] as const)
  let minute = start.minute ?? 0

  const [onRequests, onLabel, onChange, onMinute] = (['requests', 'label', 'change', 'minute'] as const).map((told) =>
    each.filter(([reducer]) => reducer[told]),
  ) as [typeof each, typeof each, typeof each, typeof each]

  /** Through the minutes up to one, so many at most. */
  const pass = (until: number, log: LogView, most = Number.POSITIVE_INFINITY) => {
    for (const end = Math.min(until, minute + most); minute < end; minute++)
      for (const [reducer, state] of onMinute) reducer.minute?.(state, minute, log)
  }
  const take = (stretch: Stretch, log: LogView) => {
    if (stretch.kind === 'change') {
      for (const [reducer, state] of onChange) reducer.change?.(state, stretch.entry, log)
      return
    }
    const { from, to } = stretch
    if (stretch.kind === 'requests') {
      append(ring, stretch.entry, from, to)
      if (stretch.entry.source[from] === LOAD) return
      for (const [reducer, state] of onRequests) reducer.requests?.(state, stretch.entry, from, to, log)
      return
    }
    const { entry } = stretch
    // One by one: of two of the same request the second must find the first.
    for (let row = from; row < to; row++) {
      const place = placeOf(ring, entry.id[row] as number)
      const isLoad = place >= 0 && ring.columns.source[place] === LOAD
      if (!isLoad) for (const [reducer, state] of onLabel) reducer.label?.(state, entry, row, log)
      join(ring, entry, row, row + 1)
    }
  }
  function* taking(entries: readonly Entry[], through: number, book: Book): Generator<undefined, void> {
    const log: LogView = { book, ring }
    let done = 0
    for (const stretch of inOrder(entries, minute)) {
      while (stretch.minute - minute > QUIET) {
        pass(stretch.minute, log, QUIET)
        yield
      }
      done += 1 + stretch.minute - minute
      pass(stretch.minute, log)
      take(stretch, log)
      if (stretch.kind !== 'change') done += stretch.to - stretch.from
      if (done < ENOUGH) continue
      done = 0
      yield
    }
    const until = Math.floor(through / MINUTE_MS)
    while (minute < until) {
      pass(until, log, QUIET)
      yield
    }
  }
  return {
    states: states as States<R>,
    ring,
    get minute() {
      return minute
    },
    push(entries, through, book) {
      const all = taking(entries, through, book)
      while (!all.next().done);
    },
    taking,
  }
}

/** Minutes that are passed at once: a silent year is half a million. */
const QUIET = 256

/** Minutes and rows between two rests, well below a millisecond of work: to ask what time it is costs as much as two requests. */
const ENOUGH = 64

/** The states after a whole log, read at once. */
export function fold<R extends Reducers>(
  reducers: R,
  entries: readonly Entry[],
  through: number,
  book: Book,
): States<R> {
  const widths = entries.flatMap((entry) => (entry.kind === 'requests' ? [widthsOf(entry)] : []))
  const ring = openRing({
    width: Math.max(0, ...widths.map(({ width }) => width)),
    stages: Math.max(0, ...widths.map(({ stages }) => stages)),
    features: Math.max(0, ...widths.map(({ features }) => features)),
  })
  const folding = openFold(reducers, { ring })
  folding.push(entries, through, book)
  return folding.states
}
