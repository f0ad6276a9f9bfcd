/**
 * @file The selected view of the Live tab: its dashboard, its request filter, and the time range of all charts, over
 * which the log is read.
 */
import { useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Counters } from '../../../../ops/log/counters'
import {
  type LogStep,
  openStepReader,
  type ReadSteps,
  type StepCounts,
  sumOf,
  totalCounters,
  type Window,
} from '../../../../ops/log/log-metrics'
import { type RequestBuffer, slotOf } from '../../../../ops/log/request-buffer'
import type { Change, LogDictionary } from '../../../../ops/log-entry'
import { DAY, HOUR, MINUTE } from '../../../../ops/scenario/scenario'
import type { Studio } from '../../../../studio/studio'
import { useStudio } from '../../../studio-context'
import { useOperateState } from '../use-operate'
import type { RequestFilter } from './matching-requests'

export const TIME_RANGES = ['hour', 'day', 'week', 'all'] as const
export type TimeRange =
  /** A range that ends now. */
  | { readonly kind: (typeof TIME_RANGES)[number] }
  /** A range selected by dragging, in simulated ms: [from, to). */
  | { readonly kind: 'own'; readonly from: number; readonly to: number }

const LENGTHS = { hour: HOUR, day: DAY, week: 7 * DAY } as const
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2 * 1440, 7 * 1440].map((minutes) => minutes * MINUTE)
/** The maximum number of steps in a chart: as many as half a screen can show, yet few enough to read in a few ms. */
const MAX_STEPS = 180

/**
 * The window of a range at the simulated time `at`, aligned to whole steps so that the steps do not shift as time
 * passes.
 */
export function windowOf(range: TimeRange, at: number): Window {
  const now = Math.max(MINUTE, at)
  const [begin, end] =
    range.kind === 'own'
      ? [Math.max(0, range.from), Math.max(range.from + MINUTE, range.to)]
      : [range.kind === 'all' ? 0 : Math.max(0, now - LENGTHS[range.kind]), now]
  const step = stepOf(end - begin)
  const from = Math.floor(begin / step) * step
  return { from, to: Math.max(from + step, Math.ceil(end / step) * step), step }
}

/**
 * The time up to which the log is shown; `read` is the time up to which it has been read, and `newest` the time of its
 * newest request. If the clock is more than one
 * step ahead of the log, an incomplete step is hidden until it has been read completely.
 */
export function shownUntil(
  range: TimeRange,
  { at, playing }: { readonly at: number; readonly playing: boolean },
  read: number,
  newest = Number.NEGATIVE_INFINITY,
): number {
  // A window ends before its end, so a request at the very end of the scenario needs the next millisecond.
  if (!playing) return Math.max(at, read, newest + 1)
  const { step } = windowOf(range, read)
  return at - read > step ? Math.floor(read / step) * step : read
}

/** The last hour before a time: 60 complete minutes, and the current one. */
export function lastHourOf(at: number): Pick<Window, 'from' | 'to'> {
  return { from: Math.max(0, Math.floor((at - HOUR) / MINUTE) * MINUTE), to: at }
}

type PastPart = 'far' | 'near' | 'rest'

/** For this long before a range, the log is read at hourly resolution; further back, at daily or coarser resolution. */
const NEAR_MS = 7 * DAY

/**
 * Splits the time before a window into steps that do not overlap: hourly steps for at least the last week, coarser steps
 * before that, and the steps of the window for the rest of the hour in which it begins.
 */
export function pastWindows({ from, step }: Pick<Window, 'from' | 'step'>): Readonly<Record<PastPart, Window>> {
  const coarse = Math.max(DAY, stepOf(from))
  const border = Math.max(0, Math.floor((from - NEAR_MS) / coarse) * coarse)
  const hour = Math.floor(from / HOUR) * HOUR
  return {
    far: { from: 0, to: border, step: coarse },
    near: { from: border, to: hour, step: HOUR },
    rest: { from: hour, to: from, step },
  }
}

function stepOf(ms: number): number {
  return STEPS.find((step) => ms / step <= MAX_STEPS) ?? Math.ceil(ms / MAX_STEPS / DAY) * DAY
}

/** The range selected by dragging from one moment to another; undefined if the range is too short to be intentional. */
export function draggedRange(a: number, b: number, { from, to }: Pick<Window, 'from' | 'to'>): TimeRange | undefined {
  const [low, high] = [Math.min(a, b), Math.max(a, b)]
  if (high - low < (to - from) / 60) return undefined
  const begin = Math.floor(Math.max(from, low) / MINUTE) * MINUTE
  return { kind: 'own', from: begin, to: Math.max(begin + MINUTE, Math.ceil(Math.min(to, high) / MINUTE) * MINUTE) }
}

// clockStepMs: the smallest time difference that this browser's clock can measure.

/** The number of clock ticks to observe, and the maximum time in ms to spend observing them. */
const [MAX_RANGES, MAX_MS] = [20, 5]

/** The smallest difference between two clock readings, in ms; browsers deliberately reduce clock resolution. */
export function clockStepMs(now: () => number = () => performance.now()): number {
  const began = now()
  let [last, least] = [began, Number.POSITIVE_INFINITY]
  for (let steps = 0; steps < MAX_RANGES && last - began < MAX_MS; ) {
    const here = now()
    if (here === last) continue
    least = Math.min(least, here - last)
    last = here
    steps++
  }
  return Number(least.toPrecision(2))
}

// Live view: the selected dashboard, time range and request filter of the Live tab, remembered until the page is
// reloaded.

export const DASHBOARDS = ['owner', 'call', 'debug'] as const
export type Dashboard = (typeof DASHBOARDS)[number]

export interface LiveView {
  readonly dashboard: Dashboard
  readonly range: TimeRange
  /** Without a kind, the list shows the requests that went most wrong. */
  readonly filter: Omit<RequestFilter, 'kind'> & { readonly kind?: RequestFilter['kind'] | undefined }
}

const views = new WeakMap<Studio['store'], StoreApi<LiveView>>()

function viewOf({ store }: Studio): StoreApi<LiveView> {
  const view =
    views.get(store) ?? createStore<LiveView>(() => ({ dashboard: 'owner', range: { kind: 'day' }, filter: {} }))
  views.set(store, view)
  return view
}

/** The current selections, and a function that changes some of them. */
export function useLiveView(): readonly [LiveView, (part: Partial<LiveView>) => void] {
  const view = viewOf(useStudio())
  return [useStore(view), view.setState]
}

// useThrottledKey: a dependency key for expensive computations. The key changes at most once per second, but
// immediately when the subject of the computation changes.

const PAUSE_MS = 1000

/** The throttled key of `value`; `of` identifies the subject. */
export function useThrottledKey(value: number, of: string): string {
  const [key, setKey] = useState(`${of}/${value}`)
  const newest = useRef(value)
  newest.current = value
  useEffect(() => {
    const update = () => setKey(`${of}/${newest.current}`)
    update()
    const timer = setInterval(update, PAUSE_MS)
    return () => clearInterval(timer)
  }, [of])
  return key
}

// useReading: reads the log of the open service over the selected range, at most five times per second and for only a
// few ms each time.

export interface Reading extends ReadSteps {
  readonly book: LogDictionary
  readonly buffer: RequestBuffer
  /** The displayed time window, and the simulated time (`at`) up to which its data is complete. */
  readonly window: Window
  readonly at: number
  /** The sum of all steps. */
  readonly sum: StepCounts
  /** The counts of the last hour of the window, by minute, as objectives count it. */
  readonly hour: Counters
  /** The same sum computed from hourly counts, which include per-stage counts. */
  readonly hourly: StepCounts
  /** The steps before the window, oldest first. */
  readonly past: readonly LogStep[]
  readonly changes: readonly Change[]
  readonly logVersion: number
}

/** The pause between two reads, in ms. */
const READ_PAUSE_MS = 200
/**
 * Time budgets in ms: a third of a frame for the window, and less for earlier steps, which change only when late labels
 * arrive.
 */
const WINDOW_BUDGET_MS = 5
const PAST_BUDGET_MS = 2

/** The current counts; undefined before the service has a log. */
export function useReading(range: TimeRange): Reading | undefined {
  const operate = useOperateState()
  const [reading, setReading] = useState<Reading>()
  // There is one reader for each step size.
  const readers = useMemo(
    () => ({
      own: openStepReader(),
      hourly: openStepReader(),
      past: [openStepReader(), openStepReader(), openStepReader()],
    }),
    [],
  )
  useEffect(() => {
    let [timer, frame] = [0, 0]
    let shownAt = Number.NEGATIVE_INFINITY
    const update = () => {
      frame = 0
      const { log: view, clock } = operate.getState()
      if (!view?.log.book) return setReading(undefined)
      const { log, version } = view
      const { book } = view.log
      const { aggregates } = log.readings
      const began = performance.now()
      const enough = () => performance.now() - began > WINDOW_BUDGET_MS
      const last = slotOf(log.fold.buffer, log.fold.buffer.next - 1)
      const newest = last < 0 ? undefined : log.fold.buffer.columns.at[last]
      const at = shownUntil(range, clock, log.at, newest)
      const window = windowOf(range, at)
      const read = readers.own.read(aggregates, window, version, enough)
      const hours = readers.hourly.read(aggregates, { ...window, step: Math.max(HOUR, window.step) }, version, enough)
      const enoughPast = () => performance.now() - began > WINDOW_BUDGET_MS + PAST_BUDGET_MS
      const { far, near, rest } = pastWindows(window)
      const past = [far, near, rest].map((part, i) => readers.past[i]?.read(aggregates, part, version, enoughPast))
      const isComplete = [read, hours, ...past].every((part) => part?.isComplete)
      // While the log grows, old steps are re-read one after another; once it stops growing, all of them are re-read
      // immediately.
      if (!isComplete) ask(clock.playing ? READ_PAUSE_MS : 0)
      if (!isComplete && performance.now() - shownAt < READ_PAUSE_MS) return
      shownAt = performance.now()
      setReading({
        ...read,
        ...{ book, buffer: log.fold.buffer, window, at, logVersion: version, changes: log.changes },
        sum: sumOf(read.steps),
        hour: totalCounters(aggregates, lastHourOf(Math.min(at, window.to))),
        hourly: sumOf(hours.steps),
        // A coarser count may extend into the window; such counts are excluded.
        past: past.flatMap((part) => part?.steps.filter(({ at }) => at + part.step <= window.from) ?? []),
      })
    }
    const ask = (after: number) => {
      if (timer !== 0 || frame !== 0) return
      timer = window.setTimeout(() => {
        timer = 0
        frame = requestAnimationFrame(update)
      }, after)
    }
    const close = operate.subscribe((now, before) => {
      if (now.log !== before.log || now.serving !== before.serving) ask(READ_PAUSE_MS)
    })
    update()
    return () => {
      close()
      clearTimeout(timer)
      cancelAnimationFrame(frame)
    }
  }, [operate, range, readers])
  return reading
}
