/**
 * @file The status of the retraining loop as text: what starts a round, what the round is waiting for, and how it
 * ended.
 */
import { retrainingText as text } from '../../../../messages/en/operate/labels'
import type { LabeledCounts } from '../../../../ops/label-queue'
import type { RetrainingRound, RetrainingRule, RetrainingSignal } from '../../../../ops/retraining-loop'

/** What the loop is waiting for when no round is in progress. */
export function idleText(rule: RetrainingRule): string {
  switch (rule.start) {
    case 'hand':
    case 'drift':
      return text.idle[rule.start]
    case 'accuracy':
      return text.idle.accuracy({ below: rule.below })
    case 'days':
      return text.idle.days({ days: rule.days })
    case 'labels':
      return text.idle.labels({ labels: rule.labels })
    default:
      return rule.start satisfies never
  }
}

/** Describes what started a round. */
export function signalText(signal: RetrainingSignal): string {
  switch (signal.kind) {
    case 'hand':
    case 'drift':
      return text.signal[signal.kind]
    case 'accuracy':
      return text.signal.accuracy({ accuracy: signal.accuracy, below: signal.below })
    case 'days':
      return text.signal.days({ days: signal.days })
    case 'labels':
      return text.signal.labels({ labels: signal.labels })
    default:
      return signal satisfies never
  }
}

/** Information from outside the retraining loop, used to describe a round in progress. */
export interface RoundProgress {
  /** The training progress, from 0 to 1; undefined before it starts. */
  readonly done: number | undefined
  /** Whether the scenario has reached its end, so that no more requests arrive. */
  readonly isScenarioOver: boolean
  /** The number of training labels since the last round (`labels`), and how many labels that round used (`used`). */
  readonly labels: number
  readonly used: number
}

/** Describes what a round is doing or waiting for. */
export function waitText(round: RetrainingRound, rule: RetrainingRule, progress: RoundProgress): string {
  const { done, isScenarioOver, labels, used } = progress
  const { step, waits } = round
  const candidate = round.version === undefined ? {} : { version: round.version }
  const { needed } = rule
  if (step === 'gate' && round.gate === 'unsure') return text.waits.gateUnsure(candidate)
  if (waits === 'person') {
    const approval = text.waits.approval[step]
    return typeof approval === 'string' ? approval : approval(candidate)
  }
  if (isScenarioOver && (step === 'labels' || step === 'canary')) return text.waits.scenarioEnded
  switch (step) {
    case 'labels':
      return used > 0 ? text.waits.labelsAgain({ labels, needed, used }) : text.waits.labels({ labels, needed })
    case 'train':
      return done === undefined ? text.waits.preparing : text.waits.training({ done })
    case 'gate':
      return text.waits.gate(candidate)
    case 'canary':
      return text.waits.canary(candidate)
    default:
      return step satisfies never
  }
}

/** Says how many of the labels in the log can be used for training. */
export function labelsText({ requests, inputs, learnable }: Omit<LabeledCounts, 'known'>): string {
  return requests === 0 ? text.labels.none : text.labels.some({ requests, inputs, learnable })
}

/** Summarizes a past round in one line. */
export function roundText({ version, learnt = 0, ended, signal }: RetrainingRound): string {
  const end = ended ? text.history.ends[ended.how] : ''
  const round = text.history.round({
    ...{ signal: signalText(signal), labels: learnt, end },
    ...(version === undefined ? {} : { version }),
  })
  return ended?.why === undefined ? round : text.history.roundAndReason({ round, reason: ended.why })
}
