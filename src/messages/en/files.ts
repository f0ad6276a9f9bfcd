/**
 * @file Messages about files: what is wrong with a project, link, block, or model that is opened. Loaded with the code
 * that reads it.
 */
import { defineMessages, defineText } from '../define'
import { byteSize, count, plural, significant } from '../format'

/** Names of files and other sources, as the subject of a sentence. */
export const fileNames = defineText('files/names', {
  project: 'The project file',
  block: 'The block file',
  clipboard: 'The clipboard',
  lesson: 'The lesson',
  service: 'The service',
  file: 'The file',
})

/**
 * The content that a part of a file should have: the end of "The project file cannot be read: networks[0] should be
 * ...".
 */
export const expectedText = defineText('files/wanted', {
  group: 'a group of values',
  list: 'a list',
  text: 'text',
  number: 'a number',
  wholeNumber: 'a whole number',
  boolean: 'true or false',
  other: 'something else',
  atMost: (a: { most: number }) => `at most ${count(a.most)}`,
  atMostCharacters: (a: { most: number }) =>
    plural(a.most, { one: 'at most # character', other: 'at most # characters' }),
  atMostEntries: (a: { most: number }) => plural(a.most, { one: 'at most # entry', other: 'at most # entries' }),
  atLeast: (a: { least: number }) => `at least ${count(a.least)}`,
  datasetId: 'the ID of a dataset',
  ownDatasetId: 'the ID of a custom dataset',
  hash: 'a hash',
  columns: 'a description of the columns',
  value: (a: { value: string }) => `"${a.value}"`,
  differentColumns: 'columns with different names',
  oneOfColumns: 'one of the columns',
  someOfColumns: 'a list of dataset columns',
  possibleSize: 'a column of a valid size',
  differentValues: 'different values',
})

/** Why the zip file of a model cannot be read: the end of "The zip of this model cannot be read: ...". */
export const zipFaults = defineText('files/zip-faults', {
  end: 'it is cut off, or has extra bytes at the end',
  surrounded: 'it has extra bytes before or after its directory',
  directory: 'its directory is damaged',
  count: 'its directory does not list every file in it',
  link: 'it is a link to another file',
  otherProgram: 'it was packed by another program in a way that cannot be checked',
  start: 'it has extra bytes before its first file',
  overlap: 'its files overlap',
  gaps: 'its files are not stored one after another',
  sameName: 'another file has the same name',
  length: (a: { file: string }) => `"${a.file}" does not have the size listed in the zip file’s directory`,
  mismatch: 'its directory does not match its files',
})

/** Mismatches between the data pipeline of a model and its network. `why` is a sentence about the value. */
export const pipelineFaults = defineText('files/pipeline-faults', {
  count: 'Its inputs or outputs differ from those of the network.',
  notImage: (a: { label: string }) => `"${a.label}" is not an image with height, width, and channels.`,
  of: (a: { label: string; why: string }) => `"${a.label}": ${a.why}`,
  inputShape: (a: { label: string; gives: string; wants: string }) =>
    `"${a.label}" produces ${a.gives}, but the network takes ${a.wants}.`,
  columns: (a: { label: string; wants: string }) =>
    `The columns of "${a.label}" cannot be combined into ${a.wants}, which the network takes.`,
  scale: (a: { label: string }) => `The scale of "${a.label}" must be above 0.`,
  image: (a: { label: string; has: string; gives: string }) =>
    `"${a.label}" expects an image of shape ${a.has}, but the network outputs ${a.gives}.`,
  deviation: (a: { label: string }) => `The standard deviation of "${a.label}" must be above 0.`,
  number: (a: { label: string; gives: number }) =>
    `"${a.label}" expects one number, but the network outputs ${count(a.gives)}.`,
  classTwice: (a: { label: string }) => `"${a.label}" lists a class twice.`,
  classes: (a: { label: string; classes: number; gives: number }) =>
    `"${a.label}" has ${plural(a.classes, { one: '# class', other: '# classes' })}, but the network outputs ${count(a.gives)}.`,
  notNumber: (a: { label: string }) => `The steps of "${a.label}" do not produce a number.`,
  numberAndSteps: (a: { label: string }) => `"${a.label}" has a mean or standard deviation in addition to its steps.`,
  notIds: (a: { label: string }) => `The steps of "${a.label}" do not produce token IDs.`,
  sequence: (a: { label: string; has: string; made: string; gives: string }) =>
    `"${a.label}" expects text of shape ${a.has} (its steps produce ${a.made}), but the network outputs ${a.gives}.`,
})

/** Names of file kinds, for a file of one kind that was opened as another. */
const KINDS = { project: 'project', block: 'block', model: 'model' } as const

/** Parts of a project whose number is limited. */
const PARTS = {
  networks: 'networks',
  services: 'services',
  nodes: 'nodes',
  wires: 'wires',
  notes: 'notes',
  blocks: 'blocks',
  params: 'parameters in one block',
  events: 'scenario events',
  objectives: 'objectives',
  rules: 'alert rules',
} as const
export type CountedPart = keyof typeof PARTS

/** Kinds of things that a project refers to by name. */
const REFERENCES = { dataset: 'dataset', optimizer: 'optimizer', loss: 'loss', layer: 'layer', stage: 'stage' } as const
export type ReferenceKind = keyof typeof REFERENCES

/** Model files of other programs. */
const FOREIGN = {
  keras: 'a Keras model',
  hdf5: 'an HDF5 file, such as a Keras model',
  pytorch: 'a PyTorch model',
  safetensors: 'a safetensors file',
  onnx: 'an ONNX model',
  tensorflowjs: 'a TensorFlow.js model',
} as const
export type ForeignFormat = keyof typeof FOREIGN

export const files = defineMessages('files', {
  'link-unreadable': (_: object) =>
    'This link is damaged, so the project in it cannot be opened. Ask the sender for a new link.',
  'link-newer': (a: { version: number; known: number }) =>
    `This link uses format ${a.version}, but this version of Netloom reads formats up to ${a.known}. Reload the page to update Netloom.`,
  'link-too-long': (a: { most: number }) =>
    `This link is larger than the limit of ${byteSize(a.most)}, so it was not opened. Ask the sender for the project file.`,
  'link-too-large': (a: { bytes: number; most: number }) =>
    `This project is too large for a link: it is ${byteSize(a.bytes)}, but the limit is ${byteSize(a.most)}. Send the project file instead.`,
  'file-too-large': (a: { bytes: number; most: number }) =>
    `This file is ${byteSize(a.bytes)}, but the limit is ${byteSize(a.most)}.`,
  'file-not-text': 'This is not a Netloom file: it is not valid JSON.',
  'file-cut-off': 'This file is incomplete: the end is missing. Copy or download it again.',
  'file-too-deep': (a: { most: number }) =>
    `This file is nested more than ${plural(a.most, { one: '# level', other: '# levels' })} deep, so it is not a Netloom file.`,
  'file-unsafe-key': (a: { key: string }) =>
    `This file contains the key "${a.key}", which is not safe to read, so it was not opened.`,
  'file-other-kind': (a: { wants: keyof typeof KINDS; format?: string }) =>
    a.format === undefined
      ? `This is not a Netloom ${KINDS[a.wants]}.`
      : `This is not a Netloom ${KINDS[a.wants]}: its format is "${a.format}".`,
  'file-newer': (a: { version: number; known: number }) =>
    `This file uses format ${a.version}, but this version of Netloom reads formats up to ${a.known}. Reload the page to update Netloom.`,
  'file-shape': (a: { file: string; where: string; wants: string }) =>
    a.where === ''
      ? `${a.file} cannot be read: it should be ${a.wants}.`
      : `${a.file} cannot be read: ${a.where} should be ${a.wants}.`,
  'file-too-many': (a: { what: CountedPart; has: number; most: number }) =>
    `This project has ${count(a.has)} ${PARTS[a.what]}; the limit is ${count(a.most)}.`,
  'file-position': (a: { node: string }) => `"${a.node}" has no valid position on the canvas.`,
  'file-empty': 'This project has no network.',
  'file-unknown': (a: { what: ReferenceKind; kind: string }) =>
    `This version of Netloom has no ${REFERENCES[a.what]} called "${a.kind}".`,
  'file-id': (a: { id: string }) => `"${a.id}" is not a valid ID or name.`,
  'file-duplicate': (a: { what: CountedPart; id: string }) =>
    `This file contains two ${PARTS[a.what]} called "${a.id}".`,
  'file-dangling': (a: { wire: string; node: string }) =>
    `The wire "${a.wire}" is connected to "${a.node}", which does not exist in this file.`,
  'file-label-long': (a: { label: string; length: number; most: number }) =>
    `The label "${a.label}" has ${plural(a.length, { one: '# character', other: '# characters' })}; the limit is ${count(a.most)}.`,

  'artifact-not-zip': 'This is not a Netloom model. A model is a zip file.',
  'artifact-other-zip': 'This zip is not a Netloom model. Choose a zip that Netloom saved with "Export model".',
  'artifact-foreign': (a: { format: ForeignFormat }) =>
    `This is ${FOREIGN[a.format]}. Netloom imports only models that it exported itself.`,
  'artifact-broken': (a: { why: string }) =>
    `The zip of this model cannot be read: ${a.why}. Use the file as Netloom saved it.`,
  'artifact-entries': (a: { has: number; most: number }) =>
    `This zip contains ${count(a.has)} files; a model has at most ${count(a.most)}.`,
  'artifact-path': (a: { path: string }) =>
    `This zip contains the path "${a.path}", which does not belong in a Netloom model.`,
  'artifact-twice': (a: { file: string }) => `This zip contains two files called ${a.file}.`,
  'artifact-missing': (a: { file: string }) => `This model is incomplete: ${a.file} is missing.`,
  'artifact-extra': (a: { file: string }) => `This model contains a file that does not belong to it: ${a.file}.`,
  'artifact-changed': (a: { file: string }) =>
    `${a.file} was changed after the model was saved (its checksum differs), so the model was not loaded.`,
  'artifact-drawing': (_: Record<string, never>) =>
    'The network in this model has a problem, so the model was not loaded.',
  'artifact-model': 'The network in model.json differs from the one in project.json, so the model was not loaded.',
  'artifact-pipeline': (a: { why: string }) => `The data pipeline of this model does not fit its network. ${a.why}`,
  'artifact-weights': (a: { has: string | null; wants: string | null }) => {
    if (a.has === null) return `The weights do not belong to this model: ${a.wants} is missing.`
    return a.wants === null
      ? `The weights do not belong to this model: it has no ${a.has}.`
      : `The weights do not belong to this model: the file has ${a.has} instead of ${a.wants}.`
  },
  'artifact-weights-length': (a: { bytes: number; wants: number }) =>
    `weights.bin has ${plural(a.bytes, { one: '# byte', other: '# bytes' })}, but the weights of this model take ${count(a.wants)}.`,
  'artifact-weights-not-finite': (a: { weight: string }) =>
    `${a.weight} contains a weight that is not a finite number.`,
  'artifact-golden': 'The examples in golden.json do not fit this model.',
  'artifact-disagrees': (a: { file: string; other: string }) =>
    `${a.file} and ${a.other} of this model disagree, so the model was not loaded.`,
  'artifact-metric': (a: { metric: string }) =>
    `The value of "${a.metric}" in metrics.json is not possible or does not fit the confusion matrix, so the model was not loaded.`,
  'artifact-file-large': (a: { file: string; bytes: number; most: number }) =>
    `${a.file} has ${byteSize(a.bytes)}. In a model it may have at most ${byteSize(a.most)}, so the model was not loaded.`,
  'artifact-replay': (a: { difference: number }) =>
    `This model does not predict what golden.json says: the predictions differ by up to ${significant(a.difference, 2)}. The weights or the examples were changed, so the model was not imported.`,
  'artifact-differs': (a: { difference: number }) =>
    `The exported copy predicts differently from the model, by up to ${significant(a.difference, 2)}, so it was not exported.`,
})

export const projectNotices = defineMessages('files/project-notices', {
  'project-imported': (a: { project: string }) => `"${a.project}" is open.`,
  'model-imported': (a: { name: string; version: number }) =>
    `${a.name}, version ${count(a.version)}, is saved on this device.`,
  // Short, so that a message of one line at a window width of 1366 px shows what the link contains.
  'link-copied': (a: { characters: number }) => `Link copied (${characters(a)}). Models are not included.`,
  'link-copied-own-data': (a: { characters: number }) =>
    `Link copied (${characters(a)}), without its rows. Also send the project file.`,
  'project-copied': (a: { project: string; runs: number }) =>
    `This is the copy. ${plural(a.runs, { one: 'The run stays', other: 'The # runs stay' })} in "${a.project}".`,
  'lesson-left': (a: { project: string }) =>
    `"${a.project}" is your own project now, with all features. The lesson is still under Open, with its runs and trained weights. Train to get predictions here.`,
  'lesson-copied': (a: { project: string }) =>
    `This is an editable copy of the lesson, with everything shown. The lesson "${a.project}" is still under Open.`,
  'lesson-restarted': (a: { version: number; name: string }) =>
    `The lesson is back at the start. Your work is saved as version ${count(a.version)}, "${a.name}".`,
})

function characters(a: { readonly characters: number }): string {
  return plural(a.characters, { one: '# character', other: '# characters' })
}
