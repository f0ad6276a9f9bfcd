/**
 * @file UI text for the run controls on the Train page: buttons, progress, learning rate, engine, and how to continue
 * after a problem.
 */
import { defineText } from '../../define'
import { byteSize, count, counted, commaList, percent, editableNumber, wait } from '../../format'
import { chartsText } from '../charts'

interface AtStep {
  readonly step: number
  readonly steps: number
}
const at = ({ step, steps }: AtStep) => `Step ${count(step)} of ${count(steps)}`

/** The speed of training, so that it can be watched. */
export const paceText = defineText('train/transport/pace', {
  label: 'Speed',
  full: 'Full speed',
  steps: (a: { stepsPerSecond: number }) => `${counted(a.stepsPerSecond, 'step')} per second`,
})

export const transportText = defineText('train/transport', {
  pageAbout: 'Loss and accuracy appear here while the network learns. Every run stays in the list with its metrics.',
  problem: 'Fix the problem in the network first (see Build), or wait until the data has loaded.',
  further: 'Train further from the last weights',
  /** The weights of an earlier epoch are in use: the user chose them, or the best ones were restored. */
  furtherFrom: (a: { epoch: number; isBest: boolean }) =>
    `Train further from epoch ${count(a.epoch)}${a.isBest ? ' (best)' : ''}`,
  furtherTip: 'Starts a new run from these weights, with their optimizer state and the current training settings.',
  /** The target has changed since the weights in use were trained. */
  otherTarget: (a: { target: string }) => `These weights were trained to predict "${a.target}".`,
  /** The name of a compared run whose target or loss differs from those of the shown run. */
  ofTarget: (a: { run: string; target: string }) => `${a.run}, target "${a.target}"`,
  withLoss: (a: { run: string; loss: string }) => `${a.run}, ${a.loss}`,
  progress: 'Run progress',
  preparing: 'Preparing: building the network and sending the data',
  training: (a: AtStep & { stepsPerSecond: number | undefined; secondsLeft: number | undefined }) =>
    commaList([
      at(a),
      ...(a.stepsPerSecond ? [chartsText.speed({ stepsPerSecond: a.stepsPerSecond })] : []),
      ...(a.secondsLeft === undefined ? [] : [`${wait(a.secondsLeft)} left`]),
    ]),
  silent: (a: AtStep & { seconds: number }) => `${at(a)}, no response for ${count(a.seconds)} s`,
  paused: (a: AtStep) => `${at(a)}, paused`,
  done: {
    finished: (a: AtStep) => `${at(a)}, done`,
    stopped: (a: AtStep) => `${at(a)}, stopped`,
    early: (a: AtStep) => `${at(a)}, stopped early: no more improvement`,
    rule: (a: AtStep) => `${at(a)}, stopped because your target or limit was reached`,
  },
  failed: (a: AtStep & { share: number }) => `${at(a)} (${percent(a.share)}), failed`,
  /** Shown after a reload: the progress of the newest run. */
  last: (a: { epoch: number; epochs: number }) => `Last run: ${count(a.epoch)} of ${count(a.epochs)} epochs`,
  lastFailed: (a: { epoch: number; epochs: number }) =>
    `Last run: failed after ${count(a.epoch)} of ${count(a.epochs)} epochs`,
  /** A line about the displayed run. */
  about: (a: {
    version: number
    backend: string | undefined
    adapter: string | undefined
    engine: string | undefined
    /** Present if the learning rate differs from the training settings. */
    learningRate: number | undefined
  }) =>
    [
      `Network revision ${a.version}`,
      ...(a.backend === undefined ? [] : [a.adapter === undefined ? a.backend : `${a.backend} (${a.adapter})`]),
      ...(a.engine === undefined ? [] : [a.engine]),
      ...(a.learningRate === undefined ? [] : [`current learning rate ${editableNumber(a.learningRate, 3)}`]),
    ].join(' · '),

  /** Shown for a run that was stopped, was interrupted, or failed. */
  trouble: {
    resume: 'Resume run',
    resumeTip: 'Continues the same run as if it had not stopped.',
    resumeFailed: 'Resume where it stopped',
    resumeAnyway: 'Resume anyway',
    further: 'Train further from its last weights',
    furtherTip: 'Starts a new run from these weights, with their optimizer state and the current training settings.',
    furtherFailed: 'Train further from the last good weights',
    again: 'Train again',
    startWithRate: (a: { rate: number }) => `Start again with learning rate ${editableNumber(a.rate)}`,
    startWithRateTip: 'Sets the learning rate, and starts a new run with new weights, because these are ruined.',
    restore: 'Go back to the last good checkpoint',
    restoreTip: 'Uses its weights to predict, evaluate, and train further.',
  },

  /** The suggestion to train on the full dataset if the current dataset is a part of it. */
  larger: {
    offer: (a: { images: number; bytes: number }) =>
      `This is the starter dataset. Your network can keep learning from all ${count(a.images)} digits (one ${byteSize(a.bytes)} download).`,
    accept: (a: { images: number }) => `Train further on all ${count(a.images)} digits`,
    loading: (a: { images: number }) =>
      `Training continues while all ${count(a.images)} digits download, then uses all of them.`,
    progress: (a: { images: number }) => `Downloading all ${count(a.images)} digits`,
  },
})
