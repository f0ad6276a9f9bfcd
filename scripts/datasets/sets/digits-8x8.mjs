/** @file Digits 8×8 from scikit-learn's digits.csv.gz: each line has 64 gray values from 0 to 16, then the digit. */
import { gunzipSync } from 'node:zlib'
import { sklearnFile } from '../source.mjs'

const SIZE = 64
const WHITE = 16

export function read({ schema }) {
  const text = gunzipSync(sklearnFile('digits.csv.gz', '6a539d510b9a1447')).toString()
  const rows = text
    .trim()
    .split('\n')
    .map((line) => line.split(',').map(Number))
  const image = Uint8Array.from(
    rows.flatMap((row) => row.slice(0, SIZE).map((gray) => Math.round((gray * 255) / WHITE))),
  )
  return { chunkRows: schema.rows, columns: { image, digit: rows.map((row) => String(row[SIZE])) } }
}
