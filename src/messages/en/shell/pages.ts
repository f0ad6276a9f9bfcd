/** @file Names of the pages, and the text shown while a page loads or after it failed. */
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
  /** The name of a page that has no entry in the navigation rail. */
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
