/** @file Parts that differ: what is tested on is not what was learnt from. */
import { chiSquared, kolmogorovSmirnov } from '../../metrics/two-samples'
import { namesRows, numbersAt, sampleOf, shown } from './column-values'
import { quantile } from '../profile-parts/numbers'
import { defineFinding, type Finding, finding, type ViewedColumn, type ViewedSet } from './finding'
import type { Remedy } from './remedy'

/** A false alarm in so many reports, over all columns together (Bonferroni). */
const ALPHA = 0.001
/** A difference too small to matter is none, however sure: D of Kolmogorov and Smirnov, total variation of categories. */
const SMALL = 0.1
const SAMPLE = 50_000

export const parts = defineFinding({
  codes: ['parts-differ'],
  *find(set) {
    const { rows } = set.dataset.schema
    const { train, test } = set.split
    const found: Finding[] = []
    if (train.length === 0 || test.length === 0) return found
    const some = (part: Uint32Array) => {
      const places = sampleOf(part.length, SAMPLE)
      return places ? places.map((place) => part[place] as number) : part
    }
    const [learnt, held] = [some(train), some(test)]
    // Later rows have later dates: that is what a split by time is for.
    const compared = set.columns.filter((column) => column.schema.type !== 'time' && !namesRows(column, rows))
    for (const column of compared) {
      yield
      const { p, apart, words } = difference(column, learnt, held)
      if (p >= ALPHA / compared.length || apart < SMALL) continue
      const { name } = column.schema
      const sampled =
        train.length > learnt.length || test.length > held.length ? learnt.length + held.length : undefined
      found.push(
        finding(
          'parts-differ',
          { column: name, ...words, apart, p },
          { severity: 'warn', columns: [name], rows: test, sampled, remedies: remediesOf(set) },
        ),
      )
    }
    return found
  },
})

function remediesOf({ dataset }: ViewedSet): Remedy[] {
  return dataset.schema.testRows > 0 || dataset.schema.kind === 'series' ? [{ do: 'split', by: 'random' }] : []
}

interface Difference {
  readonly p: number
  /** 0 to 1. */
  readonly apart: number
  readonly words: { readonly train: string; readonly test: string }
}

function difference(column: ViewedColumn, train: Uint32Array, test: Uint32Array): Difference {
  const { schema, values } = column
  if (values.type === 'category' && schema.type === 'category') {
    const counts = [train, test].map((part) => {
      const of = new Array<number>(schema.values.length).fill(0)
      for (const row of part) {
        const code = values.codes[row] as number
        if (code >= 0) of[code] = (of[code] as number) + 1
      }
      return of
    }) as [number[], number[]]
    const [a, b] = counts.map((of) => of.reduce((sum, count) => sum + count, 0)) as [number, number]
    const gaps = schema.values.map(
      (_, i) => (counts[1][i] as number) / Math.max(1, b) - (counts[0][i] as number) / Math.max(1, a),
    )
    const apart = gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / 2
    const worst = gaps.reduce((best, gap, i) => (Math.abs(gap) > Math.abs(gaps[best] as number) ? i : best), 0)
    const share = (of: number[], all: number) =>
      `${Math.round((100 * (of[worst] as number)) / Math.max(1, all))} % "${schema.values[worst]}"`
    // Rare values make χ² unsure: those with fewer than five rows expected are put together.
    return { p: chiSquared(pooled(counts)).p, apart, words: { train: share(counts[0], a), test: share(counts[1], b) } }
  }
  const of = (part: Uint32Array) =>
    numbersAt(column, part)
      .filter((value) => !Number.isNaN(value))
      .sort()
  const [a, b] = [of(train), of(test)]
  const { statistic, p } = kolmogorovSmirnov(a, b)
  const words = (sorted: Float64Array) => `a median of ${valueWords(column, quantile(sorted, 0.5))}`
  return { p, apart: statistic, words: { train: words(a), test: words(b) } }
}

function valueWords({ values }: ViewedColumn, value: number): string {
  const unit = values.type === 'text' ? ' bytes' : values.type === 'image' ? ' in brightness' : ''
  return `${shown(value)}${unit}`
}

function pooled(counts: readonly [readonly number[], readonly number[]]): number[][] {
  const [a, b] = counts
  const [n, m] = [a.reduce((x, y) => x + y, 0), b.reduce((x, y) => x + y, 0)]
  const kept: [number[], number[]] = [[], []]
  const rest: [number, number] = [0, 0]
  a.forEach((inA, i) => {
    const inB = b[i] as number
    if ((Math.min(n, m) * (inA + inB)) / Math.max(1, n + m) >= 5) {
      kept[0].push(inA)
      kept[1].push(inB)
    } else {
      rest[0] += inA
      rest[1] += inB
    }
  })
  return [
    [...kept[0], rest[0]],
    [...kept[1], rest[1]],
  ]
}
