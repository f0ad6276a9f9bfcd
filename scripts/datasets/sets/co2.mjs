/** @file CO2 at Mauna Loa from vega-datasets. */
import { readVega } from '../source.mjs'

export function read({ root, schema }) {
  return readVega(root, 'co2-concentration.csv', schema, ({ Date: date, ...record }) => ({ date, ...record }))
}
