/** @file English messages about the datasets that a user imported or created. */
import { defineMessages } from '../define'

export const datasets = defineMessages('datasets', {
  'dataset-conflict': (a: { title: string; kept: number; yours: number }) =>
    `"${a.title}" was changed in another tab, so your change was not saved. Nothing was overwritten. Reload the page, then make your change again.`,
  'dataset-damaged': (a: { title: string }) =>
    `The saved data of "${a.title}" is damaged and was not opened. Delete the dataset and import its files again.`,
  'import-gone': 'This import was idle for too long and was canceled. Import the files again.',
})
