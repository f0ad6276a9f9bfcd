/**
 * @file Diabetes from scikit-learn's raw files: ten measurements per line in schema order; a second file has the
 * disease progression.
 */
import { gunzipSync } from 'node:zlib'
import { sklearnFile } from '../source.mjs'

export function read({ schema }) {
  const measured = numbers('diabetes_data_raw.csv.gz', 'd41d86d705c9f701')
  const progression = numbers('diabetes_target.csv.gz', '4a4a926adbaee77a').flat()
  const column = ({ name, type }, at) => {
    if (name === schema.target) return [name, progression]
    return [name, measured.map((row) => (type === 'number' ? row[at] : String(row[at])))]
  }
  return { chunkRows: schema.rows, columns: Object.fromEntries(schema.columns.map(column)) }
}

function numbers(file, sha256) {
  const lines = gunzipSync(sklearnFile(file, sha256)).toString().trim().split('\n')
  return lines.map((line) => line.trim().split(/\s+/).map(Number))
}
