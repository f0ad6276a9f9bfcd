/** @file readTable: a list of records of vega-datasets as columns. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Reads the schema's columns of every record, after `mend`. */
export function readTable(root, file, schema, mend) {
  // By path: the package's exports leave the data out.
  const records = JSON.parse(readFileSync(join(root, 'node_modules/vega-datasets/data', file), 'utf8')).map(mend)
  const columns = Object.fromEntries(schema.columns.map(({ name }) => [name, records.map((record) => record[name])]))
  return { chunkRows: schema.rows, columns }
}
