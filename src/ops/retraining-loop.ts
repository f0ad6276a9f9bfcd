/**
 * @file The ring: signal, labels, train, gate, canary, champion, as a state that is told what happened and says what is to be done next.
 * Pure: same events, same ring. A rule starts it; each step goes on by itself or waits for a person, as the rule says.
 */

export const RING_STEPS = ['labels', 'train', 'gate', 'canary'] as const
export type RingStep = (typeof RING_STEPS)[number]
export const RING_STARTS = ['hand', 'drift', 'accuracy', 'days', 'labels'] as const
export type RingStart = (typeof RING_STARTS)[number]

export interface RingRule {
  /** What starts a turn; `hand`: nothing but a person. */
  readonly start: RingStart
  /** Share of right answers below which a turn starts, by labels where there are enough of them. */
  readonly below: number
  readonly days: number
  /** New labels that start a turn, and labels that a training waits for. */
  readonly labels: number
  readonly needed: number
  /** Steps before which a person is asked. */
  readonly ask: readonly RingStep[]
}

export const USUAL_RULE: RingRule = {
  start: 'hand',
  ...{ below: 0.9, days: 28, labels: 200, needed: 50 },
  ask: ['train', 'canary'],
}

/** What is known at a moment. */
export interface RingReading {
  /** Virtual milliseconds. */
  readonly at: number
  /** Labelled inputs that can be learnt from, since the log began: each counts once. */
  readonly labels: number
  /** Whether inputs have drifted, for longer than by chance. */
  readonly drift: boolean
  /** Share of right answers of late, where it is known well enough. */
  readonly accuracy?: number
}

export type RingSignal =
  | { readonly kind: 'hand' | 'drift' }
  | { readonly kind: 'accuracy'; readonly accuracy: number; readonly below: number }
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'labels'; readonly labels: number }

export type RingEnd = 'champion' | 'stopped' | 'gate failed' | 'rolled back' | 'failed'

export interface RingTurn {
  readonly number: number
  readonly signal: RingSignal
  readonly began: number
  readonly step: RingStep
  /** `person`: it goes on when somebody says so; `world`: what it needs has not come yet; `work`: it is being done. */
  readonly waits: 'person' | 'world' | 'work'
  /** The version that was trained, of which model, the one it is to follow, and what its gate says. */
  readonly model?: string
  readonly version?: number
  readonly parent?: number
  readonly gate?: 'passed' | 'unsure'
  /** Labels that it learnt from. */
  readonly learnt?: number
  readonly ended?: { readonly how: RingEnd; readonly at: number; readonly why?: string }
}

export interface RingState {
  readonly rule: RingRule
  readonly turn?: RingTurn
  /** Turns that are over, oldest first. */
  readonly history: readonly RingTurn[]
  /** When the last turn ended, and how many labels there were then. */
  readonly since: { readonly at: number; readonly labels: number }
}

export type RingEvent =
  | { readonly type: 'rule'; readonly rule: RingRule }
  | { readonly type: 'look'; readonly reading: RingReading }
  /** Somebody starts a turn by hand. */
  | { readonly type: 'start'; readonly reading: RingReading }
  | { readonly type: 'approve' }
  | { readonly type: 'stop'; readonly reading: RingReading }
  | {
      readonly type: 'trained'
      readonly model?: string
      readonly version: number
      readonly parent?: number
      readonly learnt: number
    }
  | { readonly type: 'gated'; readonly verdict: 'passed' | 'unsure' }
  /** It ends. */
  | { readonly type: 'ended'; readonly how: RingEnd; readonly why?: string; readonly reading: RingReading }

/** Turns that are remembered. */
const MOST_TURNS = 50
const DAY = 86_400_000

/** A ring that nothing has happened in. */
export function openRing(rule: RingRule = USUAL_RULE): RingState {
  return { rule, history: [], since: { at: 0, labels: 0 } }
}

/** The ring after an event. */
export function ringAfter(before: RingState, event: RingEvent): RingState {
  const ring = 'reading' in event ? sinceAnew(before, event.reading) : before
  const { turn, rule } = ring
  switch (event.type) {
    case 'rule':
      return { ...ring, rule: event.rule }
    case 'look': {
      if (turn) return looked(ring, turn, event.reading)
      const signal = signalOf(ring, event.reading)
      return signal ? begun(ring, signal, event.reading) : ring
    }
    case 'start':
      return turn ? ring : begun(ring, { kind: 'hand' }, event.reading)
    case 'approve':
      if (turn?.waits !== 'person') return ring
      // Who looked at what cannot be told, and says go on, has decided it.
      if (turn.step === 'gate' && turn.gate === 'unsure')
        return { ...ring, turn: { ...turn, step: 'canary', waits: 'work' } }
      return { ...ring, turn: { ...turn, waits: turn.step === 'labels' ? 'world' : 'work' } }
    case 'stop':
      return turn ? over(ring, turn, 'stopped', event.reading) : ring
    case 'trained': {
      if (turn?.step !== 'train') return ring
      const { type: _, ...made } = event
      return {
        ...ring,
        turn: entered({ ...turn, ...made }, 'gate', rule),
      }
    }
    case 'gated':
      if (turn?.step !== 'gate') return ring
      if (event.verdict === 'unsure') return { ...ring, turn: { ...turn, gate: 'unsure', waits: 'person' } }
      return { ...ring, turn: entered({ ...turn, gate: 'passed' }, 'canary', rule) }
    case 'ended':
      return turn ? over(ring, turn, event.how, event.reading, event.why) : ring
    default:
      return event satisfies never
  }
}

/** A log that begins anew counts from nothing again, and so does the ring. */
function sinceAnew(ring: RingState, { at, labels }: RingReading): RingState {
  const { since } = ring
  if (at >= since.at && labels >= since.labels) return ring
  return { ...ring, since: { at: Math.min(at, since.at), labels: 0 } }
}

/** Labelled inputs that have come for the next training. */
export function labelsSince({ since }: RingState, labels: number): number {
  return Math.max(0, labels - since.labels)
}

/** Why a turn would start now. */
export function signalOf(ring: RingState, reading: RingReading): RingSignal | undefined {
  const { rule, since } = ring
  switch (rule.start) {
    case 'hand':
      return undefined
    case 'drift':
      return reading.drift ? { kind: 'drift' } : undefined
    case 'accuracy':
      return reading.accuracy !== undefined && reading.accuracy < rule.below
        ? { kind: 'accuracy', accuracy: reading.accuracy, below: rule.below }
        : undefined
    case 'days':
      return reading.at - since.at >= rule.days * DAY ? { kind: 'days', days: rule.days } : undefined
    case 'labels': {
      const labels = labelsSince(ring, reading.labels)
      return labels >= rule.labels ? { kind: 'labels', labels } : undefined
    }
    default:
      return rule.start satisfies never
  }
}

/** What is to be done, where the ring waits for nobody. */
export function workOf({ turn }: RingState): Exclude<RingStep, 'labels'> | undefined {
  return turn?.waits === 'work' && turn.step !== 'labels' ? turn.step : undefined
}

function begun(ring: RingState, signal: RingSignal, reading: RingReading): RingState {
  const number = (ring.history.at(-1)?.number ?? 0) + 1
  const turn = entered({ number, signal, began: reading.at, step: 'labels', waits: 'world' }, 'labels', ring.rule)
  return looked({ ...ring, turn }, turn, reading)
}

/** Enough labels are what a training waits for; all else waits for work or a person. */
function looked(ring: RingState, turn: RingTurn, reading: RingReading): RingState {
  if (turn.step !== 'labels' || turn.waits !== 'world') return ring
  if (labelsSince(ring, reading.labels) < ring.rule.needed) return ring
  return { ...ring, turn: entered(turn, 'train', ring.rule) }
}

function entered(turn: RingTurn, step: RingStep, { ask }: RingRule): RingTurn {
  const asks = ask.includes(step)
  return { ...turn, step, waits: asks ? 'person' : step === 'labels' ? 'world' : 'work' }
}

function over(ring: RingState, turn: RingTurn, how: RingEnd, reading: RingReading, why?: string): RingState {
  const ended: RingTurn = { ...turn, ended: { how, at: reading.at, ...(why === undefined ? {} : { why }) } }
  const { turn: _, ...rest } = ring
  // Labels that a turn did not learn from are there for the next.
  const labels = turn.learnt === undefined ? ring.since.labels : reading.labels
  return { ...rest, history: [...ring.history, ended].slice(-MOST_TURNS), since: { at: reading.at, labels } }
}
