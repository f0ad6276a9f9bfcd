/** @file Messages about training: what stops a run, why an engine was chosen, and what does not fit, keyed by code. */
import { defineMessages } from '../define'
import { count, counted, dimensions, editableNumber, identifier, list, number } from '../format'

/** How an engine differed from the reference. */
export type EngineDifference =
  | { readonly at: 'first-loss' | 'loss-after-steps' | 'a-weight' | 'mean-weight' }
  | { readonly at: 'gradient'; readonly weight: string }

/** Why a set of weights does not fit a network. */
export type WeightsMisfit =
  | { readonly of: 'tensors' | 'numbers' | 'optimizer'; readonly expected: number; readonly got: number }
  | { readonly of: 'name'; readonly expected: string; readonly got: string }
  | {
      readonly of: 'shape'
      readonly weight: string
      readonly expected: readonly number[]
      readonly got: readonly number[]
    }

const WEIGHTS_FIX = 'Enter 0 or more, or set "Weight rows by" to "Nothing (all equal)" under Data > Split.'
const OTHER_BACKEND = 'Choose another backend on the "This machine" page, then train again.'

/** Ends the error message of a browser with a period. */
const ended = (why: string) => (/[.!?]\s*$/.test(why) ? why.trimEnd() : `${why}.`)

export const training = defineMessages('training', {
  'groups-few': (a: { column: string; groups: readonly string[] }) =>
    a.groups.length === 0
      ? `No training row has a value of "${a.column}", so there are no groups to balance. Choose another column under Data > Split.`
      : `All training rows are in the group "${a.groups[0]}" of "${a.column}", so there is nothing to balance. Choose another column under Data > Split.`,
  'group-without-label': (a: { column: string; group: string; target: string; label: string }) =>
    `In the training set, no row of the group "${a.group}" (${a.column}) has the ${a.target} "${a.label}", so weights cannot balance it. Collect such rows, exclude the group, or choose another column under Data > Split.`,
  'rows-unweighted': (a: { column: string; row: number; count: number }) =>
    a.count === 1
      ? `In row ${identifier(a.row)} of the training set, "${a.column}" is missing or negative. ${WEIGHTS_FIX}`
      : `In ${count(a.count)} training rows, "${a.column}" is missing or negative (first in row ${identifier(a.row)}). ${WEIGHTS_FIX}`,
  /** `why` is a complete sentence. */
  'backend-missing': (a: { backend: string; why: string }) => `${a.backend} is not available. ${a.why}`,
  /** `why` is the error message of the browser. */
  'backend-failed': (a: { backend: string; why: string }) =>
    `${a.backend} did not start: ${ended(a.why)} ${OTHER_BACKEND}`,
  'not-finite': (a: {
    what: 'loss' | 'weight'
    epoch: number
    step: number
    layer: string
    /** The dataset rows at which the problem first occurred. */
    rows: readonly number[]
    fix:
      | { readonly kind: 'rate'; readonly to: number; readonly now: number }
      | { readonly kind: 'input'; readonly input: string; readonly rows: readonly number[] }
  }) =>
    [
      `${a.what === 'loss' ? 'The loss' : 'A weight'} became infinite or NaN in epoch ${count(a.epoch)}, step ${count(a.step)}${originOf(a)}.`,
      'The last good weights are kept.',
      a.fix.kind === 'rate'
        ? `Lower the learning rate to ${editableNumber(a.fix.to)} (now ${editableNumber(a.fix.now)}).`
        : `The input "${a.fix.input}" has values that are not finite in ${rowsOf(a.fix.rows)}. Fix these rows or remove the input.`,
    ].join(' '),
  /** `why` is the error message of the browser, for bug reports. */
  'device-lost': (_: { why: string }) => 'The browser lost its connection to the GPU. The last good weights are kept.',
  'gpu-refused': (a: { why: string }) =>
    `The GPU could not run a step of this network: ${ended(a.why)} ${OTHER_BACKEND}`,
  'worker-gone': 'Training in the background stopped unexpectedly. The last good weights are kept.',
  'worker-silent': (a: { seconds: number }) =>
    `Training in the background did not respond for ${count(a.seconds)} seconds and was stopped. The last good weights are kept.`,
  'training-broke': (a: { why: string }) => `Training stopped because of a bug in Netloom: ${a.why}`,
  'data-not-sent': (a: { key: string }) =>
    `The data "${a.key}" did not reach the training worker. Reload the page and train again.`,
  'no-model-loaded': 'There is no model yet. Train a network or open a model.',
  'no-rows-here': (a: { split: 'train' | 'training' | 'validation' | 'test' }) =>
    `The ${SETS[a.split]} is empty. Give it a share under Data > Split.`,
  'memory-not-granted': (a: { megabytes: number }) =>
    `This training needs ${count(a.megabytes)} MB of memory, more than the browser allows. Use a smaller batch size.`,
  'weights-do-not-fit': (a: { why: WeightsMisfit }) => `These weights do not fit this model: ${misfit(a.why)}.`,
  'inputs-do-not-fit': (a: { expected: number; got: number }) =>
    `The model takes ${counted(a.expected, 'number')} as input, but got ${count(a.got)}.`,
  'explain-no-rule': (a: { layer: string }) =>
    `There is no rule for the relevance of ${a.layer} layers. Use integrated gradients, which work for every layer.`,
  /** `rows` is set if fewer than a batch were compared, `sampled` if only a sample of the updated weights was. */
  'engine-proved': (a: Proof) =>
    a.steps === 0
      ? 'Checked against TensorFlow.js: both produce infinite values or NaN on the first batches'
      : `Checked against TensorFlow.js: ${within('losses', a.lossDifference)}, ${proved(a)}`,
  'engine-differs': (a: { engine: string; where: EngineDifference; difference: number; limit: number }) =>
    `The ${a.engine} engine is not used: ${difference(a.where)} differs from TensorFlow.js by ${number(a.difference, 2)} (limit ${number(a.limit, 2)})`,
  'engine-lacks': (a: { why: string }) => `The faster engine cannot train this network here: ${a.why}`,
  'engine-only-plain': (a: { backend: 'webgpu' | 'wasm' | 'webgl' | 'cpu' }) =>
    `The only engine for ${BACKENDS[a.backend]}`,
  'engine-asked-plain': 'Chosen by you',
})

export interface Proof {
  readonly steps: number
  readonly lossDifference: number
  readonly weightDifference: number
  readonly rows?: number
  readonly sampled?: number
}

function proved({ steps, weightDifference, rows, sampled }: Proof): string {
  const ofRows = rows === undefined ? '' : ` of ${counted(rows, 'example')}`
  return sampled === undefined
    ? `${within('weights', weightDifference)} over ${counted(steps, 'step')}${ofRows}`
    : `all gradients${ofRows}, and one update of ${counted(sampled, 'weight')}`
}

const SETS = {
  train: 'training set',
  training: 'training set',
  validation: 'validation set',
  test: 'test set',
} as const

const BACKENDS = { webgpu: 'WebGPU', wasm: 'WASM', webgl: 'WebGL', cpu: 'plain JavaScript' } as const

function rowsOf(rows: readonly number[]): string {
  return `${rows.length === 1 ? 'row' : 'rows'} ${list(rows.map(count))}`
}

/** The layer and the rows where a value became infinite or NaN, if known. */
function originOf({ layer, rows }: { readonly layer: string; readonly rows: readonly number[] }): string {
  if (layer === '') return ''
  return `, first in ${layer}${rows.length > 0 ? `, while training on dataset ${rowsOf(rows)}` : ''}`
}

/** Says how closely values agree: "losses within 2e−7", or that the losses are equal. */
function within(what: string, difference: number): string {
  return difference === 0 ? `equal ${what}` : `${what} within ${number(difference, 1)}`
}

function difference(where: EngineDifference): string {
  switch (where.at) {
    case 'first-loss':
      return 'the loss of the first batch'
    case 'gradient':
      return `the gradient of ${where.weight}`
    case 'loss-after-steps':
      return 'the loss after the first steps'
    case 'a-weight':
      return 'a weight'
    case 'mean-weight':
      return 'the average weight'
    default:
      return where satisfies never
  }
}

function misfit(why: WeightsMisfit): string {
  switch (why.of) {
    case 'tensors':
      return `expected ${counted(why.expected, 'tensor')}, got ${count(why.got)}`
    case 'numbers':
      return `expected ${counted(why.expected, 'number')}, got ${count(why.got)}`
    case 'optimizer':
      return `expected ${counted(why.expected, 'number')} of optimizer state, got ${count(why.got)}`
    case 'name':
      return `expected "${why.expected}", got "${why.got}"`
    case 'shape':
      return `"${why.weight}" has shape ${dimensions(why.got)} instead of ${dimensions(why.expected)}`
    default:
      return why satisfies never
  }
}
