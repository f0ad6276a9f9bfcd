/**
 * @file Duplicate images: finds exact copies, and copies that differ only in size, brightness or compression, including
 * copies in different parts of the split.
 */
import { defineFinding, finding, type ColumnData } from './finding'
import { crossPartDuplicates, groupPairs, laterDuplicates } from './duplicate-groups'
import { imageFrequencies, imageHashes, nearPairs } from './image-hash'
import { rowOf } from '../paged-columns'
import { rangesOf } from '../edit-steps/row-ranges'

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
    const every = Uint32Array.from({ length: rows }, (_, row) => row)
    const hashes = imageHashes(yield* imageFrequencies(column.values, of, every))
    yield
    const candidates = yield* nearPairs(hashes, MAX_BITS)
    const pairs: (readonly [number, number])[] = []
    for (const [i, pair] of candidates.entries()) {
      if (correlation(column, pair[0], pair[1]) >= MIN_CORRELATION) pairs.push(pair)
      if (i % 256 === 255) yield
    }
    if (pairs.length === 0) return []
    const groups = groupPairs(pairs)
    const extra = laterDuplicates(groups)
    const all = Uint32Array.from(groups.flat())
    const crossing = crossPartDuplicates(groups, input, 'pictures')
    return [
      finding(
        'duplicate-pictures',
        { column: of.name, copies: extra.length, groups: groups.length, rows },
        {
          severity: extra.length >= 0.02 * rows ? 'bad' : 'warn',
          columns: [of.name],
          rows: all,
          remedies: [{ do: 'exclude', rows: rangesOf(extra), count: extra.length }],
        },
      ),
      ...(crossing ? [crossing] : []),
    ]
  },
})

/**
 * Pearson's correlation between the pixels of two images. For two blank images, the result is 1 if they are equally
 * bright.
 */
function correlation({ schema, values }: ColumnData, a: number, b: number): number {
  if (schema.type !== 'image' || values.type !== 'image') return 0
  const size = schema.height * schema.width * schema.channels
  const [first, second] = [rowOf(values, size, a), rowOf(values, size, b)]
  let [sumA, sumB, aa, bb, ab] = [0, 0, 0, 0, 0]
  for (let i = 0; i < size; i++) {
    const [x, y] = [first[i] as number, second[i] as number]
    sumA += x
    sumB += y
    aa += x * x
    bb += y * y
    ab += x * y
  }
  const [meanA, meanB] = [sumA / size, sumB / size]
  const [varA, varB] = [aa / size - meanA * meanA, bb / size - meanB * meanB]
  if (varA < MIN_DEVIATION * MIN_DEVIATION && varB < MIN_DEVIATION * MIN_DEVIATION)
    return Math.abs(meanA - meanB) < MIN_DEVIATION ? 1 : 0
  if (varA <= 0 || varB <= 0) return 0
  return (ab / size - meanA * meanB) / Math.sqrt(varA * varB)
}
