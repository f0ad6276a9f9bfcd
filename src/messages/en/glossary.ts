/** @file Text of the glossary and of the help on pages, without the terms. */
import { defineText } from '../define'
import { count, counted, list, number } from '../format'

export const glossaryText = defineText('glossary', {
  title: 'Glossary',
  search: 'Find a term',
  none: (a: { query: string }) => `No term contains "${a.query}".`,
  topics: {
    networks: 'Networks',
    training: 'Training',
    data: 'Data',
    evaluation: 'Evaluation',
    operation: 'Operation',
    layers: 'Layers',
    losses: 'Losses',
    optimizers: 'Optimizers',
    metrics: 'Metrics',
    stages: 'Stages of a service',
  },
  mistake: 'Common mistake',
  yours: 'In your project',
  more: 'More',
  print: 'Print glossary',
  /** Endings that a term may have in a text. */
  endings: 's es ed',
  sets: (a: { train: number; validation: number; test: number }) =>
    `Training ${count(a.train)}, validation ${count(a.validation)}, test ${count(a.test)}`,
  curves: (a: { epochs: number }) => `Loss over ${counted(a.epochs, 'epoch')}: training, then validation`,
  inputs: (a: { names: readonly string[]; from: number; to: number }) =>
    `${list(a.names)} for inputs from ${number(a.from)} to ${number(a.to)}`,
  correct: 'Correct predictions of each class',
  seeOn: (a: { page: string }) => `Open ${a.page}`,
})

/** What a term is in the user's own project. */
export const ownNumbersText = defineText('glossary/own', {
  layers: (a: { layers: number; parameters: number }) =>
    `${counted(a.layers, 'layer')} with ${counted(a.parameters, 'parameter')}`,
  kinds: (a: { labels: readonly string[]; more: number }) =>
    a.more > 0 ? `${a.labels.join(', ')}, and ${count(a.more)} more` : a.labels.join(', '),
  sets: (a: { train: number; validation: number; test: number }) =>
    `${count(a.train)} for training, ${count(a.validation)} for validation, ${count(a.test)} for the test`,
  classes: (a: { classes: number; first: string; last: string }) =>
    `${counted(a.classes, 'class', 'classes')}, from ${a.first} to ${a.last}`,
  balance: (a: { most: string; many: number; least: string; few: number }) =>
    `${a.most} has ${counted(a.many, 'example')}, ${a.least} has ${count(a.few)}`,
  steps: (a: { perEpoch: number; examples: number; batch: number }) =>
    `${counted(a.perEpoch, 'step')} in an epoch: ${counted(a.examples, 'example')} in batches of ${count(a.batch)}`,
  epochs: (a: { planned: number; done?: number | undefined }) =>
    a.done === undefined ? `${count(a.planned)} planned` : `${count(a.done)} of ${count(a.planned)} done`,
  losses: (a: { training: string; validation?: string | undefined }) =>
    a.validation === undefined
      ? `${a.training} on the training set`
      : `${a.training} on the training set, ${a.validation} on the validation set`,
  gap: (a: { training: string; validation: string; best: number; last: number }) =>
    a.best < a.last
      ? `The validation loss was lowest in epoch ${count(a.best)} of ${count(a.last)}`
      : `The validation loss was lowest in the last epoch: ${a.validation}, against ${a.training} on the training set`,
  off: 'off',
  on: 'on',
  examples: (a: { n: number }) => counted(a.n, 'example'),
  columns: (a: { columns: number }) => counted(a.columns, 'column'),
  checkpoints: (a: { checkpoints: number }) => counted(a.checkpoints, 'checkpoint'),
  runs: (a: { runs: number }) => counted(a.runs, 'run'),
  versions: (a: { versions: number }) => counted(a.versions, 'saved version'),
  withInterval: (a: { value: string; low: string; high: string; set: string; n: number }) =>
    `${a.value} (95% interval ${a.low} to ${a.high}), ${counted(a.n, 'example')} of the ${a.set}`,
  ofSet: (a: { value: string; set: string }) => `${a.value} on the ${a.set}`,
  setNames: { train: 'training set', validation: 'validation set', test: 'test set' },
  confused: (a: { actual: string; predicted: string; n: number }) =>
    `most often: ${a.actual} predicted as ${a.predicted}, ${counted(a.n, 'time')}`,
  worstClass: (a: { label: string; value: string }) => `lowest for ${a.label}: ${a.value}`,
  objective: (a: { name: string; target: string }) => `${a.name}: ${a.target}`,
  stages: (a: { stages: number }) => counted(a.stages, 'stage'),
})
