/** @file Text of a model card: its sections, its evidence, and the UI around it. */
import { defineText } from '../../define'
import { commaList, count, editableNumber, list, plural } from '../../format'
import { aliasName } from './terms'

export const cardText = defineText('operate/model-card/sections', {
  title: (a: { model: string; version: number }) => `${a.model}, version ${count(a.version)}`,
  sections: {
    what: 'Description',
    use: 'Intended use',
    data: 'Data',
    metrics: 'Performance',
    slices: 'Performance by slice',
    calibration: 'Calibration',
    limits: 'Limitations',
    device: 'Latency and size',
    lineage: 'Lineage',
    approved: 'Approvals',
  },
  /** The chosen parts of the Evaluate page. */
  evaluated: {
    results: 'Results',
    certainty: 'Certainty',
    groups: 'Groups',
    robustness: 'Robustness',
    explanations: 'Explanations',
  },
  evidence: 'Evidence',
  /** Names of the parts that the user writes. */
  parts: { use: 'intended use', misuse: 'out-of-scope use', limits: 'limitations' },
  /** Names of measurements, followed by "was not measured". */
  unmeasured: {
    performance: 'Performance',
    slices: 'Performance by slice',
    classes: 'Performance by class on the test set',
    calibration: 'Calibration',
    calibrationOfNumbers: 'Calibration (classifiers only)',
    latency: 'Latency',
    reproducibility: 'Reproducibility (whether retraining gives the same weights)',
    savedSlices: (a: { slices: readonly string[] }) => `The saved slices of its dataset (${list(a.slices)})`,
  },
  otherDevice: 'measured on another device',
  state: {
    stale: (a: { why: string }) => `(stale: ${a.why})`,
    'not measured': '(not measured)',
    'not written': '(not written)',
  },
})

export const modelCardText = defineText('operate/model-card', {
  /** Labels of links next to a sentence, which lead to its evidence. */
  evidence: {
    drawing: 'network',
    record: 'record',
    data: 'dataset',
    metrics: 'evaluation',
    slices: 'slices',
    run: 'run',
    moves: 'alias moves',
    words: '',
  },
  stale: (a: { why: string }) => `stale: ${a.why}`,
  reproduce: 'Reproduce',
  measure: 'Measure',
  measuring: 'Measuring…',
  part: { use: 'Intended use', misuse: 'Out-of-scope use', limits: 'Limitations' },
  sections: 'Sections from Evaluate',
  set: 'Measured on',
  sets: { validation: 'Validation set', test: 'Test set (each section is a look)' },
  evaluate: 'Update sections',
  edit: 'Edit',
  write: 'Write',
  review: 'Review',
  editPart: (a: { part: string }) => `Edit: ${a.part}`,
  save: 'Save',
  cancel: 'Cancel',
})

const rows = (n: number) => plural(n, { one: '# row', other: '# rows' })

export const cardEvidenceText = defineText('operate/model-card/evidence', {
  titles: {
    drawing: 'Network',
    record: 'Model record',
    data: 'Data',
    metrics: 'Evaluation',
    slices: 'Slices',
    run: 'Run',
    moves: 'Alias moves',
  },
  names: {
    project: 'project',
    network: 'network',
    layers: 'layers',
    networkVersion: 'network edit',
    saved: 'saved',
    hash: 'SHA-256 of the weights',
    inputs: 'inputs',
    outputs: 'outputs',
    dataset: 'dataset',
    version: 'version',
    fingerprint: 'row fingerprint',
    samples: 'row limit',
    seed: 'seed',
    split: 'split',
    output: 'output',
    rows: 'rows',
    measured: 'measured',
    latency: 'latency of one request',
    calibration: 'expected calibration error (ECE)',
    measuredOn: 'measured on',
    run: 'run ID',
    engine: 'engine',
    backend: 'backend',
    reason: 'reason for the backend',
    step: 'step',
    steps: 'planned steps',
    ended: 'ended',
    inexact: 'why not exactly repeatable',
    rates: 'learning rates set during the run',
    again: 'retrained',
  },
  /** Names of training settings, by key. */
  settings: {
    loss: 'loss',
    optimizer: 'optimizer',
    learningRate: 'learning rate',
    batchSize: 'batch size',
    epochs: 'epochs',
    earlyStopping: 'early stopping',
    schedule: 'learning rate schedule',
    clip: 'gradient clipping',
    accumulate: 'accumulated batches',
    movingAverage: 'weight averaging',
    classWeights: 'class weights',
    balance: 'class balancing',
    augment: 'augmentation',
    stopWhen: 'stopping rules',
    keepEvery: 'epochs between kept checkpoints',
    target: 'target column',
    features: 'input columns',
    prepare: 'preparation',
  },
  all: (a: { names: readonly string[] }) => list(a.names),
  output: (a: { label: string; kind: string }) => `${a.label} (${a.kind})`,
  rowsOf: {
    train: (a: { rows: number }) => `${rows(a.rows)} of the training set`,
    validation: (a: { rows: number }) => `${rows(a.rows)} of the validation set`,
    test: (a: { rows: number }) => `${rows(a.rows)} of the test set`,
  },
  classMetrics: (a: { metrics: readonly string[]; support: number }) => commaList([...a.metrics, rows(a.support)]),
  withInterval: (a: { value: string; interval: string }) => `${a.value} (${a.interval})`,
  onTheseRows: (a: { metric: string }) => `${a.metric} on these rows`,
  measured: (a: { at: string; device: string }) => `${a.at}, on ${a.device}`,
  sliceEmpty: (a: { where: string }) => `${a.where}: no rows`,
  slice: (a: { where: string; metric: string; value: string; interval: string; support: number }) =>
    `${a.where}: ${a.metric} ${a.value} (${a.interval}), ${rows(a.support)}`,
  trainedAgain: (a: { at: string; sentence: string }) => `${a.at}: ${a.sentence}`,
  move: (a: {
    alias: string
    from: number | undefined
    to: number | undefined
    kind: 'move' | 'rollback' | 'start'
    by: string
    why: string
  }) => {
    const from = a.from === undefined ? '' : ` from version ${count(a.from)}`
    const to = a.to === undefined ? ' removed' : ` to version ${count(a.to)}`
    const moved = `${aliasName(a.alias)}${a.to === undefined ? to + from : from + to}${a.kind === 'rollback' ? ', rolled back' : a.kind === 'start' ? ', set at the start of a drill' : ''}, ${a.by}`
    return a.why === '' ? moved : `${moved}: ${a.why}`
  },
  value: {
    number: (a: { value: number }) => editableNumber(a.value),
    none: 'none',
    list: (a: { values: readonly string[] }) => a.values.join('; '),
    group: (a: { values: readonly string[] }) => a.values.join(', '),
    named: (a: { name: string; value: string }) => `${a.name} ${a.value}`,
  },
})
