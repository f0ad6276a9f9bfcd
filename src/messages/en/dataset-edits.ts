/** @file English sentences of editing sets, loaded with what edits them: one function a code. */
import { defineMessages } from '../define'
import { byteSize, count, counted, list } from '../format'

const TYPES = new Map([
  ['number', 'numbers'],
  ['category', 'categories'],
  ['text', 'texts'],
  ['time', 'times'],
  ['image', 'pictures'],
  ['array', 'series'],
])

/** What a project keeps on a set of other columns. */
function keptWords(reset: readonly string[]): string {
  const but =
    reset.length > 0 ? `, but for what named ${list(reset.map((name) => `"${name}"`))}, which is not in it so` : ''
  return `The project's split, balance, preparation and slices stay${but}.`
}

/** What named a column that was dropped, and what became of it. */
function usesWords(uses: readonly { readonly of: string; readonly name?: string }[]): readonly string[] {
  const called = (of: string) => uses.flatMap((use) => (use.of === of ? [`“${use.name ?? ''}”`] : []))
  const has = (of: string) => uses.some((use) => use.of === of)
  const [inputs, outputs, slices] = [called('input'), called('output'), called('slice')]
  const several = (names: readonly string[], one: string, more: string) =>
    `${names.length > 1 ? more : one} ${list(names)}`
  return [
    ...(inputs.length > 0
      ? [`${several(inputs, 'the input', 'the inputs')} ${inputs.length > 1 ? 'read' : 'reads'} it no more`]
      : []),
    ...(has('features') ? ['the plan no longer has it among what is read'] : []),
    ...(has('prepare') ? ['its steps of preparation are gone'] : []),
    ...(has('weights') ? ['rows are not weighed by it any more'] : []),
    ...(outputs.length > 0 || has('target') ? ["the set's own target is predicted in its place"] : []),
    ...(has('split') ? ['the split still goes by it, so choose another before the next run'] : []),
    ...(slices.length > 0 ? [`${several(slices, 'the slice', 'the slices')} cannot be counted without it`] : []),
  ]
}

export const setEdits = defineMessages('setEdits', {
  'export-given-up':  'The export was given up; no file was written.',
  'rows-budget': (a: { megabytes: string; least: number; most: number }) =>
    `${a.megabytes} is no budget for rows in memory: a whole number of megabytes from ${count(a.least)} to ${count(a.most)}.`,
  'step-unknown': (a: { kind: string; kinds: readonly string[] }) =>
    `There is no step "${a.kind}"; there are ${list(a.kinds)}.`,
  'step-shape': (a: { kind: string; why: string }) => `The step "${a.kind}" ${a.why}.`,
  'step-rows': (a: { row: number; rows: number }) =>
    `There is no row ${count(a.row)}: the set has ${counted(a.rows, 'row')}, counted from 0.`,
  'step-no-rows': (a: { rows: number }) =>
    `That would leave no row of ${count(a.rows)}; leave out fewer, or remove the set.`,
  'step-column': (a: { column: string; columns: readonly string[] }) =>
    `There is no column "${a.column}"; the set has ${list(a.columns.slice(0, 20))}${a.columns.length > 20 ? ` and ${count(a.columns.length - 20)} more` : ''}.`,
  'step-type': (a: { what: string; column: string; type: string }) =>
    `You cannot ${a.what} "${a.column}": it holds ${TYPES.get(a.type) ?? a.type}.`,
  'step-value': (a: { column: string; type: string; value: string }) =>
    `"${a.value}" does not fit "${a.column}", which holds ${TYPES.get(a.type) ?? a.type}.`,
  'step-no-value': (a: { column: string; value: string; values: readonly string[] }) =>
    `"${a.column}" has no value "${a.value}"; it has ${list(a.values)}.`,
  'step-many-values': (a: { column: string; most: number }) =>
    `"${a.column}" would have more than ${count(a.most)} different values; a category has at most so many. Take it for a text, or merge values first.`,
  'step-name-taken': (a: { column: string }) => `There is a column "${a.column}" already; give it another name.`,
  'step-drop-target': (a: { column: string }) =>
    `"${a.column}" is what is predicted. Choose another column to be predicted first, then drop it.`,
  'step-condition': (a: { why: string }) => `The condition does not fit the set: ${a.why}`,
  'step-row-order': (a: { step: string; later: string }) =>
    `This step cannot be taken back alone: "${a.later}" came after it and names rows by their numbers, which would be other rows. Go back to before "${a.step}" instead.`,
  'append-columns': (a: { gone: readonly string[]; extra: readonly string[] }) =>
    `Rows can be added where they have the set's own columns.${a.gone.length > 0 ? ` Missing: ${list(a.gone.slice(0, 10))}.` : ''}${a.extra.length > 0 ? ` New: ${list(a.extra.slice(0, 10))}.` : ''} Bring them as a set of their own, or give the columns the same names.`,
  'append-type': (a: { column: string; here: string; there: string }) =>
    `"${a.column}" holds ${TYPES.get(a.here) ?? a.here} here and ${TYPES.get(a.there) ?? a.there} there; correct its type when you bring the files.`,
  'append-size': (a: { column: string; here: string; there: string }) =>
    `"${a.column}" is ${a.here} here and ${a.there} there; bring the files with the same size.`,
  'rows-file-large': (a: { title: string; bytes: number; most: number }) =>
    `The rows of "${a.title}" take ${byteSize(a.bytes)}; a project file carries at most ${byteSize(a.most)}. Save the project without its rows, and the set as Parquet.`,
  'rows-file-no-project': (a: { file: string }) => `This zip is no project with its rows: ${a.file} is missing.`,
  'rows-file-version': (a: { title: string }) =>
    `The rows in this file are not those of "${a.title}" that the project was trained on (another version), so nothing was opened.`,
  'rows-file-chunk': (a: { title: string; file: string }) =>
    `The rows of "${a.title}" in this file are not whole (${a.file}), so nothing was opened.`,
  'rows-file-extra': (a: { has: number; wants: number }) =>
    `This zip has ${counted(a.has, 'file')} where the project needs ${count(a.wants)}, so nothing was opened.`,
  'project-no-own-set': 
    'The set of this project comes with Netloom, so its file needs no rows.',
  'export-format': (a: { title: string; format: string; formats: readonly string[] }) =>
    `"${a.title}" cannot be written as ${a.format || 'nothing'}; it can as ${list(a.formats)}.`,
  'export-npz-text': (a: { column: string; bytes: number; most: number }) =>
    `The texts of "${a.column}" would take ${byteSize(a.bytes)}, for NumPy makes each as wide as the longest; the most is ${byteSize(a.most)}. Take Parquet.`,
  'export-large-zip': (a: { most: number }) =>
    `A zip of this set would be larger than ${byteSize(a.most)}, the most there can be in one. Take Parquet, or leave rows out first.`,
  'export-many-files': (a: { files: number; most: number }) =>
    `That would be ${count(a.files)} files; a zip has at most ${count(a.most)}. Take Parquet or NPZ, or leave rows out first.`,
  'append-by-import': 
    'Rows are added by bringing their files ("Add more rows"), not by a step that names chunks.',
  'set-derive-which': 
    'A set is made of some rows of another: give their numbers as rows, or a condition as where.',
  'set-nothing-undone':  'The set has no such step to take back.',
  'set-nothing-redone':  'The set has no step that was taken back.',
  'append-gone':  'Rows that were added are not on this device any more.',
  'append-damaged': (a: { why: string }) => `Rows that were added are damaged on this device: ${a.why}.`,
  'kept-chunk-gone': (a: { title: string; part: number; parts: number }) =>
    `Part ${count(a.part)} of ${count(a.parts)} of "${a.title}" is not on this device any more. Bring the set's files again.`,
  'kept-chunk-damaged': (a: { title: string; part: number; parts: number; why: string }) =>
    `Part ${count(a.part)} of ${count(a.parts)} of "${a.title}" is damaged on this device (${a.why}), so the set was not loaded. Bring its files again.`,
  'set-not-here': (a: { title: string; version: string; rows: number }) =>
    `"${a.title}" (version ${a.version}, ${counted(a.rows, 'row')}) is a set of somebody's own and not on this device. The drawing was checked by what the project says of it; bring the set's files to train.`,
  'column-dropped': (a: { column: string; uses: readonly { readonly of: string; readonly name?: string }[] }) =>
    `"${a.column}" is dropped: ${list(usesWords(a.uses))}.`,
  'set-is-here': (a: { title: string }) => `"${a.title}" is on this device; nothing of it is missing.`,
  'set-other-content': (a: { title: string; version: string; wants: string; has: string }) =>
    `These files are not what "${a.title}" (version ${a.version}) began from: that has the hash ${a.wants}, read so they have ${a.has}. Choose its own files or read them as then; or use these all the same, as a set of their own without its edits.`,
  'project-opened': (a: { name: string }) => `"${a.name}" is open.`,
  'model-kept': (a: { name: string; version: number }) => `${a.name}, version ${a.version}, is kept on this device.`,
  'set-is-back': (a: { title: string; version: string; edits: number }) =>
    `"${a.title}" is back: version ${a.version}${a.edits > 0 ? `, with its ${counted(a.edits, 'edit')}` : ''}. Nothing of the project is reset.`,
  'set-back-unedited': (a: { title: string; version: string; edits: number; reset: readonly string[] }) =>
    `"${a.title}" is back as it was brought in${a.edits > 0 ? `, with ${counted(a.edits, 'edit')}` : ''}, but not at version ${a.version}: what else led to it is not known here. ${keptWords(a.reset)}`,
  'set-back-as-other': (a: { title: string; version: string; wants: string; has: string; reset: readonly string[] }) =>
    `The files have other content (hash ${a.has}) than "${a.title}" at version ${a.version} began from (${a.wants}): they are a set of their own, without its edits. ${keptWords(a.reset)}`,
  'set-version-gone': (a: { title: string; version: string }) =>
    `The set "${a.title}" has no version ${a.version} on this device any more. Use another version of it, or bring that one.`,
  'no-set': (a: { id: string }) => `There is no set "${a.id}" on this device.`,
  'set-base-unknown': (a: { title: string; dataset: string }) =>
    `"${a.title}" was made from the set "${a.dataset}", which this Netloom does not have.`,
  'set-in-use': (a: { title: string; needs: readonly string[]; bytes: number }) =>
    `"${a.title}"${a.bytes > 0 ? ` (${byteSize(a.bytes)})` : ''} is needed by ${list(a.needs)}. Remove it all the same, and those can be looked at but not trained.`,
})
