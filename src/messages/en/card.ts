/** @file Sentences for model cards. Loaded with the code that writes model cards. */
import { defineMessages } from '../define'
import {
  byteSize,
  calendarDate,
  commaList,
  count,
  counted,
  duration,
  list,
  metricNumber,
  number,
  oneDecimal,
  percent,
  shortPercent,
  significant,
} from '../format'
import { backendName, engineName } from './engine-names'
import { explanationText } from './evaluate/explanations'
import { CORRUPTION_TITLES } from './evaluate/robustness'
import { changedRates } from './train/runs'
import { aliasName, badModelName } from './operate/terms'

/** A figure with its 95% interval. */
interface Measurement {
  readonly value: number
  readonly low: number
  readonly high: number
}

const GAP_RATES: Readonly<Record<string, string>> = {
  selectionRate: 'Selection rate',
  tpr: 'True positive rate',
  fpr: 'False positive rate',
  ppv: 'Precision',
  accuracy: 'Accuracy',
}

const GUARDS = { mahalanobis: 'distance to training examples', squeezing: 'feature squeezing' } as const

const CALIBRATION = {
  temperature: 'temperature scaling',
  platt: 'Platt scaling',
  isotonic: 'isotonic regression',
} as const

const GATES = {
  passed: ', gate passed',
  failed: ', gate failed',
  unsure: ', gate inconclusive',
} as const

export const card = defineMessages('card', {
  'card-what-classes': (a: {
    project: string
    target: string
    classes: readonly string[]
    inputs: readonly string[]
  }) =>
    a.classes.length > 12
      ? `Predicts ${a.target} (${count(a.classes.length)} classes) from ${inputs(a.inputs)}. Project: "${a.project}".`
      : `Predicts ${a.target} (${commaList(a.classes)}) from ${inputs(a.inputs)}. Project: "${a.project}".`,
  'card-what-number': (a: { project: string; target: string; unit?: string; inputs: readonly string[] }) =>
    a.unit
      ? `Predicts ${a.target} in ${a.unit} from ${inputs(a.inputs)}. Project: "${a.project}".`
      : `Predicts ${a.target} from ${inputs(a.inputs)}. Project: "${a.project}".`,
  'card-what-other': (a: { project: string; target: string; inputs: readonly string[] }) =>
    `Produces ${a.target} from ${inputs(a.inputs)}. Project: "${a.project}".`,
  'card-practice': (a: { bad: string; of: number }) =>
    `This is a practice version, a deliberately bad copy of version ${count(a.of)}: ${badModelName(a.bad)}.`,
  'card-saved': (a: { model: string; version: number; at: string; newest: number }) =>
    a.newest > a.version
      ? `Version ${count(a.version)} of "${a.model}", saved on ${day(a.at)}. The newest is version ${count(a.newest)}.`
      : `Version ${count(a.version)} of "${a.model}", saved on ${day(a.at)}.`,
  'card-flags': (a: { flags: readonly string[] }) =>
    a.flags.length === 0
      ? 'No alias points to this version, so no service uses it.'
      : `This version is currently the ${list(a.flags.map(aliasName))}.`,
  'card-unwritten': (a: { part: string }) => `Not written yet: ${a.part}.`,
  'card-unmeasured': (a: { what: string; many?: true }) =>
    a.many ? `${a.what} were not measured.` : `${a.what} was not measured.`,
  'card-words-before': (a: { version: number }) => `written for version ${count(a.version)}`,
  'card-data': (a: { dataset: string; version?: string; fingerprint?: string; samples?: number }) => {
    const details = [
      ...(a.version ? [`version ${a.version.slice(0, 8)}`] : []),
      ...(a.samples ? [`at most ${counted(a.samples, 'example')}`] : []),
      ...(a.fingerprint ? [`fingerprint ${a.fingerprint.slice(0, 8)}`] : []),
    ]
    return details.length === 0 ? `Trained on "${a.dataset}".` : `Trained on "${a.dataset}" (${commaList(details)}).`
  },
  'card-data-unknown': (a: { again: 'not tried' | 'tried' | 'never' }) =>
    a.again === 'not tried'
      ? 'The exact training data is unknown: this version was imported, or saved before versions kept a data fingerprint. Reproduce it to find out: if the weights match, it was trained on the rows here.'
      : 'The exact training data is unknown: this version was imported, or saved before versions kept a data fingerprint.',
  'card-data-moved': (a: { now: string }) => `the dataset is now at version ${a.now.slice(0, 8)}`,
  'card-split': (a: { kind: string; train: number; validation: number; test: number }) =>
    `Split (${a.kind}): ${shortPercent(a.train)} training, ${shortPercent(a.validation)} validation, ${shortPercent(a.test)} test.`,
  /** The main metric of an output, its interval, and its other metrics. `title` and `name` are the metric's name. */
  'card-metrics': (a: {
    title: string
    name: string
    value: string
    interval?: string
    more: readonly string[]
    rows: number
    split: string
    output?: string
  }) => {
    const details = [...(a.interval === undefined ? [] : [a.interval]), ...a.more]
    const main = `${a.output ? `${a.output}: ${a.name}` : a.title} ${a.value} on ${examples(a)}`
    return details.length === 0 ? `${main}.` : `${main} (${details.join('; ')}).`
  },
  'card-looks': (a: { looks: number }) =>
    a.looks > 10
      ? `The test set had been viewed ${counted(a.looks, 'time')} before these results were measured, so they may be too optimistic.`
      : `The test set had been viewed ${counted(a.looks, 'time')} before these results were measured.`,
  'card-may-be-seen':
    'An earlier run with another split may have trained this model on some of these examples, so these results may be too good.',
  'card-chosen-on-validation':
    'The validation set was also used to choose the calibration or threshold, so results on it may be too good.',
  'card-two-parts':
    'These two results use different data. The validation set was checked during training, for example to decide when to stop; the test set was not. Slices, calibration, and the gate use the test set.',
  'card-all-answered':
    'These results are for the model alone, which answers every request. A service that abstains or falls back shows different results.',
  'card-slice': (a: {
    name: string
    metric: string
    value: string
    low: string
    high: string
    support: number
    split: string
  }) =>
    `${a.name}: ${a.metric} ${a.value} on ${examples({ rows: a.support, split: a.split })} (${a.low} to ${a.high}).`,
  'card-slice-none': (a: { name: string }) => `${a.name}: no evaluated examples are in this slice.`,
  'card-no-slices': (_: object) => 'The dataset has no slices and no classes, so performance is not split.',
  'card-calibrated': (a: { output: string; method: keyof typeof CALIBRATION }) =>
    `Probabilities of "${a.output}" are calibrated, by ${CALIBRATION[a.method]}.`,
  'card-guard': (a: { output: string; method: keyof typeof GUARDS; falseAlarms: number; rows: number }) =>
    `An input guard for "${a.output}" (${GUARDS[a.method]}) marks unusual inputs, in services with an Input guard stage and in serve.mjs. Its limit was chosen on ${counted(a.rows, 'validation example')} for ${percent(a.falseAlarms)} false alarms. It is no defense against someone who knows it.`,
  'card-group-thresholds': (a: {
    output: string
    label: string
    column: string
    groups: readonly { name: string; threshold: number }[]
    shared: number
  }) =>
    `"${a.label}" is predicted for "${a.output}" by a threshold for each group of "${a.column}": ${commaList(a.groups.map(({ name, threshold }) => `${name} ${threshold > 1 ? 'never' : number(threshold, 4)}`))}. Each prediction reads "${a.column}"; if it is unknown, the threshold is ${number(a.shared, 4)}.`,
  'card-threshold': (a: { output: string; label: string; threshold: number }) =>
    `"${a.label}" is predicted for "${a.output}" from a probability of ${number(a.threshold, 4)} up, however likely other classes are.`,
  'card-calibration': (a: { value: number; rows: number; split: string; bins: number | undefined }) =>
    `Its ${a.bins ? 'probabilities are' : 'confidence is'} off by ${oneDecimal(100 * a.value)} percentage points on average on ${examples(a)} (expected calibration error, ${a.bins ? `${a.bins} bins, of the predicted class or the second of two` : '15 bins'}).${a.rows < 1000 ? ' With so few examples, the measured value tends to be too high.' : ''}`,
  'card-evaluated': (a: { rows: number; split: string; at: string }) =>
    `Measured on ${examples(a)} on ${day(a.at)}. Intervals are 95% intervals.`,
  'card-probabilities': (a: { ece: number; brier: number; nll: number }) =>
    `Expected calibration error ${oneDecimal(100 * a.ece)} percentage points, Brier score ${metricNumber(a.brier)}, negative log-likelihood ${metricNumber(a.nll)}.`,
  'card-coverage': (a: Measurement & { kind: string; wanted: number; size: number; n: number }) =>
    `${a.kind === 'number' ? 'Intervals' : 'Sets of classes'} made to contain ${shortPercent(a.wanted)} of the actual ${a.kind === 'number' ? 'values' : 'classes'} contain ${percent(a.value)} (${percent(a.low)} to ${percent(a.high)}), with ${a.kind === 'number' ? `a width of ${significant(a.size)}` : `${significant(a.size)} classes on average`} (${counted(a.n, 'example')} that they were not fitted to).`,
  'card-no-groups': 'The data has no column of a few categories to group by, other than the target.',
  'card-gap': (a: Measurement & { rate: string; positive: string; column: string; between: readonly string[] }) =>
    `${GAP_RATES[a.rate] ?? a.rate} for "${a.positive}" by ${a.column}: ${oneDecimal(100 * a.value)} points higher for ${a.between[1]} than for ${a.between[0]} (${oneDecimal(100 * a.low)} to ${oneDecimal(100 * a.high)}).`,
  'card-attacked': (a: Measurement & { epsilon: number; before: number }) =>
    `If an attacker changes each value by at most ${number(a.epsilon)} of its range or standard deviation (PGD), accuracy falls from ${percent(a.before)} to ${percent(a.value)} (${percent(a.low)} to ${percent(a.high)}).`,
  'card-corrupted': (a: Measurement & { kind: string; strength: number; before: number; isRate: boolean }) => {
    const shown = (value: number) => (a.isRate ? percent(value) : significant(value))
    return `Of the corruptions at strength ${a.strength}, "${CORRUPTION_TITLES[a.kind] ?? a.kind}" is worst: ${a.isRate ? 'accuracy' : 'mean absolute error'} ${shown(a.value)} (${shown(a.low)} to ${shown(a.high)}) instead of ${shown(a.before)}.`
  },
  'card-importance': (a: Measurement & { column: string; isRate: boolean }) => {
    const shown = (value: number) => (a.isRate ? oneDecimal(100 * value) : significant(value))
    return `Shuffling ${a.column} ${a.isRate ? 'lowers accuracy' : 'raises the error'} by ${shown(a.value)}${a.isRate ? ' points' : ''} (${shown(a.low)} to ${shown(a.high)}).`
  },
  'card-trust': (a: { method: 'shapley' | 'occlusion'; good: number; of: number }) =>
    `Explanations of predictions (${explanationText.methods[a.method]}): ${count(a.good)} of ${counted(a.of, 'example')} pass all checks.`,
  'card-limits-ends': (a: { columns: readonly string[] }) =>
    `It uses only ${inputs(a.columns)}. Inputs unlike the training data still get a prediction, which may be wrong.`,
  'card-limits-small': (a: { slices: readonly string[]; of: number }) =>
    `Fewer than 30 examples in ${smallSlices(a.slices, a.of)}: results there are uncertain.`,
  'card-latency': (a: { ms: number; device: string; at: string }) =>
    `Latency of one request: ${duration(a.ms)}, measured on ${day(a.at)} (${a.device}).`,
  'card-size': (a: { weights: number; bytes: number }) => `${counted(a.weights, 'parameter')}, ${byteSize(a.bytes)}.`,
  'card-hash': (a: { hash: string }) => `SHA-256 of the weights: ${a.hash}.`,
  'card-run': (a: { engine?: string; backend?: string; steps?: number; seed: number; drawing?: number }) => {
    const settings = [
      `seed ${a.seed}`,
      ...(a.steps === undefined ? [] : [counted(a.steps, 'step')]),
      ...(a.engine ? [`the ${engineName(a.engine)}`] : []),
      ...(a.backend ? [`the ${backendName(a.backend)} backend`] : []),
    ]
    return a.drawing === undefined
      ? `Trained with ${list(settings)}.`
      : `Network revision ${a.drawing}, trained with ${list(settings)}.`
  },
  'card-parent': (a: { version?: number; step: number }) =>
    a.version === undefined
      ? `Training started from the weights of another run, at step ${count(a.step)}.`
      : `Training started from the weights of version ${count(a.version)}.`,
  'card-retrained': (a: { version: number; round: number }) =>
    `Trained in retraining round ${count(a.round)} from new initial weights, to replace version ${count(a.version)}.`,
  'card-rates': (a: { changes: readonly { readonly step: number; readonly learningRate: number }[] }) =>
    `The learning rate was changed during the run: to ${changedRates(a.changes)}.`,
  'card-inexact': (a: { why: string }) => `The run was not exactly repeatable: ${a.why}`,
  'card-again': (a: { sentence: string; at: string }) => (a.at === '' ? a.sentence : `${a.sentence} (${day(a.at)})`),
  'card-approved': (a: {
    by: string
    alias: string
    at: string
    why: string
    from?: number
    gate: 'passed' | 'failed' | 'unsure' | null
  }) => {
    const replaced = a.from === undefined ? '' : `, replacing version ${count(a.from)}`
    const made = `Made the ${aliasName(a.alias)} ${a.by} on ${day(a.at)}${replaced}${a.gate === null ? '' : GATES[a.gate]}`
    return a.why ? `${made}: ${a.why}` : `${made}.`
  },
  'card-unapproved': 'It has never been the champion.',
})

/** The day of a timestamp. A hand-written record may contain other text, which is returned unchanged. */
function day(at: string): string {
  return Number.isNaN(Date.parse(at)) ? at : calendarDate(at)
}

/** The examples that an evaluation used: 2,000 test examples. */
function examples({ rows, split }: { readonly rows: number; readonly split: string }): string {
  return counted(rows, split === '' ? 'example' : `${split} example`)
}

function smallSlices(names: readonly string[], of: number): string {
  if (names.length === of && of > 1) return `each of its ${count(of)} slices`
  return names.length > 6 ? `${count(names.length)} of its ${count(of)} slices` : list(names)
}

function inputs(names: readonly string[]): string {
  return names.length > 12 ? `${count(names.length)} columns` : list(names)
}
