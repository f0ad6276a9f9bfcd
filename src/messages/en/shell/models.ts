/**
 * @file UI text for the dialog of saved models: saving them, their versions and metrics, and trying and exporting them.
 */
import { defineText } from '../../define'
import { count, dimensions, list, percent, plural, significant } from '../../format'

export const modelsText = defineText('shell/models', {
  title: 'Models on this device',
  import: 'Import model',
  none: 'No saved models yet. A saved model contains the trained weights, the data preparation, and the metrics. It still gives the same predictions after you close the browser.',
  version: (a: { version: number }) => `Version ${count(a.version)}`,
  details: (a: { aliases: readonly string[]; isPractice: boolean; metrics: string; when: string }) =>
    [...a.aliases, ...(a.isPractice ? ['practice model'] : []), a.metrics, a.when].join(' · '),
  try: {
    label: 'Try',
    tip: 'Show the prediction for the input on the canvas',
    noInput: 'Draw or set an input on the canvas first',
    noInputYet: 'Draw or set an input on the canvas first.',
    busy: 'Predicting…',
    image: (a: { shape: readonly number[] }) => `a ${dimensions(a.shape)} image`,
    class: (a: { label: string; confidence: number }) => `${a.label} (${percent(a.confidence)})`,
    number: (a: { value: number }) => significant(a.value, 4),
    ofOutput: (a: { output: string; prediction: string }) => `${a.output}: ${a.prediction}`,
    outputs: (a: { predictions: readonly string[] }) => a.predictions.join('; '),
    picture: 'Prediction',
    pictureOf: (a: { output: string }) => `Prediction of ${a.output}`,
  },
  export: 'Export model',
  exportServer: 'Server for Node',
  exportServerTip:
    'The same zip file plus serve.mjs. Unpack it and run "node serve.mjs" to serve predictions over HTTP.',
  remove: (a: { name: string; version: number }) => `Delete version ${count(a.version)} of ${a.name}`,
  inUse: (a: { name: string; version: number; aliases: readonly string[] }) =>
    `Version ${count(a.version)} of ${a.name} is the ${list(a.aliases)}. On the Operate page, under Registry, move the alias to another version before you delete this one.`,
  confirmRemove: (a: { name: string; version: number }) => `Delete version ${count(a.version)} of "${a.name}"?`,
  save: {
    name: 'Name',
    first: 'Save model',
    next: (a: { version: number }) => `Save as version ${count(a.version)}`,
    about: 'Saves the current weights.',
    untrained: 'Nothing has been trained yet. Press Train first.',
    done: (a: { name: string; version: number }) => `Saved as "${a.name}", version ${count(a.version)}.`,
  },
  metrics: {
    none: 'not evaluated',
    ofOutput: (a: { output: string; metric: string }) => `${a.output} ${a.metric}`,
    on: (a: { metrics: readonly string[]; split: 'train' | 'validation' | 'test'; rows: number }) =>
      `${list(a.metrics)} on the ${SETS[a.split]} (${plural(a.rows, { one: '# example', other: '# examples' })})`,
  },
})

const SETS = { train: 'training set', validation: 'validation set', test: 'test set' } as const
