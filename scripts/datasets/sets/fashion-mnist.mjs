/**
 * @file Fashion-MNIST from Debian's package: 1,000 images of each class from the training set, then 200 of each from
 * the test set.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { drawEach, gather, readPair } from '../idx.mjs'

const PACKAGE = 'dataset-fashion-mnist'
const SEED = 7

export function read({ schema, rng, shuffle }) {
  const folder = mkdtempSync(join(tmpdir(), 'netloom-'))
  try {
    unpack(folder)
    const file = (name) => gunzipSync(readFileSync(join(folder, 'usr/share/datasets/fashion-mnist', `${name}.gz`)))
    const pair = (part) =>
      readPair(file(`${part}-images-idx3-ubyte`), file(`${part}-labels-idx1-ubyte`), `Fashion ${part}`)
    const { values } = schema.columns.find(({ name }) => name === 'garment')
    const parts = [
      [pair('train'), 1000],
      [pair('t10k'), 200],
    ].map(([rows, each]) => gather(rows, drawEach(rows, values.length, each, SEED, { rng, shuffle })))
    return {
      chunkRows: 2500,
      columns: {
        image: Buffer.concat(parts.map(({ pixels }) => pixels)),
        garment: parts.flatMap(({ classes }) => classes.map((code) => values[code])),
      },
      files: { 'LICENSE.txt': readFileSync(join(folder, 'usr/share/doc', PACKAGE, 'copyright'), 'utf8') },
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function unpack(folder) {
  try {
    execFileSync('apt-get', ['download', PACKAGE], { cwd: folder, stdio: 'pipe' })
    const deb = readdirSync(folder).find((name) => name.endsWith('.deb'))
    execFileSync('dpkg-deb', ['-x', join(folder, deb), folder], { stdio: 'pipe' })
  } catch {
    throw new Error(`"apt-get download ${PACKAGE}" is needed, on a Debian system with current package lists`)
  }
}
