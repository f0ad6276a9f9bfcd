/** @file UI text for the retraining loop: its steps, what a round waits for, its rule, and past rounds. */
import { defineText } from '../../define'
import { count, counted, commaList, percent, shortPercent } from '../../format'

const version = (n: number | undefined) => (n === undefined ? 'the candidate' : `version ${n}`)
const Version = (n: number | undefined) => (n === undefined ? 'The candidate' : `Version ${n}`)

export const retrainingText = defineText('operate/retraining', {
  title: 'Retraining loop',
  places: {
    signal: 'Signal',
    labels: 'Labels',
    train: 'Train',
    gate: 'Gate',
    canary: 'Canary',
    champion: 'Champion',
  },
  start: 'Start a round',
  evidence: 'View the evidence',
  approve: 'Approve',
  stop: 'Stop',

  /** Shown while no round is in progress, keyed by what triggers the next round. */
  idle: {
    hand: 'Idle. Start a retraining round.',
    drift: 'Idle. A round starts when inputs drift.',
    accuracy: (a: { below: number }) => `Idle. A round starts when accuracy falls below ${shortPercent(a.below)}.`,
    days: (a: { days: number }) => `Idle. A round starts every ${counted(a.days, 'day')}.`,
    labels: (a: { labels: number }) => `Idle. A round starts after ${counted(a.labels, 'new training label')}.`,
  },
  /** Names of what started a round. */
  signal: {
    hand: 'Started manually',
    drift: 'Inputs drifted',
    accuracy: (a: { accuracy: number; below: number }) =>
      `Accuracy ${percent(a.accuracy)}, below ${shortPercent(a.below)}`,
    days: (a: { days: number }) => `${counted(a.days, 'day')} passed`,
    labels: (a: { labels: number }) => counted(a.labels, 'new label'),
  },
  /** What a round waits for or does. */
  waits: {
    gateUnsure: (a: { version?: number }) =>
      `The gate cannot tell whether ${version(a.version)} is worse than the champion. Approve to give ${version(a.version)} a share of the traffic anyway.`,
    approval: {
      labels: 'Approve to start the round.',
      train: 'Approve to train a candidate.',
      gate: (a: { version?: number }) => `Approve to compare ${version(a.version)} with the champion.`,
      canary: (a: { version?: number }) => `Approve to give ${version(a.version)} a share of the traffic.`,
    },
    scenarioEnded: 'Waiting for requests, but the scenario has ended. Make it longer, or start a new run.',
    labels: (a: { labels: number; needed: number }) =>
      `Waiting for new training labels: ${count(a.labels)} of ${count(a.needed)}.`,
    labelsAgain: (a: { labels: number; needed: number; used: number }) =>
      `Waiting for new training labels: ${count(a.labels)} of ${count(a.needed)} since the last round, which used ${counted(a.used, 'label')}. Repeated inputs do not add labels. To train on the existing labels, set "New labels required before training" to 0.`,
    preparing: 'Preparing the training dataset…',
    training: (a: { done: number }) => `Training a candidate: ${percent(a.done, 0)}`,
    gate: (a: { version?: number }) => `Comparing ${version(a.version)} with the champion…`,
    canary: (a: { version?: number }) =>
      `${Version(a.version)} has a share of the traffic. The share increases automatically, or the version is rolled back, depending on what the log shows.`,
  },
  labels: {
    none: 'No requests in this log have labels yet.',
    some: (a: { requests: number; inputs: number; learnable: number }) =>
      `${counted(a.requests, 'request has a label', 'requests have a label')}, from a person, a caller, or the simulation. They have ${counted(a.inputs, 'different input')}; each input counts once. ${count(a.learnable)} of these inputs can be used for training. The other inputs are only for the gate.`,
  },

  rule: {
    title: 'Rule',
    titleAndHistory: (a: { rounds: number }) => `Rule and history (${counted(a.rounds, 'round')})`,
    start: 'A round starts',
    starts: {
      hand: 'manually',
      drift: 'when inputs drift',
      accuracy: 'when accuracy is too low',
      days: 'at a fixed interval',
      labels: 'after new training labels',
    },
    below: 'Accuracy below',
    percentUnit: '%',
    days: 'Interval (days)',
    labels: 'New training labels',
    needed: 'New labels required before training',
    askFirst: 'Ask me first',
    ask: {
      labels: 'Before starting a round',
      train: 'Before training a candidate',
      gate: 'Before comparing it with the champion',
      canary: 'Before giving it a share of the traffic',
    },
  },
  history: {
    label: 'Past rounds, latest first',
    round: (a: { signal: string; version?: number; labels: number; end: string }) =>
      a.version === undefined
        ? commaList([a.signal, a.end])
        : commaList([a.signal, `version ${a.version} with ${counted(a.labels, 'label')}`, a.end]),
    roundAndReason: (a: { round: string; reason: string }) => `${a.round}. ${a.reason}`,
    ends: {
      champion: 'became champion',
      stopped: 'stopped',
      'gate failed': 'failed the gate',
      'rolled back': 'rolled back',
      failed: 'failed',
    },
  },
})
