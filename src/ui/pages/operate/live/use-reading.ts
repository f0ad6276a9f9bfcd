/** @file useReading: the log of the open service over the chosen stretch, read again at most five times a second and never for long. */
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
  /** As shown; virtual time reached. */
  readonly window: Window
  readonly at: number
  /** Of all steps. */
  readonly sum: Counted
  /** The same by the hour: what has stages in it. */
  readonly hourly: Counted
  /** What came before the window, oldest first. */
  readonly past: readonly Step[]
  readonly changes: readonly Change[]
  readonly grown: number
}

/** From one reading to the next, in ms. */
const PAUSE_MS = 200
/** Of a reading, in ms: a third of a frame; and of what came before it, where labels alone may change anything. */
const LONG_MS = 5
const PAST_MS = 2

/** Undefined before the service has a log. */
export function useReading(stretch: Stretch): Reading | undefined {
  const desk = useDesk()
  const [reading, setReading] = useState<Reading>()
  // Of this page and these steps.
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
      // While it grows, what is old is read anew in turn; once it stands, at once.
      if (!settled) ask(clock.playing ? PAUSE_MS : 0)
      if (!settled && performance.now() - shownAt < PAUSE_MS) return
      shownAt = performance.now()
      setReading({
        ...read,
        ...{ book: log.book, ring: log.fold.ring, window, at, grown, changes: log.changes },
        sum: sumOf(read.steps),
        hourly: sumOf(hours.steps),
        // What is kept by the day alone may reach into the window.
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
