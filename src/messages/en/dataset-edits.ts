/** @file English messages about editing, exporting, and restoring datasets, loaded with the code that does this. */
import { defineMessages, defineText } from '../define'
import { byteSize, count, counted, list, listOr, identifier } from '../format'
import { type ColumnType, columnTypesText } from './data/column-types'

const holds = (type: string) => columnTypesText.holds[type as ColumnType] ?? type
const quoted = (names: readonly string[]) => list(names.map((name) => `"${name}"`))

/**
 * Says which settings of a project remain when its dataset is replaced by one with other columns; `reset` names the
 * settings that do not.
 */
function keptSettings(reset: readonly string[]): string {
  const settings = "The project's split, balance, preparation, and slices are kept"
  return reset.length === 0
    ? `${settings}.`
    : `${settings}, except where they use the ${reset.length === 1 ? 'column' : 'columns'} ${quoted(reset)}, which ${reset.length === 1 ? 'has' : 'have'} changed.`
}

/** Lists the effects of dropping a column on everything that used it. */
function dropEffects(uses: readonly { readonly of: string; readonly name?: string }[]): readonly string[] {
  const named = (of: string) => uses.flatMap((use) => (use.of === of ? [`"${use.name ?? ''}"`] : []))
  const has = (of: string) => uses.some((use) => use.of === of)
  const [inputs, outputs, slices] = [named('input'), named('output'), named('slice')]
  return [
    ...(inputs.length === 1 ? [`the input ${inputs[0]} no longer reads it`] : []),
    ...(inputs.length > 1 ? [`the inputs ${list(inputs)} no longer read it`] : []),
    ...(has('features') ? ['the training settings no longer list it as an input'] : []),
    ...(has('prepare') ? ['its preparation steps are deleted'] : []),
    ...(has('weights') ? ['rows are no longer weighted by it'] : []),
    ...(outputs.length > 0 || has('target') ? ["the network predicts the dataset's own target instead"] : []),
    ...(has('split') ? ['the split still uses it, so choose another column before the next run'] : []),
    ...(slices.length === 1 ? [`the slice ${slices[0]} cannot be evaluated`] : []),
    ...(slices.length > 1 ? [`the slices ${list(slices)} cannot be evaluated`] : []),
  ]
}

/** The action of a step that does not fit the type of its column. */
export type StepAction = 'set' | 'missing' | 'map' | 'off' | 'type' | 'scale'
const actions = defineText('dataset-edits/actions', {
  set: 'set values in',
  missing: 'mark values as missing in',
  map: 'change values in',
  off: 'turn off a class in',
  type: 'change the type of',
  scale: 'scale',
}) satisfies Readonly<Record<StepAction, string>>

/** What is wrong with a step from a file or a command: the end of "The step ... is not valid: ". */
export const stepFaults = defineText('dataset-edits/faults', {
  noColumn: 'it does not name a column',
  noColumns: 'it does not name any columns',
  noRows: 'it does not name any rows; rows are ranges such as [[0, 4], [9, 9]]',
  badRows: 'its rows must be ascending ranges that do not overlap, such as [[0, 4], [9, 9]]',
  badReason: 'its reason must be text',
  noValue: 'it has no value; use text, a finite number, or null for missing',
  noValues: 'it does not name any values',
  noPairs: 'it does not name any values; use pairs such as [["Rose ", "rose"]]',
  noType: (a: { types: readonly string[] }) => `its type must be one of ${listOr(a.types)}`,
  noDateOrder: (a: { orders: readonly string[] }) => `its date order must be one of ${listOr(a.orders)}`,
  noName: 'its new name must have 1 to 200 characters',
  noRoles: 'it has neither a target nor columns to ignore',
  badFactor: 'its factor must be finite and not 0',
  badCondition: 'its condition is not valid',
  badUnit: 'its unit must be text',
  noChunkColumns: 'it does not describe the columns of its rows',
  noChunks: 'it does not name any chunks',
})

export const datasetEdits = defineMessages('dataset-edits', {
  'export-given-up': 'Export canceled. No file was written.',
  'rows-budget': (a: { megabytes: string; least: number; most: number }) =>
    `The memory for rows must be a whole number of megabytes from ${count(a.least)} to ${count(a.most)}, not ${a.megabytes}.`,
  'step-unknown': (a: { kind: string; kinds: readonly string[] }) =>
    `There is no step "${a.kind}". The steps are ${list(a.kinds)}.`,
  'step-shape': (a: { kind: string; why: string }) => `The step "${a.kind}" is not valid: ${a.why}.`,
  'step-rows': (a: { row: number; rows: number }) =>
    `There is no row ${identifier(a.row)}: the dataset has ${counted(a.rows, 'row')}, counted from 0.`,
  'step-no-rows': (a: { rows: number }) =>
    `This would exclude all ${counted(a.rows, 'row')}. Exclude fewer rows, or delete the dataset.`,
  'step-column': (a: { column: string; columns: readonly string[] }) =>
    `There is no column "${a.column}". The columns are ${list(a.columns.length > 20 ? [...a.columns.slice(0, 20), `${count(a.columns.length - 20)} more`] : a.columns)}.`,
  'step-type': (a: { what: StepAction; column: string; type: string }) =>
    `You cannot ${actions[a.what]} "${a.column}" because it contains ${holds(a.type)}.`,
  'step-value': (a: { column: string; type: string; value: string }) =>
    `"${a.value}" does not fit "${a.column}", which contains ${holds(a.type)}.`,
  'step-no-value': (a: { column: string; value: string; values: readonly string[] }) =>
    `"${a.column}" has no value "${a.value}". Its values are ${list(a.values)}.`,
  'step-many-values': (a: { column: string; most: number }) =>
    `"${a.column}" would have more than ${count(a.most)} different values, the limit of a category. Change its type to text, or merge values first.`,
  'step-name-taken': (a: { column: string }) => `There is already a column "${a.column}". Choose another name.`,
  'step-drop-target': (a: { column: string }) =>
    `"${a.column}" is the target column. Before you drop it, choose another target.`,
  'step-condition': (a: { why: string }) => `The condition does not fit the dataset: ${a.why}`,
  'step-row-order': (a: { step: string; later: string }) =>
    `You cannot undo only this step. The later step "${a.later}" refers to rows by number, and these numbers would change. Go back to the state before "${a.step}" instead.`,
  'append-columns': (a: { gone: readonly string[]; extra: readonly string[] }) =>
    `Added rows must have the same columns as the dataset.${a.gone.length > 0 ? ` Missing: ${list(a.gone.slice(0, 10))}.` : ''}${a.extra.length > 0 ? ` New: ${list(a.extra.slice(0, 10))}.` : ''} Rename the columns, or import the files as a new dataset.`,
  'append-type': (a: { column: string; here: string; there: string }) =>
    `"${a.column}" contains ${holds(a.here)} in the dataset and ${holds(a.there)} in the files. Correct its type when you import the files.`,
  'append-size': (a: { column: string; here: string; there: string }) =>
    `"${a.column}" is ${a.here} in the dataset and ${a.there} in the files. Set the same size when you import the files.`,
  'rows-file-large': (a: { title: string; bytes: number; most: number }) =>
    `The rows of "${a.title}" take ${byteSize(a.bytes)}, but a project file can hold at most ${byteSize(a.most)}. Export the project without rows, and the dataset as Parquet.`,
  'rows-file-no-project': (a: { file: string }) => `This zip is not a project with rows: ${a.file} is missing.`,
  'rows-file-version': (a: { title: string }) =>
    `The rows in this file are from a different version of "${a.title}", not the one that the project uses. Nothing was opened.`,
  'rows-file-chunk': (a: { title: string; file: string }) =>
    `The rows of "${a.title}" in this file are incomplete (${a.file}). Nothing was opened.`,
  'rows-file-extra': (a: { has: number; wants: number }) =>
    `This zip has ${counted(a.has, 'file')}, but the project needs ${count(a.wants)}. Nothing was opened.`,
  'project-no-own-set': "This project's dataset comes with Netloom, so the project file needs no rows.",
  'export-format': (a: { title: string; format: string; formats: readonly string[] }) =>
    a.format === ''
      ? `Choose a format for "${a.title}": ${listOr(a.formats)}.`
      : `"${a.title}" cannot be exported as ${a.format}. Use ${listOr(a.formats)}.`,
  'export-npz-text': (a: { column: string; bytes: number; most: number }) =>
    `The text in "${a.column}" would take ${byteSize(a.bytes)}, because NumPy stores every text with the length of the longest one. The limit is ${byteSize(a.most)}. Use Parquet.`,
  'export-large-zip': (a: { most: number }) =>
    `A zip of this dataset would exceed the limit of ${byteSize(a.most)}. Use Parquet, or exclude rows first.`,
  'export-many-files': (a: { files: number; most: number }) =>
    `The zip would contain ${counted(a.files, 'file')}, but the limit is ${count(a.most)}. Use Parquet or NPZ, or exclude rows first.`,
  'append-by-import': 'To add rows, import files ("Add rows"). A step cannot name chunks directly.',
  'dataset-derive-which':
    'To make a dataset from rows of another one, pass row numbers as "rows" or a condition as "where".',
  'dataset-nothing-undone': 'That step is not in the dataset, so it cannot be undone.',
  'dataset-nothing-redone': 'The dataset has no step to redo.',
  'append-gone': 'Some of the rows you added are no longer on this device. Import the files they came from again.',
  'append-damaged': (a: { why: string }) =>
    `Some of the rows you added are damaged on this device: ${a.why}. Import the files they came from again.`,
  'kept-chunk-gone': (a: { title: string; part: number; parts: number }) =>
    `In "${a.title}", part ${count(a.part)} of ${count(a.parts)} is no longer on this device. Import the dataset's files again.`,
  'kept-chunk-damaged': (a: { title: string; part: number; parts: number; why: string }) =>
    `In "${a.title}", part ${count(a.part)} of ${count(a.parts)} is damaged on this device (${a.why}), so the dataset was not loaded. Import its files again.`,
  'dataset-not-here': (a: { title: string; version: string; rows: number }) =>
    `"${a.title}" (version ${a.version}, ${counted(a.rows, 'row')}) is a custom dataset that is not on this device. You can edit the network. To train, import the dataset's files.`,
  'column-dropped': (a: { column: string; uses: readonly { readonly of: string; readonly name?: string }[] }) =>
    `Effects of dropping "${a.column}": ${list(dropEffects(a.uses))}.`,
  'dataset-is-here': (a: { title: string }) => `"${a.title}" is complete on this device.`,
  'dataset-other-content': (a: { title: string; version: string; wants: string; has: string }) =>
    `These files differ from those that "${a.title}" (version ${a.version}) was made from: hash ${a.has}, expected ${a.wants}. Choose the original files, or read them with the original settings. You can also use these files as a new dataset without the recorded edits.`,
  'project-opened': (a: { name: string }) => `"${a.name}" is open.`,
  'model-kept': (a: { name: string; version: number }) => `${a.name} v${a.version} is saved on this device.`,
  'dataset-is-back': (a: { title: string; version: string; edits: number }) =>
    `"${a.title}" is back at version ${a.version}${a.edits > 0 ? ` with its ${counted(a.edits, 'edit')}` : ''}. The project is unchanged.`,
  'dataset-back-unedited': (a: { title: string; version: string; edits: number; reset: readonly string[] }) =>
    `"${a.title}" is back${a.edits > 0 ? ` with ${count(a.edits)} of its edits. The other edits` : ' as imported. Its edits'} are not on this device, so it differs from version ${a.version}. ${keptSettings(a.reset)}`,
  'dataset-back-as-other': (a: {
    title: string
    version: string
    wants: string
    has: string
    reset: readonly string[]
  }) =>
    `The files (hash ${a.has}) differ from those that "${a.title}" version ${a.version} was made from (${a.wants}). They are now a new dataset without the recorded edits. ${keptSettings(a.reset)}`,
  'dataset-version-gone': (a: { title: string; version: string }) =>
    `Version ${a.version} of the dataset "${a.title}" is no longer on this device. Use another version, or import this version again.`,
  'no-dataset': (a: { id: string }) => `There is no dataset "${a.id}" on this device.`,
  'dataset-base-unknown': (a: { title: string; dataset: string }) =>
    `"${a.title}" was made from the dataset "${a.dataset}", which this version of Netloom does not include.`,
  'dataset-in-use': (a: { title: string; needs: readonly string[]; bytes: number }) =>
    `"${a.title}"${a.bytes > 0 ? ` (${byteSize(a.bytes)})` : ''} is used by ${list(a.needs)}. If you delete this dataset, you can still open them, but you cannot train until you import it again.`,
})
