/**
 * @file replayDrill: replays a drill in a separate worker, with the same models, simulated world, and timing, and with
 * the same changes at the same times.
 */
import { message, Refusal } from '../../../messages/message'
import type { Drill } from '../../../gallery/drills/define-drill'
import { makeObjectives, objectives } from '../../../ops/alerts/objectives'
import { type DrillCosts, type DrillTally, drillCosts, drillTallyReducer } from '../../../ops/drill-tally'
import { openFold } from '../../../ops/log/fold-log'
import { hashLog } from '../../../ops/log/hash'
import type { Change, Entry, LogDictionary } from '../../../ops/log-entry'
import { MINUTE } from '../../../ops/scenario/scenario'
import { openServing } from '../../../protocol/serving-client'
import type { PlannedAction, PlannedChange, ServiceStart } from '../../../protocol/serving-messages'

export interface ReplayLabel {
  readonly at: number
  readonly request: number
  readonly label: number
}

/** The user's actions that affected the service. */
export interface ReplayActions {
  readonly changes: readonly PlannedChange[]
  readonly labels: readonly ReplayLabel[]
}

export interface ReplayResult {
  /** The hash of the log. */
  readonly hash: string
  /** The hash chain after each minute of simulated time: the first 16 hex digits of each value. */
  readonly minutes: readonly string[]
  readonly tally: DrillTally
  readonly costs: DrillCosts
  /** The minutes in which an objective of the drill raised an alert, in order. */
  readonly alertMinutes: readonly number[]
  /** The change entries of the log. */
  readonly changes: readonly Change[]
}

/** A speed that no device reaches, so that the replay runs as fast as the device can. */
const SPEED = 525_600

/** Follows a replay, and stops it. */
export interface ReplayWatch {
  /** Stops the replay, which then refuses. */
  readonly signal?: AbortSignal | undefined
  onProgress?(share: number): void
}

/** Replays up to the end of the scenario. */
export async function replayDrill(
  start: ServiceStart,
  { service: { scenario, slos }, rules }: Pick<Drill, 'service' | 'rules'>,
  { changes, labels }: ReplayActions,
  { signal, onProgress }: ReplayWatch = {},
): Promise<ReplayResult> {
  const stopped = () => new Refusal(message('drill-stopped', {}))
  if (signal?.aborted) throw stopped()
  const entries: Entry[] = []
  let book: LogDictionary | undefined
  let [onEnd, onFail] = [() => {}, (_why: Refusal) => {}]
  const ended = new Promise<void>((resolve, reject) => {
    ;[onEnd, onFail] = [resolve, reject]
  })
  // The worker may end before anything waits for the replay.
  ended.catch(() => undefined)
  const session = await openServing(start, {
    onEntries({ entries: added, book: logVersion, through }) {
      entries.push(...added)
      book = logVersion ?? book
      onProgress?.(Math.min(1, through / scenario.durationMs))
    },
    onTime: () => undefined,
    onPlayed: (_at, why) => (why ? onFail(new Refusal(why)) : onEnd()),
    onClosed: (why) => onFail(new Refusal(why)),
  })
  book = session.book
  const stop = () => onFail(stopped())
  signal?.addEventListener('abort', stop, { once: true })
  try {
    if (signal?.aborted) stop()
    session.play(scenario, scenario.durationMs, SPEED, plannedOf(changes, labels))
    await ended
  } finally {
    signal?.removeEventListener('abort', stop)
    session.close()
  }
  const fold = openFold({
    tally: drillTallyReducer(rules, slos),
    objectives: { ...objectives, initial: () => makeObjectives(slos) },
  })
  fold.push(entries, scenario.durationMs, book)
  const { tally, objectives: watched } = fold.states
  const { chain, minutes } = hashChainOf(entries, scenario.durationMs)
  const drawn = changes.flatMap(({ at, ...change }) =>
    change.type === 'spec' ? [{ minute: Math.floor(at / MINUTE), spec: change.spec }] : [],
  )
  return {
    ...{ hash: chain.digest(book), minutes, tally },
    costs: drillCosts(tally, book.stages, [{ minute: 0, spec: start.spec }, ...drawn], scenario.durationMs),
    alertMinutes: watched.alerts.map(({ fromMinute }) => fromMinute).sort((a, b) => a - b),
    changes: entries.filter((entry) => entry.kind === 'change'),
  }
}

/** Changes and labels in order of time; a change comes before a label of the same time. */
function plannedOf(changes: ReplayActions['changes'], labels: ReplayActions['labels']): readonly PlannedAction[] {
  const planned = labels.map((label) => ({ type: 'label' as const, ...label }))
  return [...changes, ...planned].sort((a, b) => a.at - b.at)
}

/** The hash chain of a complete log, and its first 16 hex digits after each minute. */
export function hashChainOf(entries: readonly Entry[], durationMs: number) {
  const chain = hashLog()
  chain.push(entries, 0)
  const minutes: string[] = []
  for (let at = MINUTE; at <= durationMs; at += MINUTE) {
    chain.push([], at)
    minutes.push(chain.link.sum.slice(0, 16))
  }
  return { chain, minutes }
}

/** The first minute in which two hash chains differ; undefined if they are equal. */
export function firstDifference(a: readonly string[], b: readonly string[]): number | undefined {
  const length = Math.max(a.length, b.length)
  for (let minute = 0; minute < length; minute++) if (a[minute] !== b[minute]) return minute
  return undefined
}
