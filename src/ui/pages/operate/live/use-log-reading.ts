/**
 * @file useReading: reads the log of the open service over the selected range, at most five times per second and for
 * only a few ms each time.
 */
import { useEffect, useMemo, useState } from 'react'
import type { RequestBuffer } from '../../../../ops/log/request-buffer'
import type { Window } from '../../../../ops/log/step-reader'
import { type LogStep, openStepReader, type ReadSteps, type StepCounts, sumOf } from '../../../../ops/log/step-reader'
import type { Change, LogDictionary } from '../../../../ops/log-entry'
import { HOUR } from '../../../../ops/scenario/scenario'
import { useOperateState } from '../use-operate'
import { pastWindows, shownUntil, type TimeRange, windowOf } from './time-range'

export interface Reading extends ReadSteps {
  readonly book: LogDictionary
  readonly buffer: RequestBuffer
  /** The displayed time window, and the simulated time (`at`) up to which its data is complete. */
  readonly window: Window
  readonly at: number
  /** The sum of all steps. */
  readonly sum: StepCounts
  /** The same sum computed from hourly counts, which include per-stage counts. */
  readonly hourly: StepCounts
  /** The steps before the window, oldest first. */
  readonly past: readonly LogStep[]
  readonly changes: readonly Change[]
  readonly logVersion: number
}

/** The pause between two reads, in ms. */
const PAUSE_MS = 200
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
    () => ({ own: openStepReader(), hourly: openStepReader(), near: openStepReader(), far: openStepReader() }),
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
      const at = shownUntil(range, clock, log.at)
      const window = windowOf(range, at)
      const read = readers.own.read(aggregates, window, version, enough)
      const hours = readers.hourly.read(aggregates, { ...window, step: Math.max(HOUR, window.step) }, version, enough)
      const enoughPast = () => performance.now() - began > WINDOW_BUDGET_MS + PAST_BUDGET_MS
      const { near: mark, far } = pastWindows(window)
      const [week, older] = [
        readers.near.read(aggregates, mark, version, enoughPast),
        readers.far.read(aggregates, far, version, enoughPast),
      ]
      const isComplete = read.isComplete && hours.isComplete && week.isComplete && older.isComplete
      // While the log grows, old steps are re-read one after another; once it stops growing, all of them are re-read
      // immediately.
      if (!isComplete) ask(clock.playing ? PAUSE_MS : 0)
      if (!isComplete && performance.now() - shownAt < PAUSE_MS) return
      shownAt = performance.now()
      setReading({
        ...read,
        ...{ book, buffer: log.fold.buffer, window, at, logVersion: version, changes: log.changes },
        sum: sumOf(read.steps),
        hourly: sumOf(hours.steps),
        // A daily count may extend into the window; such counts are excluded.
        past: [...older.steps, ...week.steps.filter((one) => one.at + week.step <= window.from)],
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
      if (now.log !== before.log || now.serving !== before.serving) ask(PAUSE_MS)
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
