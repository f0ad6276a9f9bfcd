/** @file Diabetes: how far the illness went in a year, from what was measured before. */
import { defineDataset } from '../dataset-def'

export const diabetes = defineDataset({
  schema: {
    id: 'diabetes',
    title: 'Diabetes',
    kind: 'table',
    columns: [
      { name: 'age', type: 'number', unit: 'years' },
      { name: 'sex', type: 'category', values: ['1', '2'], about: 'The source does not say which is which.' },
      { name: 'bmi', type: 'number', unit: 'kg/m²', about: 'Body mass index.' },
      { name: 'bp', type: 'number', unit: 'mmHg', about: 'Average blood pressure.' },
      { name: 's1', type: 'number', about: 'Total cholesterol in the serum.' },
      { name: 's2', type: 'number', about: 'Low-density lipoproteins.' },
      { name: 's3', type: 'number', about: 'High-density lipoproteins.' },
      { name: 's4', type: 'number', about: 'Total cholesterol over high-density lipoproteins.' },
      { name: 's5', type: 'number', about: 'Possibly the logarithm of serum triglycerides.' },
      { name: 's6', type: 'number', about: 'Blood sugar.' },
      { name: 'progression', type: 'number', about: 'Of the illness, a year later; 25 to 346.' },
    ],
    rows: 442,
    testRows: 0,
    target: 'progression',
    ignore: [],
  },
  about: 'Ten measures of 442 patients and how far their diabetes went in a year. Noisy: a straight line does as well.',
  licence: 'published with Efron et al. 2004 for anyone to use; in scikit-learn under BSD 3-Clause',
  source: {
    name: 'Efron, Hastie, Johnstone and Tibshirani 2004, "Least Angle Regression"; unscaled, as in scikit-learn 1.4.2',
    url: 'https://www4.stat.ncsu.edu/~boos/var.select/diabetes.html',
  },
  split: { kind: 'random', train: 0.7, validation: 0.15, test: 0.15 },
  rows: { kind: 'chunks', bytes: 7_804 },
})
