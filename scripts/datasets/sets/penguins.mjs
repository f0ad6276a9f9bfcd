/** @file Penguins from vega-datasets. */
import { readTable } from '../table.mjs'

export function read({ root, schema }) {
  // One penguin's sex is noted as "."; it is not known.
  return readTable(root, 'penguins.json', schema, (record) => (record.Sex === '.' ? { ...record, Sex: null } : record))
}
