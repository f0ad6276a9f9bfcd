/** @file English sentences of the datasets that a user imported or created. */
import { defineMessages } from '../define'
import { count } from '../format'

export const datasets = defineMessages('datasets', {
  'dataset-conflict': (a: { title: string; kept: number; yours: number }) =>
    `Another tab changed "${a.title}" (save ${count(a.kept)} there, ${count(a.yours)} here). Nothing was overwritten. Reload the page to continue from that version.`,
  'dataset-damaged': (a: { title: string }) =>
    `The saved data of "${a.title}" is damaged and was not opened. Remove the dataset and import its files again.`,
  'import-gone': 'This import was idle for so long that it was cleaned up. Import the files again.',
})
