/** @file Auto-MPG from vega-datasets (cars.json). The names of the cars are left out: they tell cars apart, not their mileage. */
import { readTable } from '../table.mjs'

export function read({ root, schema }) {
  return readTable(root, 'cars.json', schema, (record) => ({ ...record, Year: Number(record.Year.slice(0, 4)) }))
}
