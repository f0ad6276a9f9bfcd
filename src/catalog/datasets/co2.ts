/** @file CO2: carbon dioxide in the air at Mauna Loa, monthly since 1958. */
import { datasetColumnsText, datasetsText as text } from '../../messages/en/catalog/datasets'
import { defineDataset } from '../dataset-def'
import { notes } from './column-notes'

export const co2 = defineDataset({
  schema: {
    id: 'co2',
    title: text.co2.title,
    kind: 'series',
    columns: [
      { name: 'date', type: 'time', about: notes.co2.date },
      { name: 'CO2', type: 'number', unit: 'ppm' },
      { name: 'adjusted CO2', type: 'number', unit: 'ppm', about: notes.co2.adjusted },
    ],
    rows: 741,
    testRows: 0,
    target: 'CO2',
    // This column is the target without its seasonal variation, so it is not known before the target is.
    ignore: ['adjusted CO2'], // not text: a column
  },
  about: text.co2.about,
  columnAbout: datasetColumnsText.co2,
  licence: 'CC BY 4.0',
  source: {
    name: 'Scripps CO2 Program (Keeling et al.), from the npm package vega-datasets 3.2.1 (co2-concentration.csv)',
    url: 'https://scrippsco2.ucsd.edu/data/atmospheric_co2/primary_mlo_co2_record',
  },
  // not text: names of columns
  known: ['CO2', 'adjusted CO2'].map((column) => ({
    code: 'parts-differ',
    columns: [column],
    why: text.co2.rising,
  })),
  split: { kind: 'time', column: 'date', train: 0.7, validation: 0.15, test: 0.15 },
  rows: { kind: 'chunks', bytes: 7_944 },
})
