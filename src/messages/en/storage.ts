/**
 * @file Messages about storage, and about damaged or conflicting datasets, keyed by code. Loaded with the first page.
 */
import { defineMessages, defineText } from '../define'
import { byteSize, count, counted, list, plural } from '../format'

/** Reasons why the browser saves nothing, used if the browser itself gives no reason. */
export const storageReasons = defineText('storage/why', {
  noDatabase: 'no IndexedDB',
  unknown: 'unknown error',
})

/** Maximum number of names in a message. */
const MAX_NAMES = 5

const names = (all: readonly string[]) =>
  list([
    ...all.slice(0, MAX_NAMES).map((name) => `"${name}"`),
    ...(all.length > MAX_NAMES ? [`${count(all.length - MAX_NAMES)} more`] : []),
  ])

export const storage = defineMessages('storage', {
  'storage-full': (a: { usage?: number }) =>
    `This device has no space left${a.usage === undefined ? '' : ` (Netloom uses ${byteSize(a.usage)})`}, so this was not saved. Delete old runs, models or datasets, or export the project.`,
  'storage-silent': (a: { seconds: number }) =>
    `The browser's storage did not respond within ${plural(a.seconds, { one: '# second', other: '# seconds' })}, so this was not saved or loaded. Try again, or export the project.`,
  'storage-closed':
    'Netloom was updated in another tab, so this tab can no longer save. Export the project if it has changes, then reload the page.',
  'storage-lost':
    'The browser deleted the data that Netloom had saved. The open project is not affected and will be saved again.',
  'saves-lost': (a: { missing: readonly string[]; earlier: readonly string[] }) =>
    [
      'The browser lost data that Netloom had saved on this device.',
      ...(a.missing.length > 0
        ? [
            `${plural(a.missing.length, { one: '# project is', other: '# projects are' })} missing, with runs and versions: ${names(a.missing)}. Models and datasets may be missing too.`,
          ]
        : []),
      ...(a.earlier.length > 0 ? [`The last changes are missing from ${names(a.earlier)}.`] : []),
      'Import exported copies if you have them.',
    ].join(' '),
  'storage-blocked':
    'An older version of Netloom is open in another tab and blocks the storage. Close that tab to continue.',
  'storage-newer':
    'The data on this device was saved by a newer version of Netloom. Reload the page to update. Nothing is saved until then.',
  'storage-missing': (a: { why: string }) =>
    `This browser does not let Netloom save anything (${a.why}). You can work, but export what you want to keep before you close the page.`,
  'storage-failed': (a: { why: string }) =>
    `The browser's storage reported an error (${a.why}), so this was not saved or loaded. Try again, or export the project.`,
  'project-conflict': (a: { name: string; kept: number; yours: number }) =>
    `"${a.name}" was changed in another tab. Nothing was overwritten. To keep this tab's version, export it first. Then reload the page to see the other version.`,
  'project-damaged': (a: { name: string }) =>
    `The saved project "${a.name}" is damaged and was not opened. Import an exported copy of it, or delete it.`,
  'checkpoint-newest':
    'A run resumes from its newest checkpoint, so you cannot delete only this checkpoint. Delete the whole run instead.',
  'model-damaged': (a: { name: string; version: number }) =>
    `The saved weights of "${a.name}" version ${count(a.version)} are damaged (their checksum differs), so the model was not loaded. Delete this version, and save or import the model again.`,
  'version-damaged': (a: { number: number }) =>
    `Version ${count(a.number)} is damaged and was not opened. The other versions are not affected.`,
  'no-version': (a: { number: number }) => `This project has no version ${a.number}.`,
})

export const data = defineMessages('storage/data', {
  // Messages about single rows.
  'no-such-row': (a: { row: number; rows: number }) =>
    `There is no row ${a.row}. The dataset in use has ${counted(a.rows, 'row')}, counted from 0.`,

  // Messages about loading a dataset.
  'data-not-built': (a: { dataset: string }) =>
    `${a.dataset} is not available on this server. Choose another dataset, or ask the person who runs the server to run "npm run datasets".`,
  'data-offline': (a: { dataset: string }) =>
    `${a.dataset} is not fully downloaded, and the server does not respond. Check your connection and try again.`,
  'data-answer': (a: { dataset: string; file: string; status: number }) =>
    `The server responded with status ${a.status} for the file ${a.file} from ${a.dataset}. Press "Try again".`,
  'data-damaged': (a: { dataset: string; file: string }) =>
    `The file ${a.file} from ${a.dataset} was damaged twice in transit, so it was not used. Check the connection, then press "Try again".`,
  'data-manifest': (a: { dataset: string; why: string }) =>
    `The file list of ${a.dataset} is not valid: ${a.why}. Reload the page, then try again.`,
  'data-too-long': (a: { dataset: string; file: string; bytes: number }) =>
    `The file ${a.file} from ${a.dataset} does not have the expected size of ${byteSize(a.bytes)}, so it was not used. Check the connection, then press "Try again".`,
})

export const datasets = defineMessages('storage/datasets', {
  'dataset-conflict': (a: { title: string; kept: number; yours: number }) =>
    `"${a.title}" was changed in another tab, so your change was not saved. Nothing was overwritten. Reload the page, then make your change again.`,
  'dataset-damaged': (a: { title: string }) =>
    `The saved data of "${a.title}" is damaged and was not opened. Delete the dataset and import its files again.`,
  'import-gone': 'This import was idle for too long and was canceled. Import the files again.',
})

export const filesText = defineText('storage/files', {
  /** Faults of a chunk of rows. */
  chunk: {
    endsWithin: (a: { column: string }) => `it ends in the middle of "${a.column}"`,
    wrongLength: (a: { bytes: number; wants: number }) =>
      `it has ${counted(a.bytes, 'byte')} instead of ${count(a.wants)}`,
    textOrder: (a: { column: string }) => `"${a.column}" contains text that ends before it starts`,
    textLength: (a: { column: string }) => `the text in "${a.column}" has the wrong length`,
    badCode: (a: { column: string; values: number }) =>
      `"${a.column}" has a code outside its ${counted(a.values, 'value')}`,
    checksum: 'its checksum does not match',
  },
  /** Faults of a dataset's list of files. */
  manifest: {
    notJson: 'it is not JSON',
    notObject: 'it is not an object',
    version: (a: { version: string }) => `its version is ${a.version}, not 1 or 2`,
    otherDataset: 'it belongs to another dataset',
    otherColumns: 'its columns differ from the dataset’s',
    noFiles: 'it lists no files',
    badEntry: (a: { entry: number }) => `entry ${count(a.entry)} is malformed`,
    rows: (a: { rows: number; wants: number }) =>
      `its files contain ${counted(a.rows, 'row')} instead of ${count(a.wants)}`,
  },
})
