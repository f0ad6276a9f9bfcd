/**
 * @file replayDrill: replays a drill in a separate worker, with the same models, simulated world, and timing, and with
 * the same changes at the same times.
 */
import { Refusal } from '../../../messages/message'
import { type DrillRules, type DrillTally, drillTallyReducer } from '../../../ops/drill-grade'
import { openFold } from '../../../ops/log/fold-log'
import { hashLog } from '../../../ops/log/hash'
import type { Change, Entry, LogDictionary } from '../../../ops/log-entry'
import { MINUTE, type Scenario } from '../../../ops/scenario/scenario'
import type { Slo } from '../../../ops/slo'
import { openServing } from '../../../protocol/serving-client'
import type { PlannedChange, ServiceStart } from '../../../protocol/serving-messages'

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
  /** The change entries of the log. */
  readonly changes: readonly Change[]
}

/** A speed that no device reaches, so that the replay runs as fast as the device can. */
const SPEED = 525_600

/** Replays up to the end of the scenario. */
export async function replayDrill(
  start: ServiceStart,
  { scenario, slos, rules }: { readonly scenario: Scenario; readonly slos: readonly Slo[]; readonly rules: DrillRules },
  { changes, labels }: ReplayActions,
): Promise<ReplayResult> {
  const entries: Entry[] = []
  let book: LogDictionary | undefined
  let onPaused: (() => void) | undefined
  let failed: ((why: Refusal) => void) | undefined
  const session = await openServing(start, {
    onEntries({ entries: added, book: logVersion }) {
      entries.push(...added)
      book = logVersion ?? book
    },
    onTime: () => undefined,
    onPlayed: (_at, why) => (why ? failed?.(new Refusal(why)) : onPaused?.()),
    onClosed: (why) => failed?.(new Refusal(why)),
  })
  book = session.book
  const playTo = (to: number) =>
    new Promise<void>((resolve, reject) => {
      onPaused = resolve
      failed = reject
      session.play(scenario, to, SPEED, changes)
    })
  try {
    for (const label of labels) {
      await playTo(label.at)
      session.label([label], 'person')
    }
    await playTo(scenario.durationMs)
  } finally {
    session.close()
  }
  const fold = openFold({ tally: drillTallyReducer(rules, slos) })
  fold.push(entries, scenario.durationMs, book)
  const { chain, minutes } = hashChainOf(entries, scenario.durationMs)
  const made = entries.filter((entry) => entry.kind === 'change')
  return { hash: chain.digest(book), minutes, tally: fold.states.tally, changes: made }
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
