/** @file Penguins from vega-datasets. */
import { readTable } from '../table.mjs'

export function read({ root, schema }) {
  // One penguin's sex is recorded as ".", which means unknown.
  return readTable(root, 'penguins.json', schema, (record) => (record.Sex === '.' ? { ...record, Sex: null } : record))
}
