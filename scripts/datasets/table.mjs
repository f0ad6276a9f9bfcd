/** @file readTable: reads JSON records of vega-datasets into columns. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Reads the schema's columns from every record; `fix` corrects each record first. */
export function readTable(root, file, schema, fix) {
  // Read by path, because the package does not export its data files.
  const records = JSON.parse(readFileSync(join(root, 'node_modules/vega-datasets/data', file), 'utf8')).map(fix)
  const columns = Object.fromEntries(schema.columns.map(({ name }) => [name, records.map((record) => record[name])]))
  return { chunkRows: schema.rows, columns }
}
