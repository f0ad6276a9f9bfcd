/**
 * @file Files with bytes changed, cut, doubled and put in, a thousand a parser, by stored seeds: each is read or refused with a
 * sentence, and none takes long. FUZZ=100 makes it a hundred thousand a parser.
 */
import { gzipSync, strToU8 } from 'fflate'
import { expect, test } from 'vitest'
import { Refusal } from '../base/messages/message'
import { type Rng, rng } from '../base/rng'
import { joined, zipOf } from './archive/zip.test-help'
import { csv } from './csv'
import { folder } from './folder'
import { idx } from './idx'
import { computedMs, fileOf, fixtureBytes, readBack } from './ingest.test-help'
import { npy } from './npy'
import { npz } from './npz'
import { picturesFormat } from './pictures'
import type { Decode } from './pictures/decoder'
import { texts } from './texts'
import { zip } from './zip'

const EACH = 1000 * Number(process.env.FUZZ ?? 1)
const SLOWEST_MS = 2000

/** As if every picture could be decoded: what is tested here is what stands before that. */
const decode: Decode = async (_bytes, { height, width }) => new Uint8Array(3 * height * width)
const pictures = picturesFormat(() => decode)
const formats = [csv, npy, npz, idx, pictures, texts, zip, folder]

const idxBytes = joined([new Uint8Array([0, 0, 8, 3, 0, 0, 0, 9, 0, 0, 0, 2, 0, 0, 0, 2]), new Uint8Array(36).fill(7)])
const table = strToU8('name,label\na,up\nb,down\nc,up\nd,down\n')
const zipped = zipOf([
  { name: 't/a.txt', content: strToU8('one') },
  { name: 't/b.txt', content: strToU8('two two two two two two'), stored: true },
  { name: 't/c.txt', content: strToU8('three') },
  { name: 'labels.csv', content: table },
])

/** Each parser with its seed and the files that it is given changed. */
const parsers: readonly (readonly [string, number, readonly (readonly [string, Uint8Array<ArrayBuffer>])[]])[] = [
  [
    'NPY',
    101,
    ['matrix', 'fortran', 'letters-big', 'version-3', 'f2-little'].map(
      (name) => [`${name}.npy`, fixtureBytes(`${name}.npy`)] as const,
    ),
  ],
  ['NPZ', 102, ['stored', 'packed', 'series'].map((name) => [`${name}.npz`, fixtureBytes(`${name}.npz`)] as const)],
  [
    'IDX',
    103,
    [
      ['a-idx3-ubyte', idxBytes],
      ['a-idx3-ubyte.gz', new Uint8Array(gzipSync(idxBytes))],
    ],
  ],
  [
    'zip',
    104,
    [
      ['a.zip', zipped],
      ['b.zip', fixtureBytes('streamed.zip')],
    ],
  ],
  [
    'pictures',
    105,
    ['plain.png', 'moving.gif', 'turned.jpg', 'plain.webp', 'plain.bmp', 'moving.png'].map(
      (name) => [name, fixtureBytes(`pictures/${name}`)] as const,
    ),
  ],
  ['texts', 106, [['a.txt', strToU8('Ein Text über etwas') as Uint8Array<ArrayBuffer>]]],
]

test.each(parsers)(
  '%s: whatever the bytes, a set or a sentence',
  async (_name, seed, given) => {
    const random = rng(seed, { kind: 'generate' })
    for (let i = 0; i < EACH; i++) {
      const [path, bytes] = given[i % given.length] as (typeof given)[number]
      const others =
        _name === 'texts' || _name === 'pictures' ? given.map(([name, whole]) => fileOf(`more/${name}`, whole)) : []
      const files = [
        fileOf(path, changed(bytes, random)),
        ...others,
        ...(_name === 'texts' ? [fileOf('b.txt', 'more')] : []),
      ]
      const from = computedMs()
      const end = await readBack(formats, files).catch((error: unknown) => error)
      if (end instanceof Error && !(end instanceof Refusal)) throw new Error(`seed ${seed}, input ${i}: ${end.stack}`)
      if (end instanceof Refusal) expect(end.message, `input ${i}`).toMatch(/^\S.* .*[.?!]$/s)
      expect(computedMs() - from, `input ${i}`).toBeLessThan(SLOWEST_MS)
    }
  },
  EACH * 100,
)

/** One to four changes, most of them where headers are. */
function changed(bytes: Uint8Array<ArrayBuffer>, random: Rng): Uint8Array<ArrayBuffer> {
  let out = bytes.slice()
  for (let times = 1 + random.below(4); times > 0 && out.length > 0; times--) {
    const near = random.below(2) === 0 ? Math.min(out.length, 128) : out.length
    const at = random.below(near)
    const length = 1 + random.below(8)
    switch (random.below(6)) {
      case 0:
        out = out.slice(0, at)
        break
      case 1:
        out = joined([out.subarray(0, at), Uint8Array.from({ length }, () => random.below(256)), out.subarray(at)])
        break
      case 2:
        out = joined([out.subarray(0, at), out.subarray(at + length)])
        break
      case 3:
        out.fill(random.below(2) === 0 ? 0xff : 0, at, at + length)
        break
      default:
        out[at] = random.below(2) === 0 ? random.below(256) : (out[at] as number) ^ (1 << random.below(8))
    }
  }
  return out
}
