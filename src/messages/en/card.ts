/** @file English sentences of a model card; they come with the part that writes one. */
import { defineMessages } from '../define'
import { byteSize, count, counted, list } from '../format'

const shares = (n: number) => `${(100 * n).toFixed(1)} %`
const figure = (n: number) => (Math.abs(n) >= 1000 || n === 0 ? n.toFixed(0) : n.toPrecision(3))
const day = (at: string) => at.slice(0, 10)

const GATES = {
  passed: ', its gate passed',
  failed: ', although its gate failed',
  unsure: ', where its gate found nothing failed but could not tell all',
} as const

export const card = defineMessages('card', {
  'card-what-classes': (a: {
    project: string
    target: string
    classes: readonly string[]
    inputs: readonly string[]
  }) =>
    `It predicts ${a.target}, one of ${a.classes.length > 12 ? `${a.classes.length} classes` : list(a.classes)}, from ${inputsWords(a.inputs)}; drawn in the project "${a.project}".`,
  'card-what-number': (a: { project: string; target: string; unit?: string; inputs: readonly string[] }) =>
    `It predicts ${a.target}${a.unit ? ` in ${a.unit}` : ''} from ${inputsWords(a.inputs)}; drawn in the project "${a.project}".`,
  'card-what-other': (a: { project: string; target: string; inputs: readonly string[] }) =>
    `It gives ${a.target} from ${inputsWords(a.inputs)}; drawn in the project "${a.project}".`,
  'card-practice': (a: { bad: string; of: number }) =>
    `It was made to practise on, out of version ${count(a.of)}, and is bad on purpose: ${a.bad}.`,
  'card-saved': (a: { model: string; version: number; at: string; newest: number }) =>
    `This is version ${count(a.version)} of "${a.model}", saved on ${day(a.at)}${a.newest > a.version ? `; the newest is version ${count(a.newest)}` : ''}.`,
  'card-flags': (a: { flags: readonly string[] }) =>
    a.flags.length === 0 ? 'No alias stands at it: nothing that is served asks it.' : `It is the ${list(a.flags)} now.`,
  'card-unwritten': (a: { part: string }) => `Nobody has written ${a.part} yet.`,
  'card-unmeasured': (a: { what: string; many?: true }) => `${a.what} ${a.many ? 'were' : 'was'} not measured.`,
  'card-words-before': (a: { version: number }) => `written for version ${count(a.version)}`,
  'card-data': (a: { dataset: string; version?: string; fingerprint?: string; samples?: number }) =>
    `It learnt from "${a.dataset}"${a.version ? `, version ${a.version.slice(0, 8)}` : ''}${a.samples ? `, at most ${counted(a.samples, 'row')} of it` : ''}${a.fingerprint ? ` (rows with the fingerprint ${a.fingerprint.slice(0, 8)})` : ''}.`,
  'card-data-unknown': (a: { again: 'not tried' | 'tried' | 'never' }) =>
    `Which rows it learnt from was not kept: it was saved before versions kept a fingerprint of them, or brought in.${
      a.again === 'not tried'
        ? ' Train it again: where that comes to the same weights, the rows here are the ones.'
        : ''
    }`,
  'card-data-moved': (a: { now: string }) => `the set is at version ${a.now.slice(0, 8)} now`,
  'card-split': (a: { kind: string; train: number; validation: number; test: number }) =>
    `Of the rows ${shares(a.train)} were for training, ${shares(a.validation)} for validation and ${shares(a.test)} for testing (${a.kind}).`,
  'card-accuracy': (a: { value: number; low: number; high: number; rows: number; split: string; output?: string }) =>
    `${a.output ? `${a.output}: ` : ''}${shares(a.value)} of ${counted(a.rows, `${a.split} row`)} were answered rightly (95 % interval ${shares(a.low)} to ${shares(a.high)}).`,
  'card-error': (a: { mae: number; rmse: number; r2: number; rows: number; split: string; output?: string }) =>
    `${a.output ? `${a.output}: ` : ''}On ${counted(a.rows, `${a.split} row`)} it is off by ${figure(a.mae)} on average (root mean square ${figure(a.rmse)}, R² ${a.r2.toFixed(3)}).`,
  'card-picture': (a: { mae: number; rows: number; split: string; output?: string }) =>
    `${a.output ? `${a.output}: ` : ''}On ${counted(a.rows, `${a.split} row`)} its pixels are off by ${figure(a.mae)} of 255 on average.`,
  'card-looks': (a: { looks: number }) =>
    `The test rows had been looked at ${counted(a.looks, 'time')} by then${a.looks > 10 ? ', so the figures may flatter' : ''}.`,
  'card-off': (a: { value: number; low: number; high: number; rows: number; split: string }) =>
    `On ${counted(a.rows, `${a.split} row`)} it is off by ${figure(a.value)} on average (95 % interval ${figure(a.low)} to ${figure(a.high)}).`,
  'card-two-parts': 
    'The two figures are of different rows: validation rows were looked at while it was trained, test rows were not. By slice, calibration and the gate go by the latter.',
  'card-all-answered': 
    'Asked by itself it answers every row. A service that abstains or falls back answers some others: what it shows while it is served is another figure.',
  'card-slice': (a: {
    name: string
    measure: string
    value: number
    low: number
    high: number
    support: number
    split: string
  }) =>
    a.measure === 'accuracy'
      ? `${a.name}: ${shares(a.value)} of ${counted(a.support, `${a.split} row`)} (${shares(a.low)} to ${shares(a.high)}).`
      : `${a.name}: off by ${figure(a.value)} on ${counted(a.support, `${a.split} row`)} (${figure(a.low)} to ${figure(a.high)}).`,
  'card-slice-none': (a: { name: string }) => `${a.name}: no rows of it were among those evaluated.`,
  'card-calibration': (a: { value: number; rows: number; split: string }) =>
    `What it says of its own sureness is off by ${shares(a.value)} on ${counted(a.rows, `${a.split} row`)} (expected calibration error, 15 bins)${a.rows < 1000 ? '; so few rows make it look larger than it is' : ''}.`,
  'card-limits-ends': (a: { columns: readonly string[] }) =>
    `It knows nothing beyond what it reads: ${inputsWords(a.columns)}; values unlike those it learnt from are answered all the same.`,
  'card-limits-small': (a: { slices: readonly string[]; of: number }) =>
    `Of ${smallWords(a.slices, a.of)} there were fewer than 30 rows: what is said of ${a.slices.length === 1 ? 'it' : 'them'} is unsure.`,
  'card-latency': (a: { ms: number; device: string; at: string }) =>
    `A request takes ${figure(a.ms)} ms on this device (${a.device}), measured on ${day(a.at)}.`,
  'card-size': (a: { weights: number; bytes: number }) =>
    `It has ${counted(a.weights, 'weight')}, ${byteSize(a.bytes)}.`,
  'card-hash': (a: { hash: string }) => `SHA-256 of the weights: ${a.hash}.`,
  'card-run': (a: { engine?: string; backend?: string; steps?: number; seed: number; drawing?: number }) =>
    `Trained${a.steps === undefined ? '' : ` for ${counted(a.steps, 'step')}`} with seed ${a.seed}${a.engine ? ` by ${a.engine}` : ''}${a.backend ? ` on ${a.backend}` : ''}${a.drawing === undefined ? '' : `, from version ${count(a.drawing)} of the drawing`}.`,
  'card-parent': (a: { version?: number; step: number }) =>
    a.version === undefined
      ? `Its run began with the weights of another run, at step ${count(a.step)}.`
      : `Its run began with the weights of version ${count(a.version)}.`,
  'card-inexact': (a: { why: string }) => `Its run was not an undisturbed one: ${a.why}`,
  'card-again': (a: { sentence: string; at: string }) => `${a.sentence} (${day(a.at)})`,
  'card-approved': (a: {
    by: string
    alias: string
    at: string
    why: string
    from?: number
    gate: 'passed' | 'failed' | 'unsure' | null
  }) =>
    `Made the ${a.alias} by ${a.by} on ${day(a.at)}${a.from === undefined ? '' : `, in place of version ${count(a.from)}`}${a.gate === null ? '' : GATES[a.gate]}${a.why ? `: ${a.why}` : '.'}`,
  'card-unapproved':  'Nobody has made it the champion yet.',
})

function smallWords(names: readonly string[], of: number): string {
  if (names.length === of && of > 1) return `each of its ${of} slices`
  return names.length > 6 ? `${names.length} of its ${of} slices` : list(names)
}

function inputsWords(names: readonly string[]): string {
  return names.length > 12 ? `${names.length} columns` : list(names)
}
