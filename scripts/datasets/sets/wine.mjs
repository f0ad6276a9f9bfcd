/** @file Wine from vendor/wine.csv: scikit-learn's wine_data.csv with full names of columns and classes. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export function read({ root, schema }) {
  const lines = readFileSync(join(root, 'scripts/datasets/vendor/wine.csv'), 'utf8').trim().split('\n')
  const [names, ...rows] = lines.map((line) => line.split(','))
  const columns = Object.fromEntries(
    schema.columns.map(({ name, type }) => {
      const at = names.indexOf(name)
      return [name, rows.map((row) => (type === 'number' ? Number(row[at]) : row[at]))]
    }),
  )
  return { chunkRows: schema.rows, columns }
}
