/** @file Messages for notices that the app shell shows, keyed by code. Loaded with the first page. */
import { defineMessages } from '../define'

export const shellNotices = defineMessages('shell-notices', {
  'part-not-loaded': (a: { why: string }) =>
    `This part of Netloom could not be loaded. Your work is saved. Reload the page to try again. (${a.why})`,
  'netloom-error': (a: { why: string }) => `Something went wrong in Netloom: ${a.why}`,
  'version-ready': 'A new version of Netloom is ready.',
})
