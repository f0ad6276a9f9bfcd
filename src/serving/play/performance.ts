/** @file Performance: a score that is being played at some speed: stretch after stretch, with the thread handed back between them. */
import { refuse } from '../../messages/message'
import { goOn, startClock, tick, withSpeed } from '../../ops/clock'
import { MINUTE_MS } from '../../ops/arrivals'
import type { Score } from '../../ops/scenario/scenario'
import type { PlannedChange } from '../../protocol/serving-messages'
import type { Journal } from '../log-writer'
import type { Service } from '../service'
import { type Carry, openPlayer } from './player'
import type { World } from './supply'

export interface PerformanceOptions {
  readonly service: Service
  readonly journal: Journal
  readonly score: Score
  readonly speed: number
  /** Of what was played before. */
  readonly carry: Carry
  /** What is to change and when, in its order, and what changes it. */
  readonly changes: readonly PlannedChange[]
  change(change: PlannedChange): Promise<void>
  /** Somebody looks at what came at the end of each virtual minute, and may change the service there; undefined while nobody does. */
  minute(): ((through: number) => Promise<void>) | undefined
  /** Where its source is one. */
  readonly world?: World
  /** Up to this virtual time; absent, to the end of the score. */
  readonly to?: number
  /** Does a stretch in its turn among whatever else is asked of the service. */
  inTurn(work: () => Promise<void>): void
  /** There is something in the journal. */
  told(): void
  /** Whoever reads what was told is behind: it waits for them. */
  unread(): boolean
  ended(): void
}

export interface Performance {
  /** Stands still, with whoever waits left waiting. */
  pause(): void
  /** Goes on with the same score, as if nobody had paused it; false where the score is another. */
  resume(score: Score, speed: number, to?: number): boolean
  setSpeed(speed: number): void
  settle(): void
  /** Before the drawing changes: answers who waits. */
  rest(): void
  /** After it: the lines begin anew. */
  renew(): void
  readonly through: number
  close(): void
}

/** A stretch takes so long at most; then messages are heard. */
const STRETCH_MS = 24
/** Between two stretches where the clock is behind nothing. */
const IDLE_MS = 16

/** Begins to play. Refuses where there are no rows to play. */
export function openPerformance({
  service,
  journal,
  score,
  speed,
  to,
  carry,
  changes,
  change,
  minute,
  world,
  inTurn,
  told,
  unread,
  ended,
}: PerformanceOptions): Performance {
  const { rows } = service
  if (!rows || rows.heldOut.length === 0) return refuse('service-no-rows', {})
  const opened = () => openPlayer({ service, journal, rows, score, carry, ...(world && { world }) })
  let player = opened()
  const written = JSON.stringify(score)
  let end = Math.min(to ?? score.durationMs, score.durationMs)
  let clock = goOn(startClock(performance.now(), journal.at, speed), performance.now())
  let open = true
  let going = true
  let changed = changes.findIndex(({ at }) => at >= journal.at)
  if (changed < 0) changed = changes.length
  let timer: ReturnType<typeof setTimeout> | undefined
  let begun = false

  /** What was done before it played comes before what the score begins with, as it did then. */
  async function changeFirst(): Promise<void> {
    const first = changed
    for (let planned = changes[changed]; open && planned && planned.at <= journal.at; planned = changes[changed]) {
      changed++
      await change(planned)
    }
    if (!open || changed === first) return
    // Nothing came yet: its lines are those of what serves now.
    player.close()
    player = opened()
  }
  /** Up to where it is to go, or what is changed or looked at before. */
  function goal(): { readonly until: number; readonly planned: PlannedChange | undefined } {
    const planned = changes[changed]
    const until = Math.min(clock.virtualMs, end, planned?.at ?? end)
    const border = (Math.floor(journal.at / MINUTE_MS) + 1) * MINUTE_MS
    return { until: minute() ? Math.min(until, border) : until, planned }
  }
  async function stretch(): Promise<void> {
    if (!open || !going) return
    clock = tick(clock, performance.now())
    if (unread()) {
      owesNothing()
      timer = setTimeout(next, IDLE_MS)
      return
    }
    if (!begun) await changeFirst()
    if (!open) return
    begun = true
    const deadline = performance.now() + STRETCH_MS
    let there = true
    do {
      const { until, planned } = goal()
      there = await player.step(until, Math.max(0, deadline - performance.now()))
      if (there && journal.at % MINUTE_MS === 0) await minute()?.(player.through)
      if (there && planned && planned.at <= journal.at) {
        changed++
        await change(planned)
      }
    } while (there && journal.at < Math.min(clock.virtualMs, end) && performance.now() < deadline)
    if (!there) owesNothing()
    told()
    if (journal.at >= end) {
      going = false
      ended()
    } else timer = setTimeout(next, there && journal.at >= clock.virtualMs ? IDLE_MS : 0)
  }
  /** A device that cannot keep up plays slower, and does not owe what it missed. */
  function owesNothing(): void {
    clock = { ...clock, virtualMs: Math.min(clock.virtualMs, journal.at + MOST_BEHIND * clock.speed) }
  }
  function next(): void {
    inTurn(stretch)
  }

  next()
  return {
    pause() {
      going = false
      clearTimeout(timer)
    },
    resume(again, now, until) {
      if (JSON.stringify(again) !== written) return false
      end = Math.min(until ?? score.durationMs, score.durationMs)
      clock = goOn(startClock(performance.now(), journal.at, now), performance.now())
      if (!going) {
        going = true
        next()
      }
      return true
    },
    setSpeed(now) {
      clock = withSpeed(clock, performance.now(), now)
    },
    settle: () => player.settle(),
    rest: () => player.rest(),
    renew: () => player.renew(),
    get through() {
      return player.through
    },
    close() {
      open = false
      clearTimeout(timer)
      player.rest()
      player.close()
    },
  }
}

/** Milliseconds of the wall that the clock may be ahead of what was played. */
const MOST_BEHIND = 250
