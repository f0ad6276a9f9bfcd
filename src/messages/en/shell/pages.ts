/** @file The pages of the studio with their names, and the text shown while a page loads or after it failed. */
import { defineText } from '../../define'

export const pagesText = defineText('shell/pages', {
  /** The titles of the pages, in the order of the tabs; the last one is not a tab. */
  titles: {
    build: 'Build',
    data: 'Data',
    train: 'Train',
    evaluate: 'Evaluate',
    operate: 'Operate',
    machine: 'This machine',
  },
  label: 'Pages',
  skipTo: (a: { page: string }) => `Skip to ${a.page}`,
  loading: (a: { what: string }) => `Loading ${a.what}…`,
  failed: {
    title: (a: { part: string }) => `Something went wrong in ${a.part}`,
    about: 'This is a bug in Netloom. Your project is not affected, and the other pages still work.',
    retry: 'Try again',
    copy: 'Copy report',
  },
})

export type PageId = keyof typeof pagesText.titles

/** The pages, in the order of their titles. */
export const PAGE_IDS = Object.keys(pagesText.titles) as readonly PageId[]
