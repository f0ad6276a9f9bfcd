/** @file English sentences of storage: one function a code, its argument the code's typed arguments. */
import { bytesWords, count, counted } from '../words'

export const storage = {
  'storage-full': (a: { usage?: number }) =>
    `This device has no room left${a.usage === undefined ? '' : ` (Netloom keeps ${bytesWords(a.usage)})`}, so this was not saved. Remove old runs, models or data sets, or export the project.`,
  'storage-silent': (a: { seconds: number }) =>
    `The browser's storage did not answer within ${counted(a.seconds, 'second')}, so this was not saved or read. Try again, or export the project.`,
  'storage-closed': (_: Record<string, never>) =>
    'Netloom was updated in another tab, so this tab can no longer save. Export the project if it has changes, then reload.',
  'storage-lost': (_: Record<string, never>) =>
    'The browser cleared what Netloom had kept. What is open here is still here and will be saved again.',
  'storage-blocked': (_: Record<string, never>) =>
    'An older Netloom is open in another tab and holds the storage. Close that tab to go on.',
  'storage-newer': (_: Record<string, never>) =>
    'What is kept here was written by a newer Netloom. Reload the page to get it; until then nothing is saved.',
  'storage-missing': (a: { why: string }) =>
    `This browser does not let Netloom keep anything (${a.why}). You can work, but export what you want to keep before you close the page.`,
  'storage-failed': (a: { why: string }) => `The browser's storage refused (${a.why}), so this was not saved or read.`,
  'project-conflict': (a: { name: string; kept: number; yours: number }) =>
    `"${a.name}" was saved in another tab meanwhile (save ${count(a.kept)} there, ${count(a.yours)} here). Nothing was overwritten: reload to see that one, or export yours first.`,
  'project-damaged': (a: { name: string }) => `What was kept of "${a.name}" is damaged and was not opened.`,
  'model-damaged': (a: { name: string; version: number }) =>
    `The weights kept of "${a.name}" version ${a.version} are damaged (their checksum differs), so it was not loaded.`,
} as const
