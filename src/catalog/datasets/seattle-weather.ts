/** @file Seattle weather: four years, day by day. */
import { defineDataset } from '../dataset-def'

export const seattleWeather = defineDataset({
  schema: {
    id: 'seattle-weather',
    title: 'Seattle weather',
    kind: 'series',
    columns: [
      { name: 'date', type: 'time' },
      { name: 'precipitation', type: 'number', unit: 'mm' },
      { name: 'temp_max', type: 'number', unit: '°C' },
      { name: 'temp_min', type: 'number', unit: '°C' },
      { name: 'wind', type: 'number', unit: 'm/s', about: 'Mean of the day.' },
      { name: 'weather', type: 'category', values: ['drizzle', 'fog', 'rain', 'snow', 'sun'] },
    ],
    rows: 1_461,
    testRows: 0,
    target: 'weather',
    ignore: [],
  },
  about:
    '1,461 days of 2012 to 2015 at Seattle. The test days are the last 219, May to December 2015, a warmer time than the year is.',
  licence: 'public domain (United States government)',
  source: {
    name: 'NOAA, from the npm package vega-datasets 3.2.1 (seattle-weather.csv)',
    url: 'https://www.ncdc.noaa.gov/cdo-web/datatools/records',
  },
  known: [
    { code: 'imbalance', columns: ['weather'], why: 'It rains often in Seattle, and hardly snows.' },
    ...['temp_max', 'temp_min', 'weather'].map((column) => ({
      code: 'parts-differ',
      columns: [column],
      why: 'The last days are from May to December of a warm year.',
    })),
  ],
  split: { kind: 'time', column: 'date', train: 0.7, validation: 0.15, test: 0.15 },
  rows: { kind: 'chunks', bytes: 13_651 },
})
