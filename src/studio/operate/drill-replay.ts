/** @file playHand: a hand played once more in a worker of its own: the same models, world and times, and what was done at its moments. */
import { Refusal } from '../../messages/message'
import { openFold } from '../../ops/log/fold'
import { hashLog } from '../../ops/log/hash'
import type { Book, Change, Entry } from '../../ops/record'
import { type DrillRules, type DrillTally, tallyOf } from '../../ops/drill-grade'
import { MINUTE, type Score } from '../../ops/scenario/scenario'
import type { Slo } from '../../ops/slo'
import type { PlannedChange, ServiceStart } from '../../protocol/serving-messages'
import { openServingSession } from './serving-session'

export interface GivenLabel {
  readonly at: number
  readonly request: number
  readonly label: number
}

/** What a person did that the service heard of. */
export interface Hand {
  readonly changes: readonly PlannedChange[]
  readonly labels: readonly GivenLabel[]
}

export interface PlayedHand {
  /** As the service's own log has it. */
  readonly hash: string
  /** The chain's link after each minute that is over, its first 16 digits. */
  readonly minutes: readonly string[]
  readonly tally: DrillTally
  /** As the log tells them. */
  readonly made: readonly Change[]
}

/** As fast as the device can. */
const SPEED = 525_600

/** Plays it to the end of the score. */
export async function playHand(
  start: ServiceStart,
  { score, slos, rules }: { readonly score: Score; readonly slos: readonly Slo[]; readonly rules: DrillRules },
  { changes, labels }: Hand,
): Promise<PlayedHand> {
  const entries: Entry[] = []
  let book: Book | undefined
  let stood: (() => void) | undefined
  let failed: ((why: Refusal) => void) | undefined
  const session = await openServingSession(start, {
    entries({ entries: added, book: grown }) {
      entries.push(...added)
      book = grown ?? book
    },
    pulse: () => undefined,
    played: (_at, why) => (why ? failed?.(new Refusal(why)) : stood?.()),
    gone: (why) => failed?.(new Refusal(why)),
  })
  book = session.book
  const playTo = (to: number) =>
    new Promise<void>((resolve, reject) => {
      stood = resolve
      failed = reject
      session.play(score, to, SPEED, changes)
    })
  try {
    for (const label of labels) {
      await playTo(label.at)
      session.label([label], 'person')
    }
    await playTo(score.durationMs)
  } finally {
    session.close()
  }
  const fold = openFold({ tally: tallyOf(rules, slos) })
  fold.push(entries, score.durationMs, book)
  const { chain, minutes } = chainOf(entries, score.durationMs)
  const made = entries.filter((entry) => entry.kind === 'change')
  return { hash: chain.digest(book), minutes, tally: fold.states.tally, made }
}

/** The chain of a whole log, and its links minute by minute, the first 16 digits of each. */
export function chainOf(entries: readonly Entry[], durationMs: number) {
  const chain = hashLog()
  chain.push(entries, 0)
  const minutes: string[] = []
  for (let at = MINUTE; at <= durationMs; at += MINUTE) {
    chain.push([], at)
    minutes.push(chain.link.sum.slice(0, 16))
  }
  return { chain, minutes }
}

/** The first minute in which two chains differ; undefined where none does. */
export function firstDifference(a: readonly string[], b: readonly string[]): number | undefined {
  const length = Math.max(a.length, b.length)
  for (let minute = 0; minute < length; minute++) if (a[minute] !== b[minute]) return minute
  return undefined
}
