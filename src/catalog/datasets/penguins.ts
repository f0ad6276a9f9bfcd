/** @file Penguins: three species told apart by their measurements; some values are missing, as in life. */
import { defineDataset } from '../dataset-def'

export const penguins = defineDataset({
  schema: {
    id: 'penguins',
    title: 'Palmer penguins',
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
  about: 'Penguins measured on three islands of the Palmer Archipelago, Antarctica. A few measurements are missing.',
  licence: 'CC0 1.0',
  source: {
    name: 'Gorman, Williams and Fraser 2014 (palmerpenguins), from the npm package vega-datasets 3.2.1',
    url: 'https://allisonhorst.github.io/palmerpenguins/',
  },
  known: [
    { code: 'missing-values', columns: ['Beak Length (mm)'], why: 'Two birds were not measured.' },
    { code: 'missing-values', columns: ['Beak Depth (mm)'], why: 'Two birds were not measured.' },
    { code: 'missing-values', columns: ['Flipper Length (mm)'], why: 'Two birds were not measured.' },
    { code: 'missing-values', columns: ['Body Mass (g)'], why: 'Two birds were not measured.' },
    { code: 'missing-values', columns: ['Sex'], why: 'Of eleven birds it was not told.' },
  ],
  split: { kind: 'random', train: 0.7, validation: 0.15, test: 0.15 },
  rows: { kind: 'chunks', bytes: 2_505 },
})
