/** @file Auto MPG: the gas mileage of cars from 1970 to 1982. */
import { datasetColumnsText, datasetsText as text } from '../../messages/en/catalog/datasets'
import { defineDataset } from '../dataset-def'
import { notes } from './column-notes'

export const autoMpg = defineDataset({
  schema: {
    id: 'auto-mpg',
    title: text.autoMpg.title,
    kind: 'table',
    columns: [
      { name: 'Miles_per_Gallon', type: 'number', unit: 'mpg' },
      { name: 'Cylinders', type: 'number' },
      { name: 'Displacement', type: 'number', unit: 'cu in' },
      { name: 'Horsepower', type: 'number', unit: 'hp' },
      { name: 'Weight_in_lbs', type: 'number', unit: 'lb' },
      { name: 'Acceleration', type: 'number', unit: 's', about: notes.autoMpg.acceleration },
      { name: 'Year', type: 'number' },
      { name: 'Origin', type: 'category', values: ['Europe', 'Japan', 'USA'] },
    ],
    rows: 406,
    testRows: 0,
    target: 'Miles_per_Gallon',
    ignore: [],
  },
  about: text.autoMpg.about,
  columnAbout: datasetColumnsText.autoMpg,
  licence: 'distributed in 1982 for educational and scientific purposes (StatLib); CC BY 4.0 at UCI',
  source: {
    name: 'Auto MPG, StatLib and UCI, from the npm package vega-datasets 3.2.1 (cars.json)',
    url: 'https://archive.ics.uci.edu/dataset/9/auto+mpg',
  },
  known: [
    { code: 'missing-values', columns: ['Miles_per_Gallon'], why: text.autoMpg.noMileage },
    { code: 'missing-values', columns: ['Horsepower'], why: text.autoMpg.noHorsepower },
  ],
  split: { kind: 'random', train: 0.7, validation: 0.15, test: 0.15 },
  rows: { kind: 'chunks', bytes: 3_952 },
})
