/** @file Diabetes: how far the disease progresses within a year, predicted from measurements at its start. */
import { datasetColumnsText, datasetsText as text } from '../../messages/en/catalog/datasets'
import { defineDataset } from '../dataset-def'
import { notes } from './column-notes'

export const diabetes = defineDataset({
  schema: {
    id: 'diabetes',
    title: text.diabetes.title,
    kind: 'table',
    columns: [
      { name: 'age', type: 'number', unit: 'years' },
      { name: 'sex', type: 'category', values: ['1', '2'], about: notes.diabetes.sex },
      { name: 'bmi', type: 'number', unit: 'kg/m²', about: notes.diabetes.bmi },
      { name: 'bp', type: 'number', unit: 'mmHg', about: notes.diabetes.bp },
      { name: 's1', type: 'number', about: notes.diabetes.s1 },
      { name: 's2', type: 'number', about: notes.diabetes.s2 },
      { name: 's3', type: 'number', about: notes.diabetes.s3 },
      { name: 's4', type: 'number', about: notes.diabetes.s4 },
      { name: 's5', type: 'number', about: notes.diabetes.s5 },
      { name: 's6', type: 'number', about: notes.diabetes.s6 },
      { name: 'progression', type: 'number', about: notes.diabetes.progression },
    ],
    rows: 442,
    testRows: 0,
    target: 'progression',
    ignore: [],
  },
  about: text.diabetes.about,
  columnAbout: datasetColumnsText.diabetes,
  licence: 'published with Efron et al. 2004 for anyone to use; in scikit-learn under BSD 3-Clause',
  source: {
    name: 'Efron, Hastie, Johnstone and Tibshirani 2004, "Least Angle Regression"; unscaled, as in scikit-learn 1.4.2',
    url: 'https://www4.stat.ncsu.edu/~boos/var.select/diabetes.html',
  },
  split: { kind: 'random', train: 0.7, validation: 0.15, test: 0.15 },
  rows: { kind: 'chunks', bytes: 7_804 },
})
