/** @file Auto-MPG from vega-datasets (cars.json), without car names, which are identifiers instead of features. */
import { readTable } from '../table.mjs'

export function read({ root, schema }) {
  return readTable(root, 'cars.json', schema, (record) => ({ ...record, Year: Number(record.Year.slice(0, 4)) }))
}
