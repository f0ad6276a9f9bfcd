/**
 * @file Text for the evidence of a model card: facts about the network, data, run, and alias moves of a version, as
 * names and values.
 */
import { defineText } from '../../define'
import { aliasName } from './terms'
import { commaList, count, editableNumber, list, metricNumber, number, percent, plural } from '../../format'

const rows = (n: number) => plural(n, { one: '# row', other: '# rows' })

export const cardEvidenceText = defineText('operate/card-evidence', {
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
    loss: 'loss',
    accuracy: 'accuracy',
    mae: 'MAE',
    rmse: 'RMSE',
    r2: 'R²',
    pixelMae: 'MAE per pixel',
    positions: 'correct positions',
    texts: 'correct texts',
    measured: 'measured',
    latency: 'latency of one request',
    calibration: 'expected calibration error (ECE)',
    measuredOn: 'measured on',
    whole: { accuracy: 'accuracy on these rows', mae: 'MAE on these rows' },
    run: 'run ID',
    engine: 'engine',
    backend: 'backend',
    reason: 'reason for the backend',
    step: 'step',
    steps: 'planned steps',
    ended: 'ended',
    inexact: 'why not exactly repeatable',
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
  percent: (a: { value: number }) => percent(a.value),
  all: (a: { names: readonly string[] }) => list(a.names),
  output: (a: { label: string; kind: string }) => `${a.label} (${a.kind})`,
  rowsOf: {
    train: (a: { rows: number }) => `${rows(a.rows)} of the training set`,
    validation: (a: { rows: number }) => `${rows(a.rows)} of the validation set`,
    test: (a: { rows: number }) => `${rows(a.rows)} of the test set`,
  },
  classMetrics: (a: { precision: number; recall: number; f1: number; support: number }) =>
    commaList([
      `precision ${metricNumber(a.precision)}`,
      `recall ${metricNumber(a.recall)}`,
      `F1 ${metricNumber(a.f1)}`,
      rows(a.support),
    ]),
  measured: (a: { at: string; device: string }) => `${a.at}, on ${a.device}`,
  sliceEmpty: (a: { where: string }) => `${a.where}: no rows`,
  slice: {
    accuracy: (a: { where: string; value: number; low: number; high: number; support: number }) =>
      `${a.where}: accuracy ${percent(a.value)} (95% interval ${percent(a.low)} to ${percent(a.high)}), ${rows(a.support)}`,
    mae: (a: { where: string; value: number; low: number; high: number; support: number }) =>
      `${a.where}: MAE ${number(a.value)} (95% interval ${number(a.low)} to ${number(a.high)}), ${rows(a.support)}`,
  },
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
