/**
 * @file Picture hash: 64 bits that pictures which look alike share but for a few: the signs of the low frequencies of a small grey
 * picture (pHash: Zauner, "Implementation and benchmarking of perceptual image hash functions", 2010), against the set's own means,
 * so that each bit halves the set; and the pairs that differ in few bits, found by bands.
 */
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { rowOf } from '../paged'

type ImageSchema = Extract<ColumnSchema, { type: 'image' }>

/** Side of the small grey picture, and of its low frequencies that are kept; the first of them, the brightness, is left out. */
const SMALL = 16
const LOW = 8
const BITS = LOW * LOW

/** cos(π (2 x + 1) u / (2 SMALL)), the basis of the DCT-II. */
const BASIS = Array.from({ length: LOW }, (_, u) =>
  Float64Array.from({ length: SMALL }, (_, x) => Math.cos((Math.PI * (2 * x + 1) * u) / (2 * SMALL))),
)

/** The mean of each block of a picture, grey, SMALL × SMALL. */
function shrunk(pixels: Uint8Array, { height, width, channels }: ImageSchema, out: Float64Array): void {
  for (let y = 0; y < SMALL; y++) {
    const [top, bottom] = [Math.floor((y * height) / SMALL), Math.max(1, Math.ceil(((y + 1) * height) / SMALL))]
    for (let x = 0; x < SMALL; x++) {
      const [left, right] = [Math.floor((x * width) / SMALL), Math.max(1, Math.ceil(((x + 1) * width) / SMALL))]
      let sum = 0
      for (let i = top; i < bottom; i++) {
        const start = (i * width + left) * channels
        const end = (i * width + right) * channels
        for (let at = start; at < end; at++) sum += pixels[at] as number
      }
      out[y * SMALL + x] = sum / ((bottom - top) * (right - left) * channels)
    }
  }
}

/** The low frequencies of each of the given rows, BITS a row; the brightness is in place 0. */
export function* frequencies(
  column: Extract<Column, { type: 'image' }>,
  of: ImageSchema,
  rows: ArrayLike<number>,
): Generator<void, Float32Array> {
  const size = of.height * of.width * of.channels
  const small = new Float64Array(SMALL * SMALL)
  const half = new Float64Array(LOW * SMALL)
  const all = new Float32Array(rows.length * BITS)
  for (let r = 0; r < rows.length; r++) {
    shrunk(rowOf(column, size, rows[r] as number), of, small)
    for (let u = 0; u < LOW; u++) {
      const basis = BASIS[u] as Float64Array
      for (let y = 0; y < SMALL; y++) {
        let sum = 0
        for (let x = 0; x < SMALL; x++) sum += (small[y * SMALL + x] as number) * (basis[x] as number)
        half[u * SMALL + y] = sum
      }
    }
    for (let u = 0; u < LOW; u++) {
      for (let v = 0; v < LOW; v++) {
        const basis = BASIS[v] as Float64Array
        let sum = 0
        for (let y = 0; y < SMALL; y++) sum += (half[u * SMALL + y] as number) * (basis[y] as number)
        all[r * BITS + u * LOW + v] = sum
      }
    }
    if (r % 256 === 255) yield
  }
  return all
}

/** Two words of 32 bits a row: whether each frequency is above its mean over the rows. */
export function hashes(all: Float32Array): Uint32Array {
  const rows = all.length / BITS
  const means = new Float64Array(BITS)
  for (let i = 0; i < all.length; i++) means[i % BITS] = (means[i % BITS] as number) + (all[i] as number) / rows
  const words = new Uint32Array(2 * rows)
  for (let i = 0; i < all.length; i++) {
    if ((all[i] as number) <= (means[i % BITS] as number)) continue
    const word = 2 * Math.floor(i / BITS) + (i % BITS >= 32 ? 1 : 0)
    words[word] = ((words[word] as number) | (1 << (i % 32))) >>> 0
  }
  return words
}

/** Pairs are compared with so many of a band at most. */
const BAND_LIMIT = 64

/**
 * Pairs of places whose words differ in at most `most` bits, each once. Four bands of 16 bits: what differs in three bits or fewer is
 * the same in one of them. A band that many share tells little: there only neighbours in it are compared.
 */
export function* nearPairs(words: Uint32Array, most: number): Generator<void, readonly (readonly [number, number])[]> {
  const rows = words.length / 2
  const pairs = new Map<number, readonly [number, number]>()
  for (let band = 0; band < 4; band++) {
    const buckets = new Map<number, number[]>()
    for (let row = 0; row < rows; row++) {
      const key = ((words[2 * row + (band >> 1)] as number) >>> (16 * (band & 1))) & 0xffff
      const bucket = buckets.get(key)
      if (bucket) bucket.push(row)
      else buckets.set(key, [row])
    }
    yield
    let compared = 0
    for (const bucket of buckets.values()) {
      bucket.sort((a, b) => order(words, a, b))
      for (let i = 0; i < bucket.length; i++) {
        for (let j = i + 1; j < Math.min(bucket.length, i + 1 + BAND_LIMIT); j++) {
          const [a, b] = [bucket[i] as number, bucket[j] as number]
          if (apart(words, a, b) <= most)
            pairs.set(Math.min(a, b) * rows + Math.max(a, b), [Math.min(a, b), Math.max(a, b)])
          if (++compared % 65_536 === 0) yield
        }
      }
    }
  }
  return [...pairs.values()]
}

function order(words: Uint32Array, a: number, b: number): number {
  const [x, y] = [words[2 * a] as number, words[2 * b] as number]
  return x !== y ? x - y : (words[2 * a + 1] as number) - (words[2 * b + 1] as number)
}

/** Bits in which two rows differ. */
export function apart(words: Uint32Array, a: number, b: number): number {
  return (
    ones((words[2 * a] as number) ^ (words[2 * b] as number)) +
    ones((words[2 * a + 1] as number) ^ (words[2 * b + 1] as number))
  )
}

function ones(word: number): number {
  let w = word - ((word >>> 1) & 0x55555555)
  w = (w & 0x33333333) + ((w >>> 2) & 0x33333333)
  return Math.imul((w + (w >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
