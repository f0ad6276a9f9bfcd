/**
 * @file English messages about editing, exporting, and restoring datasets, and the record of each edit step. Loaded
 * with the code that does this.
 */
import { defineMessages, defineText } from '../define'
import { byteSize, count, counted, identifier, list, listOr, number } from '../format'
import { type ColumnType, columnTypesText } from './data/columns'

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
export type StepAction = 'set' | 'missing' | 'map' | 'off' | 'order' | 'type' | 'scale'
const actions = defineText('dataset-edits/actions', {
  set: 'set values in',
  missing: 'mark values as missing in',
  map: 'change values in',
  off: 'turn off a class in',
  order: 'order the classes of',
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
  badBack: 'its "back" must be true or false',
  noValue: 'it has no value; use text, a finite number, or null for missing',
  noValues: 'it does not name any values',
  noPairs: 'it does not name any values; use pairs such as [["Rose ", "rose"]]',
  badOrder: 'its values must be at least two different texts, in order',
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
  'leave-out-rows': (a: { row: number | undefined; rows: number }) =>
    a.row === undefined
      ? 'No rows are chosen to leave out of training. Give rows, or a condition that some rows meet.'
      : `There is no row ${count(a.row)}. The rows are numbered from 0 to ${count(a.rows - 1)}.`,
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
  'step-order': (a: { column: string; values: readonly string[] }) =>
    `The order must list every class of "${a.column}" once: ${list(a.values)}.`,
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
  'dataset-not-here': (a: { title: string; rows: number }) =>
    `"${a.title}" (${counted(a.rows, 'row')}) is a custom dataset that is not on this device. You can edit the network. To train, import the project file with its data (.netloom.zip) or the dataset's files.`,
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
  'dataset-in-use': (a: { title: string; needs: readonly string[]; bytes: number }) =>
    `"${a.title}"${a.bytes > 0 ? ` (${byteSize(a.bytes)})` : ''} is used by ${list(a.needs)}. If you delete this dataset, you can still open them, but you cannot train until you import it again.`,
})

/** A value that a step sets; null for a missing value. */
export type Value = string | number | null

const short = (text: string) => (text.length > 40 ? `${text.slice(0, 39)}…` : text)
const quotedStart = (text: string) => `"${short(text)}"`
const names = (all: readonly string[]) => list(all.map((name) => `"${name}"`))
const shown = (value: Value) =>
  value === null ? 'missing' : typeof value === 'number' ? number(value, 15) : quotedStart(value)
/** How images were collected, keyed by the words that the steps record. */
const ways = defineText('dataset-edits/ways', {
  'by pad': 'by drawing',
  'by camera': 'with the camera',
  'by file': 'from files',
})
const isWay = (way: string): way is keyof typeof ways => Object.hasOwn(ways, way)

const because = (why: string | undefined) => (why ? `: ${why}` : '')

export const datasetSteps = defineMessages('dataset-edits/dataset-steps', {
  /** `row` counts from 1 and is present if a single row was chosen. */
  'step-did-exclude': (a: { rows: number; row?: number; why?: string }) =>
    `Excluded ${a.row === undefined ? counted(a.rows, 'row') : `row ${identifier(a.row)}`}${because(a.why)}`,
  'step-did-keep': (a: { rows: number; why?: string }) => `Kept only ${counted(a.rows, 'row')}${because(a.why)}`,
  'step-did-leave-out': (a: { rows: number; isBack: boolean; row?: number }) =>
    `${a.isBack ? 'Train again on' : 'Left out of training:'} ${a.row === undefined ? counted(a.rows, 'row') : `row ${identifier(a.row)}`}`,
  /** `row` counts from 1 and is present if the step changed a single row. */
  'step-did-set': (a: { column: string; rows: number; row?: number; value: Value }) =>
    `Set "${a.column}" in ${a.row === undefined ? counted(a.rows, 'row') : `row ${identifier(a.row)}`} to ${shown(a.value)}`,
  'step-did-fill': (a: { column: string; value: string | number }) =>
    `Filled missing values in "${a.column}" with ${shown(a.value)}`,
  'step-did-missing': (a: { column: string; values: readonly (string | number)[] }) =>
    `Marked ${list(a.values.slice(0, 8).map(shown))} in "${a.column}" as missing`,
  'step-did-type': (a: { column: string; to: ColumnType; lost: number }) =>
    `Changed "${a.column}" to ${columnTypesText.holds[a.to]}${a.lost > 0 ? `; ${counted(a.lost, 'value')} did not fit and ${a.lost === 1 ? 'is' : 'are'} missing` : ''}`,
  'step-did-rename': (a: { column: string; to: string }) => `Renamed "${a.column}" to "${a.to}"`,
  'step-did-drop': (a: { columns: readonly string[] }) => `Dropped ${names(a.columns)}`,
  /**
   * `ignore` is present for old steps, which did not record the changed columns. It names all columns that are not
   * inputs.
   */
  'step-did-roles': (a: {
    target?: string
    newly?: readonly string[]
    freed?: readonly string[]
    ignore?: readonly string[]
  }) =>
    `Changed roles: ${[
      ...(a.target === undefined ? [] : [`target "${a.target}"`]),
      ...(a.newly ? [`not an input: ${names(a.newly)}`] : []),
      ...(a.freed ? [`input again: ${names(a.freed)}`] : []),
      ...(a.ignore ? [a.ignore.length === 0 ? 'all columns are inputs' : `not an input: ${names(a.ignore)}`] : []),
    ].join('; ')}`,
  'step-did-map': (a: { column: string; values: readonly (readonly [from: string, to: string | null])[] }) => {
    const pairs = a.values.slice(0, 4).map(([from, to]) => `${quotedStart(from)} to ${shown(to)}`)
    const others = a.values.length - pairs.length
    return `Changed ${list(others > 0 ? [...pairs, counted(others, 'other')] : pairs)} in "${a.column}"`
  },
  'step-did-off': (a: { column: string; values: readonly string[] }) =>
    `Turned off ${list(a.values.slice(0, 8).map(quotedStart))} in "${a.column}"`,
  'step-did-order': (a: { column: string; values?: readonly string[] }) => {
    if (a.values === undefined) return `The classes of "${a.column}" are no longer ordered`
    const more = a.values.length - 8
    return `Ordered "${a.column}": ${a.values.slice(0, 8).join(' < ')}${more > 0 ? ` < … (${count(more)} more)` : ''}`
  },
  'step-did-scale': (a: { column: string; factor: number; offset: number; where?: string; unit?: string }) =>
    `Multiplied "${a.column}" by ${number(a.factor, 7)}${a.offset === 0 ? '' : ` and added ${number(a.offset, 15)}`}${a.where === undefined ? '' : ` where ${a.where}`}${a.unit ? `; unit: ${a.unit}` : ''}`,
  /** `source` is what the step recorded: the name of a file, or what was collected. */
  'step-did-append': (a: { rows: number; source?: string }) => {
    const [, label = '', way = ''] = /^"(.*)" (by \w+)$/s.exec(a.source ?? '') ?? []
    return isWay(way)
      ? `Added ${counted(a.rows, 'image')} of "${label}" ${ways[way]}`
      : `Added ${counted(a.rows, 'row')}${because(a.source)}`
  },
  'step-did-add-class': (a: { source?: string }) => (a.source ? `Added ${a.source}` : 'Added nothing'),
  'step-did-unknown': (a: { kind: string }) => `Step from a newer version of Netloom (${a.kind})`,

  // Several equal steps shown as one.
  'steps-did-repeat': (a: { step: string; times: number }) => `${a.step}, ${count(a.times)} times`,
  /** `way` is how the samples were collected, as recorded by the step: "by pad". */
  'steps-did-collect': (a: { way: string; classes: readonly { readonly label: string; readonly rows: number }[] }) => {
    const rows = counted(
      a.classes.reduce((sum, one) => sum + one.rows, 0),
      isWay(a.way) ? 'image' : 'row',
    )
    const way = isWay(a.way) ? ways[a.way] : a.way
    const [first] = a.classes
    if (a.classes.length === 1 && first) return `Added ${rows} of "${first.label}" ${way}`
    const shown = a.classes.slice(0, 8).map((one) => `${count(one.rows)} ${one.label}`)
    const more = a.classes.length - shown.length
    return `Added ${rows} ${way} (${list(more > 0 ? [...shown, `${count(more)} more classes`] : shown)})`
  },
})
