/** @file Messages about storage: what this browser could not save or read. Loaded with the first page. */
import { defineMessages, defineText } from '../define'
import { byteSize, count, plural } from '../format'

/** Reasons why the browser saves nothing, used if the browser itself gives no reason. */
export const storageReasons = defineText('storage/why', {
  noDatabase: 'no IndexedDB',
  unknown: 'unknown error',
})

export const storage = defineMessages('storage', {
  'storage-full': (a: { usage?: number }) =>
    `This device has no space left${a.usage === undefined ? '' : ` (Netloom uses ${byteSize(a.usage)})`}, so this was not saved. Delete old runs, models or datasets, or export the project.`,
  'storage-silent': (a: { seconds: number }) =>
    `The browser's storage did not respond within ${plural(a.seconds, { one: '# second', other: '# seconds' })}, so this was not saved or loaded. Try again, or export the project.`,
  'storage-closed':
    'Netloom was updated in another tab, so this tab can no longer save. Export the project if it has changes, then reload the page.',
  'storage-lost':
    'The browser deleted the data that Netloom had saved. The open project is not affected and will be saved again.',
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
