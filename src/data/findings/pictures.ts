/** @file Pictures that come twice, exactly or as good as: another size, brightness or compression; and on both sides of the split. */
import { defineFinding, finding, type ViewedColumn } from './finding'
import { across, joined, later } from './groups-of-copies'
import { frequencies, hashes, nearPairs } from './picture-hash'
import { rowOf } from '../paged'
import { rangesOf } from '../steps/row-ranges'

/** Bits of 64 that copies may differ in. */
const BITS_APART = 6
/** Correlation of the pixels from which on two pictures are one. */
const ALIKE = 0.995
/** Standard deviation of a picture's pixels below which nothing is on it. */
const EMPTY = 2

export const pictures = defineFinding({
  codes: ['duplicate-pictures', 'copies-across-parts'],
  *find(set) {
    const { rows } = set.dataset.schema
    // A mask is no picture of its own: two things may have one outline.
    const column = set.columns.find(({ schema }) => schema.type === 'image' && !schema.mask)
    if (column?.schema.type !== 'image' || column.values.type !== 'image' || rows < 2) return []
    const of = column.schema
    const every = Uint32Array.from({ length: rows }, (_, row) => row)
    const words = hashes(yield* frequencies(column.values, of, every))
    yield
    const candidates = yield* nearPairs(words, BITS_APART)
    const pairs: (readonly [number, number])[] = []
    for (const [i, pair] of candidates.entries()) {
      if (likeness(column, pair[0], pair[1]) >= ALIKE) pairs.push(pair)
      if (i % 256 === 255) yield
    }
    if (pairs.length === 0) return []
    const groups = joined(pairs)
    const extra = later(groups)
    const all = Uint32Array.from(groups.flat())
    const crossing = across(groups, set, 'pictures')
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

/** Pearson's correlation of two pictures' pixels; of two empty ones 1 where they are as bright. */
function likeness({ schema, values }: ViewedColumn, a: number, b: number): number {
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
  if (varA < EMPTY * EMPTY && varB < EMPTY * EMPTY) return Math.abs(meanA - meanB) < EMPTY ? 1 : 0
  if (varA <= 0 || varB <= 0) return 0
  return (ab / size - meanA * meanB) / Math.sqrt(varA * varB)
}
