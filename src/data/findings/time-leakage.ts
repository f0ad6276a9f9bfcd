/**
 * @file Time leakage: validation or test rows lie in time between training rows, and rows close in time are similar. The similarity is
 * tested like that of groups, on intervals of ten rows or more.
 */
import { mixBits } from '../profile-statistics/distinct-count'
import { isIdentifier } from './column-values'
import { defineFinding, type Finding, finding, type ReportInput } from './finding'
import { groupSimilarity } from './group-similarity'

/** The fewest rows per interval, and the fewest distinct times: fewer are categories, such as years. */
const INTERVAL_ROWS = 10
const MIN_TIMES = 20
const ALPHA = 0.001
const MIN_SIMILARITY = 0.1
/** The share of the evaluation rows: fewer between training rows are only at the border of a part. */
const MIN_BETWEEN = 0.1
const SAMPLE = 20_000

export const timeLeakage = defineFinding({
  codes: ['time-across-parts'],
  *find(input) {
    const { columns, target, features, split, dataset } = input
    const findings: Finding[] = []
    for (const { schema, values } of columns) {
      yield
      if (values.type !== 'time' || schema === target?.schema) continue
      const between = rowsBetween(input, values.values)
      if (between.rows.length < MIN_BETWEEN * between.all || between.rows.length === 0) continue
      const stretches = timeIntervals(values.values)
      if (!stretches) continue
      const others = [...(target ? [target] : []), ...features].filter(
        (other) => other.values.type !== 'time' && !isIdentifier(other, dataset.schema.rows),
      )
      let best: { readonly column: string; readonly share: number } | undefined
      for (const other of others) {
        yield
        const similarity = groupSimilarity(other, stretches.rows, stretches.of)
        if (!similarity || similarity.share < MIN_SIMILARITY || similarity.p >= ALPHA / others.length) continue
        if (!best || similarity.share > best.share) best = { column: other.schema.name, share: similarity.share }
        if (other === target) break
      }
      if (!best) continue
      const { name } = schema
      findings.push(
        finding(
          'time-across-parts',
          { column: name, rows: between.rows.length, all: between.all, alike: best },
          {
            // Similarity of the features alone inflates a metric less certainly than similarity of the target.
            severity: best.column === target?.schema.name ? 'warn' : 'note',
            columns: [name],
            rows: between.rows,
            sampled: stretches.rows.length < split.train.length ? stretches.rows.length : undefined,
            remedies: [{ do: 'split', by: 'time', column: name }],
          },
        ),
      )
    }
    return findings
  },
})

/** Validation and test rows that have training rows before and after them, ascending; and the number of all of them. */
function rowsBetween(
  { split }: ReportInput,
  times: Float64Array,
): { readonly rows: Uint32Array; readonly all: number } {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const row of split.train) {
    // A comparison with a missing time is false.
    if ((times[row] as number) < first) first = times[row] as number
    if ((times[row] as number) > last) last = times[row] as number
  }
  const evaluated = Uint32Array.from([...split.validation, ...split.test]).sort()
  const rows = evaluated.filter((row) => (times[row] as number) > first && (times[row] as number) < last)
  return { rows, all: evaluated.length }
}

/**
 * Rows in time intervals that do not divide equal times, with the interval of each row; a sample if there are many rows. Undefined if there
 * are few distinct times.
 */
function timeIntervals(times: Float64Array): { readonly rows: Uint32Array; readonly of: Int32Array } | undefined {
  const sorted = times.filter((time) => !Number.isNaN(time)).sort()
  const starts: number[] = []
  let [moments, from] = [0, 0]
  for (let i = 0; i < sorted.length; i++) {
    if (i > 0 && sorted[i] === sorted[i - 1]) continue
    moments++
    if (i > 0 && i - from < INTERVAL_ROWS) continue
    starts.push(sorted[i] as number)
    from = i
  }
  if (moments < MIN_TIMES) return undefined
  const share = Math.min(1, SAMPLE / sorted.length)
  // Whole intervals if there are many, otherwise some rows of each.
  const whole = starts.length * share >= SAMPLE / (10 * INTERVAL_ROWS)
  const [rows, of]: [number[], number[]] = [[], []]
  times.forEach((time, row) => {
    if (Number.isNaN(time)) return
    const at = lastAt(starts, time)
    if (mixBits(whole ? at : row) >= 2 ** 32 * share) return
    rows.push(row)
    of.push(at)
  })
  return { rows: Uint32Array.from(rows), of: Int32Array.from(of) }
}

/** The index of the last one that is not greater. */
function lastAt(starts: readonly number[], time: number): number {
  let [low, high] = [0, starts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] as number) <= time) low = middle + 1
    else high = middle
  }
  return low - 1
}
