/** @file Seattle weather from vega-datasets. */
import { readVega } from '../source.mjs'

export function read({ root, schema }) {
  return readVega(root, 'seattle-weather.csv', schema)
}
