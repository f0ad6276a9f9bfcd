/** @file UI text for the forms that open from the chips of the training settings. */
import { defineText } from '../../define'
import { byteSize, count, counted, editableNumber, number, shortPercent } from '../../format'

export const planFormsText = defineText('build/plan-forms', {
  epochsUnit: 'epochs',
  advanced: 'Advanced',

  data: {
    view: 'View the data',
    loading: (a: { title: string }) => `Loading ${a.title}`,
    cancel: 'Cancel',
    retry: 'Try again',
    amount: {
      label: 'Examples',
      unit: (a: { all: number }) => `of ${count(a.all)}`,
      help: 'Training is faster with fewer examples. They are sampled at random with a fixed seed, and class proportions stay the same.',
    },
    generatorSeed: 'Data seed',
    bias: 'Strength of the bias',
    biasHelp: 'The share of the labels in one group that are recorded wrong. Everything else stays the same.',
    pickSeed: 'Selection seed',
    generated: (a: { amount: string }) => `${a.amount}, generated`,
    download: (a: { amount: string; bytes: number }) => `${a.amount}, ${byteSize(a.bytes)}`,
    /** Amounts of data, keyed by the kind of dataset. */
    amounts: {
      images: (a: { n: number }) => counted(a.n, 'image'),
      table: (a: { n: number }) => counted(a.n, 'row'),
      points: (a: { n: number }) => counted(a.n, 'point'),
      text: (a: { n: number }) => counted(a.n, 'text'),
      series: (a: { n: number }) => counted(a.n, 'row'),
    },
  },

  loss: {
    label: 'Loss',
    unfit: 'Does not fit this output',
    smoothing: {
      label: 'Label smoothing',
      help: 'The share of the true class’s probability that is spread evenly over all classes.',
      helpImage: 'How far each target pixel is moved toward gray.',
    },
    levels: {
      label: 'Levels',
      help: 'The share of targets below each quantile, such as 0.1, 0.5, 0.9. The output has a unit for each.',
    },
    weight: { label: 'Weight', help: 'How much this output counts toward the total loss.' },
  },
  classWeights: {
    label: 'Class weights',
    equal: 'Equal',
    equalAbout: 'Every example counts the same, so common classes count more in total.',
    balanced: 'Balanced',
    balancedAbout: 'Examples of rare classes count more, so that all classes count equally.',
    custom: 'Custom',
    balancedHelp: 'Mistakes on rare classes count more, so that all classes count equally.',
    list: 'Weight of each class',
    examples: (a: { n: number }) => counted(a.n, 'example'),
    times: (a: { weight: number }) => `× ${number(a.weight)}`,
    weightOf: (a: { label: string; examples: number | undefined }) =>
      a.examples === undefined ? `Weight of ${a.label}` : `Weight of ${a.label} (${counted(a.examples, 'example')})`,
  },

  optimizer: {
    label: 'Optimizer',
    otherRate: (a: { rate: number; optimizer: string; usual: number }) =>
      `The learning rate stays ${editableNumber(a.rate)}. The default for ${a.optimizer} is ${editableNumber(a.usual)}.`,
    clipping: {
      label: 'Gradient clipping',
      help: 'Limits how much a single batch can change the weights.',
      off: 'Off',
      globalNorm: 'Global norm',
      globalNormAbout: 'Limits the norm of all gradients together and keeps their direction.',
      norm: 'Norm per tensor',
      normAbout: 'Limits the norm of the gradient of each weight tensor.',
      value: 'By value',
      valueAbout: 'Limits each value in a gradient separately.',
      limit: 'Clip at',
      limitHelp: 'Larger gradients are scaled down to this norm.',
      limitHelpValue: 'No value in a gradient exceeds this limit.',
    },
    averaging: {
      label: 'Average weights',
      help: 'Evaluation and saving use a moving average of the weights, which smooths out single updates.',
      decay: 'Decay',
      /** `batches` is the number of batches per update. */
      reach: (a: { updates: number; batches: number }) =>
        a.batches > 1
          ? `The average covers about the last ${counted(a.updates, 'update')} of ${count(a.batches)} batches each (fewer at the start of a run).`
          : `The average covers about the last ${counted(a.updates, 'update')} (fewer at the start of a run).`,
    },
  },

  rate: {
    label: 'Learning rate',
    help: 'Size of each update. If it is too large, the loss jumps around; if it is too small, the loss barely moves. A run in progress uses the new value immediately.',
    schedule: 'Schedule',
    scheduleHelp: (a: { summary: string; isTraining: boolean }) => nextRun(a.summary, a.isTraining),
    plateau:
      'The chart cannot show the drops, because it is not known in advance when the validation loss stops improving.',
    plateauBlind:
      'The chart cannot show the drops, because it is not known in advance when the training loss stops improving.',
    chart: (a: { summary: string }) => `Learning rate during the run. ${a.summary}`,
    title: 'Learning rate schedule',
    steps: 'Steps',
    step: (a: { step: number; epoch: number }) => `Step ${count(a.step)}, epoch ${count(a.epoch)}`,
    top: (a: { rate: number }) => editableNumber(a.rate, 3),
    constant: (a: { rate: number }) => `Constant at ${editableNumber(a.rate, 3)}.`,
    up: (a: { first: number; top: number }) => `From ${editableNumber(a.first, 3)} up to ${editableNumber(a.top, 3)}.`,
    upDown: (a: { first: number; top: number; last: number }) =>
      `From ${editableNumber(a.first, 3)} up to ${editableNumber(a.top, 3)}, ending at ${editableNumber(a.last, 3)}.`,
    down: (a: { first: number; last: number }) =>
      `From ${editableNumber(a.first, 3)} down to ${editableNumber(a.last, 3)}.`,
  },

  batch: {
    label: 'Batch size',
    help: (a: { batches: number; isTraining: boolean }) =>
      nextRun(`Number of examples per batch. One epoch is ${counted(a.batches, 'batch', 'batches')}.`, a.isTraining),
    accumulate: 'Batches per update',
    accumulateHelp:
      'With a value above 1, the gradients of several batches are averaged into one update. This works like a larger batch but needs less memory.',
    effective: (a: { examples: number; inMemory: number }) =>
      `Works like a batch of ${count(a.examples)} but needs only the memory for a batch of ${count(a.inMemory)}.`,
  },

  epochs: {
    label: 'Epochs',
    help: (a: { isTraining: boolean }) =>
      nextRun('How many times the network sees all the training data.', a.isTraining),
    keepEvery: 'Save weights every',
    keepEveryHelp:
      'These weights are kept permanently, in addition to the last and the best weights. After the first 20, at most one every 2 seconds is saved, so a fast run skips some.',
    keepEveryNone: '0 keeps only the last and the best weights.',
    limits: 'Stop before the last epoch',
    metric: 'When a metric reaches a target',
    off: 'Off',
    target: 'Target',
    targetHelp: 'Checked after each epoch.',
    targetHelpShare: `Use a value from 0 to 1, such as 0.95 for ${shortPercent(0.95)}. Checked after each epoch.`,
    steps: 'After steps',
    seconds: 'After seconds',
    secondsHelp: '0 means no limit. Pauses do not count.',
  },

  split: {
    validation: 'Validation',
    validationHelp: 'Evaluated after every epoch, never used for training.',
    test: 'Test',
    testHelp: 'Kept for the final test: data the model has never seen.',
    testSet: 'Test set',
    own: 'Built-in test set',
    ownAbout: (a: { n: number }) => `The ${counted(a.n, 'example')} that the dataset reserves for testing.`,
    random: 'Random',
    more: 'More split settings',
    sizes: (a: { train: number; validation: number; test: number }) =>
      `${count(a.train)} training, ${count(a.validation)} validation, and ${count(a.test)} test examples.`,
    share: (a: { train: number }) => `${shortPercent(a.train)} of the examples are used for training.`,
    drawn: 'Rows are assigned to the sets at random.',
    stratified: 'Each set has the same class proportions.',
    group: (a: { column: string }) => `Rows with the same "${a.column}" stay together.`,
    time: (a: { column: string }) => `Sorted by "${a.column}".`,
    column: (a: { column: string }) => `Assigned by "${a.column}".`,
  },

  seed: {
    label: 'Seed',
    help: (a: { isTraining: boolean }) =>
      nextRun(
        'Controls everything random: the split, the initial weights, and the order of the examples. The same seed on the same backend gives the same run.',
        a.isTraining,
      ),
  },

  stopping: {
    label: 'Early stopping',
    help: 'Stops training when the metric no longer improves: after that, the network mostly memorizes the training examples.',
    metric: 'Metric',
    patience: 'Patience',
    patienceHelp: 'Epochs without improvement before training stops.',
    restore: 'Restore the best weights',
    restoreHelp: 'At the end, restores the weights from the best epoch.',
  },
})

/** Adds a note to the help while a run is in progress, because that run started with the previous value. */
function nextRun(help: string, isTraining: boolean): string {
  return isTraining ? `${help} A change applies to the next run.` : help
}
