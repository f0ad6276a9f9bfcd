/** @file Auto-MPG: how far a car of the seventies goes on a gallon. */
import { defineDataset } from '../dataset-def'

export const autoMpg = defineDataset({
  schema: {
    id: 'auto-mpg',
    title: 'Auto-MPG',
    kind: 'table',
    columns: [
      { name: 'Miles_per_Gallon', type: 'number', unit: 'mpg' },
      { name: 'Cylinders', type: 'number' },
      { name: 'Displacement', type: 'number', unit: 'cu in' },
      { name: 'Horsepower', type: 'number', unit: 'hp' },
      { name: 'Weight_in_lbs', type: 'number', unit: 'lb' },
      { name: 'Acceleration', type: 'number', unit: 's', about: 'Seconds from 0 to 60 miles an hour.' },
      { name: 'Year', type: 'number' },
      { name: 'Origin', type: 'category', values: ['Europe', 'Japan', 'USA'] },
    ],
    rows: 406,
    testRows: 0,
    target: 'Miles_per_Gallon',
    ignore: [],
  },
  about: 'Cars of the years 1970 to 1982: engine, weight, age and origin, and the miles each goes on a gallon.',
  licence: 'distributed in 1982 for educational and scientific purposes (StatLib); CC BY 4.0 at UCI',
  source: {
    name: 'Auto MPG, StatLib and UCI, from the npm package vega-datasets 3.2.1 (cars.json)',
    url: 'https://archive.ics.uci.edu/dataset/9/auto+mpg',
  },
  known: [
    { code: 'missing-values', columns: ['Miles_per_Gallon'], why: 'Of eight cars it is not in the source.' },
    { code: 'missing-values', columns: ['Horsepower'], why: 'Of six cars it is not in the source.' },
  ],
  split: { kind: 'random', train: 0.7, validation: 0.15, test: 0.15 },
  rows: { kind: 'chunks', bytes: 3_952 },
})
