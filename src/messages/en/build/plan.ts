/** @file UI text for the bar with the training settings: its chips, and the versions of the network and of the run. */
import { defineText } from '../../define'
import { count, counted, list, number, percent, editableNumber, shortPercent } from '../../format'

/** Explains the numbers of edits. */
const REVISIONS =
  'Revision 1 is the network that the project started with. Each change to its layers or wires makes a new revision.'

export const planText = defineText('build/plan', {
  title: 'Training settings',
  popover: (a: { chip: string }) => `Training settings: ${a.chip}`,
  more: (a: { n: number }) => `${count(a.n)} more`,
  moreLabel: (a: { names: readonly string[] }) => `${count(a.names.length)} more, out of view: ${list(a.names)}`,
  outOfView: (a: { names: readonly string[] }) => `Out of view: ${list(a.names)}`,
  importFiles: 'Import its files',

  /** Names of the chips, keyed by chip id. */
  chips: {
    data: 'Data',
    loss: 'Loss',
    optimizer: 'Optimizer',
    'learning rate': 'Learning rate',
    batch: 'Batch size',
    epochs: 'Epochs',
    split: 'Split',
    seed: 'Seed',
    'early stopping': 'Early stopping',
  },

  data: {
    none: 'None',
    progress: (a: { share: number | undefined }) => (a.share === undefined ? 'Loading' : percent(a.share, 0)),
    loading: (a: { title: string; share: number | undefined }) =>
      a.share === undefined ? `${a.title}, loading` : `${a.title}, ${percent(a.share, 0)}`,
    failed: (a: { title: string }) => `${a.title}, not loaded`,
    /** `used` of the `rows` examples are used. */
    inUse: (a: { title: string; used: number; rows: number; isAugmented: boolean }) => {
      const amount = a.used < a.rows ? `${count(a.used)} of ${count(a.rows)}` : count(a.rows)
      return a.isAugmented ? `${a.title} ${amount}, augmented` : `${a.title} ${amount}`
    },
  },
  loss: {
    none: 'None',
    smoothed: (a: { title: string; smoothing: number }) => `${a.title}, smoothing ${editableNumber(a.smoothing)}`,
    outputs: (a: { title: string; n: number }) => `${a.title}, ${counted(a.n, 'output')}`,
    several: (a: { titles: readonly string[] }) => a.titles.join(' + '),
    balanced: (a: { loss: string }) => `${a.loss}, balanced`,
    weighted: (a: { loss: string }) => `${a.loss}, weighted`,
  },
  optimizer: (a: { title: string; isNesterov: boolean; isClipped: boolean; isAveraged: boolean }) =>
    [a.title, a.isNesterov && 'Nesterov', a.isClipped && 'clipped', a.isAveraged && 'averaged']
      .filter((part) => part !== false)
      .join(', '),
  rate: {
    constant: (a: { rate: number }) => editableNumber(a.rate),
    warmup: (a: { rate: number }) => `${editableNumber(a.rate)}, warm-up`,
    scheduled: (a: { rate: number; schedule: string }) => `${editableNumber(a.rate)}, ${a.schedule}`,
  },
  batch: (a: { size: number; batches: number }) =>
    a.batches > 1 ? `${count(a.size)} × ${count(a.batches)}` : count(a.size),
  epochs: (a: { epochs: number; mayStopSooner: boolean }) =>
    a.mayStopSooner ? `${count(a.epochs)} or fewer` : count(a.epochs),
  split: {
    fixed: (a: { validation: number }) => `built-in test set, ${shortPercent(a.validation)} validation`,
    column: (a: { column: string }) => `by ${a.column}`,
    random: (a: Shares) => shares(a),
    group: (a: Shares & { column: string }) => `${shares(a)} by group (${a.column})`,
    time: (a: Shares & { column: string }) => `${shares(a)} by time (${a.column})`,
  },
  stopping: {
    off: 'Off',
    patience: (a: { epochs: number }) => `after ${counted(a.epochs, 'epoch')}`,
  },

  /** `<i>` marks the name; the value follows it. */
  trained: (a: { version: number; isCurrent: boolean; hasNewData: boolean; isEdited: boolean; run: RunTag }) =>
    a.isCurrent
      ? `${trained(a)}${a.hasNewData ? ' on earlier data' : ''}`
      : `${trained(a)} ${a.isEdited ? `at revision ${a.version}` : 'on other inputs or classes'}`,
  untrained: '<i>Not trained yet</i>',
  untrainedTip: 'The run was stopped before its first step. The predictions are those of the initial weights.',
  trainedElsewhere: (a: { version: number; run: RunTag }) => `${trained(a)} at revision ${a.version}, other dataset`,
  trainedTip: (a: { isCurrent: boolean; hasNewData: boolean }) =>
    a.isCurrent
      ? `The predictions and the results are of this network.${a.hasNewData ? ' The data has changed since. Train again to use it.' : ''}`
      : `The predictions and the results are of an earlier network. Train again to update them. ${REVISIONS}`,
  trainedElsewhereTip: (a: { dataset: string }) => `This run used ${a.dataset}, not the current dataset. ${REVISIONS}`,
  network: {
    fine: (a: { version: number }) => `<i>Network</i> revision ${a.version}`,
    problems: (a: { version: number; n: number }) => `<i>Network</i> revision ${a.version}, ${counted(a.n, 'problem')}`,
    tooLarge: (a: { version: number }) => `<i>Network</i> revision ${a.version}, too large to train`,
    advice: (a: { version: number; n: number }) =>
      `<i>Network</i> revision ${a.version}, ${counted(a.n, 'piece of advice', 'pieces of advice')}`,
  },
  networkTip: {
    fine: REVISIONS,
    problems: `Show the layer with the problem. ${REVISIONS}`,
    /** `why` is one or more sentences. */
    tooLarge: (a: { why: string }) => `${a.why} ${REVISIONS}`,
    advice: `Show the layer with the advice. ${REVISIONS}`,
  },
})

type RunTag = 'preparing' | 'training' | 'paused' | 'interrupted' | 'done' | 'failed'

/** How far the run is that trained the weights. */
function trained({ run }: { readonly run: RunTag }): string {
  if (run === 'paused') return '<i>Paused</i>'
  if (run === 'interrupted') return '<i>Interrupted</i>'
  return run === 'preparing' || run === 'training' ? '<i>Training</i>' : '<i>Trained</i>'
}

interface Shares {
  train: number
  validation: number
  test: number
}

/** Training, validation, and test shares in percent: 80 / 10 / 10. */
function shares({ train, validation, test }: Shares): string {
  return [train, validation, test].map((share) => number(100 * share)).join(' / ')
}
