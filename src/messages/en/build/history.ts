/** @file UI text for the saved versions of a project, shown below its undo history. */
import { defineText } from '../../define'
import { counted, when } from '../../format'

export const historyText = defineText('build/history', {
  title: 'Saved versions',
  save: 'Save version',
  list: 'Versions',
  none: 'No saved versions yet. Unlike the steps above, saved versions are kept when you close the browser tab.',
  damaged: (a: { number: number }) => `Version ${a.number} is damaged and cannot be read.`,
  name: (a: { number: number }) => `Name of version ${a.number}`,
  same: (a: { at: string }) => `${when(a.at)}, same as the current network`,
  differs: (a: { at: string; changes: number }) =>
    `${when(a.at)}, ${counted(a.changes, 'change')} from the current network`,
  open: 'Open',
  openVersion: (a: { number: number }) => `Open version ${a.number}`,
  compare: 'Compare',
  compareVersion: (a: { number: number }) => `Compare with version ${a.number}`,
  removeNamed: (a: { name: string }) => `Delete ${a.name}`,
  removeDamaged: (a: { number: number }) => `Delete version ${a.number}`,
  removeQuestion: 'Delete this version permanently?',
  remove: 'Delete',
  cancel: 'Cancel',
})
