/** @file Split differences: finds columns whose distribution differs between the test set and the training set. */
import type { FindingArgs } from '../../messages/en/findings'
import { chiSquared, kolmogorovSmirnov } from '../../metrics/two-sample-tests'
import { quantile } from '../profile-statistics/running-stats'
import { isIdentifier, numericValues, sampleOf } from './column-values'
import { type ColumnData, defineFinding, type Finding, finding, type Remedy, type ReportInput } from './finding'

/** The probability of a false alarm in a whole report, over all columns together (Bonferroni). */
const ALPHA = 0.001
/**
 * Smaller differences do not matter even if they are significant. The difference is the Kolmogorov-Smirnov D for
 * numbers and the total variation distance for categories.
 */
const MIN_DIFFERENCE = 0.1
const SAMPLE = 50_000

export const splitDifferences = defineFinding({
  codes: ['parts-differ'],
  *find(input) {
    const { rows } = input.dataset.schema
    const { train, test } = input.split
    const findings: Finding[] = []
    if (train.length === 0 || test.length === 0) return findings
    const [trained, tested] = [sampleOf(train, SAMPLE), sampleOf(test, SAMPLE)]
    // Skip time columns, because a split by time deliberately tests on later dates.
    const compared = input.columns.filter((column) => column.schema.type !== 'time' && !isIdentifier(column, rows))
    for (const column of compared) {
      yield
      const { p, distance, args } = difference(column, trained, tested)
      if (p >= ALPHA / compared.length || distance < MIN_DIFFERENCE) continue
      const { name } = column.schema
      const sampled =
        train.length > trained.length || test.length > tested.length ? trained.length + tested.length : undefined
      findings.push(
        finding(
          'parts-differ',
          { column: name, ...args, apart: distance, p },
          { severity: 'warn', columns: [name], rows: test, sampled, remedies: remediesOf(input) },
        ),
      )
    }
    return findings
  },
})

function remediesOf({ dataset }: ReportInput): Remedy[] {
  return dataset.schema.testRows > 0 || dataset.schema.kind === 'series' ? [{ do: 'split', by: 'random' }] : []
}

interface Difference {
  readonly p: number
  /** The distance between the distributions, 0 to 1. */
  readonly distance: number
  readonly args: Pick<FindingArgs<'parts-differ'>, 'value' | 'unit' | 'train' | 'test'>
}

function difference(column: ColumnData, train: Uint32Array, test: Uint32Array): Difference {
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
    const distance = gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / 2
    const worst = gaps.reduce((best, gap, i) => (Math.abs(gap) > Math.abs(gaps[best] as number) ? i : best), 0)
    const share = (of: number[], all: number) => (of[worst] as number) / Math.max(1, all)
    // Values with an expected count below five rows are pooled, because rare values make the χ² test unreliable.
    const args = { value: schema.values[worst] ?? '', train: share(counts[0], a), test: share(counts[1], b) }
    return { p: chiSquared(poolRareValues(counts)).p, distance, args }
  }
  const of = (part: Uint32Array) =>
    numericValues(column, part)
      .filter((value) => !Number.isNaN(value))
      .sort()
  const [a, b] = [of(train), of(test)]
  const { statistic, p } = kolmogorovSmirnov(a, b)
  const unit: 'bytes' | 'brightness' | undefined =
    values.type === 'text' ? 'bytes' : values.type === 'image' ? 'brightness' : undefined
  const args = { train: quantile(a, 0.5), test: quantile(b, 0.5), ...(unit ? { unit } : {}) }
  return { p, distance: statistic, args }
}

function poolRareValues(counts: readonly [readonly number[], readonly number[]]): number[][] {
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
