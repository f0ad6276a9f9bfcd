/**
 * @file Breast cancer from scikit-learn's breast_cancer.csv: each line has 30 measurements, then 0 for malignant or 1
 * for benign.
 */
import { sklearnFile } from '../source.mjs'

export function read({ schema }) {
  const [, ...lines] = sklearnFile('breast_cancer.csv', 'fed3eb72d0575ef6').toString().trim().split(/\r?\n/)
  const rows = lines.map((line) => line.split(',').map(Number))
  // The measurements are in schema order.
  const column = ({ name, type }, at) => [
    name,
    rows.map((row) => (type === 'number' ? row[at] : row[at] === 0 ? 'malignant' : 'benign')),
  ]
  return { chunkRows: schema.rows, columns: Object.fromEntries(schema.columns.map(column)) }
}
