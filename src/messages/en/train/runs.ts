/**
 * @file UI text for the curves and the run list on the Train page: what each run trained, how it ended, its metrics,
 * and its checkpoints.
 */
import { defineText } from '../../define'
import {
  byteSize,
  capitalized,
  commaList,
  count,
  counted,
  editableNumber,
  identifier,
  list,
  plural,
  significant,
  when,
} from '../../format'
import { type WeightsPlace, weightsPlace } from '../studio/offers'

interface Loss {
  readonly loss: number
  readonly validationLoss: number | undefined
}
const losses = ({ loss, validationLoss }: Loss) =>
  commaList([
    `loss ${significant(loss)}`,
    ...(validationLoss === undefined ? [] : [`validation loss ${significant(validationLoss)}`]),
  ])

/** The epochs of a run. One that started from earlier weights completes its plan or, after its end, trains it again. */
const epochsOf = (a: { epochs: string; after: number | undefined; planned: number }) => {
  if (a.after === undefined) return `epochs ${a.epochs}`
  return a.after >= a.planned
    ? `${a.epochs} more ${a.planned === 1 ? 'epoch' : 'epochs'}`
    : `epochs ${count(a.after + 1)} to ${a.epochs}`
}

const restarted = (from: number) => (from === 0 ? 'Restarted from the beginning.' : `Resumed from step ${count(from)}.`)

interface RateChange {
  readonly step: number
  readonly learningRate: number
}

/** Learning rates that are listed; a slider that is dragged makes many. */
const MOST_RATES = 4

/** Learning rates that were set during a run, such as "0.01 after step 93,500". */
export function changedRates(changes: readonly RateChange[]): string {
  const shown = changes.length > MOST_RATES ? [...changes.slice(0, MOST_RATES - 1), ...changes.slice(-1)] : changes
  const rates = shown.map(({ step, learningRate }) => `${editableNumber(learningRate)} after step ${count(step)}`)
  const left = changes.length - shown.length
  return left > 0 ? list([...rates.slice(0, -1), `${counted(left, 'other rate')}`, ...rates.slice(-1)]) : list(rates)
}

interface Augmentation {
  readonly title: string
  readonly amounts: readonly (readonly [label: string, value: number])[]
}

/** Augmentations with their amounts, such as "augmented with rotate (degrees 10) and mixup (alpha 0.4)". */
const augmentedWith = (all: readonly Augmentation[]) => {
  const lowered = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
  const amount = ([label, value]: readonly [string, number]) => `${lowered(label)} ${editableNumber(value)}`
  return `augmented with ${list(all.map(({ title, amounts }) => `${lowered(title)} (${commaList(amounts.map(amount))})`))}`
}

interface Evaluated {
  readonly outputs: readonly string[]
  /** The number of examples, if it is small. */
  readonly few: number | undefined
}
const evaluated = ({ outputs, few }: Evaluated) =>
  `${few === undefined ? '' : `, ${plural(few, { one: '# example', other: '# examples' })}`}: ${outputs.join('; ')}`

export const runsText = defineText('train/runs', {
  title: 'Runs',
  fromUnsavedTab: 'Trained in a tab that did not save the project. Its weights are used only if you choose them.',
  count: (a: { runs: number }) => plural(a.runs, { one: '# run', other: '# runs' }),
  first: 'The first run appears here once it starts.',
  name: (a: { run: string }) => `Name of run ${a.run}`,
  compare: 'Compare curves',
  compared: 'Compared',
  show: 'Show',
  showRun: (a: { run: string }) => `Show the curves of ${a.run}`,
  remove: (a: { run: string }) => `Delete run ${a.run}`,
  confirm: { question: 'Delete this run and its weights?', remove: 'Delete', keep: 'Keep' },
  compareNetwork: 'Compare network',
  compareNetworkOf: (a: { run: string }) => `Compare network of ${a.run} with the current network`,

  /** A summary of a run: which network version it trained, on which backend, when, and how it ended. */
  about: (a: { version: number; backend: string | undefined; at: string; status: string }) =>
    [`Network revision ${a.version}`, ...(a.backend === undefined ? [] : [a.backend]), when(a.at), a.status].join(
      ' · ',
    ),
  /** The target, the split, and that nothing is augmented are given if the runs differ in them. */
  settings: (a: {
    loss: string
    optimizer: string
    rate: string
    changes: readonly RateChange[]
    batch: string
    epochs: string
    /** The epoch after which the run started from the weights of another one; and the epochs of its plan. */
    after: number | undefined
    planned: number
    seed: string
    target: string | undefined
    split: string | undefined
    splitSeed: number | undefined
    augment: readonly Augmentation[] | undefined
  }) =>
    commaList([
      ...(a.target === undefined ? [] : [`target "${a.target}"`]),
      `${a.loss}, ${a.optimizer}, learning rate ${a.rate}${a.changes.length === 0 ? '' : ` (set to ${changedRates(a.changes)})`}`,
      `batch size ${a.batch}, ${epochsOf(a)}, seed ${a.seed}`,
      ...(a.augment === undefined ? [] : [a.augment.length > 0 ? augmentedWith(a.augment) : 'not augmented']),
      ...(a.split === undefined ? [] : [`split ${a.split}`]),
      ...(a.split === undefined || a.splitSeed === undefined ? [] : [`split seed ${identifier(a.splitSeed)}`]),
    ]),
  status: {
    preparing: 'preparing',
    training: 'training',
    paused: 'paused',
    elsewhere: 'training in another tab',
    interrupted: 'interrupted: the page was closed',
    failed: 'failed',
    failedWhy: (a: { why: string }) => `failed: ${a.why}`,
    finished: 'done',
    stopped: 'stopped',
    early: 'stopped early: no more improvement',
    rule: 'stopped: target or limit reached',
  },
  /** A mark for a run that started from a run on another split. */
  mayBeSeen: 'Scores may include training examples',
  data: (a: { dataset: string; rows: number; used: number | undefined }) =>
    `Trained on ${a.dataset}, ${a.used === undefined ? '' : `${count(a.used)} of `}${plural(a.rows, { one: '# row', other: '# rows' })}`,
  dataOf: (a: { dataset: string }) => `Trained on ${a.dataset}`,
  unnamedDataset: 'your dataset',
  from: (a: { run: string; step: number }) => `Started from ${a.run}, step ${count(a.step)}`,
  fromRestored: (a: { run: string; epoch: number }) =>
    `Started from ${a.run}, restored weights of epoch ${count(a.epoch)} (best)`,
  fromDeleted: (a: { step: number }) => `Started from a deleted run, step ${count(a.step)}`,
  /** A run that counts its steps from another number than its origin ended with. */
  ownSteps: (a: { origin: string; epochs: number; perEpoch: number }) =>
    `${a.origin}. Its steps start at ${count(a.epochs * a.perEpoch)}, after ${counted(a.epochs, 'epoch')} of ${counted(a.perEpoch, 'step')} each.`,
  /** Why a run was interrupted, at which step, and the step from which it resumed (0 for the start). */
  setback: {
    'worker-silent': (a: { step: number; from: number }) =>
      `Training stopped responding at step ${count(a.step)}. ${restarted(a.from)}`,
    'worker-gone': (a: { step: number; from: number }) =>
      `Training stopped unexpectedly at step ${count(a.step)}. ${restarted(a.from)}`,
    'device-lost': (a: { step: number; from: number }) =>
      `The browser lost its connection to the GPU at step ${count(a.step)}. ${restarted(a.from)}`,
    interrupted: (a: { step: number; from: number }) => `Interrupted at step ${count(a.step)}. ${restarted(a.from)}`,
    failed: (a: { step: number; from: number }) => `Failed at step ${count(a.step)}. ${restarted(a.from)}`,
  },
  resumedAnyway: (a: { why: string }) => `Resumed anyway: ${a.why}.`,

  engine: (a: { engine: string; reason: string }) => (a.reason === '' ? a.engine : `${a.engine} · ${a.reason}`),

  /** The newest metrics of a run: those of its evaluation, or else the losses of its last epoch. */
  metrics: {
    noEpoch: 'No epoch has finished',
    noEpochSince: (a: { epoch: number }) => `No epoch has finished since the start at epoch ${count(a.epoch)}`,
    epoch: (a: Loss & { epoch: number }) => `Epoch ${count(a.epoch)}: ${losses(a)}`,
    withInterval: (a: { metrics: string; interval: string }) => `${a.metrics} (${a.interval})`,
    /** The metrics of an evaluation, with one entry per output. */
    evaluated: {
      train: (a: Evaluated) => `Training set${evaluated(a)}`,
      validation: (a: Evaluated) => `Validation set${evaluated(a)}`,
      test: (a: Evaluated) => `Test set${evaluated(a)}`,
    },
    ofOutput: (a: { output: string; metrics: string }) => `${a.output} ${a.metrics}`,
  },

  checkpoints: {
    title: 'Checkpoints',
    titleAndCount: (a: { checkpoints: number }) => `Checkpoints (${count(a.checkpoints)})`,
    none: 'No checkpoints yet.',
    busy: 'Stop the current run first.',
    /** `by`: the metric that decides which one is the best, such as "the validation loss". */
    roles: {
      last: (_: { by: string }) => 'Last',
      best: (a: { by: string }) => `Best by ${a.by}`,
      bestSaved: (a: { by: string }) => `Best saved so far by ${a.by}`,
      milestone: (_: { by: string }) => 'Kept',
    },
    at: (a: { role: string; epoch: number; step: number }) =>
      `<b>${a.role}:</b> epoch ${count(a.epoch)}, step ${count(a.step)}`,
    initial: (a: { role: string }) => `<b>${a.role}:</b> step 0, initial weights`,
    within: (a: { role: string; epoch: number; step: number }) =>
      `<b>${a.role}:</b> within epoch ${count(a.epoch)}, step ${count(a.step)}`,
    restored: (a: { epoch: number; step: number; restored: number; by: string }) =>
      `<b>Last:</b> epoch ${count(a.epoch)}, step ${count(a.step)}, with the restored weights of epoch ${count(a.restored)} (best by ${a.by})`,
    atWithLoss: (a: Loss & { role: string; epoch: number; step: number }) =>
      `<b>${a.role}:</b> epoch ${count(a.epoch)}, step ${count(a.step)}, ${losses(a)}`,
    /** The size of a checkpoint, the time it was saved if known, and whether training can resume from it exactly. */
    details: (a: { bytes: number; at: string | undefined; now: Date; isExact: boolean }) =>
      commaList([
        byteSize(a.bytes),
        ...(a.at === undefined ? [] : [`saved ${when(a.at, a.now)}`]),
        ...(a.isExact ? [] : ['weights only']),
      ]),
    resume: 'Resume run',
    resumeTip: 'Continues the same run. The weights will be exactly the same as without the interruption.',
    resumeAnyway: 'Resume anyway',
    branch: 'Train further from here',
    branchTip:
      'Starts a new run from this checkpoint, with its weights and optimizer state and the current training settings.',
    use: 'Use',
    inUse: 'In use',
    useTip: 'Use these weights to predict, evaluate, and save',
    remove: (a: { epoch: number }) => `Delete the checkpoint from epoch ${count(a.epoch)}`,
  },
})

/** The scrubber over the moments of a run. */
export const replayText = defineText('train/runs/replay', {
  label: 'Replay the run',
  play: 'Play the run',
  pause: 'Pause the replay',
  about: (a: { moments: number; bytes: number }) =>
    `Shows what the network computed in the course of the run. ${counted(a.moments, 'moment')} stored, ${byteSize(a.bytes)}.`,
  at: (a: WeightsPlace) => capitalized(weightsPlace(a)),
  back: 'Use the weights of the run',
  backToEdits: (a: { edits: number }) => `Use the weights with ${counted(a.edits, 'change')} by hand`,
})

export const curvesText = defineText('train/runs/curves', {
  loss: 'Loss',
  /** The title of a chart of an earlier run. */
  ofRun: (a: { title: string; run: string }) => `${a.title} of ${a.run}`,
  axis: 'Horizontal axis',
  byStep: 'By step',
  byEpoch: 'By epoch',
  scale: 'Loss scale',
  log: 'Log',
  linear: 'Linear',
  smoothing: 'Smoothing',
  smoothedOver: (a: { steps: number }) => `About ${count(a.steps)} steps`,
  noSmoothing: 'None',
  table: 'Table of all epochs',
  metrics: 'Metrics',
  metric: 'Metric',
  noMetrics: 'Metrics are measured at the end of each epoch. The first epoch is in progress.',
  noEpochs: 'The run ended before an epoch was complete, so there are no metrics by epoch.',
})
