/** @file CO2: the air at Mauna Loa, month by month since 1958. */
import { defineDataset } from '../dataset-def'

export const co2 = defineDataset({
  schema: {
    id: 'co2',
    title: 'CO₂ at Mauna Loa',
    kind: 'series',
    columns: [
      { name: 'date', type: 'time', about: 'The first of the month.' },
      { name: 'CO2', type: 'number', unit: 'ppm' },
      { name: 'adjusted CO2', type: 'number', unit: 'ppm', about: 'The wave of the seasons taken out.' },
    ],
    rows: 741,
    testRows: 0,
    target: 'CO2',
    // It is the target with its wave taken out: nobody has it before the target.
    ignore: ['adjusted CO2'],
  },
  about: 'Carbon dioxide in the air of Hawaii, 741 months: it rises, and with the seasons it goes up and down.',
  licence: 'CC BY 4.0',
  source: {
    name: 'Scripps CO2 Program (Keeling et al.), from the npm package vega-datasets 3.2.1 (co2-concentration.csv)',
    url: 'https://scrippsco2.ucsd.edu/data/atmospheric_co2/primary_mlo_co2_record',
  },
  known: ['CO2', 'adjusted CO2'].map((column) => ({
    code: 'parts-differ',
    columns: [column],
    why: 'It rises from decade to decade: later months have more.',
  })),
  split: { kind: 'time', column: 'date', train: 0.7, validation: 0.15, test: 0.15 },
  rows: { kind: 'chunks', bytes: 7_944 },
})
