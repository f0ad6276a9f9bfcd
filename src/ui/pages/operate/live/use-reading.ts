/** @file useReading: the log of the open service over the chosen range, read at most five times per second and a few ms each time. */
import { useEffect, useMemo, useState } from 'react'
import type { Window } from '../../../../ops/reducers/window'
import { HOUR } from '../../../../ops/scenario/scenario'
import type { Book, Change } from '../../../../ops/record'
import type { Ring } from '../../../../ops/log/request-buffer'
import { useDesk } from '../use-operate'
import { type Counted, openReader, type ReadSteps, type Step, sumOf } from './reader'
import { pastOf, reachedOf, type Stretch, windowOf } from './stretch'

export interface Reading extends ReadSteps {
  readonly book: Book
  readonly ring: Ring
  /** The shown window, and the simulated time that is reached. */
  readonly window: Window
  readonly at: number
  /** The sum of all steps. */
  readonly sum: Counted
  /** The same by the hour, which includes the counts of stages. */
  readonly hourly: Counted
  /** The steps before the window, oldest first. */
  readonly past: readonly Step[]
  readonly changes: readonly Change[]
  readonly grown: number
}

/** The pause between two readings, in ms. */
const PAUSE_MS = 200
/** Time limits in ms: for the window a third of a frame; for what came before, where only labels can change anything. */
const LONG_MS = 5
const PAST_MS = 2

/** Undefined before the service has a log. */
export function useReading(stretch: Stretch): Reading | undefined {
  const desk = useDesk()
  const [reading, setReading] = useState<Reading>()
  // One reader for each kind of step.
  const readers = useMemo(
    () => ({ own: openReader(), hourly: openReader(), near: openReader(), far: openReader() }),
    [],
  )
  useEffect(() => {
    let [timer, frame] = [0, 0]
    let shownAt = Number.NEGATIVE_INFINITY
    const look = () => {
      frame = 0
      const { service, grown, clock } = desk.store.getState()
      const log = service === null ? undefined : desk.log()
      if (!log?.book) return setReading(undefined)
      const { aggregates } = log.readings
      const began = performance.now()
      const enough = () => performance.now() - began > LONG_MS
      const at = reachedOf(stretch, clock, log.at)
      const window = windowOf(stretch, at)
      const read = readers.own.read(aggregates, window, grown, enough)
      const hours = readers.hourly.read(aggregates, { ...window, step: Math.max(HOUR, window.step) }, grown, enough)
      const enoughPast = () => performance.now() - began > LONG_MS + PAST_MS
      const { near, far } = pastOf(window)
      const [week, older] = [
        readers.near.read(aggregates, near, grown, enoughPast),
        readers.far.read(aggregates, far, grown, enoughPast),
      ]
      const settled = read.settled && hours.settled && week.settled && older.settled
      // While the log grows, old steps are read again in turn; when it stops growing, at once.
      if (!settled) ask(clock.playing ? PAUSE_MS : 0)
      if (!settled && performance.now() - shownAt < PAUSE_MS) return
      shownAt = performance.now()
      setReading({
        ...read,
        ...{ book: log.book, ring: log.fold.ring, window, at, grown, changes: log.changes },
        sum: sumOf(read.steps),
        hourly: sumOf(hours.steps),
        // Counts by the day may reach into the window.
        past: [...older.steps, ...week.steps.filter((one) => one.at + week.step <= window.from)],
      })
    }
    const ask = (after: number) => {
      if (timer !== 0 || frame !== 0) return
      timer = window.setTimeout(() => {
        timer = 0
        frame = requestAnimationFrame(look)
      }, after)
    }
    const close = desk.store.subscribe((now, before) => {
      if (now.grown !== before.grown || now.service !== before.service || now.serving !== before.serving) ask(PAUSE_MS)
    })
    look()
    return () => {
      close()
      clearTimeout(timer)
      cancelAnimationFrame(frame)
    }
  }, [desk, stretch, readers])
  return reading
}
