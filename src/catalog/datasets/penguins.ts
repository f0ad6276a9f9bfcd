/** @file Penguins: measurements of three species, with some values missing. */
import { datasetsText as text } from '../../messages/en/catalog/datasets'
import { defineDataset } from '../dataset-def'

export const penguins = defineDataset({
  schema: {
    id: 'penguins',
    title: text.penguins.title,
    kind: 'table',
    columns: [
      { name: 'Species', type: 'category', values: ['Adelie', 'Chinstrap', 'Gentoo'] },
      { name: 'Island', type: 'category', values: ['Biscoe', 'Dream', 'Torgersen'] },
      { name: 'Beak Length (mm)', type: 'number', unit: 'mm' },
      { name: 'Beak Depth (mm)', type: 'number', unit: 'mm' },
      { name: 'Flipper Length (mm)', type: 'number', unit: 'mm' },
      { name: 'Body Mass (g)', type: 'number', unit: 'g' },
      { name: 'Sex', type: 'category', values: ['FEMALE', 'MALE'] },
    ],
    rows: 344,
    testRows: 0,
    target: 'Species',
    ignore: [],
  },
  about: text.penguins.about,
  licence: 'CC0 1.0',
  source: {
    name: 'Gorman, Williams and Fraser 2014 (palmerpenguins), from the npm package vega-datasets 3.2.1',
    url: 'https://allisonhorst.github.io/palmerpenguins/',
  },
  known: [
    { code: 'missing-values', columns: ['Beak Length (mm)'], why: text.penguins.notMeasured },
    { code: 'missing-values', columns: ['Beak Depth (mm)'], why: text.penguins.notMeasured },
    { code: 'missing-values', columns: ['Flipper Length (mm)'], why: text.penguins.notMeasured },
    { code: 'missing-values', columns: ['Body Mass (g)'], why: text.penguins.notMeasured },
    { code: 'missing-values', columns: ['Sex'], why: text.penguins.unknownSex },
  ],
  split: { kind: 'random', train: 0.7, validation: 0.15, test: 0.15 },
  rows: { kind: 'chunks', bytes: 2_505 },
})
