/** @file Text of the pages of the studio: their names, and what stands in for one that loads or fails. */
import { defineText } from '../../define'

export const pagesText = defineText('shell/pages', {
  build: 'Build',
  data: 'Data',
  train: 'Train',
  evaluate: 'Evaluate',
  operate: 'Operate',
  machine: 'This machine',
  rail: {
    label: 'Pages',
    toLight: 'Switch to the light theme',
    toDark: 'Switch to the dark theme',
    shortcuts: 'Keyboard shortcuts',
  },
  /** Where the page that is open has no entry in the rail. */
  unnamed: 'This page',
  skipTo: (a: { page: string }) => `Skip to ${a.page}`,
  loading: (a: { what: string }) => `Loading ${a.what}…`,
  failed: {
    title: (a: { part: string }) => `Something went wrong in ${a.part}`,
    about: 'This is a bug in Netloom. Your project is not affected, and the other pages still work.',
    retry: 'Try again',
    copy: 'Copy report',
  },
})
