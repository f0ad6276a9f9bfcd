/** @file Seattle weather: daily weather over four years. */
import { datasetColumnsText, datasetsText as text } from '../../messages/en/catalog/datasets'
import { defineDataset } from '../dataset-def'
import { notes } from './column-notes'

export const seattleWeather = defineDataset({
  schema: {
    id: 'seattle-weather',
    title: text.seattleWeather.title,
    kind: 'series',
    columns: [
      { name: 'date', type: 'time' },
      { name: 'precipitation', type: 'number', unit: 'mm' },
      { name: 'temp_max', type: 'number', unit: '°C' },
      { name: 'temp_min', type: 'number', unit: '°C' },
      { name: 'wind', type: 'number', unit: 'm/s', about: notes.seattleWeather.wind },
      { name: 'weather', type: 'category', values: ['drizzle', 'fog', 'rain', 'snow', 'sun'] },
    ],
    rows: 1_461,
    testRows: 0,
    target: 'weather',
    ignore: [],
  },
  about: text.seattleWeather.about,
  columnAbout: datasetColumnsText.seattleWeather,
  licence: 'public domain (United States government)',
  source: {
    name: 'NOAA, from the npm package vega-datasets 3.2.1 (seattle-weather.csv)',
    url: 'https://www.ncdc.noaa.gov/cdo-web/datatools/records',
  },
  known: [
    { code: 'imbalance', columns: ['weather'], why: text.seattleWeather.rainy },
    ...['temp_max', 'temp_min', 'weather'].map((column) => ({
      code: 'parts-differ',
      columns: [column],
      why: text.seattleWeather.warmTestSet,
    })),
  ],
  split: { kind: 'time', column: 'date', train: 0.7, validation: 0.15, test: 0.15 },
  rows: { kind: 'chunks', bytes: 13_651 },
})
