/** @file Ring words: where a turn of the ring stands, what it waits for and how it ended, in words. */
import { count, counted } from '../../../../base/messages/words'
import type { RingRule, RingSignal, RingStart, RingStep, RingTurn } from '../../../../ops/ring'

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
  labels: 'on so many new labels',
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

/** What a turn waits for. */
export function waitWords(
  turn: RingTurn,
  rule: RingRule,
  done: number | undefined,
  comes: 'requests' | 'nothing',
): string {
  const { step, waits, version } = turn
  if (step === 'gate' && turn.gate === 'unsure')
    return `The gate cannot tell whether version ${version ?? ''} is worse. Approve to give it a share all the same.`
  if (waits === 'person')
    return `Waits for you to ${STEP_WORDS[step].ask}${version === undefined ? '' : `: version ${version}`}.`
  if (comes === 'nothing' && (step === 'labels' || step === 'canary'))
    return 'Waits for requests, and the score is played to its end: lengthen it, or begin a new run.'
  switch (step) {
    case 'labels':
      return `Waits for ${count(rule.needed)} new labels.`
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

/** How a turn ended, in a line. */
export function endWords({ version, learnt, ended, signal }: RingTurn): string {
  const made = version === undefined ? '' : `version ${version} of ${counted(learnt ?? 0, 'label')}, `
  return `${signalWords(signal)}: ${made}${ended?.how ?? ''}${ended?.why === undefined ? '' : `. ${ended.why}`}`
}
