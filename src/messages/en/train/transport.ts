/** @file Text of the controls of a run on the Train page: its buttons, progress, learning rate and engine, and what to do after trouble. */
import { defineText } from '../../define'
import { byteSize, count, facts, percent, setting, wait } from '../../format'
import { chartsText } from '../charts'

interface AtStep {
  readonly step: number
  readonly steps: number
}
const at = ({ step, steps }: AtStep) => `Step ${count(step)} of ${count(steps)}`

export const transportText = defineText('train/transport', {
  problem: 'Fix the problem in the network first, or wait for the data to load. See Build.',
  noRun: 'No run is in progress.',
  step: 'Step',
  stepTip: 'Train one step, then pause',
  further: 'Train further',
  furtherTip: 'Starts a new run from the last weights, for as many epochs as the training settings say.',
  progress: 'Progress of the run',
  preparing: 'Preparing: building the network and sending the data',
  training: (a: AtStep & { stepsPerSecond: number | undefined; secondsLeft: number | undefined }) =>
    facts([
      at(a),
      ...(a.stepsPerSecond ? [chartsText.speed({ stepsPerSecond: a.stepsPerSecond })] : []),
      ...(a.secondsLeft === undefined ? [] : [`${wait(a.secondsLeft)} left`]),
    ]),
  silent: (a: AtStep & { seconds: number }) => `${at(a)}, no response from the worker for ${count(a.seconds)} s`,
  paused: (a: AtStep) => `${at(a)}, paused`,
  done: {
    finished: (a: AtStep) => `${at(a)}, done`,
    stopped: (a: AtStep) => `${at(a)}, stopped`,
    early: (a: AtStep) => `${at(a)}, stopped early because it no longer improved`,
    rule: (a: AtStep) => `${at(a)}, stop rule met`,
  },
  failed: (a: AtStep & { share: number }) => `${at(a)} (${percent(a.share)}), failed`,
  /** After a reload: how far the newest run came. */
  last: (a: { epoch: number; epochs: number }) => `Last run: ${count(a.epoch)} of ${count(a.epochs)} epochs`,
  lastFailed: (a: { epoch: number; epochs: number }) =>
    `Last run: failed after ${count(a.epoch)} of ${count(a.epochs)} epochs`,
  learningRate: 'Learning rate',
  rateNow: 'Takes effect immediately',
  rateNext: 'Used by the next run',
  /** Facts about the run that is shown, on one line. */
  about: (a: {
    version: number
    backend: string | undefined
    adapter: string | undefined
    engine: string | undefined
    /** Where it differs from the training settings. */
    learningRate: number | undefined
  }) =>
    [
      `Network v${a.version}`,
      ...(a.backend === undefined ? [] : [a.adapter === undefined ? a.backend : `${a.backend} (${a.adapter})`]),
      ...(a.engine === undefined ? [] : [a.engine]),
      ...(a.learningRate === undefined ? [] : [`current learning rate ${setting(a.learningRate, 3)}`]),
    ].join(' · '),

  /** Of a run that was interrupted or failed. */
  trouble: {
    resume: 'Resume run',
    resumeTip: 'Continues the same run as if it had not been interrupted.',
    resumeFailed: 'Resume where it stopped',
    resumeAnyway: 'Resume anyway',
    further: 'Train further from its last weights',
    furtherTip: 'Starts a new run of the current network.',
    furtherFailed: 'Train further from the last good weights',
    again: 'Train again',
    rateIs: (a: { rate: number }) => `Learning rate is ${setting(a.rate)}`,
    setRate: (a: { rate: number }) => `Set the learning rate to ${setting(a.rate)}`,
    restore: 'Go back to the last good checkpoint',
    restoreTip: 'Uses its weights to predict, evaluate and train further.',
  },

  /** The offer to train on the full dataset of which the one in use is a part. */
  larger: {
    offer: (a: { images: number; bytes: number }) =>
      `This is the starter dataset. Your network can keep learning from all ${count(a.images)} digits (one ${byteSize(a.bytes)} download).`,
    accept: (a: { images: number }) => `Keep training on all ${count(a.images)} digits`,
    loading: (a: { images: number }) =>
      `All ${count(a.images)} digits are downloading. Training continues in the meantime, and then uses all of them.`,
    progress: (a: { images: number }) => `Downloading all ${count(a.images)} digits`,
  },
})
