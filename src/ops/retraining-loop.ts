/**
 * @file The retraining loop: signal, labels, train, gate, canary, champion. It is a state machine that receives events
 * and returns what to do next; it is pure, so the same events always lead to the same state. A rule starts a round and
 * determines for each step whether it runs automatically or waits for approval.
 */

export const RETRAINING_STEPS = ['labels', 'train', 'gate', 'canary'] as const
export type RetrainingStep = (typeof RETRAINING_STEPS)[number]
export const RETRAINING_TRIGGERS = ['hand', 'drift', 'accuracy', 'days', 'labels'] as const
export type RetrainingTrigger = (typeof RETRAINING_TRIGGERS)[number]

export interface RetrainingRule {
  /** What starts a round; `hand` means that only the user can start one. */
  readonly start: RetrainingTrigger
  /** A round starts if the accuracy, measured from enough labels, falls below this value. */
  readonly below: number
  readonly days: number
  /** The number of new labels that starts a round, and the number of labels that training requires (`needed`). */
  readonly labels: number
  readonly needed: number
  /** Steps that wait for approval. */
  readonly ask: readonly RetrainingStep[]
}

export const DEFAULT_RULE: RetrainingRule = {
  start: 'hand',
  ...{ below: 0.9, days: 28, labels: 200, needed: 50 },
  ask: ['train', 'canary'],
}

/** Measurements at a given time. */
export interface RetrainingMetrics {
  /** The time in simulated milliseconds. */
  readonly at: number
  /** The number of labeled inputs that a round would train on now: those that the champion was not trained on. */
  readonly labels: number
  /** Whether there is persistent input drift. */
  readonly drift: boolean
  /** Recent accuracy, if there are enough labels. */
  readonly accuracy?: number
}

export type RetrainingSignal =
  | { readonly kind: 'hand' | 'drift' }
  | { readonly kind: 'accuracy'; readonly accuracy: number; readonly below: number }
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'labels'; readonly labels: number }

export type RetrainingOutcome = 'champion' | 'stopped' | 'gate failed' | 'rolled back' | 'failed'

export interface RetrainingRound {
  readonly number: number
  readonly signal: RetrainingSignal
  readonly began: number
  readonly step: RetrainingStep
  /**
   * What the round is waiting for: `person` means approval of the step, `world` means more labels, and `work` means
   * that the step is running.
   */
  readonly waits: 'person' | 'world' | 'work'
  /** The model and version that were trained, the parent version, and the verdict of the gate. */
  readonly model?: string
  readonly version?: number
  readonly parent?: number
  readonly gate?: 'passed' | 'unsure'
  /** The number of labels used for training. */
  readonly learnt?: number
  readonly ended?: { readonly how: RetrainingOutcome; readonly at: number; readonly why?: string }
}

export interface RetrainingState {
  readonly rule: RetrainingRule
  readonly turn?: RetrainingRound
  /** Completed rounds, oldest first. */
  readonly history: readonly RetrainingRound[]
  /** The time at which the last round ended, and the number of labels at that time. */
  readonly since: { readonly at: number; readonly labels: number }
}

export type RetrainingEvent =
  | { readonly type: 'rule'; readonly rule: RetrainingRule }
  | { readonly type: 'look'; readonly reading: RetrainingMetrics }
  /** The user starts a round. */
  | { readonly type: 'start'; readonly reading: RetrainingMetrics }
  | { readonly type: 'approve' }
  | { readonly type: 'stop'; readonly reading: RetrainingMetrics }
  | {
      readonly type: 'trained'
      readonly model?: string
      readonly version: number
      readonly parent?: number
      readonly learnt: number
    }
  | { readonly type: 'gated'; readonly verdict: 'passed' | 'unsure' }
  /** The round has ended. */
  | {
      readonly type: 'ended'
      readonly how: RetrainingOutcome
      readonly why?: string
      readonly reading: RetrainingMetrics
    }

/** The maximum number of stored rounds. */
const MAX_ROUNDS = 50
const DAY = 86_400_000

/** Creates the state of a retraining loop before its first round. */
export function newRetrainingState(rule: RetrainingRule = DEFAULT_RULE): RetrainingState {
  return { rule, history: [], since: { at: 0, labels: 0 } }
}

/** Computes the state after an event. */
export function reduceRetraining(before: RetrainingState, event: RetrainingEvent): RetrainingState {
  const state = 'reading' in event ? afterLogRestart(before, event.reading) : before
  const { turn: round, rule } = state
  switch (event.type) {
    case 'rule':
      return { ...state, rule: event.rule }
    case 'look': {
      if (round) return checkLabels(state, round, event.reading)
      const signal = findSignal(state, event.reading)
      return signal ? startRound(state, signal, event.reading) : state
    }
    case 'start':
      return round ? state : startRound(state, { kind: 'hand' }, event.reading)
    case 'approve':
      if (round?.waits !== 'person') return state
      // By approving an inconclusive gate, the user decides to continue the round.
      if (round.step === 'gate' && round.gate === 'unsure')
        return { ...state, turn: { ...round, step: 'canary', waits: 'work' } }
      return { ...state, turn: { ...round, waits: round.step === 'labels' ? 'world' : 'work' } }
    case 'stop':
      return round ? endRound(state, round, 'stopped', event.reading) : state
    case 'trained': {
      if (round?.step !== 'train') return state
      const { type: _, ...made } = event
      return {
        ...state,
        turn: enterStep({ ...round, ...made }, 'gate', rule),
      }
    }
    case 'gated':
      if (round?.step !== 'gate') return state
      if (event.verdict === 'unsure') return { ...state, turn: { ...round, gate: 'unsure', waits: 'person' } }
      return { ...state, turn: enterStep({ ...round, gate: 'passed' }, 'canary', rule) }
    case 'ended':
      return round ? endRound(state, round, event.how, event.reading, event.why) : state
    default:
      return event satisfies never
  }
}

/** Resets the counts when the log starts over. */
function afterLogRestart(state: RetrainingState, { at, labels }: RetrainingMetrics): RetrainingState {
  const { since } = state
  if (at >= since.at && labels >= since.labels) return state
  return { ...state, since: { at: Math.min(at, since.at), labels: 0 } }
}

/** The number of labeled inputs that are new since the last round and available for the next training run. */
export function labelsSince({ since }: RetrainingState, labels: number): number {
  return Math.max(0, labels - since.labels)
}

/** The signal that would start a round now; undefined if there is none. */
function findSignal(state: RetrainingState, reading: RetrainingMetrics): RetrainingSignal | undefined {
  const { rule, since } = state
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
      const labels = labelsSince(state, reading.labels)
      return labels >= rule.labels ? { kind: 'labels', labels } : undefined
    }
    default:
      return rule.start satisfies never
  }
}

/** The step that should run now; undefined while the loop is waiting. */
export function pendingStep({ turn: round }: RetrainingState): Exclude<RetrainingStep, 'labels'> | undefined {
  return round?.waits === 'work' && round.step !== 'labels' ? round.step : undefined
}

function startRound(state: RetrainingState, signal: RetrainingSignal, reading: RetrainingMetrics): RetrainingState {
  const number = (state.history.at(-1)?.number ?? 0) + 1
  const round = enterStep({ number, signal, began: reading.at, step: 'labels', waits: 'world' }, 'labels', state.rule)
  return checkLabels({ ...state, turn: round }, round, reading)
}

/** Starts training if there are enough labels for it. */
function checkLabels(state: RetrainingState, round: RetrainingRound, reading: RetrainingMetrics): RetrainingState {
  if (round.step !== 'labels' || round.waits !== 'world') return state
  // Even a rule that waits for no new labels needs one to train on.
  if (labelsSince(state, reading.labels) < state.rule.needed || reading.labels === 0) return state
  return { ...state, turn: enterStep(round, 'train', state.rule) }
}

function enterStep(round: RetrainingRound, step: RetrainingStep, { ask }: RetrainingRule): RetrainingRound {
  const needsApproval = ask.includes(step)
  return { ...round, step, waits: needsApproval ? 'person' : step === 'labels' ? 'world' : 'work' }
}

function endRound(
  state: RetrainingState,
  round: RetrainingRound,
  how: RetrainingOutcome,
  reading: RetrainingMetrics,
  why?: string,
): RetrainingState {
  const ended: RetrainingRound = { ...round, ended: { how, at: reading.at, ...(why === undefined ? {} : { why }) } }
  const { turn: _, ...rest } = state
  // If a round ends without having used its labels, they remain available for the next round. A new champion was trained
  // on its labels, so they no longer count as usable.
  const labels = how === 'champion' ? 0 : round.learnt === undefined ? state.since.labels : reading.labels
  return { ...rest, history: [...state.history, ended].slice(-MAX_ROUNDS), since: { at: reading.at, labels } }
}
