/** Every parser of tables against a thousand damaged files, by stored seeds: read or refused, never broken, never for long. */
import { parquetWriteBuffer } from 'hyparquet-writer'
import { expect, test } from 'vitest'
import { rng } from '../base/rng'
import { Refusal } from '../base/messages/message'
import { formats } from '.'
import { csv } from './csv'
import type { Format } from './define-format'
import { excel } from './excel'
import { json } from './json'
import { parquet } from './parquet'
import { computedMs } from './ingest.test-help'
import { fileOf, ingestHere } from './testing.test-help'
import { workbook } from './workbook.test-help'

const INPUTS = 1000
const SLOW_MS = 2000
const letters = new TextEncoder()

const cell = (i: number) => [i, i / 8, `"a ""${i}"", b"`, '2024-01-02', '', 'NA'][i % 6]
const SOUND: readonly (readonly [Format, string, Uint8Array<ArrayBuffer>])[] = [
  [
    csv,
    'a.csv',
    letters.encode(`n,x,word\n${Array.from({ length: 40 }, (_, i) => `${i},${cell(i)},w${i % 3}`).join('\n')}`),
  ],
  [
    json,
    'a.json',
    letters.encode(JSON.stringify(Array.from({ length: 20 }, (_, i) => ({ i, in: { s: `x${i}` }, l: [i] })))),
  ],
  [excel, 'a.xlsx', workbook({ A: [['n', 's'], ...Array.from({ length: 12 }, (_, i) => [i, `s${i % 2}`])], B: [[1]] })],
  [
    parquet,
    'a.parquet',
    new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          { name: 'n', data: Array.from({ length: 60 }, (_, i) => i / 4), type: 'DOUBLE' },
          { name: 's', data: Array.from({ length: 60 }, (_, i) => `s${i % 4}`), type: 'STRING' },
        ],
        rowGroupSize: 20,
      }),
    ),
  ],
]
/** What tables trip over. */
const TOKENS = [
  '"',
  '""',
  '\r',
  '\n',
  ',',
  ';',
  '\t',
  '\0',
  '\ufeff',
  '__proto__',
  '1e999',
  '{',
  ']',
  '\\',
  '-',
  'é',
  '=1+1',
]

test.each(SOUND.map((one) => [one[0].title, ...one] as const))('%s', async (_title, format, path, sound) => {
  const client = ingestHere([format])
  const ends = { read: 0, refused: 0 }
  for (let seed = 0; seed < INPUTS; seed++) {
    const bytes = damaged(sound, seed)
    const began = computedMs()
    const end = await client
      .read([fileOf(path, bytes)], { format: format.id }, { onProgress: () => undefined, keep: async () => undefined })
      .catch((error: unknown) => error)
    const took = computedMs() - began
    const why = `seed ${seed}`
    if (end instanceof Error) {
      expect(end, why).toBeInstanceOf(Refusal)
      expect((end as Refusal).code, `${why}: ${end.message}`).not.toBe('ingest-broke')
      ends.refused++
    } else ends.read++
    expect(took, why).toBeLessThan(SLOW_MS)
  }
  expect(Object.keys(Object.prototype)).toEqual([])
  // Damage that is never met, or always deadly, would test nothing.
  expect(Math.min(ends.read, ends.refused)).toBeGreaterThan(INPUTS / 100)
})

test('the formats are those that are served', () => {
  for (const [format] of SOUND) expect(formats).toContain(format)
})

/** A file damaged in one to four places: bytes changed, cut out, doubled, words put in, its end lost. */
function damaged(sound: Uint8Array<ArrayBuffer>, seed: number): Uint8Array<ArrayBuffer> {
  const { below } = rng(seed, { kind: 'generate' })
  let bytes = [...sound]
  for (let times = 1 + below(4); times > 0; times--) {
    const at = below(bytes.length)
    const length = 1 + below(12)
    switch (below(6)) {
      case 0:
        bytes[at] = below(256)
        break
      case 1:
        bytes.splice(at, length)
        break
      case 2:
        bytes.splice(at, 0, ...bytes.slice(at, at + length))
        break
      case 3:
        bytes.splice(at, 0, ...letters.encode(TOKENS[below(TOKENS.length)] as string))
        break
      case 4:
        for (let i = at; i < Math.min(bytes.length, at + length); i++) bytes[i] = below(256)
        break
      default:
        if (below(4) === 0) bytes = bytes.slice(0, Math.max(1, at))
    }
  }
  return Uint8Array.from(bytes)
}
