/** @file The state of a run as a union type, and the pure function that updates it from the worker's messages. */
import { appendEpochs, changesUntil, type RateChange } from '../data/training-job'
import type { Message } from '../messages/message'
import type { BackendChosen } from './backend'
import type { ClassCounts, EngineChoice, EpochLog, FromTrainer } from './trainer-messages'

/** Why a run ended, unless it failed. */
export type DoneWhy = Extract<FromTrainer, { type: 'done' }>['why']

/** Fields common to all states after the start. */
export interface RunProgress {
  readonly id: string
  readonly drawingVersion: number
  readonly chosen?: BackendChosen
  readonly engine?: EngineChoice
  /** The step at which the run started or resumed; absent until it has begun. */
  readonly begunAt?: number
  readonly step: number
  readonly steps: number
  readonly epoch: number
  readonly loss?: number
  readonly validationLoss?: number
  /** The learning rate of the latest step. */
  readonly learningRate?: number
  /** The learning rates that the user has set during the run. */
  readonly rateChanges?: readonly RateChange[]
  readonly stepsPerSecond?: number
  readonly secondsLeft?: number
  readonly history: readonly EpochLog[]
  /** The latest confusion matrix counts of the training batches. */
  readonly counts?: ClassCounts
  readonly hash?: string
}

export type RunState =
  | { readonly tag: 'idle' }
  | ({ readonly tag: 'preparing' } & RunProgress)
  | ({ readonly tag: 'training' } & RunProgress)
  | ({ readonly tag: 'paused' } & RunProgress)
  | ({ readonly tag: 'done'; readonly why: DoneWhy } & RunProgress)
  | ({ readonly tag: 'failed'; readonly reason: Message } & RunProgress)

/** The state after a message. A stale message (from another run, or from a run that has ended) changes nothing. */
export function next(state: RunState, message: FromTrainer): RunState {
  if (state.tag === 'idle' || !('run' in message) || message.run !== state.id) return state
  if (state.tag === 'done' || state.tag === 'failed') return state
  switch (message.type) {
    case 'began':
      return {
        ...state,
        tag: 'training',
        chosen: message.chosen,
        engine: message.engine,
        begunAt: message.step,
        step: message.step,
        steps: message.steps,
        epoch: message.history.at(-1)?.epoch ?? state.epoch,
        history: message.history,
        ...(message.rateChanges ? { rateChanges: message.rateChanges } : {}),
      }
    case 'rateChanges':
      return { ...state, rateChanges: message.rateChanges }
    case 'progress': {
      // The hash is that of the weights at its step.
      const { hash, ...rest } = state
      return {
        ...rest,
        ...(hash !== undefined && message.step === state.step ? { hash } : {}),
        step: message.step,
        epoch: message.epoch,
        learningRate: message.learningRate,
        stepsPerSecond: message.stepsPerSecond,
        ...(message.losses.length > 0 ? { loss: message.losses[message.losses.length - 1] as number } : {}),
        ...(message.secondsLeft === undefined ? {} : { secondsLeft: message.secondsLeft }),
        ...(message.counts ? { counts: message.counts } : {}),
      }
    }
    case 'epoch':
      return {
        ...state,
        epoch: message.log.epoch,
        history: appendEpochs(state.history, ...(message.earlier ?? []), message.log),
        ...(message.log.validationLoss === undefined ? {} : { validationLoss: message.log.validationLoss }),
      }
    case 'checkpoint':
    case 'moments':
      return state
    case 'state':
      return {
        ...state,
        tag: message.tag,
        step: message.step,
        ...(message.hash === undefined ? {} : { hash: message.hash }),
      }
    case 'done':
      return {
        ...ended(state, message.step),
        tag: 'done',
        why: message.why,
        epoch: message.epoch,
        hash: message.hash,
      }
    case 'failed':
      return {
        ...ended(state, message.step),
        tag: 'failed',
        reason: message.reason,
        ...(message.hash === undefined ? {} : { hash: message.hash }),
      }
    default:
      return message satisfies never
  }
}

/** The state of a run that ended at this step. A learning rate that was set after its last step changed nothing. */
function ended<T extends RunProgress>(state: T, step: number): T {
  const { rateChanges } = state
  return { ...state, step, ...(rateChanges ? { rateChanges: changesUntil(rateChanges, step) } : {}) }
}
