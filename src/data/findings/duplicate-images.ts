/**
 * @file Duplicate images: finds exact copies, and copies that differ only in size, brightness or compression, including
 * copies in different parts of the split.
 */
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { rowOf } from '../paged-columns'
import { crossPartDuplicates, excluding, groupPairs, laterDuplicates } from './duplicate-groups'
import { type ColumnData, defineFinding, finding } from './finding'

/** Images whose 64-bit hashes differ in at most this many bits are compared as possible duplicates. */
const MAX_BITS = 6
/** Two images whose pixels have at least this correlation are duplicates. */
const MIN_CORRELATION = 0.995
/** An image whose pixels have a standard deviation below this counts as blank. */
const MIN_DEVIATION = 2

export const duplicateImages = defineFinding({
  codes: ['duplicate-pictures', 'copies-across-parts'],
  *find(input) {
    const { rows } = input.dataset.schema
    // Skip masks, because two different objects may have the same outline.
    const column = input.columns.find(({ schema }) => schema.type === 'image' && !schema.mask)
    if (column?.schema.type !== 'image' || column.values.type !== 'image' || rows < 2) return []
    const of = column.schema
    const pairs = yield* duplicatePairs(column, rows)
    if (pairs.length === 0) return []
    const groups = groupPairs(pairs)
    const extra = laterDuplicates(groups)
    const all = Uint32Array.from(groups.flat())
    const { remedies, few } = excluding(extra, input)
    const crossing = crossPartDuplicates(groups, input, 'pictures')
    return [
      finding(
        'duplicate-pictures',
        { column: of.name, copies: extra.length, groups: groups.length, rows, ...(few === undefined ? {} : { few }) },
        {
          severity: extra.length >= 0.02 * rows ? 'bad' : 'warn',
          columns: [of.name],
          rows: all,
          remedies,
        },
      ),
      ...(crossing ? [crossing] : []),
    ]
  },
})

type Pairs = readonly (readonly [number, number])[]

/** The duplicates of each column: the report runs again after each change of the split, which does not affect them. */
const known = new WeakMap<Column, { readonly rows: number; readonly pairs: Pairs }>()

function* duplicatePairs(column: ColumnData, rows: number): Generator<void, Pairs> {
  const { schema, values } = column
  if (schema.type !== 'image' || values.type !== 'image') return []
  const cached = known.get(values)
  if (cached?.rows === rows) return cached.pairs
  const every = Uint32Array.from({ length: rows }, (_, row) => row)
  const hashes = imageHashes(yield* imageFrequencies(values, schema, every))
  yield
  const candidates = yield* nearPairs(hashes, MAX_BITS)
  const pairs: (readonly [number, number])[] = []
  const correlation = correlations(column, rows)
  for (const [i, pair] of candidates.entries()) {
    if (correlation(pair[0], pair[1]) >= MIN_CORRELATION) pairs.push(pair)
    if (i % 256 === 255) yield
  }
  known.set(values, { rows, pairs })
  return pairs
}

/**
 * Pearson's correlation between the pixels of two images. For two blank images, the result is 1 if they are equally
 * bright. Sums of bytes are exact in any order, so each image's own sums are computed only once.
 */
function correlations({ schema, values }: ColumnData, rows: number): (a: number, b: number) => number {
  if (schema.type !== 'image' || values.type !== 'image') return () => 0
  const size = schema.height * schema.width * schema.channels
  const sums = new Float64Array(rows).fill(-1)
  const squares = new Float64Array(rows)
  const measure = (row: number, pixels: Uint8Array) => {
    if (sums[row] !== -1) return
    let [sum, square] = [0, 0]
    for (let i = 0; i < size; i++) {
      const x = pixels[i] as number
      sum += x
      square += x * x
    }
    sums[row] = sum
    squares[row] = square
  }
  return (a, b) => {
    const [first, second] = [rowOf(values, size, a), rowOf(values, size, b)]
    measure(a, first)
    measure(b, second)
    const [meanA, meanB] = [(sums[a] as number) / size, (sums[b] as number) / size]
    const [varA, varB] = [(squares[a] as number) / size - meanA * meanA, (squares[b] as number) / size - meanB * meanB]
    if (varA < MIN_DEVIATION * MIN_DEVIATION && varB < MIN_DEVIATION * MIN_DEVIATION)
      return Math.abs(meanA - meanB) < MIN_DEVIATION ? 1 : 0
    if (varA <= 0 || varB <= 0) return 0
    let products = 0
    for (let i = 0; i < size; i++) products += (first[i] as number) * (second[i] as number)
    return (products / size - meanA * meanB) / Math.sqrt(varA * varB)
  }
}

type ImageSchema = Extract<ColumnSchema, { type: 'image' }>

/**
 * The side length of the small gray image, and the side length of its block of low frequencies. The first frequency,
 * which is the mean brightness, is not used.
 */
const SMALL = 16
const LOW = 8
const BITS = LOW * LOW

/** cos(π (2 x + 1) u / (2 SMALL)): the basis functions of the DCT-II. */
const BASIS = Array.from({ length: LOW }, (_, u) =>
  Float64Array.from({ length: SMALL }, (_, x) => Math.cos((Math.PI * (2 * x + 1) * u) / (2 * SMALL))),
)

/** Scales an image down to SMALL × SMALL gray values, each the mean of a block. */
function shrink(pixels: Uint8Array, { height, width, channels }: ImageSchema, out: Float64Array): void {
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

/** Computes the low frequencies of each given row, BITS values per row; the mean brightness is at index 0. */
function* imageFrequencies(
  column: Extract<Column, { type: 'image' }>,
  of: ImageSchema,
  rows: ArrayLike<number>,
): Generator<void, Float32Array> {
  const size = of.height * of.width * of.channels
  const small = new Float64Array(SMALL * SMALL)
  const half = new Float64Array(LOW * SMALL)
  const all = new Float32Array(rows.length * BITS)
  for (let r = 0; r < rows.length; r++) {
    shrink(rowOf(column, size, rows[r] as number), of, small)
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

/** Computes the hash of each row as two 32-bit words. A bit is set if the row's coefficient for that frequency is above the coefficient's mean over all rows. */
function imageHashes(all: Float32Array): Uint32Array {
  const rows = all.length / BITS
  const means = new Float64Array(BITS)
  for (let i = 0; i < all.length; i++) means[i % BITS] = (means[i % BITS] as number) + (all[i] as number) / rows
  const hashes = new Uint32Array(2 * rows)
  for (let word = 0; word < hashes.length; word++) {
    let hash = 0
    for (let bit = 0; bit < 32; bit++) {
      const at = 32 * word + bit
      if ((all[at] as number) > (means[at % BITS] as number)) hash |= 1 << bit
    }
    hashes[word] = hash
  }
  return hashes
}

/** The maximum number of pairs to compare among images with the same band value. */
const BAND_LIMIT = 64

/**
 * Finds the pairs of rows whose hashes differ in at most `max` bits; each pair is listed once. A hash has four bands of
 * 16 bits, and two hashes that differ in at most three bits are equal in at least one band. If many rows share a band
 * value, a match says little, so only neighboring rows are compared.
 */
function* nearPairs(hashes: Uint32Array, max: number): Generator<void, Pairs> {
  const rows = hashes.length / 2
  const pairs = new Map<number, readonly [number, number]>()
  for (let band = 0; band < 4; band++) {
    const buckets = new Map<number, number[]>()
    for (let row = 0; row < rows; row++) {
      const key = ((hashes[2 * row + (band >> 1)] as number) >>> (16 * (band & 1))) & 0xffff
      const bucket = buckets.get(key)
      if (bucket) bucket.push(row)
      else buckets.set(key, [row])
    }
    yield
    let compared = 0
    for (const bucket of buckets.values()) {
      bucket.sort((a, b) => order(hashes, a, b))
      for (let i = 0; i < bucket.length; i++) {
        for (let j = i + 1; j < Math.min(bucket.length, i + 1 + BAND_LIMIT); j++) {
          const [a, b] = [bucket[i] as number, bucket[j] as number]
          if (hammingDistance(hashes, a, b) <= max)
            pairs.set(Math.min(a, b) * rows + Math.max(a, b), [Math.min(a, b), Math.max(a, b)])
          if (++compared % 65_536 === 0) yield
        }
      }
    }
  }
  return [...pairs.values()]
}

function order(hashes: Uint32Array, a: number, b: number): number {
  const [x, y] = [hashes[2 * a] as number, hashes[2 * b] as number]
  return x !== y ? x - y : (hashes[2 * a + 1] as number) - (hashes[2 * b + 1] as number)
}

/** The number of bits in which the hashes of two rows differ. */
function hammingDistance(hashes: Uint32Array, a: number, b: number): number {
  return (
    countBits((hashes[2 * a] as number) ^ (hashes[2 * b] as number)) +
    countBits((hashes[2 * a + 1] as number) ^ (hashes[2 * b + 1] as number))
  )
}

function countBits(word: number): number {
  let w = word - ((word >>> 1) & 0x55555555)
  w = (w & 0x33333333) + ((w >>> 2) & 0x33333333)
  return Math.imul((w + (w >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
