/**
 * @file Writes a seeded CSV file of a million rows and twelve columns: timestamps, numbers, categories, texts, and
 * missing values.
 */
import { closeSync, openSync, writeSync } from 'node:fs'
import { withModules } from './modules.mjs'

export const ROWS = 1_000_000
export const COLUMNS = 12
const CITIES =
  'Oslo,Bergen,Trondheim,Turku,Tampere,Uppsala,Aarhus,Odense,Tartu,Vilnius,Kaunas,Gdynia,Poznan,Rostock'.split(',')
const START = Date.UTC(2021, 0, 1)

/** Writes the table; resolves with its size in bytes. */
export async function writeTable(path) {
  const { rng } = await withModules((load) => load('/src/base/rng.ts'))
  const { uniform, below } = rng(20_241, { kind: 'generate' })
  const file = openSync(path, 'w')
  let bytes = 0
  let lines = ['moment,amount,temperature,ratio,count,exact,city,plan,open,remark,score,label\n']
  const write = () => {
    bytes += writeSync(file, lines.join(''))
    lines = []
  }
  for (let row = 0; row < ROWS; row++) {
    const x = uniform()
    const label = x < 0.6 ? 'stays' : 'leaves'
    lines.push(
      `${new Date(START + row * 61_000).toISOString().slice(0, 19)},${(x * 900 + 10).toFixed(2)},${(uniform() * 60 - 25).toFixed(1)},` +
        `${uniform().toFixed(6)},${below(5000)},${(uniform() * 1e9).toFixed(4)},${CITIES[below(CITIES.length)]},` +
        `${['free', 'basic', 'business'][below(3)]},${below(2) ? 'yes' : 'no'},order ${below(1e9)} seen,` +
        `${below(20) ? (x + uniform()).toFixed(3) : ''},${label}\n`,
    )
    if (lines.length === 10_000) write()
  }
  write()
  closeSync(file)
  return bytes
}
