/**
 * @file Messages about starting, resuming, and evaluating runs, and about versions, keyed by code. Loaded with the code
 * that does this.
 */
import { defineMessages } from '../define'
import { count, counted, editableNumber, list, number } from '../format'
import { engineDevice, engineName } from './engine-names'

const SETS: Readonly<Record<string, string>> = {
  train: 'training set',
  training: 'training set',
  validation: 'validation set',
  test: 'test set',
}

export const runs = defineMessages('runs', {
  'layers-network-changed':
    'The network has changed since it was trained, so the layers of the run are not on the canvas. Train again, or undo the change.',
  'layers-need-network': (a: { sentence: string }) =>
    `The layers have no values, because the network has a problem. ${a.sentence}`,
  'layer-leads-nowhere': (a: { layer: string }) =>
    `"${a.layer}" leads to no output, so it has no values. Connect it to a layer that leads to one.`,
  'layer-no-value': (a: { layer: string; values: number }) =>
    `"${a.layer}" has ${count(a.values)} values. Choose an index from 0 to ${count(a.values - 1)}.`,
  'layer-no-sum': (a: { layer: string }) =>
    `"${a.layer}" does not compute a weighted sum of its inputs, so there is no multiplication to show. Choose a Dense, convolution, pooling, or activation layer.`,
  'layer-no-history': 'This run has kept no histograms. They are kept with its checkpoints, from the next run on.',
  'layer-is-input': (a: { layer: string }) => `"${a.layer}" is an input. Mute a layer after it.`,
  'layer-no-channel': (a: { channel: number; channels: number }) =>
    `There is no channel ${a.channel}. The layer has the channels 0 to ${count(a.channels - 1)}.`,
  'nothing-to-continue': 'This project has no interrupted or stopped run.',
  'run-over': (a: { run: string }) => `${a.run} has finished. To train further, start from its weights.`,
  'run-no-moments': (a: { run: string }) =>
    `${a.run} has no weights to replay. They are stored at the end of a run, for networks of up to 125,000 weights.`,
  'weights-too-many': (a: { parameters: number; most: number }) =>
    `This network has ${count(a.parameters)} weights. Weights can be edited by hand in networks of up to ${count(a.most)}.`,
  'weights-no-name': (a: { layer: string; weights: readonly string[] }) =>
    a.weights.length === 0
      ? `"${a.layer}" has no weights. Choose a layer that has some, such as Dense.`
      : `"${a.layer}" has no weight of this name. Its weights are ${list(a.weights)}.`,
  'weights-no-index': (a: { weight: string; weights: number }) =>
    `There is no such value in ${a.weight}. It has the indices 0 to ${count(a.weights - 1)}.`,
  'weights-not-finite': 'This number is too large for a weight.',
  'weights-not-edited': 'No weights are edited by hand.',
  'weights-edited': (a: { edits: number }) =>
    `${counted(a.edits, 'weight change')} by hand would count as trained. Reset the weights first.`,
  'no-rows': (a: { split: string }) =>
    `The ${SETS[a.split] ?? a.split} has no examples. Give it a share under Data > Split.`,
  'data-lacks-column': (a: { dataset: string; column: string }) =>
    `The trained network needs the column "${a.column}", which ${a.dataset} does not have. Use a dataset that has it, or train a new network.`,
  'data-lacks-classes': (a: { dataset: string; column: string; labels: readonly string[] }) =>
    `No example of ${a.dataset} has a class in "${a.column}" that the trained network predicts (${list(a.labels)}), so nothing can be measured on it.`,
  'run-of-other-network': (a: { run: string; trains: number; shown: number }) =>
    `${a.run} trains network revision ${count(a.trains)}. The canvas shows revision ${count(a.shown)}, which is not trained. To train it, stop the run and press Train.`,
  'run-blown-up': (a: { run: string; first: number; loss: number; epoch: number; rate: number }) =>
    `The loss of ${a.run} rose from ${number(a.first)} to ${number(a.loss)} by epoch ${count(a.epoch)}. Its learning rate is probably too high. Start again with new weights: these are ruined.`,
  'start-with-rate': (a: { rate: number }) => `Start again with learning rate ${editableNumber(a.rate)}`,
  'run-recovers': (a: { why: string; step: number }) =>
    a.step > 0 ? `${a.why} Resuming from step ${count(a.step)}.` : `${a.why} Starting over.`,
  /** `why` is a clause, or a list of clauses. */
  'run-not-exact': (a: { run: string; why: string }) =>
    `${a.run} cannot be resumed exactly: ${a.why}. You can resume it anyway on the Train page.`,
  'run-resumes-inexactly': (a: { run: string; why: string }) =>
    `${a.run} was resumed, but ${a.why}. Its weights will differ slightly from those of an uninterrupted run.`,
  'differs-engine': (a: { before: Engine; now: Engine }) =>
    `it was trained with ${engine(a.before)} and now uses ${engine(a.now)}`,
  'run-starts-fresh':
    'The network has changed since these weights were trained, so the new run starts with new initial weights.',
  'run-rows-gone': (a: { run: string; why: string }) =>
    `${a.run} is evaluated on the rows that it was trained with. ${a.why} Or press Train to train on the current data.`,
  'weights-other-network': (a: { layers: readonly string[] }) =>
    a.layers.length === 0
      ? 'The network has fewer layers than when these weights were trained, so they do not fit. Press Train to start with new weights, or undo the changes.'
      : `The network has changed since these weights were trained: they do not fit ${list(a.layers)}. Press Train to start with new weights, or undo the changes.`,
  // Why a resumed run would not end with the same weights as an uninterrupted one: clauses that are listed in a
  // sentence.
  'differs-data': (a: { dataset: string }) => `the rows of ${a.dataset} have changed since the run started`,
  'differs-backend': (a: { backend: string }) => `it was trained on ${a.backend}, which is no longer available`,
  'differs-adapter': (a: { before: string; now: string }) =>
    a.now === ''
      ? `it was trained on ${a.before}, which is no longer available`
      : `it was trained on ${a.before}, and this device has ${a.now}`,
  'differs-version': 'this version of Netloom builds its network differently',
  'differs-weights-alone': 'an earlier version of Netloom saved only its weights',
  'differs-lost':
    'it was interrupted before its first checkpoint, and the weights it started from are no longer available',
})

export const versions = defineMessages('runs/versions', {
  'version-opened': (a: { number: number; kept: number }) =>
    `Version ${count(a.number)} is open. Your previous network is saved as version ${count(a.kept)}.`,
  'no-step': (a: { step: number }) => `There is no step ${a.step} in the history.`,
  'no-source': 'Choose a network to compare: a step, a version, a run, a project, or a project file.',
  'no-change': 'The network already has this change, so there is nothing to apply.',
  'no-picture': (a: { format: string }) => `The network cannot be exported as "${a.format}". Use svg or png.`,
  'picture-failed': (a: { why: string }) => `The network image could not be created: ${a.why}`,
})

/** The id of an engine, and the device that it ran on. */
interface Engine {
  readonly name: string
  readonly device: string
}

function engine({ name, device }: Engine): string {
  return `${engineName(name)} on ${engineDevice(device)}`
}
