/**
 * @file Playback: plays a scenario at a simulation speed, in time slices of a few milliseconds, so that the worker can
 * handle messages in between.
 */
import { refuse } from '../../messages/message'
import { MINUTE_MS } from '../../ops/request-arrivals'
import type { Scenario } from '../../ops/scenario/scenario'
import { startClock, tick, withSpeed } from '../../ops/simulated-clock'
import type { PlannedAction } from '../../protocol/serving-messages'
import type { LogWriter } from '../log-writer'
import type { Service } from '../open-service'
import { openPlayer, type PlaybackState } from './player'
import type { World } from './row-source'

export interface PlaybackOptions {
  readonly service: Service
  readonly logWriter: LogWriter
  readonly scenario: Scenario
  readonly speed: number
  /** The state left by the previous playback. */
  readonly state: PlaybackState
  /** The planned changes and labels of a replay in chronological order; `change` applies one of them. */
  readonly changes: readonly PlannedAction[]
  change(change: PlannedAction): Promise<void>
  /**
   * Returns the check to run at the end of each simulated minute, which may change the service; undefined if there is
   * none.
   */
  atMinute(): ((through: number) => Promise<void>) | undefined
  /** The simulator that generates the rows, if the rows are simulated. */
  readonly world?: World
  /** The simulated time at which playback stops (default: the end of the scenario). */
  readonly to?: number
  /** Queues a time slice behind all other work of the service. */
  enqueue(work: () => Promise<void>): void
  /** Called when the log has new entries. */
  onEntries(): void
  /** Whether the page is still busy with earlier entries; playback then waits. */
  isReaderBehind(): boolean
  onEnd(): void
}

export interface Playback {
  /** Pauses playback; requests that are waiting stay in their queues. */
  pause(): void
  /** Continues the same scenario as if it had not been paused; returns false if the scenario is a different one. */
  resume(scenario: Scenario, speed: number, to?: number): boolean
  setSpeed(speed: number): void
  settle(): void
  /** Finishes all queued requests. Call it before the diagram changes. */
  drain(): void
  /** Empties the queues. Call it after the diagram has changed. */
  refresh(): void
  readonly through: number
  /** Whether the scenario has been played to its end. */
  readonly isOver: boolean
  close(): void
}

/** Maximum duration of a time slice in milliseconds; messages are handled after each slice. */
const SLICE_MS = 24
/** Milliseconds between two time slices as long as playback keeps up with the clock. */
const IDLE_MS = 16

/** Starts playing. Throws a Refusal if there are no held-out rows. */
export function openPlayback({
  service,
  logWriter,
  scenario,
  speed,
  to,
  state,
  changes,
  change,
  atMinute: minute,
  world,
  enqueue,
  onEntries: onLogged,
  isReaderBehind: unreadBatches,
  onEnd: served,
}: PlaybackOptions): Playback {
  const { rows } = service
  if (!rows || rows.heldOut.length === 0) return refuse('service-no-rows', {})
  const opened = () => openPlayer({ service, logWriter, rows, scenario, state, ...(world && { world }) })
  let player = opened()
  const written = JSON.stringify(scenario)
  let end = Math.min(to ?? scenario.durationMs, scenario.durationMs)
  let clock = startClock(performance.now(), logWriter.at, speed)
  let open = true
  let going = true
  let changed = changes.findIndex(({ at }) => at >= logWriter.at)
  if (changed < 0) changed = changes.length
  let timer: ReturnType<typeof setTimeout> | undefined
  let begun = false

  /**
   * Applies the planned changes up to the current time before the first events of the scenario, in the same order as in
   * the original run.
   */
  async function changeFirst(): Promise<void> {
    const first = changed
    for (let planned = changes[changed]; open && planned && planned.at <= logWriter.at; planned = changes[changed]) {
      changed++
      await change(planned)
    }
    if (!open || changed === first) return
    // No request has arrived yet, so the player can simply be reopened for the changed service.
    player.close()
    player = opened()
  }
  /**
   * Returns the simulated time up to which to play next: the clock, the end, a planned change, or the end of a minute
   * with a check, whichever comes first.
   */
  function goal(): { readonly until: number; readonly planned: PlannedAction | undefined } {
    const planned = changes[changed]
    const until = Math.min(clock.virtualMs, end, planned?.at ?? end)
    const border = (Math.floor(logWriter.at / MINUTE_MS) + 1) * MINUTE_MS
    return { until: minute() ? Math.min(until, border) : until, planned }
  }
  async function playSlice(): Promise<void> {
    if (!open || !going) return
    clock = tick(clock, performance.now())
    if (unreadBatches()) {
      owesNothing()
      timer = setTimeout(next, IDLE_MS)
      return
    }
    if (!begun) await changeFirst()
    if (!open) return
    begun = true
    const deadline = performance.now() + SLICE_MS
    let there = true
    do {
      const { until, planned } = goal()
      there = await player.step(until, Math.max(0, deadline - performance.now()))
      if (there && logWriter.at % MINUTE_MS === 0) await minute()?.(player.through)
      if (there && planned && planned.at <= logWriter.at) {
        changed++
        await change(planned)
      }
    } while (going && there && logWriter.at < Math.min(clock.virtualMs, end) && performance.now() < deadline)
    if (!there) owesNothing()
    onLogged()
    // Paused within the slice.
    if (!going) return
    if (logWriter.at >= end) {
      going = false
      served()
    } else timer = setTimeout(next, there && logWriter.at >= clock.virtualMs ? IDLE_MS : 0)
  }
  /** Moves the clock back if the device cannot keep up, so that playback slows down instead of trying to catch up. */
  function owesNothing(): void {
    clock = { ...clock, virtualMs: Math.min(clock.virtualMs, logWriter.at + MAX_LAG_MS * clock.speed) }
  }
  function next(): void {
    enqueue(playSlice)
  }

  next()
  return {
    pause() {
      going = false
      clearTimeout(timer)
    },
    resume(again, now, until) {
      if (JSON.stringify(again) !== written) return false
      end = Math.min(until ?? scenario.durationMs, scenario.durationMs)
      clock = startClock(performance.now(), logWriter.at, now)
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
    drain: () => player.drain(),
    refresh: () => player.refresh(),
    get through() {
      return player.through
    },
    get isOver() {
      return logWriter.at >= scenario.durationMs
    },
    close() {
      open = false
      clearTimeout(timer)
      player.drain()
      player.close()
    },
  }
}

/** Maximum time in real milliseconds by which the clock may be ahead of the time that has been played. */
const MAX_LAG_MS = 250
