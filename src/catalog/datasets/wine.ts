/** @file Wine: chemical measurements of wines from three grape varieties. */
import { datasetColumnsText, datasetsText as text } from '../../messages/en/catalog/datasets'
import { defineDataset } from '../dataset-def'
import { notes } from './column-notes'

export const wine = defineDataset({
  schema: {
    id: 'wine',
    title: text.wine.title,
    kind: 'table',
    columns: [
      { name: 'Cultivar', type: 'category', values: ['cultivar 1', 'cultivar 2', 'cultivar 3'] },
      { name: 'Alcohol', type: 'number' },
      { name: 'Malic acid', type: 'number' },
      { name: 'Ash', type: 'number' },
      { name: 'Alcalinity of ash', type: 'number' },
      { name: 'Magnesium', type: 'number' },
      { name: 'Total phenols', type: 'number' },
      { name: 'Flavanoids', type: 'number' },
      { name: 'Nonflavanoid phenols', type: 'number' },
      { name: 'Proanthocyanins', type: 'number' },
      { name: 'Color intensity', type: 'number' },
      { name: 'Hue', type: 'number' },
      { name: 'OD280/OD315', type: 'number', about: notes.wine.od280 },
      { name: 'Proline', type: 'number' },
    ],
    rows: 178,
    testRows: 0,
    target: 'Cultivar',
    ignore: [],
  },
  about: text.wine.about,
  columnAbout: datasetColumnsText.wine,
  licence: 'CC BY 4.0 (UCI Machine Learning Repository)',
  source: {
    name: 'Wine, Forina et al., UCI, from scikit-learn 1.4.2 (Debian package python3-sklearn)',
    url: 'https://archive.ics.uci.edu/dataset/109/wine',
  },
  split: { kind: 'random', train: 0.7, validation: 0.15, test: 0.15 },
  rows: { kind: 'chunks', bytes: 5_040 },
})
