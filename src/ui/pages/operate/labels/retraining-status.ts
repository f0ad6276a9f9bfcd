/** @file Ring words: where a turn of the ring stands, what it waits for and how it ended, in words. */
import { count, counted } from '../../../../messages/format'
import type { Labelled } from '../../../../ops/reducers/labelled'
import type { RingRule, RingSignal, RingStart, RingStep, RingTurn } from '../../../../ops/retraining-loop'

export const STEP_WORDS: Readonly<Record<RingStep, { readonly title: string; readonly ask: string }>> = {
  labels: { title: 'Labels', ask: 'begin a turn' },
  train: { title: 'Train', ask: 'train a candidate' },
  gate: { title: 'Gate', ask: 'hold it against the champion' },
  canary: { title: 'Canary', ask: 'give it a share of the requests' },
}

export const START_WORDS: Readonly<Record<RingStart, string>> = {
  hand: 'by hand',
  drift: 'when inputs drift',
  accuracy: 'when too few answers are right',
  days: 'every so many days',
  labels: 'on so many new labels to learn from',
}

/** What set a turn going. */
export function signalWords(signal: RingSignal): string {
  switch (signal.kind) {
    case 'hand':
      return 'started by hand'
    case 'drift':
      return 'inputs had drifted'
    case 'accuracy':
      return `${(100 * signal.accuracy).toFixed(1)} % right, below ${Math.round(100 * signal.below)} %`
    case 'days':
      return `${counted(signal.days, 'day')} had passed`
    case 'labels':
      return `${counted(signal.labels, 'new label')}`
    default:
      return signal satisfies never
  }
}

/** What is known beside the ring, while it waits. */
export interface RingMeans {
  /** How far its training is, 0 to 1. */
  readonly done: number | undefined
  readonly comes: 'requests' | 'nothing'
  /** Labels to learn from that have come since the last turn, and those that it learnt from. */
  readonly labels: number
  readonly learnt: number
}

/** What a turn waits for. */
export function waitWords(turn: RingTurn, rule: RingRule, { done, comes, labels, learnt }: RingMeans): string {
  const { step, waits, version } = turn
  if (step === 'gate' && turn.gate === 'unsure')
    return `The gate cannot tell whether version ${version ?? ''} is worse. Approve to give it a share all the same.`
  if (waits === 'person')
    return `Waits for you to ${STEP_WORDS[step].ask}${version === undefined ? '' : `: version ${version}`}.`
  if (comes === 'nothing' && (step === 'labels' || step === 'canary'))
    return 'Waits for requests, and the score is played to its end: lengthen it, or begin a new run.'
  switch (step) {
    case 'labels':
      return `Waits for ${counted(rule.needed, 'new label')} to learn from: ${labels === 0 ? 'none has' : counted(labels, 'has', 'have')} come${learnt > 0 ? sinceWords(learnt) : ''}.`
    case 'train':
      return done === undefined ? 'Makes the set that it trains on…' : `Trains a candidate: ${Math.round(100 * done)} %`
    case 'gate':
      return `Version ${version ?? ''} is held against the champion…`
    case 'canary':
      return `Version ${version ?? ''} has a share of the requests; it goes up or back by what the log shows.`
    default:
      return step satisfies never
  }
}

/** Inputs of a pool come again, and their labels are none to learn from any more. */
function sinceWords(learnt: number): string {
  return ` since the last turn, which learnt from ${count(learnt)}. An input that comes again brings none: to train on those there are, set the rule to wait for 0`
}

/** Which labels a training may learn from, out of all that came to the log. */
export function labelsWords({ requests, inputs, learnable }: Omit<Labelled, 'known'>): string {
  if (requests === 0) return 'No request of this log has a label yet.'
  return `${counted(requests, 'request has a label', 'requests have a label')}, by a person, a caller or the world; they brought ${counted(inputs, 'input')}, each of which counts once. ${counted(learnable, 'is', 'are')} to learn from: those of one half of the rows, so that the gate has the other half, which no version has seen.`
}

/** How a turn ended, in a line. */
export function endWords({ version, learnt, ended, signal }: RingTurn): string {
  const made = version === undefined ? '' : `version ${version}, which learnt from ${counted(learnt ?? 0, 'label')}, `
  return `${signalWords(signal)}: ${made}${ended?.how ?? ''}${ended?.why === undefined ? '' : `. ${ended.why}`}`
}
